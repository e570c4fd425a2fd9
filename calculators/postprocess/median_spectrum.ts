/** `median_spectrum.main`: median spectra by group of sources, and the contexts that make them up. */
import { writeMedianSpectra, writeMedianSpectrumContexts } from "../../datastore/median_spectra.ts";
import { parseImt } from "../../hazard/imt.ts";
import {
  joinContexts,
  type MedianSpectrumSums,
  type SpectrumContexts,
} from "../../hazard/shaking/median_spectrum.ts";
import { modelWeights } from "../classical/model_weights.ts";
import type { ClassicalResults, ParameterProblem, Postprocessor } from "./postprocessor.ts";

/** By how much the sum of the weights of all contexts may differ from 1. */
const WEIGHT_TOLERANCE = 0.01;

export const medianSpectrum: Postprocessor = {
  check({ parameters: { investigation_time: years, hazard_imtls: levels, poes, mean } }) {
    const problems: ParameterProblem[] = [];
    if (years !== 1) {
      problems.push({ parameter: "investigation_time", message: "a median spectrum needs 1 year" });
    }
    if (Object.keys(levels).some((imt) => !/^(PGA|SA\()/.test(imt))) {
      const message = "a median spectrum has PGA and SA only";
      problems.push({ parameter: "intensity_measure_types_and_levels", message });
    }
    if (poes.length === 0) {
      problems.push({ parameter: "poes", message: "is missing: spectra are read at them" });
    }
    if (!mean) problems.push({ parameter: "mean_hazard_curves", message: "a median spectrum needs them" });
    return problems;
  },

  async run(results) {
    const { hazard, curves: { imts, poes }, store, environment } = results;
    const numSites = hazard.sites.size, M = imts.length, P = poes.length;
    const levels = Float64Array.from(results.meanMaps, Math.log);
    const weights = modelWeights(results.curves);
    const keepsContexts = numSites === 1 && P === 1;
    const spectra = hazard.groups.map(() => new Float64Array(numSites * 3 * M * P));
    const contexts = hazard.groups.map((): SpectrumContexts[] => []);
    const sums = results.addUp<"medianSpectrum", MedianSpectrumSums>(
      "medianSpectrum",
      (group, siteStart, siteStop) => ({
        levels: levels.slice(siteStart * M * P, siteStop * M * P),
        numImts: M,
        poes,
        weights: weights[group],
        truncationLevel: hazard.truncationLevel,
        investigationTime: hazard.investigationTime,
        keepsContexts,
      }),
    );
    for await (const { group, siteStart, result } of sums) {
      const to = spectra[group], first = siteStart * 3 * M * P;
      result.sums.forEach((value, k) => to[first + k] += value);
      if (result.contexts) contexts[group].push(result.contexts);
    }
    checkWeights(spectra, M, results);
    const periods = imts.map((imt) => parseImt(imt).period);
    writeMedianSpectra(store, { spectra, numSites, periods, poes });
    if (keepsContexts) {
      contexts.forEach((ofGroup, group) => {
        const { length: numModels } = weights[group];
        writeMedianSpectrumContexts(store, group, numModels, M, joinContexts(ofGroup));
      });
    }
    environment.log("INFO", `Median spectra of ${numSites} sites at ${P} probabilities`);
  },
};

/** The shares of all ruptures in the rate of an ordinate add up to 1 if the hazard curve can be inverted there. */
function checkWeights(
  spectra: readonly Float64Array[],
  M: number,
  { curves: { poes, imts } }: ClassicalResults,
): void {
  const P = poes.length, size = 3 * M * P;
  for (let first = 0; first < spectra[0].length; first += size) {
    for (let k = 0; k < M * P; k++) {
      const weight = spectra.reduce((sum, ofGroup) => sum + ofGroup[first + 2 * M * P + k], 0);
      if (Math.abs(weight - 1) <= WEIGHT_TOLERANCE) continue;
      const m = Math.floor(k / P), poe = poes[k % P];
      throw new Error(
        `median_spectrum: the weights for ${imts[m]} at poe ${poe} add up to ${
          weight.toFixed(3)
        } instead of 1: ` +
          "perhaps the hazard curve has too few levels there",
      );
    }
  }
}
