/**
 * The innermost loop of classical hazard: rates of exceeding intensity levels, added up over contexts without ever
 * storing a (context × level) array.
 *
 * For a context with mean mu, standard deviation sigma and rate-time product r, level x gains
 * r · P((ln x - mu) / sigma), with P the survival function of the truncated standard normal. Inside the truncation
 * P comes from short Taylor series (hazard/normal_distribution.ts); levels below mu - t sigma have P = 1 and share
 * one addition, kept in `saturated` and summed from the right by `finishRates`.
 */
import { SURVIVAL_TERMS, type SurvivalTable, survivalTable } from "../hazard/normal_distribution.ts";

/** Sums of rate-time products of exceedance, for one intensity measure type. */
export interface RateAccumulator {
  /** shape (sites, levels) */
  readonly rates: Float64Array;
  /** shape (sites, levels + 1): entry k is to be added to the levels below k */
  readonly saturated: Float64Array;
}

/** Empty accumulator for `numSites` sites and `numLevels` levels. */
export function rateAccumulator(numSites: number, numLevels: number): RateAccumulator {
  return {
    rates: new Float64Array(numSites * numLevels),
    saturated: new Float64Array(numSites * (numLevels + 1)),
  };
}

/** Adds the contributions of `size` contexts. */
export type AddExceedances = (
  /** natural logarithms of medians, and total standard deviations, one a context */
  mean: Float64Array,
  sigma: Float64Array,
  /** rate times investigation time, and row of the accumulator, one a context */
  rateTime: Float64Array,
  siteRow: Uint32Array,
  size: number,
  into: RateAccumulator,
) => void;

/** Truncation levels below this keep medians only. */
const NO_DISPERSION = 1e-8;

/**
 * Builds the kernels for the levels of each intensity measure type.
 * @param levels increasing, as logarithms (or plain for MMI)
 * @param truncationLevel in standard deviations; 0 keeps the median only, Infinity is no truncation
 */
export function exceedanceKernels(
  levels: readonly Float64Array[],
  truncationLevel: number,
): AddExceedances[] {
  if (truncationLevel < NO_DISPERSION) return levels.map(stepKernel);
  const table = survivalTable(truncationLevel);
  return levels.map((ofImt) => truncatedKernel(ofImt, table));
}

/** Number of levels at or below `x`, by bisection. */
function countBelow(levels: Float64Array, x: number): number {
  let low = 0, high = levels.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (levels[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Without dispersion: 1 below the median, 0.5 at it, 0 above. */
function stepKernel(levels: Float64Array): AddExceedances {
  return function addSteps(mean, _sigma, rateTime, siteRow, size, { rates, saturated }) {
    const numLevels = levels.length;
    for (let i = 0; i < size; i++) {
      const below = countBelow(levels, mean[i]);
      const isAtLevel = below > 0 && levels[below - 1] === mean[i];
      saturated[siteRow[i] * (numLevels + 1) + below - (isAtLevel ? 1 : 0)] += rateTime[i];
      if (isAtLevel) rates[siteRow[i] * numLevels + below - 1] += 0.5 * rateTime[i];
    }
  };
}

function truncatedKernel(levels: Float64Array, table: SurvivalTable): AddExceedances {
  const { limit, intervalsPerDeviation, coefficients } = table;
  const numLevels = levels.length, origin = limit * intervalsPerDeviation;
  return function addTruncated(mean, sigma, rateTime, siteRow, size, { rates, saturated }) {
    for (let i = 0; i < size; i++) {
      const mu = mean[i], s = sigma[i], r = rateTime[i], scale = intervalsPerDeviation / s;
      const first = countBelow(levels, mu - limit * s), stop = mu + limit * s;
      saturated[siteRow[i] * (numLevels + 1) + first] += r;
      const row = siteRow[i] * numLevels;
      for (let l = first; l < numLevels; l++) {
        const x = levels[l];
        if (x >= stop) break;
        const position = (x - mu) * scale + origin, interval = position | 0;
        const d = position - interval - 0.5, c = interval * SURVIVAL_TERMS;
        const survival = (((((coefficients[c + 6] * d + coefficients[c + 5]) * d + coefficients[c + 4]) * d +
                      coefficients[c + 3]) * d + coefficients[c + 2]) * d + coefficients[c + 1]) * d +
          coefficients[c];
        rates[row + l] += r * survival;
      }
    }
  };
}

/** Adds the saturated parts to the rates; call once, when all contexts are in. */
export function finishRates({ rates, saturated }: RateAccumulator, numLevels: number): Float64Array {
  const numSites = rates.length / numLevels;
  for (let site = 0; site < numSites; site++) {
    let sum = 0;
    for (let l = numLevels - 1; l >= 0; l--) {
      sum += saturated[site * (numLevels + 1) + l + 1];
      rates[site * numLevels + l] += sum;
    }
  }
  return rates;
}
