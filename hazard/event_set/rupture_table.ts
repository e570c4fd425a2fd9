/** Ruptures that occur, by column, as precisely as they are stored: fields are computed from these figures. */

/** Number by which ids and seeds of ruptures of two sources differ at least. */
export const RUPTURES_PER_SOURCE = 2 ** 30;

/** Index of a tectonic region type times this plus the number of a source model path is a `trtSmr`. */
export const PATHS_PER_TYPE = 2 ** 24;

/** One row for each rupture; angles in degrees, depths in km. */
export interface RuptureTable {
  readonly size: number;
  /** number in its source plus 2^30 times the number of the source; tells ruptures apart */
  readonly id: Float64Array;
  /** of its events' realizations and ground motion */
  readonly seed: Float64Array;
  readonly sourceNumber: Uint32Array;
  /** tectonic region type and source model path, see `PATHS_PER_TYPE` */
  readonly trtSmr: Uint32Array;
  /** of its class and that of its surface, see `rupture_kind.ts` */
  readonly code: Uint8Array;
  readonly occurrences: Uint32Array;
  readonly mag: Float32Array;
  readonly rake: Float32Array;
  /** per year; NaN of ruptures with probabilities instead */
  readonly occurrenceRate: Float32Array;
  readonly minLon: Float32Array;
  readonly minLat: Float32Array;
  readonly maxLon: Float32Array;
  readonly maxLat: Float32Array;
  /** longitude, latitude and depth, 3 numbers for each */
  readonly hypocentre: Float32Array;
  /** index of its geometry */
  readonly geometry: Uint32Array;
  /** sites near it, 1 where nobody counted */
  readonly numSites: Uint32Array;
  /** id of its first event; the others follow */
  readonly firstEvent: Uint32Array;
  /** name of the model it is from, 3 letters at most, where ruptures of several are joined */
  readonly model?: readonly string[];
}

/** Surfaces of ruptures, one after the other, each in the layout of `geometry.ts`. */
export interface RuptureGeometries {
  /** where each starts, and the end of the last */
  readonly starts: Float64Array;
  readonly values: Float32Array;
}

/** A table of zeros. */
export function ruptureTable(size: number): RuptureTable {
  const float64 = () => new Float64Array(size), float32 = () => new Float32Array(size);
  const uint32 = () => new Uint32Array(size);
  return {
    size,
    id: float64(),
    seed: float64(),
    sourceNumber: uint32(),
    trtSmr: uint32(),
    code: new Uint8Array(size),
    occurrences: uint32(),
    mag: float32(),
    rake: float32(),
    occurrenceRate: float32(),
    minLon: float32(),
    minLat: float32(),
    maxLon: float32(),
    maxLat: float32(),
    hypocentre: new Float32Array(3 * size),
    geometry: uint32(),
    numSites: uint32(),
    firstEvent: uint32(),
  };
}

/** The rows with the given indices, in that order. */
export function pickRuptures(table: RuptureTable, rows: ArrayLike<number>): RuptureTable {
  const size = rows.length, { model } = table;
  const pick = <T extends Float64Array | Float32Array | Uint32Array | Uint8Array>(column: T): T => {
    const width = column.length / table.size,
      out = new (column.constructor as new (n: number) => T)(width * size);
    for (let i = 0; i < size; i++) {
      for (let k = 0; k < width; k++) out[width * i + k] = column[width * rows[i] + k];
    }
    return out;
  };
  const columns = Object.entries(table).filter(([, column]) => ArrayBuffer.isView(column));
  return {
    ...Object.fromEntries(columns.map(([name, column]) => [name, pick(column)])) as unknown as RuptureTable,
    size,
    ...(model && { model: Array.from(rows, (row) => model[row]) }),
  };
}

/** Tables one after the other. */
export function joinRuptures(tables: readonly RuptureTable[]): RuptureTable {
  const size = tables.reduce((sum, table) => sum + table.size, 0), out = ruptureTable(size);
  let row = 0;
  for (const table of tables) {
    for (const [name, column] of Object.entries(out)) {
      if (!ArrayBuffer.isView(column)) continue;
      const from = table[name as keyof RuptureTable] as Float64Array;
      (column as Float64Array).set(from, row * ((column as Float64Array).length / (size || 1)));
    }
    row += table.size;
  }
  const hasModel = tables.some(({ model }) => model);
  return hasModel
    ? { ...out, model: tables.flatMap(({ size, model }) => model ?? Array<string>(size).fill(UNKNOWN_MODEL)) }
    : out;
}

/** Name of the model of ruptures that are from the only one there is. */
export const UNKNOWN_MODEL = "???";
