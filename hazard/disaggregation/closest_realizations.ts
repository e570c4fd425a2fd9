/** Which realizations are nearest to the mean. */

/** Probabilities below this count as this, so that logarithms exist. */
const SMALLEST_POE = 1e-12;

/**
 * Realizations in the order of the distance of their curves from the mean curve, which is that of the logarithms of all
 * probabilities; of equal ones the first comes first.
 * @param curves probabilities of exceedance, shape (realizations, levels of all measures)
 */
export function closestRealizations(curves: ArrayLike<number>, mean: ArrayLike<number>): number[] {
  const L = mean.length, R = curves.length / L;
  const squares = Array.from({ length: R }, (_, r) => {
    let sum = 0;
    for (let l = 0; l < L; l++) sum += (logarithm(curves[r * L + l]) - logarithm(mean[l])) ** 2;
    return sum;
  });
  return squares.map((_, r) => r).toSorted((a, b) => squares[a] - squares[b] || a - b);
}

function logarithm(poe: number): number {
  return Math.log(Math.max(poe, SMALLEST_POE));
}
