/** Some assets of a table. */
import { type AssetTable, TextCoder, type TextCodes } from "./asset_table.ts";

/** The assets in some rows, in that order; texts that none of them has are left out. */
export function pickAssets(table: AssetTable, rows: readonly number[]): AssetTable {
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  const pickAll = (columns: ReadonlyMap<string, Float64Array>) =>
    new Map(Array.from(columns, ([name, column]) => [name, pick(column)]));
  return {
    ...table,
    size: rows.length,
    lines: rows.map((row) => table.lines[row]),
    ids: rows.map((row) => table.ids[row]),
    lon: pick(table.lon),
    lat: pick(table.lat),
    values: pickAll(table.values),
    occupants: pickAll(table.occupants),
    ...(table.ideductible && { ideductible: pick(table.ideductible) }),
    ...(table.retrofitted && { retrofitted: pick(table.retrofitted) }),
    tags: new Map(Array.from(table.tags, ([name, tag]) => [name, pickTexts(tag, rows)])),
  };
}

function pickTexts({ texts, codes }: TextCodes, rows: readonly number[]): TextCodes {
  const coder = new TextCoder(), picked = Uint32Array.from(rows, (row) => coder.code(texts[codes[row]]));
  return { texts: coder.texts, codes: picked };
}
