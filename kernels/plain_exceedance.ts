/** The exceedance kernels in plain TypeScript: the twin of simd_exceedance.ts, and the case without dispersion. */
import { SURVIVAL_TERMS, type SurvivalTable, survivalTable } from "../hazard/normal_distribution.ts";
import { allocateArrays, HEAP, type RateAccumulator } from "./arrays.ts";
import { type ExceedanceKernels, occurrencesOf } from "./exceedance.ts";

/** Truncation levels below this keep medians only. */
const NO_DISPERSION = 1e-8;

/** True if the truncation leaves nothing but the median. */
export function isMedianOnly(truncationLevel: number): boolean {
  return truncationLevel < NO_DISPERSION;
}

type AddExceedances = (
  mean: Float64Array,
  sigma: Float64Array,
  rateTime: Float64Array,
  siteRow: Uint32Array,
  size: number,
  into: RateAccumulator,
) => void;

/** Kernels as `exceedanceKernels` makes them, without WebAssembly. */
export function plainKernels(levels: readonly Float64Array[], truncationLevel: number): ExceedanceKernels {
  let kernels: AddExceedances[];
  if (isMedianOnly(truncationLevel)) {
    kernels = levels.map(stepKernel);
  } else {
    const table = survivalTable(truncationLevel);
    kernels = levels.map((ofImt) => truncatedKernel(ofImt, table));
  }
  return {
    allocate: (shape) => allocateArrays(HEAP, levels, shape),
    add({ mean, sigma, rateTime, siteRow, accumulators }, model, imt, size) {
      kernels[imt](mean[imt], sigma[imt], rateTime, siteRow, size, accumulators[model][imt]);
    },
    addSurvivals(arrays, imt, size) {
      const { mean, sigma, rateTime } = arrays, { contextRow, survivals } = occurrencesOf(arrays);
      kernels[imt](mean[imt], sigma[imt], rateTime, contextRow, size, survivals);
    },
    combine(arrays, model, imt, size, numOccurrences, areExclusive) {
      const { survivals, occurrences, probabilities } = occurrencesOf(arrays);
      const numLevels = levels[imt].length, to = probabilities[model][imt];
      for (let i = 0; i < size; i++) {
        const from = i * (numLevels + 1), row = arrays.siteRow[i] * (numLevels + 1);
        const rest = i * (numOccurrences + 1), last = rest + numOccurrences;
        let sum = 0;
        for (let l = numLevels - 1; l >= 0; l--) {
          sum += survivals.saturated[from + l + 1];
          const survival = survivals.rates[from + l] + sum, none = 1 - survival;
          let factor = occurrences[last];
          for (let k = last - 1; k > rest; k--) factor = factor * none + occurrences[k];
          const p = to[row + l], exceedance = Math.max(0, survival * factor + occurrences[rest]);
          to[row + l] = p + exceedance * (areExclusive ? 1 : 1 - p);
        }
        survivals.rates.fill(0, from, from + numLevels + 1);
        survivals.saturated.fill(0, from, from + numLevels + 1);
      }
    },
  };
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
  const width = levels.length + 1;
  return function addSteps(mean, _sigma, rateTime, siteRow, size, { rates, saturated }) {
    for (let i = 0; i < size; i++) {
      const below = countBelow(levels, mean[i]);
      const isAtLevel = below > 0 && levels[below - 1] === mean[i];
      saturated[siteRow[i] * width + below - (isAtLevel ? 1 : 0)] += rateTime[i];
      if (isAtLevel) rates[siteRow[i] * width + below - 1] += 0.5 * rateTime[i];
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
      const row = siteRow[i] * (numLevels + 1);
      saturated[row + first] += r;
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
