/** How many points a grid has, known before it is made: a spacing typed wrong must not take the memory. */
import type { LonLatLine } from "../source/source.ts";
import { EARTH_RADIUS, longitudinalExtent, radians } from "./geodesy.ts";
import { projectPolygon } from "./polygon.ts";
import type { BoundingBox } from "./projection.ts";

/**
 * Points every `spacing` km in the box around a ring (degrees), which are looked at to find those inside the ring.
 * Throws RangeError for a ring with fewer than three points or wider than 180 degrees.
 */
export function pointsOfBox(ring: LonLatLine, spacing: number): number {
  return pointsOfBounds(projectPolygon(ring).bounds, spacing);
}

/** Points every `spacing` km in a box (degrees). */
export function pointsOfBounds({ west, east, north, south }: BoundingBox, spacing: number): number {
  const nearestToEquator = north > 0 && south < 0 ? 0 : Math.min(Math.abs(north), Math.abs(south));
  const height = EARTH_RADIUS * radians(north - south);
  const width = EARTH_RADIUS * radians(longitudinalExtent(west, east)) * Math.cos(radians(nearestToEquator));
  return (height / spacing + 1) * (width / spacing + 1);
}
