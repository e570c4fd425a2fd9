/**
 * Poisson numbers, as numpy.random.Generator.poisson.
 *
 * Hörmann, W. (1993), "The transformed rejection method for generating Poisson random variables", Insurance: Mathematics
 * and Economics 12, 39-45, doi:10.1016/0167-6687(93)90997-4: algorithm PTRS.
 */
import type { UniformSource } from "./bit_generator.ts";

/** From this mean on numbers are drawn by rejection. */
const LARGE_MEAN = 10;
/** Beyond it NumPy's integers could overflow. */
const LARGEST_MEAN = 9.223372006484771e18;

/** The next number of events of which `mean` are expected. @throws RangeError for a mean that is negative or not finite */
export function poisson(generator: UniformSource, mean: number): number {
  if (mean >= LARGE_MEAN && mean <= LARGEST_MEAN) return byRejection(generator, mean);
  if (mean === 0) return 0;
  if (mean > 0 && mean < LARGE_MEAN) return byProduct(generator, mean);
  throw new RangeError(`the mean of a Poisson distribution must be 0 to 9.2e18, got ${mean}`);
}

/** Fills `out` with a number of events for each mean, or throws as `poisson`. */
export function fillPoisson(generator: UniformSource, means: Float64Array, out: Float64Array): void {
  for (let i = 0; i < means.length; i++) out[i] = poisson(generator, means[i]);
}

/** Counts waiting times that fit in: their sum is the logarithm of a product of uniform numbers (Knuth 1969). */
function byProduct(generator: UniformSource, mean: number): number {
  let product = generator.random();
  // the exponential is at least 1 - mean: most ruptures don't occur, and need no exponential
  if (product <= 1 - mean) return 0;
  const limit = Math.exp(-mean);
  let count = 0;
  for (; product > limit; product *= generator.random()) count++;
  return count;
}

/** Algorithm PTRS. */
function byRejection(generator: UniformSource, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean), a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4), vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = generator.random() - 0.5, v = generator.random(), us = 0.5 - Math.abs(u);
    const k = Math.floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || us < 0.013 && v > us) continue;
    const proposed = Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b);
    if (proposed <= -mean + k * Math.log(mean) - logGamma(k + 1)) return k;
  }
}

/** Coefficients of 1/x, 1/x³ ... in Stirling's series, the last first. */
const STIRLING = [
  -1.392432216905900,
  1.796443723688307e-01,
  -2.955065359477124e-02,
  6.410256410256410e-03,
  -1.917526917526918e-03,
  8.417508417508418e-04,
  -5.952380952380952e-04,
  7.936507936507937e-04,
  -2.777777777777778e-03,
  8.333333333333333e-02,
] as const;

/** Logarithm of the gamma function of a positive integer (Zhang and Jin 1996, "Computation of Special Functions"). */
export function logGamma(x: number): number {
  if (x <= 2) return 0;
  const numShifts = Math.max(7 - x, 0);
  let shifted = x + numShifts;
  const inverseSquare = 1 / (shifted * shifted);
  let series = 0;
  for (const coefficient of STIRLING) series = series * inverseSquare + coefficient;
  let result = series / shifted + 0.5 * Math.log(2 * Math.PI) + (shifted - 0.5) * Math.log(shifted) - shifted;
  for (let k = 0; k < numShifts; k++) {
    shifted--;
    result -= Math.log(shifted);
  }
  return result;
}
