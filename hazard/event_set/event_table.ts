/** Events, the occurrences of ruptures, by column. */

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
