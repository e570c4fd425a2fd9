/**
 * The innermost loop of classical hazard: rates of exceeding intensity levels, added up over contexts without ever
 * storing a (context × level) array.
 *
 * For a context with mean mu, standard deviation sigma and rate-time product r, level x gains
 * r · P((ln x - mu) / sigma), with P the survival function of the truncated standard normal. Inside the truncation
 * P comes from polynomials (hazard/normal_distribution.ts): from one up to MODERATE_TRUNCATION where there are vectors,
 * within 2e-10, otherwise from short ones on intervals, within 1e-14; levels below mu - t sigma have P = 1
 * and share one addition, kept in `saturated` and summed from the right by `sumRates`.
 */
import type { ArraysShape, KernelArrays } from "./arrays.ts";
import { isMedianOnly, plainKernels } from "./plain_exceedance.ts";
import { simdKernels } from "./simd_exceedance.ts";

/** The kernels of a calculation, with the memory they work on. */
export interface ExceedanceKernels {
  /** Arrays for a task. Those allocated before in this thread, by any kernels, must not be used any more. */
  allocate(shape: ArraysShape): KernelArrays;
  /** Adds the first `size` contexts of `arrays` to the accumulator of a model and an intensity measure type. */
  add(arrays: KernelArrays, model: number, imt: number, size: number): void;
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
