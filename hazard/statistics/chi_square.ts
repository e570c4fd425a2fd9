/**
 * The chi-square distribution. Abramowitz, M. and Stegun, I. A. (1964). Handbook of Mathematical Functions, 6.1.40,
 * 6.5.29, 6.5.31 and 26.4.17.
 */

/** Coefficients of the asymptotic series of ln Γ. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360];

/** ln Γ(x) for x > 0. */
function lnGamma(x: number): number {
  let shift = 0;
  // the series is exact to double precision from here on
  for (; x < 15; x++) shift -= Math.log(x);
  const series = STIRLING.reduceRight((sum, c) => sum / (x * x) + c, 0) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series + shift;
}

/** The regularized lower incomplete gamma function P(a, x), x > 0. */
function lowerGamma(a: number, x: number): number {
  const scale = Math.exp(a * Math.log(x) - x - lnGamma(a));
  if (x < a + 1) {
    let term = 1 / a, sum = term;
    for (let n = 1; term > sum * 1e-17; n++) sum += term *= x / (a + n);
    return scale * sum;
  }
  // the continued fraction of the upper function, by Lentz's method
  let b = x + 1 - a, c = Infinity, d = 1 / b, fraction = d;
  for (let n = 1, change = 0; Math.abs(change - 1) > 1e-16 && n < 1000; n++) {
    const an = n * (a - n);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    change = c * d;
    fraction *= change;
  }
  return 1 - scale * fraction;
}

/** Probability of a value up to `x` with `dof` degrees of freedom, any number above 0. */
export function chiSquareProbability(x: number, dof: number): number {
  return x <= 0 ? 0 : lowerGamma(dof / 2, x / 2);
}

/**
 * The value that is not exceeded with the given probability, by Newton's method from the approximation of Wilson and
 * Hilferty (26.4.17).
 * @throws RangeError for a probability that is not between 0 and 1
 */
export function chiSquareQuantile(probability: number, dof: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`a probability must be between 0 and 1, got ${probability}`);
  }
  if (probability === 0) return 0;
  if (probability === 1) return Infinity;
  const spread = 2 / (9 * dof);
  let x = dof * Math.max(1 - spread + roughNormalQuantile(probability) * Math.sqrt(spread), 0.01) ** 3;
  for (let n = 0; n < 100; n++) {
    const density = Math.exp((dof / 2 - 1) * Math.log(x / 2) - x / 2 - lnGamma(dof / 2)) / 2;
    const step = (chiSquareProbability(x, dof) - probability) / density;
    // a step to 0 or less would leave the domain
    x = step < x ? x - step : x / 2;
    if (Math.abs(step) <= 1e-15 * x) break;
  }
  return x;
}

/** Quantile of the standard normal distribution within 0.004 (26.2.22), enough to start from. */
function roughNormalQuantile(probability: number): number {
  const tail = Math.min(probability, 1 - probability);
  const t = Math.sqrt(-2 * Math.log(tail));
  const z = t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t));
  return probability < 0.5 ? -z : z;
}
