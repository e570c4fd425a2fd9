/**
 * Cubic splines with the not-a-knot condition: the first two and the last two pieces are one polynomial each.
 * De Boor, C. (2001). A Practical Guide to Splines. Springer, chapter IV.
 */

/** The spline through at least four points (x[i], y[i]) with increasing x, as a function of x. */
export function notAKnotSpline(x: readonly number[], y: readonly number[]): (at: number) => number {
  const slopes = slopesAtKnots(x, y);
  return (at) => {
    let k = 0;
    while (k < x.length - 2 && at > x[k + 1]) k++;
    const h = x[k + 1] - x[k], secant = (y[k + 1] - y[k]) / h;
    const t = at - x[k];
    const c2 = (3 * secant - 2 * slopes[k] - slopes[k + 1]) / h;
    const c3 = (slopes[k] + slopes[k + 1] - 2 * secant) / (h * h);
    return y[k] + t * (slopes[k] + t * (c2 + t * c3));
  };
}

/** First derivatives at the knots: a tridiagonal system, solved by elimination. */
function slopesAtKnots(x: readonly number[], y: readonly number[]): Float64Array {
  const last = x.length - 1;
  const h = (i: number) => x[i + 1] - x[i];
  const secant = (i: number) => (y[i + 1] - y[i]) / h(i);
  const diagonal = new Float64Array(last + 1), upper = new Float64Array(last + 1);
  const slopes = new Float64Array(last + 1);
  const lower = (i: number) => i === last ? h(last - 1) + h(last - 2) : h(i);
  diagonal[0] = h(1);
  upper[0] = h(0) + h(1);
  slopes[0] = ((h(0) + 2 * upper[0]) * h(1) * secant(0) + h(0) ** 2 * secant(1)) / upper[0];
  for (let i = 1; i < last; i++) {
    diagonal[i] = 2 * (h(i - 1) + h(i));
    upper[i] = h(i - 1);
    slopes[i] = 3 * (h(i) * secant(i - 1) + h(i - 1) * secant(i));
  }
  const [a, b] = [h(last - 1), h(last - 2)];
  diagonal[last] = b;
  slopes[last] = ((a + 2 * (a + b)) * b * secant(last - 1) + a ** 2 * secant(last - 2)) / (a + b);
  for (let i = 1; i <= last; i++) {
    const factor = lower(i) / diagonal[i - 1];
    diagonal[i] -= factor * upper[i - 1];
    slopes[i] -= factor * slopes[i - 1];
  }
  slopes[last] /= diagonal[last];
  for (let i = last - 1; i >= 0; i--) slopes[i] = (slopes[i] - upper[i] * slopes[i + 1]) / diagonal[i];
  return slopes;
}
