/** Mean annual rates of exceedance due to each source, for jobs with disagg_by_src. */
import type { MeanRatesBySource } from "../../datastore/mean_rates.ts";
import type { SharedSources } from "../../hazard/logictree/sources_of_paths.ts";
import type { CurveOptions } from "./curves.ts";
import { modelWeights } from "./model_weights.ts";
import type { ClassicalInput, ClassicalOutput } from "./task.ts";

/** Id without what tells versions, branches and parts of a source apart. */
export function coreId(id: string): string {
  return id.split(/[!:;.]/)[0];
}

/** Adds up the outputs of tasks that hold one source each. */
export class MeanRatesBySourceCollector {
  readonly #sourceIds: string[];
  /** shape (sites, imts × levels, sources) */
  readonly #rates: Float64Array;
  readonly #weights: readonly (readonly number[])[];
  readonly #groups: readonly SharedSources[];

  constructor(
    groups: readonly SharedSources[],
    readonly options: CurveOptions,
    readonly numSites: number,
    readonly investigationTime: number,
  ) {
    this.#groups = groups;
    this.#sourceIds = [...new Set(groups.flatMap(({ sources }) => sources.map(({ id }) => coreId(id))))]
      .sort();
    const numLevels = options.imts.length * options.levels[0].length;
    this.#rates = new Float64Array(numSites * numLevels * this.#sourceIds.length);
    this.#weights = modelWeights(options);
  }

  add({ group, siteStart, siteStop }: ClassicalInput, { rates, costs }: ClassicalOutput): void {
    const source = this.#sourceIds.indexOf(coreId(this.#groups[group].sources[costs[0].source].id));
    const numSources = this.#sourceIds.length;
    const size = (siteStop - siteStart) * this.options.imts.length * this.options.levels[0].length;
    const first = siteStart * (size / (siteStop - siteStart));
    this.#weights[group].forEach((weight, model) => {
      for (let k = 0; k < size; k++) {
        this.#rates[(first + k) * numSources + source] += weight * rates[model * size + k] /
          this.investigationTime;
      }
    });
  }

  result(): MeanRatesBySource {
    const { imts, levels } = this.options;
    return {
      rates: this.#rates,
      numSites: this.numSites,
      imts,
      numLevels: levels[0].length,
      sourceIds: this.#sourceIds,
    };
  }
}
