/** Which magnitudes, distances and deviations (epsilon) a source exceeds a level by. */
import type { FilledBlock } from "../context_block.ts";
import { magnitudeBin, upperBin } from "../disaggregation/bins.ts";
import { EpsilonShares } from "../disaggregation/epsilon_shares.ts";
import type { ModelShaking, ShakingStatistic } from "./model_shaking.ts";

/** Levels and bins to disaggregate by. */
export interface SourceDisaggregationOptions {
  /** natural logarithms of the levels of some measures, given by their indices */
  readonly imts: readonly number[];
  readonly levels: readonly number[];
  readonly magnitudes: readonly number[];
  /** km */
  readonly distances: readonly number[];
  readonly epsilons: readonly number[];
  /** count an exceedance in the bin of the level's epsilon, instead of in the bins of the shaking that exceeds it */
  readonly isEpsilonStar: boolean;
  /** weight of each model in the mean */
  readonly weights: readonly number[];
  readonly truncationLevel: number;
}

/** Sums at one site. */
export interface SourceDisaggregationSums {
  /** mean expected numbers of exceedances, shape (magnitudes, distances, epsilons, M) of bins */
  readonly rates: Float64Array;
  /** sums of the deviations of each model, shape (models, magnitudes, distances, M) of bins */
  readonly sigmas: Float64Array;
  /** numbers of contexts, shape (magnitudes, distances) of bins */
  readonly counts: Float64Array;
}

/** Adds up the contributions of contexts, all at one site. */
export class SourceDisaggregation implements ShakingStatistic<SourceDisaggregationSums> {
  readonly #sums: SourceDisaggregationSums;
  readonly #epsilonShares: EpsilonShares;

  constructor(readonly options: SourceDisaggregationOptions) {
    const { magnitudes, distances, epsilons, imts, weights, truncationLevel, isEpsilonStar } = options;
    const cells = (magnitudes.length - 1) * (distances.length - 1);
    this.#sums = {
      rates: new Float64Array(cells * (epsilons.length - 1) * imts.length),
      sigmas: new Float64Array(weights.length * cells * imts.length),
      counts: new Float64Array(cells),
    };
    this.#epsilonShares = new EpsilonShares(epsilons, truncationLevel, isEpsilonStar);
  }

  add({ contexts, rateTime }: FilledBlock, shaking: readonly ModelShaking[]): void {
    const { imts, levels, magnitudes, distances, epsilons, weights } = this.options;
    const { rates, sigmas, counts } = this.#sums;
    const M = imts.length, E = epsilons.length - 1, D = distances.length - 1;
    const shares = new Float64Array(E);
    for (let i = 0; i < contexts.size; i++) {
      const cell = magnitudeBin(contexts.mag[i], magnitudes) * D + upperBin(contexts.rrup[i], distances);
      counts[cell]++;
      shaking.forEach(({ motion: { mean, sigma } }, g) => {
        imts.forEach((measure, m) => {
          this.#epsilonShares.write((levels[m] - mean[measure][i]) / sigma[measure][i], shares);
          for (let e = 0; e < E; e++) rates[(cell * E + e) * M + m] += weights[g] * rateTime[i] * shares[e];
          sigmas[(g * counts.length + cell) * M + m] += sigma[measure][i];
        });
      });
    }
  }

  result(): SourceDisaggregationSums {
    return this.#sums;
  }
}
