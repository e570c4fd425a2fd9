/** Rates of exceedance of sources that depend on each other: exclusive ones and clusters (numerics.md §2.3). */
import type { Interdependence } from "../../hazard/source/source.ts";
import { rateOfProbability } from "../../kernels/arrays.ts";

/** More occurrences of a cluster are left out, as in the reference. */
const MOST_OCCURRENCES = 19;

/**
 * Combines the rates that each source of a group would have alone, in one occurrence of the group if it is a cluster.
 *
 * The reference keeps the probabilities of no exceedance of such groups with 32 bits. That makes steps of 6e-8, which
 * show in the rates of rare levels; to give the same rates, steps included, so does this.
 */
export class DependentRates {
  readonly #dependence: Interdependence;
  readonly #investigationTime: number;
  readonly #none: Float32Array;
  /** probabilities of any exceedance, where sources or ruptures exclude each other */
  readonly #any: Float32Array;

  /** For sources that have `size` rates each. */
  constructor(dependence: Interdependence, investigationTime: number, size: number) {
    this.#dependence = dependence;
    this.#investigationTime = investigationTime;
    this.#none = new Float32Array(size).fill(1);
    this.#any = new Float32Array(size);
  }

  /** Adds a source; sources with a `weight` exclude each other, unless their ruptures do. */
  add(rates: Float64Array, weight: number | undefined): void {
    const none = this.#none, any = this.#any, size = rates.length;
    if (this.#dependence.hasExclusiveRuptures) {
      for (let k = 0; k < size; k++) any[k] += (1 - any[k]) * -Math.expm1(-rates[k]);
    } else if (weight !== undefined) {
      for (let k = 0; k < size; k++) any[k] += (1 - Math.fround(Math.exp(-rates[k]))) * weight;
    } else {
      for (let k = 0; k < size; k++) none[k] *= Math.fround(Math.exp(-rates[k]));
    }
  }

  /** The rates of all sources added. */
  finish(): Float64Array {
    const { probability, clusterRate } = this.#dependence;
    const none = this.#none.map((p, k) => p - probability * this.#any[k]);
    const noneOfGroup = clusterRate === undefined
      ? none
      : ofOccurrences(none, poisson(clusterRate * this.#investigationTime));
    return Float64Array.from(noneOfGroup, (p) => rateOfProbability(1 - p));
  }
}

/** Probabilities of 0, 1, 2 ... occurrences with 32 bits, those that vanish left out. */
function poisson(expected: number): Float32Array {
  const probabilities = new Float32Array(MOST_OCCURRENCES + 1);
  for (let n = 0, p = Math.exp(-expected); n <= MOST_OCCURRENCES; p *= expected / ++n) probabilities[n] = p;
  return probabilities.filter((p) => p > 0);
}

/** Probabilities of no exceedance in any of n independent occurrences, by the probabilities of n. */
function ofOccurrences(none: Float32Array, probabilities: Float32Array): Float32Array {
  return none.map((once) => {
    let sum = 0;
    probabilities.forEach((p, n) => sum = Math.fround(sum + Math.fround(Math.fround(once ** n) * p)));
    return sum;
  });
}
