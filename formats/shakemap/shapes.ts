/** ShakeMaps as shapefiles: polygons in which the shaking is the same. */
import { InputError } from "../../hazard/input_error.ts";
import { isInside, type RingedArea } from "../../hazard/geo/rings.ts";
import { readNumberColumns, readPolygons } from "../shapefile.ts";
import { measureColumn, MEDIAN_COLUMNS } from "./fields.ts";

/** Polygons with the shaking by column. */
export interface ShakeMapShapes {
  readonly polygons: readonly RingedArea[];
  /** medians and deviations of each polygon, as in a ShakeMap */
  readonly medians: ReadonlyMap<string, Float32Array>;
  readonly deviations: ReadonlyMap<string, Float32Array>;
}

/** A file that has been read. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads the shapes and the table beside them.
 * @throws InputError for files that are no such, and a table without the shaking
 */
export function readShakeMapShapes(shapes: NamedBytes, table: NamedBytes): ShakeMapShapes {
  const polygons = read(shapes, readPolygons), columns = read(table, readNumberColumns);
  const medians = new Map<string, Float32Array>(), deviations = new Map<string, Float32Array>();
  for (const [name, cells] of columns) {
    const measure = measureColumn(name);
    if (!measure) continue;
    if (cells.length !== polygons.length) {
      const message = `has ${cells.length} rows, ${shapes.name} ${polygons.length} polygons`;
      throw new InputError({ file: table.name, message });
    }
    (measure.isDeviation ? deviations : medians).set(measure.imt, Float32Array.from(cells));
  }
  if (medians.size === 0) {
    const message = `expected a column ${MEDIAN_COLUMNS.join(" or ")}, got ${[...columns.keys()].join(", ")}`;
    throw new InputError({ file: table.name, message });
  }
  for (const imt of medians.keys()) {
    if (!deviations.has(imt)) deviations.set(imt, new Float32Array(polygons.length));
  }
  return { polygons, medians, deviations };
}

function read<Content>({ name, bytes }: NamedBytes, parse: (bytes: Uint8Array) => Content): Content {
  try {
    return parse(bytes);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    throw new InputError({ file: name, message: error.message });
  }
}

/** The row of the polygon in which a place lies, the first one; -1 where it is in none. */
export function polygonAround({ polygons }: ShakeMapShapes, lon: number, lat: number): number {
  return polygons.findIndex((polygon) => isInside(polygon, lon, lat));
}
