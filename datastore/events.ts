/** The dataset `events`: occurrences of ruptures. */
import type { EventTable } from "../hazard/event_set/event_table.ts";
import type { DatastoreReader } from "./reader.ts";
import type { DatastoreWriter } from "./writer.ts";

/** Writes `events`. */
export function writeEvents(store: DatastoreWriter, table: EventTable): void {
  store.table("events", [
    ["id", "u4", table.id],
    ["rup_id", "i8", table.rupture],
    ["rlz_id", "u2", table.realization],
    ["year", "u4", table.year],
    ["ses_id", "u4", table.eventSet],
  ]);
}

/** Reads `events`, or those of some rows. */
export function readEvents(
  store: DatastoreReader,
  rows: readonly [start: number, stop: number] | null = null,
): EventTable {
  const table = store.table("events", rows), id = table.id as Uint32Array;
  return {
    size: id.length,
    id,
    rupture: Float64Array.from(table.rup_id as BigInt64Array, Number),
    realization: table.rlz_id as Uint16Array,
    year: table.year as Uint32Array,
    eventSet: table.ses_id as Uint32Array,
  };
}
