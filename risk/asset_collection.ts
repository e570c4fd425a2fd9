/** All assets of a calculation, by column, in the order of the places where they are. */
import type { AssetTable, CostTypes, TextCodes } from "./asset_table.ts";
import { COUNTS, DAY_TIMES } from "./asset_table.ts";

/** A tag: its values sorted by letter below "?", which stands for none, and the place of each asset's value in them. */
export type Tag = TextCodes;

/** Columns of length `size`, one row per asset; figures are those of the whole asset, in single precision. */
export interface AssetCollection {
  readonly size: number;
  readonly ids: readonly string[];
  /** degrees, rounded to 5 decimals */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  /** row of the site where the asset's ground motion is computed */
  readonly siteIds: Uint32Array;
  /** number, area, residents and costs by kind */
  readonly values: ReadonlyMap<string, Float32Array>;
  /** people by time of the day; "avg" is the mean of day, night and transit, as far as they are given */
  readonly occupants: ReadonlyMap<string, Float32Array>;
  readonly ideductible: Float32Array;
  /** structural cost after a retrofit */
  readonly retrofitted?: Float32Array;
  /** "taxonomy" first */
  readonly tags: ReadonlyMap<string, Tag>;
}

/** Different places of assets (degrees), sorted by longitude, then latitude. */
export interface Places {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

/** Units of 1e-5 degrees: latitudes need 25 bits, a longitude and a latitude 51, so a place is one exact number. */
const UNITS_PER_DEGREE = 1e5, LATITUDE_UNITS = 2 ** 25, LATITUDE_OFFSET = 90 * UNITS_PER_DEGREE;

/**
 * Brings the assets of all files together. Coordinates must be rounded to 5 decimals; the files must have the same
 * columns. `siteIds` are rows of the places that come with the assets.
 */
export function collectAssets(
  tables: readonly AssetTable[],
  costTypes: CostTypes,
): { assets: AssetCollection; places: Places } {
  const lon = joined(tables.map((table) => table.lon)), lat = joined(tables.map((table) => table.lat));
  const { places, placeOf } = distinctPlaces(lon, lat);
  const order = orderBy(placeOf, places.lon.length);
  const number = joined(tables.map((table) => table.values.get("number")!));
  const area = tables[0].values.has("area")
    ? joined(tables.map((table) => table.values.get("area")!))
    : undefined;
  const column = (of: (table: AssetTable) => Float64Array | undefined) =>
    picked(
      new Float32Array(joined(tables.map((table) => of(table) ?? new Float64Array(table.size)))),
      order,
    );
  const values = Array.from(tables[0].values.keys(), (name): [string, Float32Array] => {
    const cells = new Float32Array(joined(tables.map((table) => table.values.get(name)!)));
    const whole = COUNTS.includes(name) ? cells : totals(cells, name, costTypes, number, area);
    return [name, picked(whole, order)];
  });
  const assets: AssetCollection = {
    size: lon.length,
    ids: Array.from(order, idFinder(tables)),
    lon: picked(lon, order),
    lat: picked(lat, order),
    siteIds: picked(placeOf, order),
    values: new Map(values),
    occupants: new Map(
      Array.from(
        tables[0].occupants.keys(),
        (period) => [period, column((table) => table.occupants.get(period))] as const,
      ).concat(
        tables[0].occupants.size > 0 && !tables[0].occupants.has("avg")
          ? [["avg", column(meanOccupants)]]
          : [],
      ),
    ),
    ideductible: column((table) => table.ideductible),
    retrofitted: tables.some((table) => table.retrofitted)
      ? column((table) =>
        table.retrofitted && totals(table.retrofitted, "structural", costTypes, table.values.get("number")!)
      )
      : undefined,
    tags: new Map(
      Array.from(
        tables[0].tags.keys(),
        (name) => [name, joinedTag(tables.map((table) => table.tags.get(name)!), order)],
      ),
    ),
  };
  return { assets, places };
}

/** The assets in these rows, on the site that is given for each of them. */
export function assetsInRows(
  assets: AssetCollection,
  rows: Uint32Array,
  siteIds: Uint32Array,
): AssetCollection {
  const pickAll = <K, V extends Float32Array>(columns: ReadonlyMap<K, V>) =>
    new Map(Array.from(columns, ([name, cells]) => [name, picked(cells, rows)]));
  return {
    size: rows.length,
    ids: Array.from(rows, (row) => assets.ids[row]),
    lon: picked(assets.lon, rows),
    lat: picked(assets.lat, rows),
    siteIds,
    values: pickAll(assets.values),
    occupants: pickAll(assets.occupants),
    ideductible: picked(assets.ideductible, rows),
    retrofitted: assets.retrofitted && picked(assets.retrofitted, rows),
    tags: new Map(
      Array.from(assets.tags, ([name, { texts, codes }]) => [name, { texts, codes: picked(codes, rows) }]),
    ),
  };
}

/** Costs of whole assets, in the precision of the column. */
function totals<Column extends Float32Array | Float64Array>(
  costs: Column,
  name: string,
  costTypes: CostTypes,
  number: Float64Array,
  area?: Float64Array,
): Column {
  const basis = costTypes.get(name)?.basis ?? "aggregated";
  if (basis === "aggregated") return costs;
  const isAreaOfOne = costTypes.get("area")?.basis === "per_asset";
  const round = costs instanceof Float32Array ? Math.fround : (value: number) => value;
  return costs.map((cost, row) => {
    const total = basis === "per_area" ? round(cost * round(area?.[row] ?? 1)) : cost;
    return basis === "per_asset" || isAreaOfOne ? total * round(number[row]) : total;
  }) as Column;
}

/** Mean of day, night and transit, as far as they are given. */
function meanOccupants({ occupants, size }: AssetTable): Float64Array {
  const given = DAY_TIMES.flatMap((period) => occupants.get(period) ?? []);
  return new Float64Array(size).map((_, row) =>
    given.reduce((sum, people) => sum + people[row], 0) / given.length
  );
}

function joined(columns: readonly Float64Array[]): Float64Array {
  if (columns.length === 1) return columns[0];
  const all = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const column of columns) {
    all.set(column, start);
    start += column.length;
  }
  return all;
}

type Numbers = Float64Array | Float32Array | Uint32Array;

function picked<Column extends Numbers>(column: Column, rows: Uint32Array): Column {
  const cells = new (column.constructor as new (length: number) => Column)(rows.length);
  for (let i = 0; i < rows.length; i++) cells[i] = column[rows[i]];
  return cells;
}

/** Finds the id of an asset by its row in all tables together. */
function idFinder(tables: readonly AssetTable[]): (row: number) => string {
  const ids = tables.length === 1 ? tables[0].ids : tables.flatMap((table) => table.ids);
  return (row) => ids[row];
}

/** The different places, and for each asset the row of its place. */
function distinctPlaces(lon: Float64Array, lat: Float64Array): { places: Places; placeOf: Uint32Array } {
  const keys = lon.map((value, i) =>
    Math.round(value * UNITS_PER_DEGREE) * LATITUDE_UNITS + Math.round(lat[i] * UNITS_PER_DEGREE) +
    LATITUDE_OFFSET
  );
  const sorted = keys.toSorted();
  const distinct = sorted.filter((key, i) => key !== sorted[i - 1]);
  const places = { lon: new Float64Array(distinct.length), lat: new Float64Array(distinct.length) };
  const placeOf = Uint32Array.from(keys, (key) => rowOf(distinct, key));
  for (let i = 0; i < placeOf.length; i++) {
    [places.lon[placeOf[i]], places.lat[placeOf[i]]] = [lon[i], lat[i]];
  }
  return { places, placeOf };
}

/** Where a number is in a sorted list that has it. */
function rowOf(sorted: Float64Array, value: number): number {
  let low = 0, high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rows sorted by small whole numbers, equal ones in their order. */
export function orderBy(keys: Uint32Array, numKeys: number): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(numKeys + 1), order = new Uint32Array(keys.length);
  for (const key of keys) next[key + 1]++;
  for (let key = 0; key < numKeys; key++) next[key + 1] += next[key];
  keys.forEach((key, row) => order[next[key]++] = row);
  return order;
}

/** A tag of all tables, in the order of the rows given. */
function joinedTag(parts: readonly TextCodes[], order: Uint32Array): Tag {
  const texts = ["?", ...[...new Set(parts.flatMap((part) => part.texts))].toSorted(byLetters)];
  const places = new Map(texts.slice(1).map((text, i) => [text, i + 1]));
  const all = parts.map((part) => {
    const codeOf = Uint32Array.from(part.texts, (text) => places.get(text)!);
    return part.codes.map((code) => codeOf[code]);
  });
  const codes = new Uint32Array(order.length);
  let start = 0;
  for (const part of all) {
    codes.set(part, start);
    start += part.length;
  }
  return { texts, codes: picked(codes, order) };
}

function byLetters(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
