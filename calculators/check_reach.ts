/** Whether anything can shake the sites: places typed wrong give curves of zeros. */
import type { SharedSources } from "../hazard/logictree/sources_of_paths.ts";
import { type IntegrationDistance, magnitudeDistancesOf } from "../hazard/site/integration_distance.ts";
import type { SiteCollection } from "../hazard/site/site_collection.ts";
import { type RuptureOptions, sourceSphere } from "../hazard/source/ruptures.ts";

/** Pairs of source and site above which looking takes longer than it is worth. */
const MOST_PAIRS = 1e8;

/** Whether any source is within the maximum distance of any site; where that is hard to tell, true. */
export function isAnySourceInReach(
  groups: readonly SharedSources[],
  { x, y, z }: SiteCollection,
  maximumDistance: IntegrationDistance,
  options: RuptureOptions,
): boolean {
  const numSources = groups.reduce((sum, { sources }) => sum + sources.length, 0);
  if (numSources * x.length > MOST_PAIRS) return true;
  return groups.some(({ tectonicRegionType, sources }) => {
    const pairs = magnitudeDistancesOf(maximumDistance, tectonicRegionType);
    const farthest = Math.max(...pairs.map(([, distanceKm]) => distanceKm));
    return sources.some((source) => {
      const sphere = sourceSphere(source, options), reach = sphere.radius + farthest;
      return x.some((_, i) => Math.hypot(x[i] - sphere.x, y[i] - sphere.y, z[i] - sphere.z) <= reach);
    });
  });
}
