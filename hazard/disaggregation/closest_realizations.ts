/** Which realizations are nearest to the mean. */

/** Probabilities below this count as this, so that logarithms exist. */
const SMALLEST_POE = 1e-12;

/**
 * Realizations in the order of the distance of their curves from the mean curve, which is that of the logarithms of all
 * probabilities; of equal ones the first comes first.
 * @param curves probabilities of exceedance, shape (realizations, levels of all measures)
 */
export function closestRealizations(curves: ArrayLike<number>, mean: ArrayLike<number>): number[] {
  return byDistance(curves, Float64Array.from(mean, logarithm));
}

/**
 * As the reference orders them unless its mean is one of rates: it compares each level of the curves with all levels of
 * the mean, so that what counts is the distance from the average of the mean over its levels.
 */
export function closestToLevel(curves: ArrayLike<number>, mean: ArrayLike<number>): number[] {
  const logarithms = Float64Array.from(mean, logarithm);
  const average = logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length;
  return byDistance(curves, logarithms.fill(average));
}

function byDistance(curves: ArrayLike<number>, target: Float64Array): number[] {
  const L = target.length;
  const squares = Array.from({ length: curves.length / L }, (_, r) => {
    let sum = 0;
    for (let l = 0; l < L; l++) sum += (logarithm(curves[r * L + l]) - target[l]) ** 2;
    return sum;
  });
  return squares.map((_, r) => r).toSorted((a, b) => squares[a] - squares[b] || a - b);
}

function logarithm(poe: number): number {
  return Math.log(Math.max(poe, SMALLEST_POE));
}
