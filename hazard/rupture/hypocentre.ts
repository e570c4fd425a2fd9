/** Distances and azimuths from the hypocentre of a rupture to sites. */
import { degrees, EARTH_RADIUS, floorMod } from "../geo/geodesy.ts";
import { direction, tangentBy } from "../geo/vector.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import { arc } from "./arcs.ts";
import type { Hypocentre } from "./rupture.ts";

/** Writes to `out[0..count)` the great-circle distances (km) from the epicentre to the sites `indices[0..count)`. */
export function repi(
  sites: SiteCollection,
  indices: Uint32Array,
  count: number,
  hypocentre: Hypocentre,
  out: Float64Array,
): void {
  const { x, y, z, depth } = sites, epicentre = direction(hypocentre.lon, hypocentre.lat);
  for (let k = 0; k < count; k++) {
    const i = indices[k], perRadius = 1 / (EARTH_RADIUS - depth[i]);
    const dx = x[i] * perRadius - epicentre.x;
    const dy = y[i] * perRadius - epicentre.y;
    const dz = z[i] * perRadius - epicentre.z;
    out[k] = 2 * arc(Math.sqrt(dx * dx + dy * dy + dz * dz) / 2);
  }
}

/**
 * Writes to `out[0..count)` the hypocentral distances (km): great-circle distance to the epicentre and difference of
 * depth at right angles.
 */
export function rhypo(
  sites: SiteCollection,
  indices: Uint32Array,
  count: number,
  hypocentre: Hypocentre,
  out: Float64Array,
): void {
  repi(sites, indices, count, hypocentre, out);
  for (let k = 0; k < count; k++) {
    const vertical = hypocentre.depth - sites.depth[indices[k]];
    out[k] = Math.sqrt(out[k] * out[k] + vertical * vertical);
  }
}

/**
 * Writes to `out[0..count)` the azimuths (degrees in [0, 360)) from a point to the sites, clockwise from the strike
 * (degrees).
 */
export function azimuthFromStrike(
  sites: SiteCollection,
  indices: Uint32Array,
  count: number,
  from: Hypocentre,
  strike: number,
  out: Float64Array,
): void {
  const { x, y, z } = sites, point = direction(from.lon, from.lat);
  const north = tangentBy(point, 1, 0), east = tangentBy(point, 0, 1);
  for (let k = 0; k < count; k++) {
    const i = indices[k];
    const northward = x[i] * north.x + y[i] * north.y + z[i] * north.z;
    const eastward = x[i] * east.x + y[i] * east.y + z[i] * east.z;
    out[k] = floorMod(degrees(Math.atan2(eastward, northward)) - strike, 360);
  }
}
