/**
 * Standard normal numbers truncated on both sides, by inversion as the reference draws the residuals of ground motion.
 * The reference goes through logarithms of probabilities (scipy.stats.truncnorm), which leaves errors of 1e-16 of
 * probability; results are equal as 32-bit numbers, which it rounds them to.
 *
 * Wichura, M.J. (1988), "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37,
 * 477-484, doi:10.2307/2347330: PPND16.
 */
import { centralProbability } from "../normal_distribution.ts";
import type { UniformSource } from "./bit_generator.ts";

/** Coefficients of numerator and denominator, the highest power first: in the middle, and of the near and far tail. */
type Rational = readonly [numerator: readonly number[], denominator: readonly number[]];
const MIDDLE: Rational = [
  [
    2.5090809287301226727e3,
    3.3430575583588128105e4,
    6.7265770927008700853e4,
    4.5921953931549871457e4,
    1.3731693765509461125e4,
    1.9715909503065514427e3,
    1.3314166789178437745e2,
    3.3871328727963666080,
  ],
  [
    5.2264952788528545610e3,
    2.8729085735721942674e4,
    3.9307895800092710610e4,
    2.1213794301586595867e4,
    5.3941960214247511077e3,
    6.8718700749205790830e2,
    4.2313330701600911252e1,
    1,
  ],
];
const NEAR_TAIL: Rational = [
  [
    7.74545014278341407640e-4,
    2.27238449892691845833e-2,
    2.41780725177450611770e-1,
    1.27045825245236838258,
    3.64784832476320460504,
    5.76949722146069140550,
    4.63033784615654529590,
    1.42343711074968357734,
  ],
  [
    1.05075007164441684324e-9,
    5.47593808499534494600e-4,
    1.51986665636164571966e-2,
    1.48103976427480074590e-1,
    6.89767334985100004550e-1,
    1.67638483018380384940,
    2.05319162663775882187,
    1,
  ],
];
const FAR_TAIL: Rational = [
  [
    2.01033439929228813265e-7,
    2.71155556874348757815e-5,
    1.24266094738807843860e-3,
    2.65321895265761230930e-2,
    2.96560571828504891230e-1,
    1.78482653991729133580,
    5.46378491116411436990,
    6.65790464350110377720,
  ],
  [
    2.04426310338993978564e-15,
    1.42151175831644588870e-7,
    1.84631831751005468180e-5,
    7.86869131145613259100e-4,
    1.48753612908506148525e-2,
    1.36929880922735805310e-1,
    5.99832206555887937690e-1,
    1,
  ],
];

/** How far from the median the middle reaches, in probability; then where the tail counts as far. */
const MIDDLE_REACH = 0.425, FAR = 5;
const MIDDLE_CENTRE = 0.180625, NEAR_CENTRE = 1.6, FAR_CENTRE = 5;

/** The quotient of two polynomials of degree 7. */
function quotient([n, d]: Rational, x: number): number {
  const numerator = ((((((n[0] * x + n[1]) * x + n[2]) * x + n[3]) * x + n[4]) * x + n[5]) * x + n[6]) * x +
    n[7];
  const denominator = ((((((d[0] * x + d[1]) * x + d[2]) * x + d[3]) * x + d[4]) * x + d[5]) * x + d[6]) * x +
    d[7];
  return numerator / denominator;
}

/** The standard normal number that has the probability `p`, -1/2 to 1/2, between 0 and it. */
export function deviationOfCentral(p: number): number {
  if (Math.abs(p) <= MIDDLE_REACH) return p * quotient(MIDDLE, MIDDLE_CENTRE - p * p);
  const root = Math.sqrt(-Math.log(0.5 - Math.abs(p)));
  if (root === Infinity) return p < 0 ? -Infinity : Infinity;
  const size = root <= FAR ? quotient(NEAR_TAIL, root - NEAR_CENTRE) : quotient(FAR_TAIL, root - FAR_CENTRE);
  return p < 0 ? -size : size;
}

/**
 * Fills `out` with standard normal numbers within ± `truncationLevel`, which is above 0, in the order of the reference.
 */
export function fillTruncatedNormals(
  source: UniformSource,
  truncationLevel: number,
  out: Float64Array | Float32Array,
): void {
  const inside = 2 * centralProbability(truncationLevel);
  for (let i = 0; i < out.length; i++) {
    const deviation = deviationOfCentral(inside * (source.random() - 0.5));
    out[i] = Math.min(Math.max(deviation, -truncationLevel), truncationLevel);
  }
}
