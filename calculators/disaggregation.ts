/** The disaggregation: which earthquakes cause the hazard that the curves show, by magnitude, distance, place, epsilon. */
import { basename } from "node:path";
import {
  type DisaggregationGroup,
  writeDisaggregatedLevels,
  writeDisaggregation,
  writeDisaggregationBins,
  writeTotals,
  writeTotalsByType,
} from "../datastore/disaggregation.ts";
import type { DatastoreWriter } from "../datastore/writer.ts";
import type { Marginal } from "../hazard/disaggregation/marginal.ts";
import { type CalculationEnvironment, NothingToCompute } from "./calculation.ts";
import { runClassical } from "./classical.ts";
import { planTasks } from "./classical/plan.ts";
import { runCurvesFromRates } from "./curves_from_rates.ts";
import { disaggregationBins, magnitudesOf } from "./disaggregation/bins.ts";
import {
  levelsToDisaggregate,
  type MeanCurves,
  poesOfLevels,
  unreachedLevels,
} from "./disaggregation/levels.ts";
import {
  curvesOfSites,
  modelsOfRealizations,
  realizationsToDisaggregate,
} from "./disaggregation/realizations.ts";
import { DisaggregationTables } from "./disaggregation/tables.ts";
import type { DisaggregationContext, DisaggregationTasks } from "./disaggregation/task.ts";
import type { Job } from "./job.ts";
import type { FinishedCalculation } from "./postprocess.ts";

/** Smallest probability that is stored of exceeding a level at all, since its logarithm is divided by. */
const SMALLEST_TOTAL = 1e-12;

/**
 * Computes a classical job, or takes its rates from the calculation that it starts from, disaggregates its curves, and
 * writes the datastore.
 */
export async function runDisaggregation(job: Job, environment: CalculationEnvironment): Promise<void> {
  const run = hasRates(job) ? runCurvesFromRates : runClassical;
  await run(job, environment, { storesCurves: job.parent === undefined, run: disaggregate });
}

/** Whether the job starts from a calculation with rates, at its levels. */
function hasRates({ parent, parameters: { hazard_imtls: levels } }: Job): boolean {
  if (parent?.ratesPath === undefined) return false;
  const ofParent = parent.job.parameters.hazard_imtls;
  return Object.entries(levels).every(([imt, ofImt]) => String(ofParent[imt]) === String(ofImt));
}

/** Disaggregates the mean curves of a finished calculation. */
async function disaggregate(finished: FinishedCalculation): Promise<void> {
  const { job, environment, hazard, planned, curves: options, store, tiles } = finished;
  const { parameters, sites } = job, { imts, levels: levelsOfCurves } = options;
  const isByLevel = Object.keys(parameters.iml_disagg).length > 0;
  const curves = curvesOfSites(tiles, options);
  const mean: MeanCurves = {
    curves: Float32Array.from(curves.means.flatMap((ofSite) => Array.from(ofSite))),
    imts,
    levels: levelsOfCurves,
    numSites: sites.size,
  };
  const levels = levelsToDisaggregate(mean, parameters);
  const numPoes = isByLevel ? 1 : parameters.poes.length;
  if (!isByLevel) reportUnreached(finished, levels, mean);

  const bins = disaggregationBins(job), lastMagnitude = bins.mag[bins.mag.length - 1];
  const isAbove = magnitudesOf(job).some((mag) => mag > lastMagnitude);
  if (isAbove) {
    environment.log("WARNING", `disagg_bin_edges: magnitudes above ${lastMagnitude} are in no bin`);
  }
  const realizations = realizationsToDisaggregate(curves, options, parameters);
  const models = modelsOfRealizations(options);
  const modelsOfGroups = options.modelsOfGroups.map((_, group) => {
    const used = new Set(realizations.flat().map((realization) => models[realization][group]));
    return [...used].filter((model) => model >= 0).toSorted((a, b) => a - b);
  });
  const tables = new DisaggregationTables({
    kinds: parameters.disagg_outputs,
    bins,
    numImts: imts.length,
    numPoes,
    realizations,
    weights: options.realizations.map(({ weight }) => Math.fround(weight)),
  });

  const context: DisaggregationContext = {
    hazard,
    options: {
      bins,
      numImts: imts.length,
      numPoes,
      levels: levels.map((level, k) =>
        imts[Math.floor(k / numPoes) % imts.length] === "MMI" ? level : Math.log(level)
      ),
      truncationLevel: hazard.truncationLevel,
      isEpsilonStar: parameters.epsilon_star,
    },
    models: modelsOfGroups,
  };
  const tasks = planTasks(hazard, planned, false).filter(({ group }) => modelsOfGroups[group].length > 0);
  await using pool = environment.runner.start<DisaggregationTasks>("disaggregation", context, tasks);
  let done = 0;
  for await (const cells of pool.map("disaggregate", tasks)) {
    const { group } = tasks[done++], used = modelsOfGroups[group];
    tables.add(
      cells,
      hazard.groups[group].tectonicRegionType,
      used.length,
      (realization) => used.indexOf(models[realization][group]),
    );
    environment.progress(done / tasks.length, "disaggregation");
  }

  writeDisaggregationBins(store, bins);
  writeDisaggregatedLevels(store, {
    realizations: BigInt64Array.from(realizations.flat(), BigInt),
    levels,
    poesOfLevels: isByLevel ? poesOfLevels(mean) : undefined,
    numSites: sites.size,
    numImts: imts.length,
  });
  writeTables(store, tables, bins.trt);
  reportEmptyTables(environment, tables, realizations);
}

function writeTables(store: DatastoreWriter, tables: DisaggregationTables, types: readonly string[]): void {
  const write = (group: DisaggregationGroup, marginals: readonly Marginal[]) => {
    for (const { kind, shape, probabilities } of marginals) {
      writeDisaggregation(store, group, kind, { shape, values: probabilities });
    }
  };
  write("disagg-rlzs", tables.ofRealizations);
  write("disagg-stats", tables.means);
  const { totals, totalsByType } = tables;
  const values = totals.probabilities.map((poe) => Math.max(poe, SMALLEST_TOTAL));
  writeTotals(store, { shape: totals.shape, values });
  const { shape: [numSites], probabilities } = totalsByType,
    perType = probabilities.length / numSites / types.length;
  const last = totalsByType.size.Z - 1; // of the first measure and level
  const ofTypes = types.map((_, t) =>
    Float64Array.from(
      { length: numSites },
      (_, site) => probabilities[(site * types.length + t) * perType + last],
    )
  );
  writeTotalsByType(store, types, ofTypes);
}

/** Warns of levels that there are not; an error if there are none. */
function reportUnreached(
  { job: { parameters, inputs }, environment }: FinishedCalculation,
  levels: Float64Array,
  mean: MeanCurves,
): void {
  const messages = unreachedLevels(levels, mean, parameters.poes);
  if (messages.length < levels.length) {
    for (const message of messages) environment.log("WARNING", message);
    return;
  }
  const file = basename(inputs.job_ini as string), parameter = "poes_disagg";
  throw new NothingToCompute(messages.map((message) => ({ file, parameter, message })));
}

/** Tables without any contribution are not exported, so that it is said here why. */
function reportEmptyTables(
  environment: CalculationEnvironment,
  { totals }: DisaggregationTables,
  realizations: readonly (readonly number[])[],
): void {
  const { shape: [numSites, M, P, Z], probabilities } = totals;
  for (let site = 0; site < numSites; site++) {
    for (let z = 0; z < Z; z++) {
      const ofSite = Array.from({ length: M * P }, (_, k) => probabilities[(site * M * P + k) * Z + z]);
      if (ofSite.some((poe) => poe > 0)) continue;
      environment.log("WARNING", `No contributions at site ${site} in realization ${realizations[site][z]}`);
    }
  }
}
