/** What the datastore tells about sources and tasks, as arrays. */
import { gzipSync } from "node:zlib";
import type { ScalarType } from "../datastore/element_type.ts";
import type { Column } from "../datastore/values.ts";
import { type NpyArray, npyBytes } from "../formats/npy.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { columnArray, recordArray, rowsOf } from "./column_arrays.ts";
import { ExtractError, type NamedArrays } from "./output_type.ts";
import type { Query } from "./query.ts";

const MAX_SOURCES_BY_TYPE = 100;

/**
 * Sources sorted by type, at most `limit` (100) of each, chosen by `source_id` and `code`: a record for each, and
 * their ids gzipped and joined by ";".
 */
export function extractSources({ store }: CalculationResults, query: Query): NamedArrays {
  const info = store.table("source_info");
  const ids = info.source_id as string[], codes = info.code as string[];
  const limit = Number(query.get("limit")?.[0] ?? MAX_SOURCES_BY_TYPE);
  const isChosen = (name: string, value: string) => query.get(name)?.map(String).includes(value) ?? true;
  const chosen = [...ids.keys()].filter((i) => isChosen("source_id", ids[i]) && isChosen("code", codes[i]));
  if (chosen.length === 0) throw new ExtractError("NotFound: there is no such source");
  const byCode = [...Map.groupBy(chosen, (i) => codes[i])].toSorted(([a], [b]) => a < b ? -1 : 1);
  const rows = byCode.flatMap(([, indices]) => indices.slice(0, limit));
  return [
    ["src_gz", npyBytes(gzipSync(rows.map((i) => ids[i]).join(";")))],
    ["array", recordArray(store.raw("source_info"), rows, ["code", "num_ctxs", "num_ruptures"])],
  ];
}

/** The columns of `source_data` by computing time, optionally of one task; the array holds the source ids. */
export function extractSourceData({ store }: CalculationResults, query: Query): NamedArrays {
  const names = String(store.attribute("source_data", "__pdcolumns__")).split(" ");
  const columns = new Map(names.map((name): [string, { type: ScalarType; values: Column }] => {
    const { type, column } = store.raw(`source_data/${name}`);
    return [name, { type: type.kind === "scalar" ? type.type : "", values: column as Column }];
  }));
  const numbers = (name: string) => Array.from(columns.get(name)!.values as ArrayLike<number>, Number);
  const times = numbers("ctimes"), tasks = numbers("taskno");
  const task = query.get("taskno")?.[0];
  const rows = [...times.keys()]
    .filter((row) => task === undefined || tasks[row] === Number(task))
    .toSorted((a, b) => times[a] - times[b]);
  return names.map((name): [string, NpyArray] => {
    const { type, values } = columns.get(name)!;
    return [name === "src_id" ? "array" : name, columnArray(type, rowsOf(values, rows))];
  });
}

/** The tasks by name, or those of the name given as `kind`. */
export function extractTaskInfo({ store }: CalculationResults, query: Query): NamedArrays {
  const names = store.table("task_info").taskname as string[];
  const byName = Map.groupBy(names.keys(), (row) => names[row]);
  const kind = query.get("kind")?.[0];
  if (kind !== undefined && !byName.has(String(kind))) throw new ExtractError(`KeyError: b'${kind}'`);
  const chosen = kind === undefined ? [...byName.keys()].toSorted() : [String(kind)];
  const info = store.raw("task_info");
  return chosen.map((name) => [name, recordArray(info, byName.get(name))]);
}
