/** The query of an extract request: names with one or more values, read as Python literals. */
import { type NpyArray, npyBooleans, npyNumbers, npyTexts } from "../formats/npy.ts";
import { parseLiteral } from "../formats/python_literal.ts";

/** Integers are bigints, as Python tells them from floats. */
export type QueryValue = bigint | number | boolean | string;
/** Values by name, in the order given. */
export type Query = ReadonlyMap<string, readonly QueryValue[]>;

/** Parses `kind=mean&kind=rlz-0&site_id=1` (percent-encoded or not); names without a value are left out. */
export function parseQuery(text: string): Query {
  const query = new Map<string, QueryValue[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (value === "") continue;
    const values = query.get(name) ?? [];
    values.push(parseLiteral(value));
    query.set(name, values);
  }
  return query;
}

/** The array that NumPy makes of such a list: int64, float64, bool or text; float64 if empty. */
export function valuesArray(values: readonly QueryValue[]): NpyArray {
  const isAll = (type: string) => values.length > 0 && values.every((value) => typeof value === type);
  if (isAll("bigint")) return npyNumbers(BigInt64Array.from(values as bigint[]));
  if (isAll("boolean")) return npyBooleans(Uint8Array.from(values, Number));
  if (values.some((value) => typeof value === "string")) return npyTexts(values.map(String));
  return npyNumbers(Float64Array.from(values, Number));
}
