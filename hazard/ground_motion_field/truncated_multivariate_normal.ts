/**
 * Multivariate normal numbers, each within ± a number of standard deviations, by acceptance and rejection.
 *
 * Botev, Z.I. (2017). The normal law under linear restrictions: simulation and estimation via minimax tilting. Journal of
 * the Royal Statistical Society Series B 79(1), 125-148. https://doi.org/10.1111/rssb.12162. Bounds on both sides of the
 * mean that are equally far need no tilting. Numbers are those of the reference, which draws column by column, keeps
 * factors in single precision, and takes the generator MT19937.
 */
import { centralProbability } from "../normal_distribution.ts";
import { Mt19937 } from "../random/mt19937.ts";
import { deviationOfCentral } from "../random/truncated_normal.ts";

/** Draws where both bounds are beyond this are from the tail. */
const TAIL = 0.66;
/** Wider ranges are drawn from by rejection, narrower ones by inversion. */
const WIDE = 2;

/** Variances that are negative by no more than this are so by rounding; what stands for them. */
const LEAST_VARIANCE = -0.01, SMALLEST_VARIANCE = 1e-14;

/** A matrix factored with its rows in another order. */
export interface OrderedFactor {
  readonly size: number;
  /** variable by place: those that have the least room come first */
  readonly order: readonly number[];
  /** lower triangle by place, row by row */
  readonly factor: Float64Array;
  /** by place: variables are within ± these */
  readonly bounds: Float64Array;
}

/**
 * The factor of a covariance matrix, shape (size, size) row by row, of variables that are within ± `bounds`. The next
 * row is that of the variable which is least likely to be within them, of those alike the first one; with single
 * precision where the arguments are. Undefined unless the matrix is positive definite.
 */
export function orderedFactor(
  covariance: Float32Array | Float64Array,
  bounds: Float32Array | Float64Array,
): OrderedFactor | undefined {
  const round = covariance instanceof Float32Array ? Math.fround : (x: number) => x;
  const roundRoom = bounds instanceof Float32Array ? Math.fround : (x: number) => x;
  const size = bounds.length, matrix = Float64Array.from(covariance), factor = new Float64Array(size * size);
  const order = Array.from({ length: size }, (_, k) => k), bound = Float64Array.from(bounds);
  // squares of the factor so far, by row
  const explained = new Float64Array(size);
  const variance = (row: number) => round(matrix[row * size + row] - explained[row]);
  const deviation = (row: number) => {
    const rest = variance(row);
    return round(Math.sqrt(rest < 0 ? SMALLEST_VARIANCE : rest));
  };
  const logRoom = (row: number) => roundRoom(logWithin(roundRoom(bound[row] / deviation(row))));
  for (let j = 0; j < size; j++) {
    let narrowest = j, least = logRoom(j);
    for (let k = j + 1; k < size; k++) {
      const room = logRoom(k);
      if (room < least) [narrowest, least] = [k, room];
    }
    if (narrowest !== j) {
      swapRows(matrix, size, j, narrowest);
      swapColumns(matrix, size, j, narrowest);
      swapRows(factor, size, j, narrowest);
      for (const values of [order, bound, explained]) {
        [values[j], values[narrowest]] = [values[narrowest], values[j]];
      }
    }
    const diagonal = deviation(j);
    if (diagonal === 0 || variance(j) < LEAST_VARIANCE) return undefined;
    factor[j * size + j] = diagonal;
    for (let i = j + 1; i < size; i++) {
      let product = 0;
      for (let k = 0; k < j; k++) {
        product = round(product + round(factor[i * size + k] * factor[j * size + k]));
      }
      const below = round(round(matrix[i * size + j] - product) / diagonal);
      factor[i * size + j] = below;
      explained[i] = round(explained[i] + round(below ** 2));
    }
  }
  return { size, order, factor, bounds: bound };
}

/** Samples with mean 0: a row for each variable. */
export function sampleTruncated(
  { size, order, factor, bounds }: OrderedFactor,
  seed: number,
  numSamples: number,
): Float64Array[] {
  const generator = new Mt19937(seed);
  // in units of the diagonal elements of the factor
  const limits = bounds.map((bound, k) => bound / factor[k * size + k]);
  const largestLogProbability = limits.reduce((sum, limit) => sum + logWithin(limit), 0);
  const kept: number[][] = Array.from({ length: size }, () => []);
  while (kept[0].length < numSamples) {
    const { values, logProbabilities } = propose(generator, factor, limits, numSamples);
    for (let i = 0; i < numSamples; i++) {
      if (!(-Math.log(generator.random()) > largestLogProbability - logProbabilities[i])) continue;
      values.forEach((row, k) => kept[k].push(row[i]));
    }
  }
  const out = Array.from({ length: size }, () => new Float64Array(numSamples));
  for (let k = 0; k < size; k++) {
    const row = out[order[k]];
    for (let j = 0; j <= k; j++) {
      const weight = factor[k * size + j], values = kept[j];
      for (let i = 0; i < numSamples; i++) row[i] += weight * values[i];
    }
  }
  return out;
}

/** Independent numbers of one variable after the other, each between bounds that depend on those before. */
function propose(generator: Mt19937, factor: Float64Array, limits: Float64Array, numSamples: number) {
  const size = limits.length, values: Float64Array[] = [], logProbabilities = new Float64Array(numSamples);
  for (let k = 0; k < size; k++) {
    const lower = new Float64Array(numSamples), upper = new Float64Array(numSamples);
    for (let j = 0; j < k; j++) {
      const weight = factor[k * size + j] / factor[k * size + k], row = values[j];
      for (let i = 0; i < numSamples; i++) lower[i] += weight * row[i];
    }
    for (let i = 0; i < numSamples; i++) {
      const shift = lower[i];
      lower[i] = -limits[k] - shift;
      upper[i] = limits[k] - shift;
      logProbabilities[i] += logProbability(lower[i], upper[i]);
    }
    values.push(drawBetween(generator, lower, upper));
  }
  return { values, logProbabilities };
}

function swapRows(matrix: Float64Array, size: number, a: number, b: number): void {
  const row = matrix.slice(a * size, (a + 1) * size);
  matrix.copyWithin(a * size, b * size, (b + 1) * size);
  matrix.set(row, b * size);
}

function swapColumns(matrix: Float64Array, size: number, a: number, b: number): void {
  for (let row = 0; row < size * size; row += size) {
    [matrix[row + a], matrix[row + b]] = [matrix[row + b], matrix[row + a]];
  }
}

/** Standard normal numbers between bounds, drawn first for those in the upper tail, then the lower, then the middle. */
function drawBetween(generator: Mt19937, lower: Float64Array, upper: Float64Array): Float64Array {
  const out = new Float64Array(lower.length), all = [...out.keys()];
  const inUpper = all.filter((i) => lower[i] > TAIL), inLower = all.filter((i) => upper[i] < -TAIL);
  const inMiddle = all.filter((i) => !(lower[i] > TAIL || upper[i] < -TAIL));
  const isWide = (i: number) => Math.abs(upper[i] - lower[i]) > WIDE;
  fromTail(generator, inUpper.map((i) => lower[i]), inUpper.map((i) => upper[i]))
    .forEach((x, k) => out[inUpper[k]] = x);
  fromTail(generator, inLower.map((i) => -upper[i]), inLower.map((i) => -lower[i]))
    .forEach((x, k) => out[inLower[k]] = -x);
  let left = inMiddle.filter(isWide);
  while (left.length > 0) {
    const drawn = left.map(() => generator.standardNormal());
    left = left.filter((i, k) => {
      if (drawn[k] < lower[i] || drawn[k] > upper[i]) return true;
      out[i] = drawn[k];
      return false;
    });
  }
  for (const i of inMiddle) {
    if (isWide(i)) continue;
    const above = 0.5 - centralProbability(lower[i]), inside = above - (0.5 - centralProbability(upper[i]));
    out[i] = deviationOfCentral(0.5 - (above - inside * generator.random()));
  }
  return out;
}

/**
 * Normal numbers between positive bounds, by rejection from a Rayleigh distribution.
 *
 * Marsaglia, G. (1964), "Generating a variable from the tail of the normal distribution", Technometrics 6, 101-102,
 * doi:10.1080/00401706.1964.10490150.
 */
function fromTail(generator: Mt19937, lower: readonly number[], upper: readonly number[]): number[] {
  const halfSquares = lower.map((x) => x * x / 2);
  const ranges = halfSquares.map((c, k) => Math.expm1(c - upper[k] ** 2 / 2));
  const out: number[] = [];
  let left = [...lower.keys()];
  while (left.length > 0) {
    const drawn = left.map((k) => halfSquares[k] - Math.log(1 + generator.random() * ranges[k]));
    const again: number[] = [];
    left.forEach((k, i) => {
      if (generator.random() ** 2 * drawn[i] > halfSquares[k]) again.push(k);
      else out[k] = Math.sqrt(2 * drawn[i]);
    });
    left = again;
  }
  return out;
}

/** Logarithm of the probability of a standard normal number within ± `bound`, a positive number. */
function logWithin(bound: number): number {
  return Math.log1p(-2 * Math.exp(logTail(bound)));
}

/** Logarithm of the probability of a standard normal number between `a` and `b`. */
function logProbability(a: number, b: number): number {
  if (a > 0) return logOfDifference(logTail(a), logTail(b));
  if (b < 0) return logOfDifference(logTail(-b), logTail(-a));
  return Math.log(centralProbability(b) - centralProbability(a));
}

function logOfDifference(larger: number, smaller: number): number {
  return larger + Math.log1p(-Math.exp(smaller - larger));
}

/** Depth of the continued fraction of the tail, enough from 2 on. */
const FRACTION_DEPTH = 200;

/** Logarithm of the probability above `x`, which is positive (Abramowitz and Stegun 1964, 26.2.14). */
function logTail(x: number): number {
  if (x < 2) return Math.log(0.5 - centralProbability(x));
  let fraction = x;
  for (let k = FRACTION_DEPTH; k > 0; k--) fraction = x + k / fraction;
  return -0.5 * x * x - 0.5 * Math.log(2 * Math.PI) - Math.log(fraction);
}
