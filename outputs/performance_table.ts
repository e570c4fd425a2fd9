/** What the operations of a calculation took, as a table of text. */
import { operationTotals } from "../datastore/performance.ts";
import { type DatastoreReader, openDatastore } from "../datastore/reader.ts";
import { gridTable } from "./rst.ts";

/** The operations of a datastore with `performance_data`, the slowest first. */
export function operationTable(store: DatastoreReader, maxRows = Infinity): string {
  const rows = operationTotals(store).slice(0, maxRows);
  return gridTable(
    ["operation", "time_sec", "memory_mb", "counts"],
    rows.map(({ name, time, memoryMb, counts }) => [name, fixed(time), fixed(memoryMb), String(counts)]),
  );
}

/** The same of a file. */
export async function performanceTable(path: string): Promise<string> {
  using store = await openDatastore(path);
  return operationTable(store);
}

function fixed(x: number): string {
  return Number.isInteger(x) ? String(x) : x.toPrecision(5);
}
