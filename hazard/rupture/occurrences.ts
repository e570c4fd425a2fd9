/** How often ruptures occur that have probabilities of it instead of rates. */
import type { Interdependence } from "../source/source.ts";
import type { Rupture } from "./rupture.ts";

/** Those of a rupture with a rate. */
const NONE: ArrayLike<number> = [];
/** Those of a rupture in a cluster, which occurs whenever the cluster does. */
const ONCE: ArrayLike<number> = [0, 1];

/**
 * Probabilities of numbers of occurrences of a rupture in the investigation time, none if it has a rate: first of more
 * than it tells of (what its probabilities lack to 1), then of at least 1, 2, 3 ... of those it tells of. In a cluster
 * they are those in one occurrence of the cluster, where ruptures exclude each other with their weights.
 */
export function occurrencesOf(
  { probabilities, weight }: Pick<Rupture, "probabilities" | "weight">,
  dependence: Interdependence | undefined,
): ArrayLike<number> {
  const isExclusive = dependence?.hasExclusiveRuptures;
  if (dependence?.clusterRate !== undefined && !isExclusive) return ONCE;
  if (!probabilities) return NONE;
  const occurrences = new Float64Array(probabilities.length);
  let told = 0, atLeast = 0;
  for (let k = 0; k < occurrences.length; k++) told += probabilities[k];
  occurrences[0] = 1 - told;
  for (let k = occurrences.length - 1; k > 0; k--) occurrences[k] = atLeast += probabilities[k];
  return isExclusive ? occurrences.map((p) => p * weight!) : occurrences;
}
