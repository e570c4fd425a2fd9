/** The dataset `events`: occurrences of ruptures. */
import { type EventTable, eventTable } from "../hazard/event_set/event_table.ts";
import type { DatastoreReader } from "./reader.ts";
import type { DatastoreWriter } from "./writer.ts";

/** Writes `events`. */
export function writeEvents(store: DatastoreWriter, table: EventTable): void {
  writeTable(store, "events", table);
}

/** Writes `relevant_events`: of the events of another calculation those of which this one computes fields. */
export function writeRelevantEvents(store: DatastoreWriter, table: EventTable): void {
  writeTable(store, "relevant_events", table);
}

/** Writes `events` of which nothing but ids is known: those of fields that were read. */
export function writeEventIds(store: DatastoreWriter, ids: Uint32Array): void {
  store.table("events", [
    ["id", "u4", ids],
    ["rup_id", "i8", new Float64Array(ids.length)],
    ["rlz_id", "u2", new Uint16Array(ids.length)],
  ]);
}

function writeTable(store: DatastoreWriter, path: string, table: EventTable): void {
  store.table(path, [
    ["id", "u4", table.id],
    ["rup_id", "i8", table.rupture],
    ["rlz_id", "u2", table.realization],
    ["year", "u4", table.year],
    ["ses_id", "u4", table.eventSet],
  ]);
}

/**
 * Reads the events by their ids. A calculation that goes on from the ruptures of another one knows only the relevant
 * events: the rows of all others are zeros.
 */
export function readEvents(store: DatastoreReader): EventTable {
  if (store.has("events")) return readTable(store, "events");
  const relevant = readTable(store, "relevant_events");
  const events = eventTable(relevant.id.reduce((size, id) => Math.max(size, id + 1), 0));
  for (let id = 0; id < events.size; id++) events.id[id] = id;
  relevant.id.forEach((id, row) => {
    events.rupture[id] = relevant.rupture[row];
    events.realization[id] = relevant.realization[row];
    events.year[id] = relevant.year[row];
    events.eventSet[id] = relevant.eventSet[row];
  });
  return events;
}

/** Whether events have years and sets, which those of fields that were read have not. */
export function haveYears(store: DatastoreReader): boolean {
  return store.has("relevant_events") || "year" in store.table("events", [0, 0]);
}

function readTable(store: DatastoreReader, path: string): EventTable {
  const table = store.table(path), id = table.id as Uint32Array;
  return {
    size: id.length,
    id,
    rupture: Float64Array.from(table.rup_id as BigInt64Array, Number),
    realization: table.rlz_id as Uint16Array,
    year: (table.year ?? new Uint32Array(id.length)) as Uint32Array,
    eventSet: (table.ses_id ?? new Uint32Array(id.length)) as Uint32Array,
  };
}
