/** The exponential integral E1. Abramowitz, M. and Stegun, I. A. (1964). Handbook of Mathematical Functions, 5.1. */

const EULER = 0.5772156649015329;

/** E1(x), the integral of exp(-t) / t from x > 0 to infinity: the series 5.1.11 below 1, else the fraction 5.1.22. */
export function exponentialIntegral(x: number): number {
  if (x <= 1) {
    let sum = -EULER - Math.log(x), term = -1;
    for (let n = 1; Math.abs(term) > 1e-18; n++) {
      term *= -x / n;
      sum += term / n;
    }
    return sum;
  }
  // Lentz's method
  let b = x + 1, c = Infinity, d = 1 / b, fraction = d;
  for (let n = 1, change = 0; Math.abs(change - 1) > 1e-16 && n < 500; n++) {
    const a = -n * n;
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    change = c * d;
    fraction *= change;
  }
  return fraction * Math.exp(-x);
}
