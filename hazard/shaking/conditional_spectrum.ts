/**
 * The conditional spectrum: mean and deviation of the spectrum given that one spectral ordinate is at a level, over all
 * ruptures and models.
 *
 * Lin, T., Harmsen, S.C., Baker, J.W., Luco, N. (2013). Conditional spectrum computation incorporating multiple causal
 * earthquakes and ground-motion prediction models. Bulletin of the Seismological Society of America 103(2A), 1103-1116.
 * https://doi.org/10.1785/0120110293. Equations 14 and 15.
 */
import type { FilledBlock } from "../context_block.ts";
import { survivalFunction } from "../survival_function.ts";
import type { ModelShaking, ShakingStatistic } from "./model_shaking.ts";

/** What the conditional spectra of a group of sources depend on. */
export interface ConditionalSpectrumOptions {
  /** index of the intensity measure type on which the spectra are conditioned */
  readonly reference: number;
  /** correlation of each measure with that one */
  readonly correlations: readonly number[];
  /** natural logarithms of the levels of that measure, shape (sites, P) */
  readonly levels: Float64Array;
  /** probabilities of exceeding the levels in the investigation time */
  readonly poes: readonly number[];
  readonly numModels: number;
  readonly truncationLevel: number;
}

/**
 * Sums by model, of shape (sites, 3, M, P): of the weights of the ruptures, of the weighted conditional means (of
 * logarithms), and of the weighted conditional variances plus squared conditional means.
 */
export type ConditionalSums = readonly Float64Array[];

/** Adds up the spectra over blocks of contexts. */
export class ConditionalSpectrum implements ShakingStatistic<ConditionalSums> {
  readonly #sums: Float64Array[];
  readonly #survival: (z: number) => number;

  constructor(readonly options: ConditionalSpectrumOptions) {
    const { levels, correlations, numModels, truncationLevel } = options;
    const size = 3 * correlations.length * levels.length;
    this.#sums = Array.from({ length: numModels }, () => new Float64Array(size));
    this.#survival = survivalFunction(truncationLevel);
  }

  /** Adds a block; `siteRow` of its contexts are rows of the levels. */
  add({ contexts, siteRow, rateTime }: FilledBlock, shaking: readonly ModelShaking[]): void {
    const { reference, correlations, levels, poes } = this.options;
    const M = correlations.length, P = poes.length;
    shaking.forEach(({ motion: { mean, sigma } }, g) => {
      const sums = this.#sums[g];
      for (let i = 0; i < contexts.size; i++) {
        for (let p = 0; p < P; p++) {
          const level = levels[siteRow[i] * P + p];
          const epsilon = (level - mean[reference][i]) / sigma[reference][i];
          // share of the rupture in the rate of exceeding the level
          const weight = rateTime[i] * this.#survival(epsilon) / -Math.log1p(-poes[p]);
          if (weight === 0) continue;
          for (let m = 0; m < M; m++) {
            const rho = correlations[m];
            const conditionalMean = mean[m][i] + rho * epsilon * sigma[m][i];
            const variance = sigma[m][i] ** 2 * (1 - rho * rho);
            const to = (siteRow[i] * 3 * M + m) * P + p;
            sums[to] += weight;
            sums[to + M * P] += weight * conditionalMean;
            sums[to + 2 * M * P] += weight * (variance + conditionalMean * conditionalMean);
          }
        }
      }
    });
  }

  result(): ConditionalSums {
    return this.#sums;
  }
}

/**
 * Spectra from sums (of several models and groups, weighted) of shape (sites, 3, M, P): pairs of median and deviation
 * of shape (sites, P, M, 2). The deviation is about `centre`, sums of the same shape (those of the mean over all
 * realizations).
 */
export function conditionalSpectra(
  sums: Float64Array,
  centre: Float64Array,
  numImts: number,
  numPoes: number,
): Float64Array {
  const M = numImts, P = numPoes, numSites = sums.length / (3 * M * P);
  const spectra = new Float64Array(numSites * P * M * 2);
  for (let site = 0; site < numSites; site++) {
    for (let m = 0; m < M; m++) {
      for (let p = 0; p < P; p++) {
        const from = (site * 3 * M + m) * P + p, to = ((site * P + p) * M + m) * 2;
        const weight = sums[from], mean = sums[from + M * P], squares = sums[from + 2 * M * P];
        const about = centre[from + M * P];
        spectra[to] = Math.exp(mean);
        spectra[to + 1] = Math.sqrt(Math.max(0, squares - 2 * about * mean + about * about * weight));
      }
    }
  }
  return spectra;
}
