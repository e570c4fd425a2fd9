/** `disagg_by_rel_sources.main`: contributions by magnitude, distance and epsilon of each source that matters. */
import { type LabelledAxis, writeLabelledGroup } from "../../datastore/labelled_group.ts";
import type { MeanRatesBySource } from "../../datastore/mean_rates.ts";
import { interpolated } from "../../hazard/interpolation.ts";
import { distanceEdges, epsilonEdges, magnitudeEdges, middles } from "../../hazard/disaggregation/bins.ts";
import type { SourceDisaggregationSums } from "../../hazard/shaking/source_disaggregation.ts";
import { coreId } from "../classical/mean_rates.ts";
import { modelWeights } from "../classical/model_weights.ts";
import { magnitudesByType } from "../classical/source_costs.ts";
import { oneOf } from "./arguments.ts";
import type { ClassicalResults, Postprocessor, SourceRange } from "./postprocessor.ts";

/** Share of the largest rate that makes a source matter. */
const RELEVANT_SHARE = 0.1;
/** Expected numbers below this vanish when they are turned into probabilities and back, as in the reference. */
const SMALLEST_EXPECTED = 2 ** -54;

/** The arguments by their names in postproc_args. */
interface Arguments {
  readonly imts: readonly string[];
  /** levels of the measures by number of the site */
  readonly imls_by_sid: Readonly<Record<string, readonly number[]>>;
}

export const relevantSources: Postprocessor = {
  check({ parameters: { postproc_args: given, hazard_imtls: levels, disagg_by_src: isBySource } }) {
    const messages: string[] = [];
    const imts = Array.isArray(given.imts) ? given.imts.map(String) : [];
    const unknown = imts.filter((imt) => !Object.hasOwn(levels, imt));
    if (imts.length === 0 || unknown.length) {
      messages.push(`imts: expected a list out of ${oneOf(Object.keys(levels))}`);
    }
    const bySite = given.imls_by_sid;
    const isComplete = typeof bySite === "object" && bySite !== null && Object.keys(bySite).length > 0 &&
      Object.entries(bySite).every(([site, ofSite]) =>
        /^\d+$/.test(site) && Array.isArray(ofSite) && ofSite.length === imts.length &&
        ofSite.every((level) => typeof level === "number" && level > 0)
      );
    if (!isComplete) {
      messages.push(
        "imls_by_sid: expected for each site number a level for each of the imts, like {0: [0.1]}",
      );
    }
    return [
      ...messages.map((message) => ({ parameter: "postproc_args", message })),
      ...(isBySource
        ? []
        : [{ parameter: "disagg_by_src", message: "is needed to find the sources that matter" }]),
    ];
  },

  async run(results) {
    const { hazard, job } = results;
    const { imts, imls_by_sid: levelsBySite } = job.parameters.postproc_args as unknown as Arguments;
    for (const [key, levels] of Object.entries(levelsBySite)) {
      const site = Number(key);
      if (site >= hazard.sites.size) {
        throw new Error(`disagg_by_rel_sources: there is no site ${site}, only ${hazard.sites.size}`);
      }
      await disaggregate(results, imts, levels, site);
    }
  },
};

async function disaggregate(
  results: ClassicalResults,
  imts: readonly string[],
  levels: readonly number[],
  site: number,
): Promise<void> {
  const { hazard, job: { parameters, sources: groups }, curves, meanRates, store, environment } = results;
  const relevant = new Map(
    imts.map((imt, m) => [imt, relevantIds(results, meanRates!, imt, levels[m], site)]),
  );
  const ids = [...new Set([...relevant.values()].flat())].sort();
  environment.log("INFO", `Site ${site}: sources that matter are ${ids.join(" ")}`);

  const magnitudes = magnitudeEdges(
    [...magnitudesByType(groups, hazard.ruptures.binWidth).values()].flat(),
    parameters.mag_bin_width,
  );
  const furthest = Math.max(
    ...hazard.groups.map(({ maximumDistance }) => maximumDistance[maximumDistance.length - 1][1]),
  );
  const distances = distanceEdges(furthest, parameters.distance_bin_width);
  const epsilons = epsilonEdges(hazard.truncationLevel, parameters.num_epsilon_bins);
  const numCells = (magnitudes.length - 1) * (distances.length - 1), M = imts.length;
  const cellSize = (epsilons.length - 1) * M;
  const rates = new Float64Array(ids.length * numCells * cellSize);
  const sigmas = new Float64Array(ids.length * numCells * M);
  const weights = modelWeights(curves);
  const measures = imts.map((imt) => curves.imts.indexOf(imt));
  const logLevels = levels.map((level, m) => imts[m] === "MMI" ? level : Math.log(level));

  for (const [number, id] of ids.entries()) {
    const ranges = sourceRanges(results, id);
    const parts = results.addUp<"sourceDisaggregation", SourceDisaggregationSums>(
      "sourceDisaggregation",
      (group) => ({
        imts: measures,
        levels: logLevels,
        magnitudes,
        distances,
        epsilons,
        isEpsilonStar: parameters.epsilon_star,
        weights: weights[group],
        truncationLevel: hazard.truncationLevel,
      }),
      { site, ranges },
    );
    const sums: { group: number; result: SourceDisaggregationSums }[] = [];
    for await (const { group, result } of parts) sums.push({ group, result });
    const first = number * numCells * cellSize;
    for (const { result } of sums) result.rates.forEach((rate, k) => rates[first + k] += rate);
    sigmas.set(meanSigmas(sums, weights, numCells, M), number * numCells * M);
  }
  for (let k = 0; k < rates.length; k++) if (rates[k] < SMALLEST_EXPECTED) rates[k] = 0;

  const axes: LabelledAxis[] = [
    ["source_id", ids],
    ["mag", Float64Array.from(middles(magnitudes))],
    ["dist", Float64Array.from(middles(distances))],
    ["eps", Float64Array.from(middles(epsilons))],
    ["imt", imts],
  ];
  const withoutEpsilon = axes.filter(([name]) => name !== "eps");
  const others: LabelledAxis[] = [["iml", Float64Array.from(levels)]];
  writeLabelledGroup(store, `mean_disagg_by_src/${site}`, { array: rates, axes, values: ["value"] }, others);
  writeLabelledGroup(store, `sigma_by_src/${site}`, {
    array: sigmas,
    axes: withoutEpsilon,
    values: ["value"],
  });
}

/** Ids of the sources whose rate of exceeding the level is not far below the largest. */
function relevantIds(
  { curves }: ClassicalResults,
  { rates, numLevels, sourceIds }: MeanRatesBySource,
  imt: string,
  level: number,
  site: number,
): string[] {
  const m = curves.imts.indexOf(imt), S = sourceIds.length;
  const start = (site * curves.imts.length + m) * numLevels * S;
  const ofSources = sourceIds.map((_, source) => {
    const curve = Array.from({ length: numLevels }, (_, l) => rates[start + l * S + source]);
    return interpolated(level, curves.levels[m], curve);
  });
  const largest = Math.max(...ofSources);
  return sourceIds.filter((_, source) => ofSources[source] > RELEVANT_SHARE * largest);
}

/** Where the parts of a source are among those that are computed. */
function sourceRanges({ job, planned }: ClassicalResults, id: string): SourceRange[] {
  return planned.flatMap((sources, group) => {
    const ranges: SourceRange[] = [];
    sources.forEach(({ origin }, s) => {
      if (coreId(job.sources[group].sources[origin].id) !== id) return;
      const last = ranges.at(-1);
      if (last?.sourceStop === s) ranges[ranges.length - 1] = { ...last, sourceStop: s + 1 };
      else ranges.push({ group, sourceStart: s, sourceStop: s + 1 });
    });
    return ranges;
  });
}

/**
 * Mean deviations of a source, shape (magnitudes, distances, M) of bins: over contexts for each model, then over models
 * by their weights in the tectonic region type. A bin without contexts has those of the first bin that has some.
 */
function meanSigmas(
  sums: readonly { readonly group: number; readonly result: SourceDisaggregationSums }[],
  weights: readonly (readonly number[])[],
  numCells: number,
  M: number,
): Float64Array {
  const out = new Float64Array(numCells * M);
  if (sums.length === 0) return out;
  const counts = new Float64Array(numCells);
  for (const { result } of sums) result.counts.forEach((count, cell) => counts[cell] += count);
  const filled = counts.findIndex((count) => count > 0);
  if (filled < 0) return out;
  const models = weights[sums[0].group];
  const totalWeight = models.reduce((sum, weight) => sum + weight, 0);
  for (let cell = 0; cell < numCells; cell++) {
    const from = counts[cell] > 0 ? cell : filled;
    for (let m = 0; m < M; m++) {
      models.forEach((weight, g) => {
        const total = sums.reduce(
          (sum, { result }) => sum + result.sigmas[(g * numCells + from) * M + m],
          0,
        );
        out[cell * M + m] += weight / totalWeight * total / counts[from];
      });
    }
  }
  return out;
}
