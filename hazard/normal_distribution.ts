/** The standard normal distribution and its symmetric truncation. */

const INV_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);
/** Beyond this many standard deviations the tail is below the resolution of a double. */
const LARGEST_DEVIATION = 8.5;

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

/** Standard deviations per interval, and terms of the Taylor series in each: errors stay below 1e-15. */
const INTERVAL = 3 / 128;
const TERMS = 7;

/** The survival of the truncated standard normal by Taylor series on short intervals of equal width. */
export interface SurvivalTable {
  /** the table covers ± this many standard deviations */
  readonly limit: number;
  /** intervals per standard deviation */
  readonly intervalsPerDeviation: number;
  /** TERMS coefficients an interval, of powers of the distance from its middle in widths, from -limit up */
  readonly coefficients: Float64Array;
}

/** Number of coefficients of each interval of a SurvivalTable. */
export const SURVIVAL_TERMS = TERMS;

/** Builds the table for a truncation level above 0; LARGEST_DEVIATION or more is no truncation. */
export function survivalTable(truncationLevel: number): SurvivalTable {
  const limit = Math.min(truncationLevel, LARGEST_DEVIATION);
  const numIntervals = Math.ceil(2 * limit / INTERVAL), width = 2 * limit / numIntervals;
  const scale = 1 / (2 * centralProbability(limit));
  // one more interval than needed, for an argument that rounding takes to the limit
  const coefficients = new Float64Array((numIntervals + 1) * TERMS);
  for (let k = 0; k <= numIntervals; k++) {
    const middle = -limit + (k + 0.5) * width;
    coefficients[k * TERMS] = 0.5 - scale * centralProbability(middle);
    // the derivatives of the density are density times Hermite polynomials: He(n+1) = z He(n) - n He(n-1)
    let before = 0, hermite = 1, factor = -scale * density(middle) * width;
    for (let n = 1; n < TERMS; n++) {
      coefficients[k * TERMS + n] = factor * hermite;
      [before, hermite] = [hermite, middle * hermite - (n - 1) * before];
      factor *= -width / (n + 1);
    }
  }
  return { limit, intervalsPerDeviation: 1 / width, coefficients };
}

/** Number of coefficients of a survivalPolynomial. */
const POLYNOMIAL_TERMS = 12;
/** Truncation level up to which a survivalPolynomial is good to 2e-10. */
export const MODERATE_TRUNCATION = 3;

/**
 * The survival of the standard normal truncated at a moderate level t as one odd polynomial, exact at the truncation:
 * 1/2 - z Σ c_k z^2k for |z| <= t. With f(z²) the probability between 0 and z over z, it is f(t²) + (z² - t²) q(z²),
 * where q interpolates at Chebyshev nodes.
 */
export function survivalPolynomial(truncationLevel: number): Float64Array {
  const end = truncationLevel ** 2, scale = 1 / (2 * centralProbability(truncationLevel));
  const atEnd = 0.5 / truncationLevel;
  const numNodes = POLYNOMIAL_TERMS - 1;
  const nodes = Float64Array.from(
    { length: numNodes },
    (_, k) => end / 2 * (1 + Math.cos(Math.PI * (k + 0.5) / numNodes)),
  );
  // Newton's divided differences of q, then its powers by Horner's scheme
  const differences = nodes.map((y) =>
    (scale * centralProbability(Math.sqrt(y)) / Math.sqrt(y) - atEnd) / (y - end)
  );
  for (let order = 1; order < numNodes; order++) {
    for (let k = numNodes - 1; k >= order; k--) {
      differences[k] = (differences[k] - differences[k - 1]) / (nodes[k] - nodes[k - order]);
    }
  }
  const powers = new Float64Array(POLYNOMIAL_TERMS);
  const timesRoot = (root: number) => {
    for (let n = POLYNOMIAL_TERMS - 1; n >= 0; n--) {
      powers[n] = (n > 0 ? powers[n - 1] : 0) - root * powers[n];
    }
  };
  for (let k = numNodes - 1; k >= 0; k--) {
    timesRoot(nodes[k]);
    powers[0] += differences[k];
  }
  timesRoot(end);
  powers[0] += atEnd;
  return powers;
}
