/** Hazard maps: the level that is exceeded with a given probability. */

/** Probabilities below this count as this, so that logarithms exist. */
const SMALLEST_POE = 1e-30;

/**
 * Level at which a hazard curve has the probability of exceedance `poe`: exp of the linear interpolation of ln level
 * at ln poe. 0 if the curve stays below `poe`, the highest level if it stays above.
 * @param curve probabilities of exceedance, not increasing
 * @param levels increasing levels of the curve, in their unit
 */
export function levelAtPoe(curve: ArrayLike<number>, levels: ArrayLike<number>, poe: number): number {
  const last = levels.length - 1;
  if (poe > poeAt(curve, 0)) return 0;
  if (poe < poeAt(curve, last)) return levels[last];
  // the lowest level whose probability does not exceed the target
  let l = last;
  while (l > 0 && poeAt(curve, l - 1) <= poe) l--;
  if (l === 0) return levels[0];
  const lnPoe = Math.log(poeAt(curve, l)), lnPoeBelow = Math.log(poeAt(curve, l - 1));
  const share = (Math.log(poe) - lnPoe) / (lnPoeBelow - lnPoe);
  const lnHigh = Math.log(levels[l]), lnLow = Math.log(levels[l - 1]);
  return Math.exp(lnHigh + (lnLow - lnHigh) * share);
}

/**
 * The levels at several probabilities, shape (..., imts, poes), of curves of shape (..., imts, levels).
 * @param levels by intensity measure type, equally many of each
 */
export function mapsOfCurves(
  curves: Float32Array,
  levels: readonly (readonly number[])[],
  poes: readonly number[],
): Float32Array {
  const numLevels = levels[0].length, numCurves = curves.length / numLevels;
  const maps = new Float32Array(numCurves * poes.length);
  for (let c = 0; c < numCurves; c++) {
    const curve = curves.subarray(c * numLevels, (c + 1) * numLevels);
    poes.forEach((poe, p) => maps[c * poes.length + p] = levelAtPoe(curve, levels[c % levels.length], poe));
  }
  return maps;
}

function poeAt(curve: ArrayLike<number>, level: number): number {
  return Math.max(curve[level], SMALLEST_POE);
}
