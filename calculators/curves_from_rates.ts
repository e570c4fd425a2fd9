/** Curves, statistics and maps from the rates that another calculation has computed: post-processing alone. */
import {
  type MeanRatesBySource,
  readMeanRatesBySource,
  writeMeanRatesBySource,
} from "../datastore/mean_rates.ts";
import { RateReader } from "../datastore/rates.ts";
import { openDatastore } from "../datastore/reader.ts";
import { readSourceInfo } from "../datastore/sources.ts";
import type { CalculationEnvironment } from "./calculation.ts";
import { createCalculationStore, writeProfile } from "./calculation_store.ts";
import { classicalContext, curveOptions, type NextStep, writeJob } from "./classical.ts";
import { CurveWriter } from "./classical/curve_writer.ts";
import type { TileCurves } from "./classical/curves.ts";
import { countAllRuptures, tileBounds } from "./classical/plan.ts";
import { SourceCosts } from "./classical/source_costs.ts";
import type { ClassicalTasks, ClassicalTasksContext, TileOutput } from "./classical/tasks.ts";
import type { Job } from "./job.ts";
import { postprocess } from "./postprocess.ts";
import { Profile } from "./profile.ts";

/** Tiles of which curves are being made while the rates of the next ones are read. */
const TILES_UNDER_WAY = 8;

/**
 * Makes the curves of a job from the rates of the calculation it starts from, and what comes next in another mode, and
 * writes its datastore.
 */
export async function runCurvesFromRates(
  job: Job,
  environment: CalculationEnvironment,
  next?: NextStep,
): Promise<void> {
  const { parameters, fullLogicTree, sources, sites } = job;
  const { label, ratesPath, job: { parameters: ofParent } } = job.parent!;
  const { log, progress } = environment;
  for (const warning of job.warnings) log("WARNING", warning);
  log("INFO", `The rates are those of calculation ${label}`);
  const start = performance.now();
  const profile = new Profile(environment.isProfiled ?? false);
  const hazard = classicalContext(job, profile.isDetailed);
  const options = { ...curveOptions(job), givesRealizations: next !== undefined };
  const numModels = options.modelsOfGroups.reduce((sum, ofGroup) => sum + ofGroup, 0);
  const bounds = tileBounds(hazard);
  const needsSources = parameters.postproc_func || next;
  const planned = needsSources ? countAllRuptures(hazard) : sources.map(() => []);
  const costs = new SourceCosts(sources, planned, fullLogicTree);

  using parent = await openDatastore(ratesPath!);
  const rates = new RateReader(parent, {
    bounds,
    numModels,
    storedImts: Object.keys(ofParent.hazard_imtls),
    imts: options.imts,
    numLevels: options.levels[0].length,
  });
  using store = await createCalculationStore(job, environment);
  profile.measure("saving inputs and logic trees", () => writeJob(store, job, costs));
  const curves = next?.storesCurves === false ? undefined : new CurveWriter(store, sites.size, options);
  const ratesSize = {
    numSites: sites.size,
    numLevels: options.levels.reduce((sum, levels) => sum + levels.length, 0),
    numModels,
    concurrentTasks: parameters.concurrent_tasks,
  };
  const numCurves = options.realizations.length * ratesSize.numLevels;
  const inputs = bounds.slice(1).map((stop, tile) => ({ weight: (stop - bounds[tile]) * numCurves }));
  const tiles: Promise<TileOutput>[] = [];
  const finishedTiles: TileCurves[] = [];
  const writeOldestTile = async () => {
    const { siteStart, curves: made, seconds } = await tiles.shift()!;
    profile.add({ phase: "total postclassical", seconds, counts: 1 });
    profile.measure("saving curves and maps", () => curves?.write(siteStart, made));
    if (needsSources) finishedTiles.push(made);
    progress(Math.min(1, (siteStart + 1) / sites.size), "curves");
  };
  await using pool = environment.runner.start<ClassicalTasks>(
    "classical",
    { hazard, curves: options, ratesSize } satisfies ClassicalTasksContext,
    inputs,
  );
  for (const tile of inputs.keys()) {
    const siteStart = bounds[tile], numSites = bounds[tile + 1] - siteStart;
    const ofTile = profile.measure("reading rates", () => rates.ofTile(tile));
    const output = pool.run("tile", { siteStart, numSites, rates: ofTile });
    output.catch(() => {}); // reported when its turn comes
    tiles.push(output);
    if (tiles.length > TILES_UNDER_WAY) await writeOldestTile();
  }
  while (tiles.length > 0) await writeOldestTile();
  const meanRates = parameters.disagg_by_src
    ? ofMeasures(readMeanRatesBySource(parent), options.imts)
    : undefined;
  if (meanRates) writeMeanRatesBySource(store, meanRates);
  const finished = {
    job,
    environment,
    hazard,
    planned,
    curves: options,
    store,
    tiles: finishedTiles,
    meanRates,
  };
  if (parameters.postproc_func) await postprocess(finished);
  await next?.run(finished);
  const { binWidth } = hazard.ruptures;
  costs.write(store, parameters.investigation_time!, binWidth, job.readSeconds, readSourceInfo(parent));
  writeProfile(store, profile, "ClassicalCalculator", start, environment);
}

/** The mean rates of some of the measures. */
function ofMeasures(mean: MeanRatesBySource, imts: readonly string[]): MeanRatesBySource {
  const { rates, numSites, numLevels, sourceIds } = mean, size = numLevels * sourceIds.length;
  const chosen = new Float64Array(numSites * imts.length * size);
  for (let site = 0; site < numSites; site++) {
    imts.forEach((imt, m) => {
      const start = (site * mean.imts.length + mean.imts.indexOf(imt)) * size;
      chosen.set(rates.subarray(start, start + size), (site * imts.length + m) * size);
    });
  }
  return { ...mean, rates: chosen, imts };
}
