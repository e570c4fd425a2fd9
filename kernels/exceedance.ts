/**
 * The innermost loop of classical hazard: rates of exceeding intensity levels, added up over contexts without ever
 * storing a (context × level) array.
 *
 * For a context with mean mu, standard deviation sigma and rate-time product r, level x gains
 * r · P((ln x - mu) / sigma), with P the survival function of the truncated standard normal. Inside the truncation
 * P comes from short polynomials on intervals (hazard/normal_distribution.ts); levels below mu - t sigma have P = 1
 * and share one addition, kept in `saturated` and summed from the right by `sumRates`.
 *
 * A rupture that has probabilities p_k of k = 0, 1 ... n occurrences instead of a rate does not exceed x with the
 * probability sum over k of p_k (1 - P)^k. It exceeds it with r + P (a_1 + a_2 (1 - P) + a_3 (1 - P)^2 + ...), which is
 * the same without loss of digits: a_k is p_k + ... + p_n, at least k occurrences, and r = 1 - p_0 - ... - p_n what the
 * p_k lack to 1, more occurrences than n, as if exceedance were certain then. Such contexts are added in two steps,
 * since P may be a mean over several distributions: `addSurvivals` finds P by context, `combine` makes probabilities of
 * exceedance at sites of it.
 */
import type { ArraysShape, KernelArrays, ProbabilityArrays } from "./arrays.ts";
import { isMedianOnly, plainKernels } from "./plain_exceedance.ts";
import { simdKernels } from "./simd_exceedance.ts";

/** The kernels of a calculation, with the memory they work on. */
export interface ExceedanceKernels {
  /** Arrays for a task. Those allocated before in this thread, by any kernels, must not be used any more. */
  allocate(shape: ArraysShape): KernelArrays;
  /** Adds the first `size` contexts of `arrays` to the accumulator of a model and an intensity measure type. */
  add(arrays: KernelArrays, model: number, imt: number, size: number): void;
  /** Adds for the first `size` contexts `rateTime`, here a weight, times P to the survivals. */
  addSurvivals(arrays: KernelArrays, imt: number, size: number): void;
  /**
   * Combines the survivals of the first `size` contexts, each with `numOccurrences` + 1 entries of `occurrences`, with
   * probabilities of exceedance p of a model and an intensity measure type. An exceedance probability e makes p + e of
   * p if the ruptures are exclusive, p + e - p e if they are independent.
   */
  combine(
    arrays: KernelArrays,
    model: number,
    imt: number,
    size: number,
    numOccurrences: number,
    areExclusive: boolean,
  ): void;
}

/** The arrays for probabilities of occurrence. Throws Error if they were not asked for. */
export function occurrencesOf({ occurrences }: KernelArrays): ProbabilityArrays {
  if (occurrences === undefined) throw new Error("the arrays have no room for probabilities of occurrence");
  return occurrences;
}

/**
 * Builds the kernels for the levels of each intensity measure type: vectorized ones where the machine has them.
 * @param levels increasing, as logarithms (or plain for MMI)
 * @param truncationLevel in standard deviations; 0 keeps the median only, Infinity is no truncation
 */
export async function exceedanceKernels(
  levels: readonly Float64Array[],
  truncationLevel: number,
): Promise<ExceedanceKernels> {
  const simd = isMedianOnly(truncationLevel) ? undefined : await simdKernels(levels, truncationLevel);
  return simd ?? plainKernels(levels, truncationLevel);
}
