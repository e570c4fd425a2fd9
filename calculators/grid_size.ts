/** How many points a grid has, known before it is made: a spacing typed wrong must not take the memory. */
import { EARTH_RADIUS, longitudinalExtent, radians } from "../hazard/geo/geodesy.ts";
import { projectPolygon } from "../hazard/geo/polygon.ts";
import type { LonLatLine } from "../hazard/source/source.ts";

/** Most points of the grids of a job, of sites as of sources: 2 million points of an area take a thread 1 GB. */
export const MOST_POINTS = 2e6;

/**
 * Points every `spacing` km in the box around a ring (degrees), which are looked at to find those inside the ring.
 * Throws RangeError for a ring with fewer than three points or wider than 180 degrees.
 */
export function pointsOfBox(ring: LonLatLine, spacing: number): number {
  const { west, east, north, south } = projectPolygon(ring).bounds;
  const nearestToEquator = north > 0 && south < 0 ? 0 : Math.min(Math.abs(north), Math.abs(south));
  const height = EARTH_RADIUS * radians(north - south);
  const width = EARTH_RADIUS * radians(longitudinalExtent(west, east)) * Math.cos(radians(nearestToEquator));
  return (height / spacing + 1) * (width / spacing + 1);
}

/** A large number to be read: 23400000 → "23 million". */
export function roundNumber(value: number): string {
  if (!(value < 1e12)) return "more than 1e12";
  return value < 1e6 ? String(Math.round(value)) : `${Math.round(value / 1e6)} million`;
}
