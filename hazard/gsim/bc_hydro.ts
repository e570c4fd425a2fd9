/**
 * BC Hydro (2012). Dam Safety - Probabilistic Seismic Hazard Analysis (PSHA) Model, Vancouver:
 * epistemic shift of the median and single-station sigma, for the NGA models of 2008.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { type CoefficientData, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelOptions } from "./model.ts";
import { readOptions } from "./options.ts";

/** A model with its median shifted by `sigma_mu_epsilon` · fe and, if asked, its total sigma scaled by s2sss. */
export class BCHydro implements GroundMotionModel {
  readonly tectonicRegionType: string;
  readonly imtFamilies: readonly string[];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma: boolean;
  readonly #table: CoefficientTable<"s2sss" | "fe">;
  readonly #epsilon: number;
  readonly #isSingleStation: boolean;

  constructor(
    readonly name: string,
    private readonly base: GroundMotionModel,
    table: CoefficientData,
    given: ModelOptions,
  ) {
    const options = readOptions(name, given, { single_stat_sigma: false, sigma_mu_epsilon: 0 });
    this.#table = new CoefficientTable(table);
    this.#epsilon = options.sigma_mu_epsilon;
    this.#isSingleStation = options.single_stat_sigma;
    this.tectonicRegionType = base.tectonicRegionType;
    this.imtFamilies = base.imtFamilies;
    this.requires = base.requires;
    this.hasSplitSigma = base.hasSplitSigma;
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    this.base.compute(contexts, imts, out);
    imts.forEach((imt, row) => {
      const { s2sss, fe } = this.#table.get(imt);
      const shift = this.#epsilon * fe, scale = this.#isSingleStation ? s2sss : 1;
      const mean = out.mean[row], sigma = out.sigma[row];
      for (let i = 0; i < contexts.size; i++) {
        mean[i] += shift;
        sigma[i] *= scale;
      }
    });
  }
}
