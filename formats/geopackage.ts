/**
 * Polygons of GeoPackage files: SQLite databases with geometries as well-known binary.
 *
 * OGC 12-128r19, GeoPackage Encoding Standard 1.4, §2.1.3 (header of a geometry); OGC 06-103r4, Simple Feature Access,
 * part 1, §8 (well-known binary).
 */
import { DatabaseSync } from "node:sqlite";
import type { NamedPolygon, Ring } from "./boundaries.ts";

/** Bytes of the envelope that follows a header, by its indicator. */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64];
const POLYGON = 3, MULTI_POLYGON = 6;

/**
 * The polygons of the first table of features, multi-polygons in parts; rows without a name or geometry are left out.
 * @param column column with the names
 * @throws Error for a file that is no GeoPackage, lacks the column, or holds other geometries
 */
export function readGeoPackage(path: string, column: string): NamedPolygon[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const found = database.prepare("SELECT table_name, column_name FROM gpkg_geometry_columns").get();
    if (!found) throw new Error("the GeoPackage holds no features");
    const quoted = (name: unknown) => `"${String(name).replaceAll('"', '""')}"`;
    const rows = database
      .prepare(`SELECT ${quoted(column)} AS name, ${quoted(found.column_name)} AS geometry
                FROM ${quoted(found.table_name)} ORDER BY rowid`)
      .all();
    return rows.flatMap(({ name, geometry }) =>
      name && geometry instanceof Uint8Array
        ? parseGeometry(geometry).map((polygon) => ({ name: String(name), ...polygon }))
        : []
    );
  } finally {
    database.close();
  }
}

type Polygon = Omit<NamedPolygon, "name">;

/** The polygons of one geometry with its GeoPackage header. */
function parseGeometry(bytes: Uint8Array): Polygon[] {
  if (bytes[0] !== 0x47 || bytes[1] !== 0x50) throw new Error('a geometry does not begin with "GP"');
  const flags = bytes[3], isEmpty = (flags & 0x10) !== 0;
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 7];
  if (envelope === undefined) throw new Error("a geometry has an unknown kind of envelope");
  return isEmpty ? [] : parseWellKnownBinary(bytes.subarray(8 + envelope));
}

function parseWellKnownBinary(bytes: Uint8Array): Polygon[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  function polygons(): Polygon[] {
    const isLittle = view.getUint8(at) === 1;
    const count = () => {
      at += 4;
      return view.getUint32(at - 4, isLittle);
    };
    at += 1;
    const code = count();
    // 1000 is added for heights, 2000 for measures, 3000 for both
    const kind = code % 1000, extra = [0, 1, 1, 2][Math.floor(code / 1000)];
    if (kind === MULTI_POLYGON) return Array.from({ length: count() }, polygons).flat();
    if (kind !== POLYGON || extra === undefined) throw new Error(`expected polygons, got geometry ${code}`);
    const rings = Array.from({ length: count() }, () => ring(count(), 2 + extra, isLittle));
    return rings.length === 0 ? [] : [{ outline: rings[0], holes: rings.slice(1) }];
  }

  function ring(size: number, numCoordinates: number, isLittle: boolean): Ring {
    const x = new Float64Array(size), y = new Float64Array(size);
    for (let i = 0; i < size; i++, at += 8 * numCoordinates) {
      x[i] = view.getFloat64(at, isLittle);
      y[i] = view.getFloat64(at + 8, isLittle);
    }
    return { x, y };
  }

  return polygons();
}
