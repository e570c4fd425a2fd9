/** Distances on the surface of the Earth to great circles that rupture surfaces share. */
import { EARTH_RADIUS } from "../geo/geodesy.ts";
import { tangent, type Vector } from "../geo/vector.ts";
import type { SiteCollection } from "../site/site_collection.ts";

/** Sine up to which six terms of the series of the arcsine are exact to the last digit; 510 km. */
const SERIES_LIMIT = 0.08;

/** Length (km) of the arc on the surface with this sine; several times faster than Math.asin at usual distances. */
export function arc(sine: number): number {
  if (Math.abs(sine) > SERIES_LIMIT) return EARTH_RADIUS * Math.asin(sine);
  const s = sine * sine;
  const series = 1 / 6 + s * (3 / 40 + s * (5 / 112 + s * (35 / 1152 + s * (63 / 2816 + s * (231 / 13312)))));
  return EARTH_RADIUS * (sine + sine * s * series);
}

/**
 * Distances (km) along the strike beyond the ends of a top edge: 0 between the great circles that cross it at right
 * angles to the strike (degrees) at its left and right ends (unit vectors), else the distance to the nearer one.
 */
export function distanceBeyondEnds(
  left: Vector,
  right: Vector,
  strike: number,
  sites: SiteCollection,
  indices: Uint32Array,
  count: number,
  out: Float64Array,
): void {
  const { x, y, z, depth } = sites;
  const strikeAtLeft = tangent(left, strike), strikeAtRight = tangent(right, strike);
  for (let k = 0; k < count; k++) {
    const i = indices[k], sx = x[i], sy = y[i], sz = z[i], perRadius = 1 / (EARTH_RADIUS - depth[i]);
    const pastLeft = (sx * strikeAtLeft.x + sy * strikeAtLeft.y + sz * strikeAtLeft.z) * perRadius;
    const pastRight = (sx * strikeAtRight.x + sy * strikeAtRight.y + sz * strikeAtRight.z) * perRadius;
    out[k] = Math.sign(pastLeft) === Math.sign(pastRight)
      ? arc(Math.min(Math.abs(pastLeft), Math.abs(pastRight)))
      : 0;
  }
}
