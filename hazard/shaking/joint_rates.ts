/**
 * The rate density of two intensity measures together: how often both lie in each cell of a grid of levels, from a
 * bivariate normal distribution for each rupture or, much faster, for each bin of alike ruptures.
 */
import { bivariateNormalCdf } from "../bivariate_normal.ts";
import type { FilledBlock } from "../context_block.ts";
import type { ModelShaking, ShakingStatistic } from "./model_shaking.ts";

/** Alike ruptures of a model at a site: rate and sums of rate × (mean 1, mean 2, sigma 1, sigma 2). */
export type RuptureBin = [rate: number, mean1: number, mean2: number, sigma1: number, sigma2: number];

/** Which measures are taken together, and how finely. */
export interface JointRatesOptions {
  /** indices of the two intensity measure types */
  readonly imts: readonly [number, number];
  /** ascending upper limits of the bins of logarithmic means and of deviations; undefined: each rupture by itself */
  readonly bins?: { readonly means: readonly number[]; readonly sigmas: readonly number[] };
  /** weight of each model in the mean */
  readonly weights: readonly number[];
  /** years */
  readonly investigationTime: number;
  readonly numSites: number;
}

/** By site and model, the ruptures by key of their bin. */
export type BinnedRuptures = readonly (readonly ReadonlyMap<string, RuptureBin>[])[];

/** Bins the ruptures of blocks of contexts. */
export class RuptureBinning implements ShakingStatistic<BinnedRuptures> {
  readonly #bins: Map<string, RuptureBin>[][];
  #numContexts = 0;

  constructor(readonly options: JointRatesOptions) {
    const { numSites, weights } = options;
    this.#bins = Array.from({ length: numSites }, () => weights.map(() => new Map()));
  }

  add({ contexts, siteRow, rateTime }: FilledBlock, shaking: readonly ModelShaking[]): void {
    const { imts: [first, second], bins, investigationTime } = this.options;
    for (let i = 0; i < contexts.size; i++) {
      const rate = rateTime[i] / investigationTime;
      this.#numContexts++;
      shaking.forEach(({ motion: { mean, sigma } }, g) => {
        const values = [mean[first][i], mean[second][i], sigma[first][i], sigma[second][i]];
        const key = bins
          ? values.map((value, k) => binOf(value, k < 2 ? bins.means : bins.sigmas)).join(" ")
          : String(this.#numContexts);
        const ofModel = this.#bins[siteRow[i]][g];
        const bin = ofModel.get(key) ?? [0, 0, 0, 0, 0];
        bin[0] += rate;
        values.forEach((value, k) => bin[k + 1] += rate * value);
        ofModel.set(key, bin);
      });
    }
  }

  result(): BinnedRuptures {
    return this.#bins;
  }
}

/** Number of the first limit that is not below `value`; the last one holds all above it, too. */
function binOf(value: number, limits: readonly number[]): number {
  const index = limits.findIndex((limit) => limit >= value);
  return index < 0 ? limits.length - 1 : index;
}

/**
 * Adds to `out` the rates (1/year) with which the ruptures of a bin bring both measures into the cells between levels
 * (natural logarithms), shape (levels of the second - 1, levels of the first - 1).
 */
export function addJointRates(
  [rate, ...sums]: RuptureBin,
  [levels1, levels2]: readonly [ArrayLike<number>, ArrayLike<number>],
  correlation: number,
  weight: number,
  out: Float64Array,
): void {
  const [mean1, mean2, sigma1, sigma2] = sums.map((sum) => sum / rate);
  const x = Array.from(levels1, (level) => (level - mean1) / sigma1);
  const y = Array.from(levels2, (level) => (level - mean2) / sigma2);
  let below = x.map((first) => bivariateNormalCdf(first, y[0], correlation));
  for (let j = 1, k = 0; j < y.length; j++) {
    const above = x.map((first) => bivariateNormalCdf(first, y[j], correlation));
    for (let i = 1; i < x.length; i++, k++) {
      const probability = above[i] - above[i - 1] - below[i] + below[i - 1];
      out[k] += weight * rate * Math.max(0, probability);
    }
    below = above;
  }
}
