/**
 * Binomial and multinomial numbers, as numpy.random.Generator.
 *
 * Kachitvichyanukul, V., Schmeiser, B.W. (1988), "Binomial random variate generation", Communications of the ACM 31,
 * 216-222, doi:10.1145/42372.42381: algorithms BINV and BTPE.
 */
import type { UniformSource } from "./bit_generator.ts";

/** Expected successes from which on numbers are drawn by rejection. */
const MANY_SUCCESSES = 30;
/** What a sum of probabilities may exceed 1 by. */
const ROUNDING = 1e-12;

/**
 * The next number of successes in `numTrials` trials of the given probability.
 * @throws RangeError for a probability outside [0, 1] or a number of trials that is negative or no integer
 */
export function binomial(generator: UniformSource, numTrials: number, probability: number): number {
  checkTrials(numTrials);
  checkProbability(probability);
  return drawSuccesses(generator, numTrials, probability);
}

function checkTrials(numTrials: number): void {
  if (!Number.isSafeInteger(numTrials) || numTrials < 0) {
    throw new RangeError(`a number of trials must be an integer of 0 or more, got ${numTrials}`);
  }
}

function checkProbability(probability: number): void {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`a probability must be in [0, 1], got ${probability}`);
  }
}

function drawSuccesses(generator: UniformSource, numTrials: number, probability: number): number {
  if (numTrials === 0 || probability === 0) return 0;
  if (probability > 0.5) return numTrials - drawRare(generator, numTrials, 1 - probability);
  return drawRare(generator, numTrials, probability);
}

/** For a probability up to 0.5. */
function drawRare(generator: UniformSource, numTrials: number, probability: number): number {
  const draw = probability * numTrials <= MANY_SUCCESSES ? byInversion : byRejection;
  return draw(generator, numTrials, probability);
}

/** Algorithm BINV, which starts anew in the far tail. */
function byInversion(generator: UniformSource, n: number, p: number): number {
  const q = 1 - p, atZero = Math.exp(n * Math.log(q)), mean = n * p;
  const bound = Math.floor(Math.min(n, mean + 10 * Math.sqrt(mean * q + 1)));
  let successes = 0, density = atZero;
  for (let u = generator.random(); u > density;) {
    successes++;
    if (successes > bound) {
      successes = 0;
      density = atZero;
      u = generator.random();
    } else {
      u -= density;
      density = (n - successes + 1) * p * density / (successes * q);
    }
  }
  return successes;
}

/**
 * Algorithm BTPE, with the letters of the paper: below a triangle in the middle, parallelograms beside it, and
 * exponential tails on the left and the right.
 */
function byRejection(generator: UniformSource, n: number, r: number): number {
  const q = 1 - r, nrq = n * r * q, fm = n * r + r, m = Math.floor(fm);
  const p1 = Math.floor(2.195 * Math.sqrt(nrq) - 4.6 * q) + 0.5;
  const xm = m + 0.5, xl = xm - p1, xr = xm + p1, c = 0.134 + 20.5 / (15.3 + m);
  const al = (fm - xl) / (fm - xl * r), ar = (xr - fm) / (xr * q);
  const lambdaL = al * (1 + al / 2), lambdaR = ar * (1 + ar / 2);
  const p2 = p1 * (1 + 2 * c), p3 = p2 + c / lambdaL, p4 = p3 + c / lambdaR;
  for (;;) {
    const u = generator.random() * p4;
    let v = generator.random(), y: number;
    if (u <= p1) return Math.floor(xm - p1 * v + u);
    if (u <= p2) {
      const x = xl + (u - p1) / c;
      v = v * c + 1 - Math.abs(m - x + 0.5) / p1;
      if (v > 1) continue;
      y = Math.floor(x);
    } else if (u <= p3) {
      y = Math.floor(xl + Math.log(v) / lambdaL);
      if (y < 0 || v === 0) continue;
      v *= (u - p2) * lambdaL;
    } else {
      y = Math.floor(xr - Math.log(v) / lambdaR);
      if (y > n || v === 0) continue;
      v *= (u - p3) * lambdaR;
    }
    if (isBelowDensity(v, y, n, r, q, nrq, m, xm)) return y;
  }
}

/** Whether v is at most the probability of y successes divided by that of m (step 5 of BTPE). */
function isBelowDensity(
  v: number,
  y: number,
  n: number,
  r: number,
  q: number,
  nrq: number,
  m: number,
  xm: number,
): boolean {
  const k = Math.abs(y - m);
  if (k <= 20 || k >= nrq / 2 - 1) {
    const s = r / q, a = s * (n + 1);
    let f = 1;
    for (let i = m + 1; i <= y; i++) f *= a / i - s;
    for (let i = y + 1; i <= m; i++) f /= a / i - s;
    return v <= f;
  }
  const rho = k / nrq * ((k * (k / 3 + 0.625) + 1 / 6) / nrq + 0.5), t = -k * k / (2 * nrq);
  const logV = Math.log(v);
  if (logV < t - rho) return true;
  if (logV > t + rho) return false;
  const x1 = y + 1, f1 = m + 1, z = n + 1 - m, w = n - y + 1;
  const bound = xm * Math.log(f1 / x1) + (n - m + 0.5) * Math.log(z / w) +
    (y - m) * Math.log(w * r / (x1 * q)) + stirling(f1) + stirling(z) + stirling(x1) + stirling(w);
  return logV <= bound;
}

/** What Stirling's formula for ln (x - 1)! leaves, as in the paper. */
function stirling(x: number): number {
  const square = x * x;
  return (13680 - (462 - (132 - (99 - 140 / square) / square) / square) / square) / x / 166320;
}

/**
 * How many of `numTrials` trials have each outcome, given probabilities that add up to 1: binomial numbers one after the
 * other, each of the trials left.
 * @throws RangeError for probabilities outside [0, 1] or with a larger sum than 1, or as `binomial`
 */
export function multinomial(
  generator: UniformSource,
  numTrials: number,
  probabilities: ArrayLike<number>,
): Float64Array {
  checkTrials(numTrials);
  let sum = 0;
  for (let i = 0; i < probabilities.length; i++) {
    checkProbability(probabilities[i]);
    sum += probabilities[i];
  }
  if (!(sum <= 1 + ROUNDING)) throw new RangeError(`probabilities must add up to 1, got ${sum}`);
  const counts = new Float64Array(probabilities.length), last = counts.length - 1;
  let left = numTrials, remaining = 1;
  for (let i = 0; i < last && left > 0; i++) {
    // by rounding the quotient may be a little above 1, which gives all trials left
    counts[i] = drawSuccesses(generator, left, probabilities[i] / remaining);
    left -= counts[i];
    remaining -= probabilities[i];
  }
  if (last >= 0) counts[last] = left;
  return counts;
}
