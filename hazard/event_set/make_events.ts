/** The events of ruptures, with realizations, years and event sets as the reference draws them (numerics.md §4). */
import { fillEvenChoices } from "../random/choice.ts";
import { boundedInteger } from "../random/integers.ts";
import { Pcg64 } from "../random/pcg64.ts";
import { type EventTable, eventTable } from "./event_table.ts";
import type { RuptureTable } from "./rupture_table.ts";

/** What the events of a calculation have in common. */
export interface EventOptions {
  /** ses_seed */
  readonly seed: number;
  /** of each realization */
  readonly numEventSets: number;
  /** years of an event set; without it events have no year */
  readonly investigationTime?: number;
  readonly numRealizations: number;
  /** numbers of the realizations that ruptures belong to, by their `trtSmr` */
  readonly realizationsOf: (trtSmr: number) => ArrayLike<number>;
  /** share the events of a rupture evenly and in order (scenario) instead of at random */
  readonly areRealizationsInOrder?: boolean;
}

/** The most events that can be numbered. */
const MOST_EVENTS = 2 ** 32;

/**
 * The events of ruptures that are in the order of `orderRuptures`.
 * @throws RangeError for more events than can be numbered
 */
export function makeEvents(ruptures: RuptureTable, options: EventOptions): EventTable {
  const numEvents = ruptures.occurrences.reduce((sum, count) => sum + count, 0);
  if (numEvents >= MOST_EVENTS) {
    throw new RangeError(`${numEvents} events, at most ${MOST_EVENTS} can be computed: use fewer event sets`);
  }
  const events = eventTable(numEvents);
  for (let i = 0, start = 0; i < ruptures.size; i++) {
    const count = ruptures.occurrences[i];
    const choices = choicesOf(ruptures.seed[i], count, options.realizationsOf(ruptures.trtSmr[i]), options);
    for (let k = 0; k < count; k++) {
      events.id[start + k] = start + k;
      events.rupture[start + k] = ruptures.id[i];
      events.realization[start + k] = choices[k];
    }
    start += count;
  }
  setYears(events, options);
  return events;
}

/** The realization of each event of a rupture. */
function choicesOf(
  seed: number,
  count: number,
  realizations: ArrayLike<number>,
  { areRealizationsInOrder }: EventOptions,
): Uint32Array {
  const choices = new Uint32Array(count);
  if (areRealizationsInOrder) {
    const each = Math.floor(count / realizations.length);
    return choices.map((_, k) => realizations[Math.floor(k / each)]);
  }
  fillEvenChoices(new Pcg64(seed), realizations.length, choices);
  return choices.map((choice) => realizations[choice]);
}

/** One stream gives the years of the events of one realization after the other, then the event sets of all. */
function setYears(
  events: EventTable,
  { seed, numEventSets, investigationTime, numRealizations }: EventOptions,
): void {
  const generator = new Pcg64(seed);
  if (investigationTime) {
    const years = Math.trunc(investigationTime * numEventSets);
    const byRealization = Array.from({ length: numRealizations }, (): number[] => []);
    events.realization.forEach((realization, event) => byRealization[realization].push(event));
    byRealization.forEach((ofRealization, realization) => {
      for (const event of ofRealization) {
        events.year[event] = boundedInteger(generator, years) + realization * years + 1;
      }
    });
  }
  for (let event = 0; event < events.size; event++) {
    events.eventSet[event] = boundedInteger(generator, numEventSets) + 1;
  }
}
