/** Which seed the reference starts a stream of random numbers with. */
import { crc32 } from "node:zlib";

/** Numbers of ruptures that a source may have. */
const RUPTURES_PER_SOURCE = 2 ** 30;

/** The seed of what a source draws: numbers of occurrences, then how they fall to the realizations. */
export function sourceSeed(sourceId: string, sesSeed: number): number {
  return crc32(sourceId, sesSeed);
}

/**
 * The seed of a rupture's events: their realizations and their ground motion.
 * @param ruptureNumber number of the rupture in its source, counted on from one group of realizations to the next
 * @param sourceNumber number of the source in the calculation
 */
export function ruptureSeed(ruptureNumber: number, sourceNumber: number, sesSeed: number): number {
  return ruptureNumber + RUPTURES_PER_SOURCE * sourceNumber + sesSeed;
}

/** The seed of an event's losses. */
export function eventSeed(eventId: number, masterSeed: number): number {
  return masterSeed + eventId;
}
