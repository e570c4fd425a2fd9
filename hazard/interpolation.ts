/** Linear interpolation. */

/** Value at `x` of the line through points with ascending `xs`, constant outside. */
export function interpolated(x: number, xs: ArrayLike<number>, ys: ArrayLike<number>): number {
  const last = xs.length - 1;
  if (x <= xs[0]) return ys[0];
  if (x >= xs[last]) return ys[last];
  let right = 1;
  while (xs[right] < x) right++;
  const share = (x - xs[right - 1]) / (xs[right] - xs[right - 1]);
  return ys[right - 1] + share * (ys[right] - ys[right - 1]);
}

/** Value at `x` of the line from (`x0`, `y0`) to (`x1`, `y1`), constant outside. */
export function ramp(x: number, x0: number, x1: number, y0: number, y1: number): number {
  return y0 + (y1 - y0) * Math.min(Math.max((x - x0) / (x1 - x0), 0), 1);
}

/**
 * Place of `x` among ascending `knots`, two at least: the index of the knot to its left, and which part of the way to the
 * next one it is, from 0 to 1; beyond the ends as at them.
 */
export function placeAmong(knots: readonly number[], x: number): [left: number, weight: number] {
  const last = knots.length - 2;
  let left = 0;
  while (left < last && x > knots[left + 1]) left++;
  return [left, ramp(x, knots[left], knots[left + 1], 0, 1)];
}
