/**
 * Which magnitudes, distances and deviations (epsilon) a source exceeds a level by.
 *
 * Bazzurro, P., Cornell, C.A. (1999). Disaggregation of seismic hazard. Bulletin of the Seismological Society of America
 * 89(2), 501-520. https://doi.org/10.1785/BSSA0890020501
 */
import type { FilledBlock } from "../context_block.ts";
import { survivalFunction } from "../survival_function.ts";
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
  readonly #survival: (z: number) => number;
  /** probability of an epsilon in each bin, and in it or above */
  readonly #bands: readonly number[];
  readonly #above: readonly number[];

  constructor(readonly options: SourceDisaggregationOptions) {
    const { magnitudes, distances, epsilons, imts, weights, truncationLevel } = options;
    const cells = (magnitudes.length - 1) * (distances.length - 1);
    this.#sums = {
      rates: new Float64Array(cells * (epsilons.length - 1) * imts.length),
      sigmas: new Float64Array(weights.length * cells * imts.length),
      counts: new Float64Array(cells),
    };
    const survival = this.#survival = survivalFunction(truncationLevel);
    this.#bands = epsilons.slice(1).map((edge, k) => survival(epsilons[k]) - survival(edge));
    const last = survival(epsilons[epsilons.length - 1]);
    this.#above = epsilons.map((edge) => survival(edge) - last);
  }

  add({ contexts, rateTime }: FilledBlock, shaking: readonly ModelShaking[]): void {
    const { imts, levels, magnitudes, distances, epsilons, weights } = this.options;
    const { rates, sigmas, counts } = this.#sums;
    const M = imts.length, E = epsilons.length - 1, D = distances.length - 1;
    const shares = new Float64Array(E);
    for (let i = 0; i < contexts.size; i++) {
      const cell = magnitudeBin(contexts.mag[i], magnitudes) * D + distanceBin(contexts.rrup[i], distances);
      counts[cell]++;
      shaking.forEach(({ motion: { mean, sigma } }, g) => {
        imts.forEach((measure, m) => {
          this.#writeShares((levels[m] - mean[measure][i]) / sigma[measure][i], shares);
          for (let e = 0; e < E; e++) rates[(cell * E + e) * M + m] += weights[g] * rateTime[i] * shares[e];
          sigmas[(g * counts.length + cell) * M + m] += sigma[measure][i];
        });
      });
    }
  }

  result(): SourceDisaggregationSums {
    return this.#sums;
  }

  /** Probabilities of exceeding a level that is `z` deviations above the median, by bin of epsilon. */
  #writeShares(z: number, out: Float64Array): void {
    const { epsilons, isEpsilonStar } = this.options;
    const edge = epsilons.findIndex((edge) => edge >= z); // the bin below this edge holds z
    const above = edge < 0 ? epsilons.length : edge;
    if (isEpsilonStar) {
      out.fill(0);
      const isInside = z >= epsilons[0] && z < epsilons[epsilons.length - 1];
      if (isInside) out[Math.max(above - 1, 0)] = this.#survival(z);
      return;
    }
    for (let e = 0; e < out.length; e++) {
      if (above <= e) out[e] = this.#bands[e];
      else out[e] = above === e + 1 ? this.#survival(z) - this.#above[above] : 0;
    }
  }
}

/** Bins are open below and closed above; what is on the first edge belongs to the first one. */
function magnitudeBin(mag: number, edges: readonly number[]): number {
  return Math.max(0, edges.findIndex((edge) => edge >= mag) - 1);
}

/** Bins are closed below and open above; what is on the last edge or beyond belongs to the last one. */
function distanceBin(distance: number, edges: readonly number[]): number {
  const above = edges.findIndex((edge) => edge > distance);
  return above < 0 ? edges.length - 2 : above - 1;
}
