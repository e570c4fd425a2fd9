/** How often ruptures occur that have probabilities of it instead of rates. */
import type { Interdependence } from "../source/source.ts";
import type { Rupture } from "./rupture.ts";

/** Those of a rupture with a rate. */
const NONE: ArrayLike<number> = [];
/** Those of a rupture in a cluster, which occurs whenever the cluster does. */
const ONCE: ArrayLike<number> = [1];

/**
 * Probabilities of at least 1, 2, 3 ... occurrences of a rupture in the investigation time, none if it has a rate. In a
 * cluster they are those in one occurrence of the cluster, where ruptures exclude each other with their weights.
 */
export function atLeast(
  { probabilities, weight }: Rupture,
  dependence: Interdependence | undefined,
): ArrayLike<number> {
  const isExclusive = dependence?.hasExclusiveRuptures;
  if (dependence?.clusterRate !== undefined && !isExclusive) return ONCE;
  if (!probabilities) return NONE;
  const sums = new Float64Array(probabilities.length - 1);
  for (let k = sums.length - 1, sum = 0; k >= 0; k--) sums[k] = sum += probabilities[k + 1];
  return isExclusive ? sums.map((sum) => sum * weight!) : sums;
}
