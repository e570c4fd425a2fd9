/** Columns of the datastore as NumPy arrays, in the types stored. */
import type { ScalarType } from "../datastore/element_type.ts";
import type { RawDataset } from "../datastore/reader.ts";
import type { Column, Table } from "../datastore/values.ts";
import {
  type NpyArray,
  npyBooleans,
  npyByteStrings,
  npyNumbers,
  npyRecords,
  type TypedArray,
} from "../formats/npy.ts";

/** One column; texts of any length become bytes as long as the longest. */
export function columnArray(type: ScalarType, column: Column): NpyArray {
  if (type === "b1") return npyBooleans(column as Uint8Array);
  if (type === "str") return npyByteStrings(column as string[]);
  if (type[0] === "S") return npyByteStrings(column as string[], Number(type.slice(1)));
  return npyNumbers(column as TypedArray);
}

/** Records of a compound dataset: the rows chosen, in that order, and the fields named, or all. */
export function recordArray(
  dataset: RawDataset,
  rows?: readonly number[],
  names?: readonly string[],
): NpyArray {
  const { type, column: table } = dataset;
  if (type.kind !== "compound") throw new TypeError("only compound datasets hold records");
  const members = names
    ? names.map((name) => type.members.find((member) => member.name === name)!)
    : type.members;
  const numRows = rows?.length ?? dataset.shape[0];
  return npyRecords(members.map(({ name, type, shape }) => {
    const column = (table as Table)[name], width = shape.reduce((product, n) => product * n, 1);
    const array = columnArray(type, rows ? rowsOf(column, rows, width) : column);
    return [name, { ...array, shape: [numRows, ...shape] }];
  }));
}

/** The rows chosen of a column, in that order; each has `width` elements. */
export function rowsOf(column: Column, rows: readonly number[], width = 1): Column {
  if (Array.isArray(column)) return rows.map((row) => column[row]) as Column;
  const picked = column.slice(0, rows.length * width);
  rows.forEach((row, i) => {
    for (let k = 0; k < width; k++) picked[i * width + k] = column[row * width + k];
  });
  return picked;
}
