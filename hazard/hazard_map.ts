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
  const target = Math.log(poe);
  const logPoe = (l: number) => Math.log(Math.max(curve[l], SMALLEST_POE));
  if (target > logPoe(0)) return 0;
  const last = levels.length - 1;
  if (target < logPoe(last)) return levels[last];
  // the lowest level whose probability does not exceed the target
  let l = last;
  while (l > 0 && logPoe(l - 1) <= target) l--;
  if (l === 0) return levels[0];
  const share = (target - logPoe(l)) / (logPoe(l - 1) - logPoe(l));
  const [lnHigh, lnLow] = [Math.log(levels[l]), Math.log(levels[l - 1])];
  return Math.exp(lnHigh + (lnLow - lnHigh) * share);
}
