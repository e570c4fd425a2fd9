/** Statistics over realizations of hazard curves, level by level. */
import { float32Exp } from "./float32_exp.ts";

/** Rates below this are nothing, rates above the largest can't be told apart; limits of the reference. */
const SMALLEST_RATE = 1e-12;
const LARGEST_RATE = 100;
const SMALLEST_PROBABILITY_OF_NOTHING = 1e-45;

/**
 * Probability of at least one event in the time in which `rate` are expected. As in the reference it is rounded to a
 * multiple of 2^-53, which shows in probabilities below 1e-12. Rates of dependent sources, whose 32-bit probabilities
 * may sum up to more than 1, can be below 0: that is no probability.
 */
export function toProbability(rate: number): number {
  return rate < 0 ? 0 : 1 - Math.exp(-rate);
}

/** That probability in 32 bits, a multiple of 2^-24: what the reference makes of mean rates if it needs nothing else. */
export function toProbability32(rate: number): number {
  return rate < 0 ? 0 : Math.fround(1 - float32Exp(-Math.fround(rate)));
}

/** Expected number of events for a probability of at least one, within the limits above. */
export function toRate(probability: number): number {
  const rate = probability >= 1 ? -Math.log(SMALLEST_PROBABILITY_OF_NOTHING) : -Math.log1p(-probability);
  return rate < SMALLEST_RATE ? 0 : Math.min(rate, LARGEST_RATE);
}

/** Hazard curves of realizations: realization r has the numbers from r `stride` on. */
export interface RealizationCurves {
  readonly values: Float64Array;
  readonly stride: number;
  /** of each realization, summing to 1 */
  readonly weights: Float64Array;
}

/** Writes a statistic over realizations of each of the levels `start` to `stop` to `out`, at the place of the level. */
export type Statistic = (curves: RealizationCurves, start: number, stop: number, out: Float64Array) => void;

/** Weighted mean. */
const mean: Statistic = function mean({ values, stride, weights }, start, stop, out) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  out.fill(0, start, stop);
  weights.forEach((weight, r) => {
    for (let l = start, i = r * stride + start; l < stop; l++, i++) out[l] += weight * values[i];
  });
  for (let l = start; l < stop; l++) out[l] /= total;
};

/** Weighted standard deviation about the weighted mean. */
const standardDeviation: Statistic = function standardDeviation(curves, start, stop, out) {
  const { values, stride, weights } = curves;
  mean(curves, start, stop, out);
  for (let l = start; l < stop; l++) {
    let sum = 0;
    for (let r = 0; r < weights.length; r++) sum += weights[r] * (values[r * stride + l] - out[l]) ** 2;
    out[l] = Math.sqrt(sum);
  }
};

/** Largest value, whatever the weights. */
const largest: Statistic = function largest({ values, stride, weights }, start, stop, out) {
  for (let l = start; l < stop; l++) {
    out[l] = values[l];
    for (let r = 1; r < weights.length; r++) out[l] = Math.max(out[l], values[r * stride + l]);
  }
};

/**
 * Weighted quantile: linear interpolation at `q` on the points (cumulated weight, sorted value), where the cumulated
 * weight includes the value's own; clamped at the ends.
 */
function quantile(q: number): Statistic {
  return function weightedQuantile({ values, stride, weights }, start, stop, out) {
    const numRealizations = weights.length, order = new Uint32Array(numRealizations);
    for (let l = start; l < stop; l++) {
      sortedRealizations(values, stride, l, weights, order);
      out[l] = values[order[numRealizations - 1] * stride + l];
      for (let k = 0, cumulated = 0; k < numRealizations; k++) {
        const before = cumulated, value = values[order[k] * stride + l];
        cumulated += weights[order[k]];
        if (cumulated < q) continue;
        const valueBefore = k > 0 ? values[order[k - 1] * stride + l] : value;
        out[l] = before === 0 || cumulated === before
          ? value
          : valueBefore + (value - valueBefore) * (q - before) / (cumulated - before);
        break;
      }
    }
  };
}

/** From so many realizations on a general sort is faster than one by insertion. */
const MANY_REALIZATIONS = 64;

/** Writes the realizations to `order` by growing value at a level, equal ones by weight. */
function sortedRealizations(
  values: Float64Array,
  stride: number,
  level: number,
  weights: Float64Array,
  order: Uint32Array,
): void {
  const compare = (a: number, b: number) =>
    values[a * stride + level] - values[b * stride + level] || weights[a] - weights[b];
  if (order.length >= MANY_REALIZATIONS) {
    for (let r = 0; r < order.length; r++) order[r] = r;
    order.sort(compare);
    return;
  }
  for (let r = 0; r < order.length; r++) {
    let k = r;
    for (; k > 0 && compare(order[k - 1], r) > 0; k--) order[k] = order[k - 1];
    order[k] = r;
  }
}

/**
 * The statistic named as in the reference: "mean", "std", "max" or "quantile-0.15".
 * @throws RangeError for any other name
 */
export function statisticNamed(name: string): Statistic {
  if (name === "mean") return mean;
  if (name === "std") return standardDeviation;
  if (name === "max") return largest;
  const q = /^quantile-(.+)$/.exec(name);
  if (q && Number(q[1]) >= 0 && Number(q[1]) <= 1) return quantile(Number(q[1]));
  throw new RangeError(`unknown statistic "${name}", expected mean, std, max or quantile-x`);
}
