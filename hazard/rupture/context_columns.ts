/** What a context holds of its rupture: parameters of the rupture and distances from it to sites. */
import type { DistanceParameter, RuptureParameter } from "../gsim/model.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import { touchesCanterbury } from "./canterbury.ts";
import { closestPoints } from "./closest_point.ts";
import { azimuthFromStrike, repi, rhypo } from "./hypocentre.ts";
import type { Rupture } from "./rupture.ts";

/**
 * Writes to `out[0..count)` a distance (km; degrees for azimuths and places) from the rupture to the sites
 * `indices[0..count)`.
 */
export function distanceColumn(
  name: DistanceParameter,
  rupture: Rupture,
  sites: SiteCollection,
  indices: Uint32Array,
  count: number,
  out: Float64Array,
): void {
  switch (name) {
    case "rrup":
    case "rjb":
    case "rx":
    case "ry0":
      return rupture.surface[name](sites, indices, count, out);
    case "repi":
      return repi(sites, indices, count, rupture.hypocentre, out);
    case "rhypo":
      return rhypo(sites, indices, count, rupture.hypocentre, out);
    case "azimuth": {
      const { hypocentre, middle = hypocentre, surface } = rupture;
      return azimuthFromStrike(sites, indices, count, middle, surface.strike, out);
    }
    case "clon":
    case "clat":
      return closestPoints(rupture.surface, name === "clon" ? "lon" : "lat", sites, indices, count, out);
    case "rvolc":
    case "rcdpp":
      out.fill(0, 0, count); // as in the reference, which knows no volcanic front and no directivity here
  }
}

/** A parameter of the rupture: degrees, km; the magnitude has rules of its own. */
export function ruptureParameter(
  name: Exclude<RuptureParameter, "mag">,
  { rake, hypocentre, surface }: Rupture,
): number {
  switch (name) {
    case "rake":
      return rake;
    case "hypo_lon":
      return hypocentre.lon;
    case "hypo_lat":
      return hypocentre.lat;
    case "hypo_depth":
      return hypocentre.depth;
    case "in_cshm":
      return Number(touchesCanterbury(surface));
    case "dip":
    case "strike":
    case "ztor":
    case "zbot":
    case "width":
      return surface[name];
  }
}
