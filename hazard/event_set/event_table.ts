/** Events, the occurrences of ruptures, by column. */

import type { RuptureTable } from "./rupture_table.ts";

/** One row for each event, in the order of the ids, which count from 0. */
export interface EventTable {
  readonly size: number;
  readonly id: Uint32Array;
  /** id of the rupture */
  readonly rupture: Float64Array;
  readonly realization: Uint16Array;
  /** counts from 1, over all realizations one after the other; 0 without an investigation time */
  readonly year: Uint32Array;
  /** number of the stochastic event set, counts from 1 */
  readonly eventSet: Uint32Array;
}

/** A table of zeros. */
export function eventTable(size: number): EventTable {
  return {
    size,
    id: new Uint32Array(size),
    rupture: new Float64Array(size),
    realization: new Uint16Array(size),
    year: new Uint32Array(size),
    eventSet: new Uint32Array(size),
  };
}

/** The events of some ruptures, which tell where theirs begin. */
export function eventsOfRuptures(
  events: EventTable,
  { size, firstEvent, occurrences }: Pick<RuptureTable, "size" | "firstEvent" | "occurrences">,
): EventTable {
  const out = eventTable(occurrences.reduce((sum, count) => sum + count, 0));
  for (let i = 0, start = 0; i < size; start += occurrences[i++]) {
    const stop = firstEvent[i] + occurrences[i];
    out.id.set(events.id.subarray(firstEvent[i], stop), start);
    out.rupture.set(events.rupture.subarray(firstEvent[i], stop), start);
    out.realization.set(events.realization.subarray(firstEvent[i], stop), start);
    out.year.set(events.year.subarray(firstEvent[i], stop), start);
    out.eventSet.set(events.eventSet.subarray(firstEvent[i], stop), start);
  }
  return out;
}
