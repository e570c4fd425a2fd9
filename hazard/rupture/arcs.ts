/** Distances on the surface of the Earth to great circles that rupture surfaces share. */
import { EARTH_RADIUS } from "../geo/geodesy.ts";
import type { Vector } from "../geo/vector.ts";
import { distanceToArc32 } from "../geo/single_precision.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import type { Hypocentre } from "./rupture.ts";

/** Sine up to which six terms of the series of the arcsine are exact to the last digit; 510 km. */
const SERIES_LIMIT = 0.08;

/** Coefficients of that series for the odd powers of the sine, times the radius of the Earth. */
const [C1, C3, C5, C7, C9, C11, C13] = [1, 1 / 6, 3 / 40, 5 / 112, 35 / 1152, 63 / 2816, 231 / 13312]
  .map((coefficient) => coefficient * EARTH_RADIUS);

/** Length (km) of the arc on the surface with this sine; several times faster than Math.asin at usual distances. */
export function arc(sine: number): number {
  const s = sine * sine;
  if (s > SERIES_LIMIT * SERIES_LIMIT) return EARTH_RADIUS * Math.asin(sine);
  return sine * (C1 + s * (C3 + s * (C5 + s * (C7 + s * (C9 + s * (C11 + s * C13))))));
}

/**
 * Distances (km) along the strike beyond the ends of a top edge: 0 between the great circles that cross it at right
 * angles to the strike at its left and right ends, else the distance to the nearer one. `left` and `right` are the
 * directions of the strike at these ends (tangents of length 1).
 */
export function distanceBeyondEnds(
  left: Vector,
  right: Vector,
  sites: SiteCollection,
  indices: Uint32Array,
  count: number,
  out: Float64Array,
): void {
  const { x, y, z, depth } = sites;
  const { x: lx, y: ly, z: lz } = left, { x: rx, y: ry, z: rz } = right;
  for (let k = 0; k < count; k++) {
    const i = indices[k], sx = x[i], sy = y[i], sz = z[i];
    const pastLeft = sx * lx + sy * ly + sz * lz, pastRight = sx * rx + sy * ry + sz * rz;
    out[k] = pastLeft * pastRight > 0
      ? arc(Math.min(Math.abs(pastLeft), Math.abs(pastRight)) / (EARTH_RADIUS - depth[i]))
      : 0;
  }
}

/** The same of ends (degrees) given in single precision and the azimuth of the strike, with the steps that this makes. */
export function distanceBeyondEnds32(
  left: Omit<Hypocentre, "depth">,
  right: Omit<Hypocentre, "depth">,
  strike: number,
  { lon, lat }: SiteCollection,
  indices: Uint32Array,
  count: number,
  out: Float64Array,
): void {
  const across = (strike + 90) % 360;
  for (let k = 0; k < count; k++) {
    const i = indices[k];
    const pastLeft = distanceToArc32(left.lon, left.lat, across, lon[i], lat[i]);
    const pastRight = distanceToArc32(right.lon, right.lat, across, lon[i], lat[i]);
    out[k] = pastLeft * pastRight > 0 ? Math.min(Math.abs(pastLeft), Math.abs(pastRight)) : 0;
  }
}
