/** Which of many places is nearest. */
import { cartesian } from "../geo/geodesy.ts";
import type { SiteCollection } from "./site_collection.ts";

/** The row of the nearest place and the straight-line distance in km. */
export interface Nearest {
  readonly row: number;
  readonly distanceKm: number;
}

/**
 * Prepares a search among `sites`: (lon, lat) in degrees, at the surface → nearest by straight line through the
 * Earth, the first one of equally near ones. Sites are sorted along the Earth's axis, so that a search looks only
 * at a band of them.
 */
export function nearestSiteFinder(sites: SiteCollection): (lon: number, lat: number) => Nearest {
  const order = Uint32Array.from(sites.z.keys()).sort((i, j) => sites.z[i] - sites.z[j]);

  function firstAbove(z: number): number {
    let low = 0, high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sites.z[order[middle]] < z) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return function nearestSite(lon, lat) {
    const [x, y, z] = cartesian(lon, lat, 0);
    let row = -1, best = Infinity;
    const start = firstAbove(z);
    for (const step of [1, -1]) {
      for (let k = step > 0 ? start : start - 1; k >= 0 && k < order.length; k += step) {
        const i = order[k];
        const dz = sites.z[i] - z;
        if (dz * dz > best) break;
        const square = (sites.x[i] - x) ** 2 + (sites.y[i] - y) ** 2 + dz * dz;
        if (square < best || square === best && i < row) [row, best] = [i, square];
      }
    }
    return { row, distanceKm: Math.sqrt(best) };
  };
}
