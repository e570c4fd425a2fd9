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
