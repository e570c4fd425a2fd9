/**
 * Numbers of occurrences that vary more than those of a Poisson process: the negative binomial distribution.
 *
 * Kagan, Y. Y., Jackson, D. D. (2010). Short- and long-term earthquake forecasts for California and Nevada. Pure and
 * Applied Geophysics 167, 685-692, https://doi.org/10.1007/s00024-010-0073-5.
 */

/** Probabilities of more occurrences are not told, as in the reference. */
export const MOST_NEGATIVE_BINOMIAL_OCCURRENCES = 9;

/**
 * Probabilities of 0, 1 ... 9 occurrences: with tau = 1 / dispersion and theta = tau / (tau + expected),
 * p_0 = theta^tau and p_k = p_(k-1) (1 - theta) (tau + k - 1) / k.
 * @param expected number of occurrences, at least 0
 * @param dispersion above 0; the variance is expected + dispersion expected^2
 */
export function negativeBinomial(expected: number, dispersion: number): Float64Array {
  const tau = 1 / dispersion, complement = expected / (tau + expected);
  const probabilities = new Float64Array(MOST_NEGATIVE_BINOMIAL_OCCURRENCES + 1);
  probabilities[0] = Math.exp(-tau * Math.log1p(expected / tau));
  for (let k = 1; k < probabilities.length; k++) {
    probabilities[k] = probabilities[k - 1] * complement * (tau + k - 1) / k;
  }
  return probabilities;
}
