/** Which sites a rupture may shake: those near its hypocentre, and of them those near its surface. */
import { cartesian, longitudinalExtent } from "../geo/geodesy.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import type { Hypocentre } from "../rupture/rupture.ts";

/** The box around a rupture, degrees. */
export interface RuptureBounds {
  readonly minLon: number;
  readonly minLat: number;
  readonly maxLon: number;
  readonly maxLat: number;
}

const DEGREES_PER_KM = 0.0089932;
/** km by which sites are looked for farther than need be. */
const MARGIN = 10;

/**
 * Writes to `out` the rows of the sites within `distance` km, plus half the diagonal of the box and a margin, of the
 * hypocentre; how many. Of long ruptures with the hypocentre at one end this leaves out sites near the other, as in the
 * reference.
 */
export function sitesAround(
  sites: SiteCollection,
  hypocentre: Hypocentre,
  { minLon, minLat, maxLon, maxLat }: RuptureBounds,
  distance: number,
  out: Uint32Array,
): number {
  const width = longitudinalExtent(minLon, maxLon) / 2, height = (maxLat - minLat) / 2;
  const reach = distance + Math.sqrt(width ** 2 + height ** 2) / DEGREES_PER_KM + MARGIN, square = reach ** 2;
  const [px, py, pz] = cartesian(hypocentre.lon, hypocentre.lat, hypocentre.depth);
  const { size, x, y, z } = sites;
  let count = 0;
  for (let i = 0; i < size; i++) {
    const dx = x[i] - px, dy = y[i] - py, dz = z[i] - pz;
    if (dx * dx + dy * dy + dz * dz <= square) out[count++] = i;
  }
  return count;
}
