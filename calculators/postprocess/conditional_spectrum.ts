/** `conditional_spectrum.main`: spectra given the level of one measure, of each realization and in the mean. */
import { type LabelledAxis, writeLabelledGroup } from "../../datastore/labelled_group.ts";
import { CROSS_CORRELATIONS } from "../../hazard/cross_correlation.ts";
import { levelAtPoe } from "../../hazard/hazard_map.ts";
import { parseImt } from "../../hazard/imt.ts";
import { conditionalSpectra, type ConditionalSums } from "../../hazard/shaking/conditional_spectrum.ts";
import { statisticsOf } from "../parameters/statistics.ts";
import { oneOf } from "./arguments.ts";
import type { ClassicalResults, ParameterProblem, Postprocessor } from "./postprocessor.ts";

/** By how much the mean spectrum may miss the level on which it is conditioned before the user is warned. */
const LEVEL_TOLERANCE = 0.03;

export const conditionalSpectrum: Postprocessor = {
  check({ parameters }) {
    const { cross_correlation: correlation, imt_ref: reference, hazard_imtls: levels, poes } = parameters;
    const problems: ParameterProblem[] = [];
    if (!Object.hasOwn(CROSS_CORRELATIONS, correlation)) {
      const message = `a conditional spectrum needs ${oneOf(Object.keys(CROSS_CORRELATIONS))}`;
      problems.push({ parameter: "cross_correlation", message });
    }
    if (!Object.hasOwn(levels, reference)) {
      const message = `a conditional spectrum needs the measure it is conditioned on, ${
        oneOf(Object.keys(levels))
      }`;
      problems.push({ parameter: "imt_ref", message });
    }
    if (poes.length === 0) {
      problems.push({ parameter: "poes", message: "is missing: levels are read at them" });
    }
    const statistics = statisticsOf(parameters);
    if (statistics.length !== 1 || statistics[0] !== "mean") {
      const message = "a conditional spectrum is given for the mean only, take other statistics out";
      problems.push({ parameter: "quantile_hazard_curves", message });
    }
    return problems;
  },

  async run(results) {
    const { hazard, store, job } = results;
    const { imts, poes, rateRows, realizations, modelsOfGroups } = results.curves;
    const numSites = hazard.sites.size, M = imts.length, P = poes.length;
    const reference = imts.indexOf(job.parameters.imt_ref);
    const measures = imts.map(parseImt);
    const correlate = CROSS_CORRELATIONS[job.parameters.cross_correlation];
    const correlations = measures.map((measure) => correlate(measures[reference], measure));
    const levels = referenceLevels(results, reference);
    const firstRows = modelsOfGroups.map((_, group) =>
      modelsOfGroups.slice(0, group).reduce((sum, numModels) => sum + numModels, 0)
    );

    const sumsOfRows = Array.from(
      { length: modelsOfGroups.reduce((a, b) => a + b, 0) },
      () => new Float64Array(numSites * 3 * M * P),
    );
    const sums = results.addUp<"conditionalSpectrum", ConditionalSums>(
      "conditionalSpectrum",
      (group, siteStart, siteStop) => ({
        reference,
        correlations,
        levels: levels.slice(siteStart * P, siteStop * P).map(Math.log),
        poes,
        numModels: modelsOfGroups[group],
        truncationLevel: hazard.truncationLevel,
      }),
    );
    for await (const { group, siteStart, result } of sums) {
      result.forEach((ofModel, g) => {
        const to = sumsOfRows[firstRows[group] + g], first = siteStart * 3 * M * P;
        ofModel.forEach((value, k) => to[first + k] += value);
      });
    }

    const size = numSites * 3 * M * P;
    const ofRealizations = rateRows.map((rows) =>
      weightedSum(rows.map((row) => sumsOfRows[row]), rows.map(() => 1), size)
    );
    const mean = weightedSum(ofRealizations, realizations.map(({ weight }) => weight), size);
    const spectra = conditionalSpectra(mean, mean, M, P);
    const write = (name: string, kind: LabelledAxis, ofKinds: readonly Float64Array[]) =>
      writeLabelledGroup(store, name, {
        array: interleaved(ofKinds, 2 * M),
        axes: [
          ["site_id", BigInt64Array.from({ length: numSites }, (_, site) => BigInt(site))],
          ["poe", Float64Array.from(poes)],
          kind,
          ["period", Float64Array.from(measures, ({ period }) => period)],
        ],
        values: ["mea", "std"],
      });
    write(
      "cs-rlzs",
      ["rlz", BigInt64Array.from(realizations, (_, r) => BigInt(r))],
      ofRealizations.map((sums) => conditionalSpectra(sums, mean, M, P)),
    );
    write("cs-stats", ["stat", ["mean"]], [spectra]);
    warnOfMisses(results, spectra, levels, reference);
  },
};

/** Levels of the reference measure where the mean curves have the probabilities asked for, shape (sites, P). */
function referenceLevels(
  { hazard, curves: { imts, levels, poes }, meanCurves }: ClassicalResults,
  reference: number,
): Float64Array {
  const L1 = levels[reference].length;
  const out = new Float64Array(hazard.sites.size * poes.length);
  for (let site = 0; site < hazard.sites.size; site++) {
    const start = (site * imts.length + reference) * L1;
    const curve = meanCurves.subarray(start, start + L1);
    poes.forEach((poe, p) => out[site * poes.length + p] = levelAtPoe(curve, levels[reference], poe));
  }
  return out;
}

function weightedSum(
  arrays: readonly Float64Array[],
  weights: readonly number[],
  size: number,
): Float64Array {
  const sum = new Float64Array(size);
  arrays.forEach((array, k) => array.forEach((value, i) => sum[i] += weights[k] * value));
  return sum;
}

/** Rows of `width` of each array in turn: shape (rows, width) each becomes (rows, arrays, width). */
function interleaved(arrays: readonly Float64Array[], width: number): Float64Array {
  const out = new Float64Array(arrays.length * arrays[0].length);
  arrays.forEach((array, a) => {
    for (let row = 0; row * width < array.length; row++) {
      out.set(array.subarray(row * width, (row + 1) * width), (row * arrays.length + a) * width);
    }
  });
  return out;
}

function warnOfMisses(
  { curves: { imts, poes }, environment }: ClassicalResults,
  spectra: Float64Array,
  levels: Float64Array,
  reference: number,
): void {
  levels.forEach((level, k) => {
    const median = spectra[(k * imts.length + reference) * 2];
    if (Math.abs(1 - level / median) <= LEVEL_TOLERANCE) return;
    const site = Math.floor(k / poes.length), poe = poes[k % poes.length];
    environment.log(
      "WARNING",
      `The conditional spectrum of site ${site} at poe ${poe} has ${imts[reference]} = ${
        median.toPrecision(4)
      }, ` +
        `the mean hazard curve ${level.toPrecision(4)}`,
    );
  });
}
