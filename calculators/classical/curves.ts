/** From rates by group and model to curves, statistics and maps of a tile of sites. */
import { mapsOfCurves } from "../../hazard/hazard_map.ts";
import { amplifyCurve } from "../../hazard/site/amplification.ts";
import type { Realization } from "../../hazard/logictree/full_logic_tree.ts";
import { statisticNamed, toProbability, toProbability32, toRate } from "../../hazard/statistics.ts";
import type { CurveAmplification } from "../amplification.ts";

/** What of the job and the logic tree the curves depend on. */
export interface CurveOptions {
  readonly imts: readonly string[];
  /** levels by intensity measure type, in their unit */
  readonly levels: readonly (readonly number[])[];
  readonly realizations: readonly Realization[];
  /** the same with other weights, for sites with a label */
  readonly realizationsByLabel: ReadonlyMap<number, readonly Realization[]>;
  /** by which curves on rock, at `levels`, become curves on soil */
  readonly amplification?: CurveAmplification;
  /** for each realization its rows in the rates: index of (group, model) pairs that add up */
  readonly rateRows: readonly (readonly number[])[];
  /** number of models of each group, which are the rows of rates in order */
  readonly modelsOfGroups: readonly number[];
  /** names of statistics */
  readonly statistics: readonly string[];
  /** take statistics of rates instead of probabilities */
  readonly useRates: boolean;
  readonly poes: readonly number[];
  /** also keep the curves of realizations */
  readonly keepsRealizations: boolean;
  /** also give them to what comes next */
  readonly givesRealizations?: boolean;
}

/** The levels of the curves by intensity measure type: those on soil if the curves are amplified. */
export function curveLevels(
  { imts, levels, amplification }: Pick<CurveOptions, "imts" | "levels" | "amplification">,
): readonly (readonly number[])[] {
  return amplification ? imts.map(() => amplification.soilLevels) : levels;
}

/** Results of a tile: probabilities of exceedance and levels, 32 bits as stored. */
export interface TileCurves {
  /** shape (sites, realizations, imts, levels); undefined if not kept */
  readonly curves?: Float32Array;
  /** shape (sites, realizations, imts, poes) */
  readonly maps?: Float32Array;
  /** shape (sites, statistics, imts, levels) */
  readonly statCurves?: Float32Array;
  /** shape (sites, statistics, imts, poes) */
  readonly statMaps?: Float32Array;
}

/**
 * @param rates expected numbers of exceedances, shape (rows, sites, imts × levels), a row per (group, model)
 * @param siteLabels of the sites of the tile, if weights depend on it
 * @param ampcodes codes of the amplification functions of the sites, if curves are amplified
 */
export function tileCurves(
  rates: readonly Float64Array[],
  numSites: number,
  options: CurveOptions,
  siteLabels?: ArrayLike<number>,
  ampcodes?: ArrayLike<number>,
): TileCurves {
  const { imts, realizations, rateRows, statistics, useRates, poes, keepsRealizations } = options;
  const givesRealizations = keepsRealizations || options.givesRealizations;
  const levels = curveLevels(options), numRateLevels = imts.length * options.levels[0].length;
  const M = imts.length, L1 = levels[0].length, L = M * L1, R = realizations.length, S = statistics.length;
  const P = poes.length;
  const curves = givesRealizations ? new Float32Array(numSites * R * L) : undefined;
  const statCurves = S > 0 ? new Float32Array(numSites * S * L) : undefined;
  const stats = statistics.map(statisticNamed);
  const weightsOf = (weighted: readonly Realization[]) =>
    imts.map((imt) => Float64Array.from(weighted, (rlz) => rlz.imtWeights?.[imt] ?? rlz.weight));
  const defaultWeights = weightsOf(realizations);
  const weightsByLabel = new Map(
    Array.from(options.realizationsByLabel, ([label, weighted]) => [label, weightsOf(weighted)]),
  );
  const isMeanOnly = statistics.join() === "mean" && !(keepsRealizations && R > 1) &&
    weightsByLabel.size === 0 && !options.amplification;
  const probabilityOfRate = isMeanOnly ? toProbability32 : toProbability;
  const expected = new Float64Array(R * numRateLevels),
    probabilities = new Float64Array(R * L),
    statistic = new Float64Array(L);

  for (let site = 0; site < numSites; site++) {
    expected.fill(0);
    rateRows.forEach((rows, r) => {
      for (const row of rows) {
        const source = rates[row], start = site * numRateLevels, to = r * numRateLevels;
        for (let l = 0; l < numRateLevels; l++) expected[to + l] += source[start + l];
      }
    });
    if (options.amplification) amplify(expected, options, ampcodes?.[site] ?? 0, probabilities);
    else for (let k = 0; k < R * L; k++) probabilities[k] = toProbability(expected[k]);
    curves?.set(probabilities, site * R * L);
    if (!statCurves) continue;
    if (useRates) { for (let k = 0; k < R * L; k++) probabilities[k] = toRate(probabilities[k]); }
    const weights = weightsByLabel.get(siteLabels?.[site] ?? 0) ?? defaultWeights;
    stats.forEach((computeStatistic, s) => {
      statistic.fill(0);
      for (let m = 0; m < M; m++) {
        if (weights[m].every((weight) => weight === 0)) continue; // weights by type may switch a type off altogether
        const ofImt = { values: probabilities, stride: L, weights: weights[m] };
        computeStatistic(ofImt, m * L1, (m + 1) * L1, statistic);
      }
      if (useRates) { for (let l = 0; l < L; l++) statistic[l] = probabilityOfRate(statistic[l]); }
      statCurves.set(statistic, (site * S + s) * L);
    });
  }
  const mapsOf = (all: Float32Array | undefined) =>
    all && P > 0 ? mapsOfCurves(all, levels, poes) : undefined;
  return {
    curves,
    maps: keepsRealizations ? mapsOf(curves) : undefined,
    statCurves,
    statMaps: mapsOf(statCurves),
  };
}

/**
 * Turns rates on rock, shape (realizations, imts, levels), into probabilities of exceeding the levels on soil. Without
 * a code the only function counts.
 */
function amplify(
  expected: Float64Array,
  { imts, levels, amplification }: CurveOptions,
  code: number,
  out: Float64Array,
): void {
  const { soilLevels, functions } = amplification!, [onlyFunction] = functions.values();
  const amplificationFunction = functions.get(code) ?? onlyFunction;
  const poes = expected.map(toProbability), L1 = levels[0].length, A = soilLevels.length;
  for (let curve = 0; curve * L1 < poes.length; curve++) {
    const m = curve % imts.length;
    const onRock = poes.subarray(curve * L1, (curve + 1) * L1);
    const onSoil = out.subarray(curve * A, (curve + 1) * A);
    amplifyCurve(onRock, levels[m], soilLevels, amplificationFunction, imts[m], onSoil);
  }
}
