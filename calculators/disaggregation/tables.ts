/** The tables of a disaggregation, filled from the cells of groups of sources. */
import { type DisaggregationBins, numBins } from "../../hazard/disaggregation/bins.ts";
import { type CellRates, placeOfCell } from "../../hazard/disaggregation/cell_rates.ts";
import type { ExclusiveCellRates } from "../../hazard/disaggregation/exclusive_sources.ts";
import { type DisaggregationSize, Marginal } from "../../hazard/disaggregation/marginal.ts";
import { toProbability, toRate } from "../../hazard/statistics.ts";

/** What the tables are for. */
export interface TablesOptions {
  readonly kinds: readonly string[];
  readonly bins: DisaggregationBins;
  readonly numImts: number;
  readonly numPoes: number;
  /** realizations at each site */
  readonly realizations: readonly (readonly number[])[];
  /** weights of all realizations */
  readonly weights: readonly number[];
}

/** A kind for what is exceeded at all. */
const TOTAL = "";

export class DisaggregationTables {
  readonly #options: TablesOptions;
  /** each kind asked for, then totals and what they are by tectonic region type */
  readonly #ofRealizations: readonly Marginal[];
  readonly #means: readonly Marginal[];
  readonly #mean: Float64Array;

  constructor(options: TablesOptions) {
    this.#options = options;
    const { kinds, bins, numImts, numPoes, realizations } = options;
    const sizes = numBins(bins);
    const size = { N: realizations.length, M: numImts, P: numPoes, Z: realizations[0].length };
    const marginals = (size: DisaggregationSize) =>
      [...new Set([...kinds, TOTAL, "TRT"])].map((kind) => new Marginal(kind, sizes, size));
    this.#ofRealizations = marginals(size);
    this.#means = size.Z > 1 ? marginals({ ...size, Z: 1 }) : [];
    this.#mean = new Float64Array(sizes.eps * numImts * numPoes);
  }

  /**
   * Adds what some sources of a group cause.
   * @param modelOf the model that a realization uses for the group, as a number in the rates; -1 for none
   */
  add(
    group: CellRates & Partial<ExclusiveCellRates>,
    tectonicRegionType: string,
    numModels: number,
    modelOf: (realization: number) => number,
  ): void {
    const { bins, realizations, weights } = this.#options, width = this.#mean.length;
    const trt = bins.trt.indexOf(tectonicRegionType), mean = this.#mean;
    group.cells.forEach((cell, c) => {
      const place = placeOfCell(cell, bins);
      mean.fill(0);
      realizations[place.site].forEach((realization, z) => {
        const model = modelOf(realization);
        if (model < 0) return;
        const start = (c * numModels + model) * width, rates = group.rates.subarray(start, start + width);
        for (const marginal of this.#ofRealizations) marginal.add(trt, place, z, rates);
        const weight = weights[realization];
        if (group.weights === undefined) { for (let k = 0; k < width; k++) mean[k] += weight * rates[k]; }
        else {
          // as in the reference the weights of the sources count once more
          const factor = weight * group.weights[c];
          for (let k = 0; k < width; k++) mean[k] += factor * toProbability(rates[k]);
        }
      });
      if (group.weights) { for (let k = 0; k < width; k++) mean[k] = toRate(mean[k]); }
      for (const marginal of this.#means) marginal.add(trt, place, 0, mean);
    });
  }

  /** The tables of the realizations, of shape (N, bins, M, P, Z), by kind. */
  get ofRealizations(): readonly Marginal[] {
    return this.#asked(this.#ofRealizations);
  }

  /** The tables of the mean over the realizations, of shape (N, bins, M, P, 1), by kind; none of one realization. */
  get means(): readonly Marginal[] {
    return this.#asked(this.#means);
  }

  /** Probabilities of exceedance of shape (N, M, P, Z). */
  get totals(): Marginal {
    return this.#ofRealizations.find(({ kind }) => kind === TOTAL)!;
  }

  /** By tectonic region type: those of the mean, or of the only realization. */
  get totalsByType(): Marginal {
    const marginals = this.#means.length ? this.#means : this.#ofRealizations;
    return marginals.find(({ kind }) => kind === "TRT")!;
  }

  #asked(marginals: readonly Marginal[]): readonly Marginal[] {
    return marginals.filter(({ kind }) => this.#options.kinds.includes(kind));
  }
}
