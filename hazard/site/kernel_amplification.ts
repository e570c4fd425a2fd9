/**
 * Site amplification rupture by rupture: the distribution of shaking on rock that each rupture causes is cut into narrow
 * ranges, and each range is amplified with its own factor and deviation.
 *
 * Bazzurro, P., Cornell, C. A. (2004). Nonlinear soil-site effects in probabilistic seismic-hazard analysis. Bulletin of
 * the Seismological Society of America 94(6), 2110-2123. https://doi.org/10.1785/0120030216.
 *
 * Factors depend on the shaking on rock alone, so the sum over ruptures comes first: it is rates of exceeding the limits
 * of the ranges, and rates on soil are a linear function of these.
 */
import { interpolated } from "../interpolation.ts";
import { type AmplificationFunction, exceedance } from "./amplification.ts";

/** Limits of ranges of shaking on rock, as many as in the reference. */
const NUM_ROCK_LEVELS = 40;
/** Shaking on rock counts so many deviations of the amplification below and above the levels on soil. */
const DEVIATIONS_BEYOND = 4;

/** What the sites of a calculation do to rates on rock. */
export interface KernelAmplification {
  /** logarithms of the limits of the ranges on rock, by intensity measure type */
  readonly rockLevels: readonly Float64Array[];
  /** logarithms of the levels on soil, by intensity measure type */
  readonly soilLevels: readonly Float64Array[];
  /** by code of the site parameter ampcode: for each intensity measure type the `soilExceedance` */
  readonly exceedances: ReadonlyMap<number, readonly Float64Array[]>;
}

/** Evenly spaced logarithms of levels on rock for those on soil. */
export function rockLevelsFor(soilLevels: ArrayLike<number>, largestDeviation: number): Float64Array {
  const margin = DEVIATIONS_BEYOND * largestDeviation;
  const lowest = soilLevels[0] - margin, highest = soilLevels[soilLevels.length - 1] + margin;
  const step = (highest - lowest) / (NUM_ROCK_LEVELS - 1);
  return Float64Array.from({ length: NUM_ROCK_LEVELS }, (_, j) => lowest + j * step);
}

/**
 * Probabilities of exceeding the levels on soil given shaking in the ranges between the levels on rock, shape
 * (ranges, soil levels); levels are logarithms.
 */
export function soilExceedance(
  rockLevels: ArrayLike<number>,
  soilLevels: ArrayLike<number>,
  { levels, factors }: AmplificationFunction,
  imt: string,
): Float64Array {
  const { medians, deviations } = factors[imt], numRanges = rockLevels.length - 1;
  const out = new Float64Array(numRanges * soilLevels.length);
  for (let j = 0; j < numRanges; j++) {
    const middle = (Math.exp(rockLevels[j]) + Math.exp(rockLevels[j + 1])) / 2;
    const logMedian = Math.log(interpolated(middle, levels, medians)), logMiddle = Math.log(middle);
    const deviation = interpolated(middle, levels, deviations);
    for (let l = 0; l < soilLevels.length; l++) {
      out[j * soilLevels.length + l] = exceedance(soilLevels[l] - logMiddle, logMedian, deviation);
    }
  }
  return out;
}

/**
 * Rates of exceeding the levels on soil, shape (models, sites, imts, soil levels).
 * @param rates of exceeding the levels on rock, shape (models, sites, imts, rock levels)
 * @param codes of the amplification functions of the sites; the only function is for all
 */
export function amplifyRates(
  rates: Float64Array,
  { rockLevels, soilLevels, exceedances }: KernelAmplification,
  codes: ArrayLike<number>,
  numSites: number,
): Float64Array {
  const [only] = exceedances.values();
  const sum = (all: readonly Float64Array[]) => all.reduce((total, { length }) => total + length, 0);
  const numRows = rates.length / sum(rockLevels), out = new Float64Array(numRows * sum(soilLevels));
  let from = 0, to = 0;
  for (let row = 0; row < numRows; row++) {
    const ofSite = exceedances.get(codes[row % numSites]) ?? only;
    soilLevels.forEach(({ length }, m) => {
      const numRanges = rockLevels[m].length - 1;
      for (let j = 0; j < numRanges; j++) {
        const inRange = rates[from + j] - rates[from + j + 1];
        for (let l = 0; l < length; l++) out[to + l] += inRange * ofSite[m][j * length + l];
      }
      from += numRanges + 1;
      to += length;
    });
  }
  return out;
}
