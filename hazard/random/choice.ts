/** Choices among things by their index, as numpy.random.Generator.choice and what the reference builds on it. */
import type { BitGenerator, UniformSource } from "./bit_generator.ts";
import { boundedInteger } from "./integers.ts";

/** Sums of the weights up to each, in the order of NumPy's cumsum. */
export function cumulativeSums(weights: ArrayLike<number>): Float64Array {
  const sums = new Float64Array(weights.length);
  for (let i = 0, sum = 0; i < weights.length; i++) sums[i] = sum += weights[i];
  return sums;
}

/** Number of leading entries below `value` (`isUpTo`: or equal to it) in an ascending list. */
function countBelow(ascending: Float64Array, value: number, isUpTo: boolean): number {
  let from = 0, to = ascending.length;
  while (from < to) {
    const middle = from + to >>> 1, entry = ascending[middle];
    if (entry < value || isUpTo && entry === value) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * Fills `out` with indices that are as probable as their weights, which need not add up to 1: `choice` with p.
 * @throws RangeError for weights that are negative or all zero
 */
export function fillWeightedChoices(
  generator: UniformSource,
  weights: ArrayLike<number>,
  out: Uint32Array,
): void {
  const sums = cumulativeSums(weights), total = sums[sums.length - 1];
  if (!(total > 0) || Array.prototype.some.call(weights, (weight) => !(weight >= 0))) {
    throw new RangeError(
      `weights must be 0 or more with a sum above 0, got ${Array.from(weights).join(", ")}`,
    );
  }
  for (let i = 0; i < sums.length; i++) sums[i] /= total;
  for (let i = 0; i < out.length; i++) out[i] = countBelow(sums, generator.random(), true);
}

/** Ratio of population to sample from which on large populations are not shuffled, and what is large. */
const SMALL_SHARE = 50, LARGE_POPULATION = 10000;

/**
 * `size` different indices of a population in random order: `choice` without replacement.
 * @throws RangeError for more indices than there are
 */
export function chooseDistinct(generator: BitGenerator, population: number, size: number): Uint32Array {
  if (size > population) {
    throw new RangeError(`${size} of ${population} things can't be chosen without repeating`);
  }
  if (population > LARGE_POPULATION && size > Math.floor(population / SMALL_SHARE)) {
    const indices = Uint32Array.from({ length: population }, (_, i) => i);
    shuffleTail(generator, indices, Math.max(population - size, 1));
    return indices.slice(population - size);
  }
  const indices = floydSample(generator, population, size);
  shuffleTail(generator, indices, 1);
  return indices;
}

/** Swaps the entries from the last down to `first` with one at or before them (Fisher and Yates 1938, Durstenfeld 1964). */
function shuffleTail(generator: BitGenerator, indices: Uint32Array, first: number): void {
  for (let i = indices.length - 1; i >= first; i--) {
    const j = boundedInteger(generator, i + 1);
    [indices[i], indices[j]] = [indices[j], indices[i]];
  }
}

/** Floyd's sample without replacement (Bentley and Floyd 1987, doi:10.1145/30401.315746). */
function floydSample(generator: BitGenerator, population: number, size: number): Uint32Array {
  const chosen = new Set<number>();
  for (let j = population - size; j < population; j++) {
    const index = boundedInteger(generator, j + 1);
    chosen.add(chosen.has(index) ? j : index);
  }
  return Uint32Array.from(chosen);
}

/**
 * Fills `out` with indices below `count` by inversion, as the reference gives realizations to events: how they come out
 * does not depend on how many are drawn at a time.
 */
export function fillEvenChoices(generator: UniformSource, count: number, out: Uint32Array): void {
  const sums = cumulativeSums(new Float64Array(count).fill(1 / count));
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.min(countBelow(sums, generator.random(), false), count - 1);
  }
}

/** How many of `numDraws` draws fall to each weight, by inversion; weights need not add up to 1. */
export function weightedHistogram(
  generator: UniformSource,
  weights: ArrayLike<number>,
  numDraws: number,
): Uint32Array {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  const sums = cumulativeSums(Float64Array.from(weights, (weight) => weight / total));
  const counts = new Uint32Array(weights.length), last = counts.length - 1;
  for (let i = 0; i < numDraws; i++) counts[Math.min(countBelow(sums, generator.random(), false), last)]++;
  return counts;
}

/**
 * Sum of `numDraws` numbers of occurrences with the given probabilities of 0, 1, 2 ... occurrences, as the reference
 * draws the events of time-dependent ruptures.
 */
export function sumOccurrences(
  generator: UniformSource,
  probabilities: ArrayLike<number>,
  numDraws: number,
): number {
  const sums = cumulativeSums(probabilities);
  let count = 0;
  for (let i = 0; i < numDraws; i++) count += countBelow(sums, generator.random(), true);
  return count;
}

/**
 * An index as probable as `probabilities` says, as scipy.stats.rv_discrete draws it; beyond their sum, if rounding leaves
 * it below 1, it is 0.
 */
export function discreteDraw(generator: UniformSource, probabilities: ArrayLike<number>): number {
  const index = countBelow(cumulativeSums(probabilities), generator.random(), false);
  return index < probabilities.length ? index : 0;
}
