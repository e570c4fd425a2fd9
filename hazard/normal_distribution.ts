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

/**
 * Chebyshev fit of g(v) = (0.5 - survival(z)) / z in v = 2 z²/t² - 1, in powers of v, so that
 * survival(z) = 0.5 - z g(v) for |z| ≤ t. The absolute error of the survival is below 1e-12.
 * @param truncationLevel t, above 0
 */
export function survivalPolynomial(truncationLevel: number): Float64Array {
  const t = truncationLevel;
  const scale = 1 / (2 * centralProbability(t));
  const numNodes = 64;
  const nodes = Array.from({ length: numNodes }, (_, j) => Math.cos(Math.PI * (j + 0.5) / numNodes));
  const values = nodes.map((v) => {
    const z = t * Math.sqrt((v + 1) / 2);
    return (z === 0 ? INV_SQRT_2PI : centralProbability(z) / z) * scale;
  });
  const chebyshev = Array.from({ length: numNodes }, (_, k) => {
    const sum = values.reduce((s, value, j) => s + value * Math.cos(Math.PI * k * (j + 0.5) / numNodes), 0);
    return (k === 0 ? 1 : 2) * sum / numNodes;
  });
  let degree = chebyshev.length - 1;
  while (Math.abs(chebyshev[degree]) * t < 1e-14) degree--;
  // T(k+1) = 2 v T(k) - T(k-1), in powers of v
  let before = Float64Array.of(1), current = Float64Array.of(0, 1);
  const powers = new Float64Array(degree + 1);
  powers[0] = chebyshev[0];
  for (let k = 1; k <= degree; k++) {
    current.forEach((c, i) => powers[i] += chebyshev[k] * c);
    const next = new Float64Array(k + 2);
    current.forEach((c, i) => next[i + 1] = 2 * c);
    before.forEach((c, i) => next[i] -= c);
    [before, current] = [current, next];
  }
  return powers;
}
