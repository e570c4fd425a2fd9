/**
 * The innermost loop of classical hazard: rates of exceeding intensity levels, added up over contexts without ever
 * storing a (context × level) array.
 *
 * For a context with mean mu, standard deviation sigma and rate-time product r, level x gains
 * r · P((ln x - mu) / sigma), with P the survival function of the truncated standard normal. Inside the truncation
 * P is a polynomial (hazard/normal_distribution.ts); levels below mu - t sigma have P = 1 and share one addition,
 * kept in `saturated` and summed from the right by `finish`.
 */
import { LARGEST_DEVIATION, survivalPolynomial } from "../hazard/normal_distribution.ts";

/** Coefficients of the unrolled polynomial: enough for truncation levels up to about 4. */
const UNROLLED = 20;

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

/**
 * Builds the kernel for one intensity measure type.
 * @param levels increasing, as logarithms (or plain for MMI)
 * @param truncationLevel in standard deviations; 0 keeps the median only, Infinity is no truncation
 */
export function exceedanceKernel(levels: Float64Array, truncationLevel: number): AddExceedances {
  if (truncationLevel < 1e-8) return stepKernel(levels);
  const t = Math.min(truncationLevel, LARGEST_DEVIATION);
  const polynomial = survivalPolynomial(t);
  return polynomial.length <= UNROLLED
    ? unrolledKernel(levels, t, polynomial)
    : loopKernel(levels, t, polynomial);
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

function unrolledKernel(levels: Float64Array, t: number, polynomial: Float64Array): AddExceedances {
  const c = new Float64Array(UNROLLED);
  c.set(polynomial);
  const [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19] = c;
  const numLevels = levels.length, scale = 2 / (t * t);
  return function addTruncated(mean, sigma, rateTime, siteRow, size, { rates, saturated }) {
    for (let i = 0; i < size; i++) {
      const mu = mean[i], s = sigma[i], r = rateTime[i], invSigma = 1 / s;
      const first = countBelow(levels, mu - t * s), stop = mu + t * s;
      saturated[siteRow[i] * (numLevels + 1) + first] += r;
      const row = siteRow[i] * numLevels;
      for (let l = first; l < numLevels; l++) {
        const x = levels[l];
        if (x >= stop) break;
        const z = (x - mu) * invSigma;
        const v = z * z * scale - 1;
        const low =
          ((((((((c9 * v + c8) * v + c7) * v + c6) * v + c5) * v + c4) * v + c3) * v + c2) * v + c1) * v + c0;
        const high =
          ((((((((c19 * v + c18) * v + c17) * v + c16) * v + c15) * v + c14) * v + c13) * v + c12) * v +
              c11) * v +
          c10;
        const v2 = v * v, v4 = v2 * v2;
        rates[row + l] += r * (0.5 - z * (low + high * (v4 * v4 * v2)));
      }
    }
  };
}

/** As unrolledKernel, for the longer polynomials of wide or no truncation. */
function loopKernel(levels: Float64Array, t: number, polynomial: Float64Array): AddExceedances {
  const numLevels = levels.length, scale = 2 / (t * t), degree = polynomial.length - 1;
  return function addWide(mean, sigma, rateTime, siteRow, size, { rates, saturated }) {
    for (let i = 0; i < size; i++) {
      const mu = mean[i], s = sigma[i], r = rateTime[i], invSigma = 1 / s;
      const first = countBelow(levels, mu - t * s), stop = mu + t * s;
      saturated[siteRow[i] * (numLevels + 1) + first] += r;
      const row = siteRow[i] * numLevels;
      for (let l = first; l < numLevels; l++) {
        const x = levels[l];
        if (x >= stop) break;
        const z = (x - mu) * invSigma;
        const v = z * z * scale - 1;
        let g = polynomial[degree];
        for (let k = degree - 1; k >= 0; k--) g = g * v + polynomial[k];
        rates[row + l] += r * (0.5 - z * g);
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
