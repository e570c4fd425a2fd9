/** Which realizations are disaggregated at each site, and the models that they use. */
import { closestRealizations, closestToLevel } from "../../hazard/disaggregation/closest_realizations.ts";
import type { CurveOptions, TileCurves } from "../classical/curves.ts";
import type { JobParameters } from "../parameters/job.ts";

/** Curves of all realizations at each site, shape (realizations, imts × levels), and the mean ones. */
export interface CurvesOfSites {
  readonly realizations: readonly Float32Array[];
  readonly means: readonly Float32Array[];
}

/** The curves of the tiles by site. */
export function curvesOfSites(
  tiles: readonly TileCurves[],
  { imts, levels, realizations, statistics }: CurveOptions,
): CurvesOfSites {
  const L = imts.length * levels[0].length, R = realizations.length, S = statistics.length;
  const mean = statistics.indexOf("mean");
  const bySite = (curves: Float32Array, size: number) =>
    Array.from(
      { length: curves.length / size },
      (_, site) => curves.subarray(site * size, (site + 1) * size),
    );
  return {
    realizations: tiles.flatMap(({ curves }) => bySite(curves!, R * L)),
    means: tiles.flatMap(({ statCurves }) =>
      bySite(statCurves!, S * L).map((ofSite) => ofSite.subarray(mean * L, (mean + 1) * L))
    ),
  };
}

/**
 * For each site the numbers of the realizations to disaggregate: those of `rlz_index`, or the `num_rlzs_disagg` (0: all)
 * whose curves are closest to the mean, the closest first.
 */
export function realizationsToDisaggregate(
  curves: CurvesOfSites,
  options: CurveOptions,
  parameters: JobParameters,
): number[][] {
  const { rlz_index: chosen, num_rlzs_disagg: count } = parameters;
  if (chosen !== undefined) return curves.means.map(() => [...chosen]);
  const R = options.realizations.length;
  // the mean of rates, if the reference needs nothing else
  const isFastMean = options.useRates && options.statistics.join() === "mean" && !parameters.individual_rlzs;
  return curves.realizations.map((ofSite, site) => {
    const closest = isFastMean
      ? closestRealizations(ofSite, curves.means[site])
      : closestToLevel(ofSite, meanOfPoes(ofSite, options));
    return closest.slice(0, count || R);
  });
}

/** Mean curve from those of the realizations, weighted by measure. */
function meanOfPoes(curves: Float32Array, { imts, levels, realizations }: CurveOptions): Float64Array {
  const L1 = levels[0].length, L = imts.length * L1;
  const mean = new Float64Array(L);
  realizations.forEach(({ weight, imtWeights }, r) => {
    imts.forEach((imt, m) => {
      const ofImt = imtWeights?.[imt] ?? weight;
      for (let l = m * L1; l < (m + 1) * L1; l++) mean[l] += ofImt * curves[r * L + l];
    });
  });
  return mean;
}

/** For each realization and group the number of the model it uses; -1 where the group is none of its. */
export function modelsOfRealizations(
  { rateRows, modelsOfGroups }: Pick<CurveOptions, "rateRows" | "modelsOfGroups">,
): number[][] {
  const groupAndModel = modelsOfGroups.flatMap((numModels, group) =>
    Array.from({ length: numModels }, (_, model) => [group, model] as const)
  );
  return rateRows.map((rows) => {
    const models = modelsOfGroups.map(() => -1);
    for (const row of rows) {
      const [group, model] = groupAndModel[row];
      models[group] = model;
    }
    return models;
  });
}
