/** The standard normal distribution and its symmetric truncation. */

const INV_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);
/** Beyond this many standard deviations the tail is below the resolution of a double. */
export const LARGEST_DEVIATION = 8.5;

/** Density at `z`. */
function density(z: number): number {
  return INV_SQRT_2PI * Math.exp(-0.5 * z * z);
}

/**
 * Probability between 0 and `z` (odd function), by the series phi(z) (z + z³/3 + z⁵/(3·5) + ...), whose terms are
 * all of one sign (Abramowitz and Stegun 1964, 26.2.11).
 */
export function centralProbability(z: number): number {
  if (Math.abs(z) >= LARGEST_DEVIATION) return 0.5 * Math.sign(z);
  let term = z, sum = z;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= z * z / k;
    sum += term;
  }
  return density(z) * sum;
}

/** Cumulative distribution function of the standard normal. */
export function normalCdf(z: number): number {
  return 0.5 + centralProbability(z);
}

/**
 * Survival function of the standard normal truncated at ± `truncationLevel`; with level 0 a step that is 0.5 at 0.
 * A level of LARGEST_DEVIATION or more is no truncation.
 */
export function truncatedSurvival(z: number, truncationLevel: number): number {
  if (truncationLevel === 0) return z < 0 ? 1 : z > 0 ? 0 : 0.5;
  const inside = Math.min(Math.max(z, -truncationLevel), truncationLevel);
  return 0.5 - centralProbability(inside) / (2 * centralProbability(truncationLevel));
}

/** Terms of the longest polynomial: enough for LARGEST_DEVIATION. */
const MOST_TERMS = 60;
/** Points at which a polynomial is compared with the survival it stands for. */
const CHECK_POINTS = 500;

/**
 * The polynomial g(v), in powers of v = 2 z²/t² - 1, for which survival(z) = 0.5 - z g(v) when |z| ≤ t. The absolute
 * error of the survival is about 1e-15 for t up to 4, so that even the tail just below the truncation is right.
 * @param truncationLevel t, above 0
 */
export function survivalPolynomial(truncationLevel: number): Float64Array {
  let best = chebyshevFit(truncationLevel, 4), bestError = largestError(best, truncationLevel);
  for (let numTerms = 5, worse = 0; numTerms <= MOST_TERMS && worse < 3; numTerms++) {
    const polynomial = chebyshevFit(truncationLevel, numTerms);
    const error = largestError(polynomial, truncationLevel);
    if (error < 0.7 * bestError) [best, bestError, worse] = [polynomial, error, 0];
    else worse++; // rounding has taken over
  }
  return best;
}

function largestError(polynomial: Float64Array, t: number): number {
  let largest = 0;
  for (let i = 0; i <= CHECK_POINTS; i++) {
    const z = t * i / CHECK_POINTS, v = 2 * z * z / (t * t) - 1;
    const survival = 0.5 - z * polynomial.reduceRight((sum, c) => sum * v + c, 0);
    largest = Math.max(largest, Math.abs(survival - truncatedSurvival(z, t)));
  }
  return largest;
}

/** Interpolation of (0.5 - survival(z)) / z at the Chebyshev nodes of v, in powers of v. */
function chebyshevFit(t: number, numTerms: number): Float64Array {
  const scale = 1 / (2 * centralProbability(t));
  const angles = Array.from({ length: numTerms }, (_, j) => Math.PI * (j + 0.5) / numTerms);
  const values = angles.map((angle) => {
    const z = t * Math.cos(angle / 2); // v = cos(angle)
    return centralProbability(z) / z * scale;
  });
  const powers = new Float64Array(numTerms);
  // T(k+1) = 2 v T(k) - T(k-1), in powers of v
  let before = new Float64Array(numTerms), current = new Float64Array(numTerms);
  current[0] = 1;
  for (let k = 0; k < numTerms; k++) {
    const sum = values.reduce((s, value, j) => s + value * Math.cos(k * angles[j]), 0);
    const coefficient = (k === 0 ? 1 : 2) * sum / numTerms;
    current.forEach((c, i) => powers[i] += coefficient * c);
    const next = current.map((_, i) => (k === 0 ? 1 : 2) * (current[i - 1] ?? 0) - before[i]);
    [before, current] = [current, next];
  }
  return powers;
}
