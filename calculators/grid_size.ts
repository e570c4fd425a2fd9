/** Limits of the grids of a job. */

/** Most points of the grids of a job, of sites as of sources: 2 million points of an area take a thread 1 GB. */
export const MOST_POINTS = 2e6;

/** A large number to be read: 23400000 → "23 million". */
export function roundNumber(value: number): string {
  if (!(value < 1e12)) return "more than 1e12";
  return value < 1e6 ? String(Math.round(value)) : `${Math.round(value / 1e6)} million`;
}
