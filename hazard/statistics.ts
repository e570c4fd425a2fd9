/** Statistics over realizations of hazard curves, level by level. */

/** Rates below this are nothing, rates above the largest can't be told apart; limits of the reference. */
const SMALLEST_RATE = 1e-12;
const LARGEST_RATE = 100;
const SMALLEST_PROBABILITY_OF_NOTHING = 1e-45;

/** Probability of at least one event in the time in which `rate` are expected. */
export function toProbability(rate: number): number {
  return -Math.expm1(-rate);
}

/** Expected number of events for a probability of at least one, within the limits above. */
export function toRate(probability: number): number {
  const rate = probability >= 1 ? -Math.log(SMALLEST_PROBABILITY_OF_NOTHING) : -Math.log1p(-probability);
  return rate < SMALLEST_RATE ? 0 : Math.min(rate, LARGEST_RATE);
}

/** A statistic of `values` with `weights` (summing to 1); both have one entry per realization. */
export type Statistic = (values: Float64Array, weights: Float64Array) => number;

/** Weighted mean. */
function mean(values: Float64Array, weights: Float64Array): number {
  let sum = 0, total = 0;
  for (let r = 0; r < values.length; r++) {
    sum += weights[r] * values[r];
    total += weights[r];
  }
  return sum / total;
}

/** Weighted standard deviation about the weighted mean. */
function standardDeviation(values: Float64Array, weights: Float64Array): number {
  const centre = mean(values, weights);
  let sum = 0;
  for (let r = 0; r < values.length; r++) sum += weights[r] * (values[r] - centre) ** 2;
  return Math.sqrt(sum);
}

/** Largest value, whatever the weights. */
function largest(values: Float64Array): number {
  return values.reduce((a, b) => Math.max(a, b));
}

/**
 * Weighted quantile: linear interpolation at `q` on the points (cumulated weight, sorted value), where the cumulated
 * weight includes the value's own; clamped at the ends.
 */
function quantile(q: number): Statistic {
  return function weightedQuantile(values, weights) {
    const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b] || weights[a] - weights[b]);
    let cumulated = 0, before = 0, valueBefore = values[order[0]];
    for (const r of order) {
      before = cumulated;
      cumulated += weights[r];
      if (cumulated >= q) {
        if (before === 0 || cumulated === before) return values[r];
        return valueBefore + (values[r] - valueBefore) * (q - before) / (cumulated - before);
      }
      valueBefore = values[r];
    }
    return valueBefore;
  };
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
