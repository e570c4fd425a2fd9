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
