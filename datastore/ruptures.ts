/** The datasets `ruptures` and `rupgeoms`: ruptures that occur, and their surfaces. */
import {
  type RuptureGeometries,
  type RuptureTable,
  UNKNOWN_MODEL,
} from "../hazard/event_set/rupture_table.ts";
import type { DatastoreReader } from "./reader.ts";
import type { DatastoreWriter } from "./writer.ts";

/** Appends geometries to `rupgeoms`; those of a table count from the first one ever written. */
export function appendGeometries(store: DatastoreWriter, { starts, values }: RuptureGeometries): void {
  const rows = Array.from(starts.subarray(1), (end, i) => values.subarray(starts[i], end));
  store.appendRagged("rupgeoms", rows);
}

/** Writes `ruptures`. */
export function writeRuptures(store: DatastoreWriter, table: RuptureTable): void {
  writeTable(store, "ruptures", table);
}

/** Writes `filtered_ruptures`: of the ruptures of another calculation those of which this one computes fields. */
export function writeFilteredRuptures(store: DatastoreWriter, table: RuptureTable): void {
  writeTable(store, "filtered_ruptures", table);
}

function writeTable(store: DatastoreWriter, path: string, table: RuptureTable): void {
  const model = table.model ?? Array<string>(table.size).fill(UNKNOWN_MODEL);
  store.ruptures(path, [
    ["id", "i8", table.id],
    ["seed", "i8", table.seed],
    ["source_id", "u4", table.sourceNumber],
    ["trt_smr", "u4", table.trtSmr],
    ["code", "u1", table.code],
    ["n_occ", "u4", table.occurrences],
    ["mag", "f4", table.mag],
    ["rake", "f4", table.rake],
    ["occurrence_rate", "f4", table.occurrenceRate],
    ["minlon", "f4", table.minLon],
    ["minlat", "f4", table.minLat],
    ["maxlon", "f4", table.maxLon],
    ["maxlat", "f4", table.maxLat],
    ["hypo", "f4", table.hypocentre],
    ["geom_id", "u4", table.geometry],
    ["nsites", "u4", table.numSites],
    ["e0", "u4", table.firstEvent],
    ["model", "S3", model],
  ]);
}

/** Reads `ruptures`, or those of some rows. */
export function readRuptures(
  store: DatastoreReader,
  rows: readonly [start: number, stop: number] | null = null,
): RuptureTable {
  const table = store.table("ruptures", rows);
  const model = table.model as string[];
  return {
    size: model.length,
    id: Float64Array.from(table.id as BigInt64Array, Number),
    seed: Float64Array.from(table.seed as BigInt64Array, Number),
    sourceNumber: table.source_id as Uint32Array,
    trtSmr: table.trt_smr as Uint32Array,
    code: table.code as Uint8Array,
    occurrences: table.n_occ as Uint32Array,
    mag: table.mag as Float32Array,
    rake: table.rake as Float32Array,
    occurrenceRate: table.occurrence_rate as Float32Array,
    minLon: table.minlon as Float32Array,
    minLat: table.minlat as Float32Array,
    maxLon: table.maxlon as Float32Array,
    maxLat: table.maxlat as Float32Array,
    hypocentre: table.hypo as Float32Array,
    geometry: table.geom_id as Uint32Array,
    numSites: table.nsites as Uint32Array,
    firstEvent: table.e0 as Uint32Array,
    ...(model.some((name) => name !== UNKNOWN_MODEL) && { model }),
  };
}

/** Geometries read at a time. */
const GEOMETRIES_PER_BLOCK = 10_000;

/** Reads all of `rupgeoms`. */
export function readGeometries(store: DatastoreReader): RuptureGeometries {
  const [numGeometries] = store.shape("rupgeoms"), blocks: Float32Array[] = [];
  const starts = new Float64Array(numGeometries + 1);
  for (let first = 0; first < numGeometries; first += GEOMETRIES_PER_BLOCK) {
    const rows = store.ragged("rupgeoms", [first, Math.min(first + GEOMETRIES_PER_BLOCK, numGeometries)]);
    rows.forEach((row, i) => starts[first + i + 1] = starts[first + i] + row.length);
    blocks.push(...rows as Float32Array[]);
  }
  const values = new Float32Array(starts[numGeometries]);
  blocks.forEach((row, i) => values.set(row, starts[i]));
  return { starts, values };
}

/** Reads the geometry with an index. */
export function readGeometry(store: DatastoreReader, index: number): Float32Array {
  return store.ragged("rupgeoms", [index, index + 1])[0] as Float32Array;
}
