/** The classical calculation: from sources, models and sites to hazard curves, statistics and maps. */
import { writeAssets, writeExposure } from "../datastore/exposure.ts";
import { writeInputs, writeOqparam } from "../datastore/inputs.ts";
import { writeFullLogicTree } from "../datastore/logic_trees.ts";
import { writeMeanRatesBySource } from "../datastore/mean_rates.ts";
import { RateWriter } from "../datastore/rates.ts";
import { writeSiteModel, writeSites } from "../datastore/sites.ts";
import type { DatastoreWriter } from "../datastore/writer.ts";
import { requirementsOf } from "../hazard/context_block.ts";
import type { SiteCollection } from "../hazard/site/site_collection.ts";
import type { CalculationEnvironment } from "./calculation.ts";
import { createCalculationStore, writeProfile } from "./calculation_store.ts";
import { CurveWriter } from "./classical/curve_writer.ts";
import type { CurveOptions, TileCurves } from "./classical/curves.ts";
import { branchesFor, hazardGroup, rowsOfRealizations } from "./classical/groups.ts";
import { countAllRuptures, planTasks, tileBounds } from "./classical/plan.ts";
import { MeanRatesBySourceCollector } from "./classical/mean_rates.ts";
import { realizationsByLabel, withSiteLabels } from "./classical/site_labels.ts";
import { SourceCosts } from "./classical/source_costs.ts";
import type { ClassicalContext } from "./classical/task.ts";
import type { ClassicalTasks, ClassicalTasksContext, TileOutput } from "./classical/tasks.ts";
import type { Job } from "./job.ts";
import { filesOf } from "./parameters/inputs.ts";
import { oqparamJson } from "./parameters/oqparam.ts";
import { statisticsOf } from "./parameters/statistics.ts";
import { type FinishedCalculation, postprocess } from "./postprocess.ts";
import { ruptureOptions } from "./rupture_options.ts";
import { Profile } from "./profile.ts";
import { sharedFloat64 } from "./task_runner.ts";

/** Tiles of which curves are being made while the rates of the next ones are. */
const TILES_UNDER_WAY = 2;

/** What another mode computes from the curves. */
export interface NextStep {
  /** store the curves, too, unless those of the calculation that the job starts from count */
  readonly storesCurves: boolean;
  /** Is given the curves of all realizations, whether they are stored or not. */
  run(finished: FinishedCalculation): Promise<void>;
}

/** Computes a classical job, and what comes next in another mode, and writes its datastore. */
export async function runClassical(
  job: Job,
  environment: CalculationEnvironment,
  next?: NextStep,
): Promise<void> {
  const { parameters, fullLogicTree, sites } = job;
  const { log, progress } = environment;
  for (const warning of job.warnings) log("WARNING", warning);

  const groups = job.sources;
  const start = performance.now();
  const profile = new Profile(environment.isProfiled ?? false);
  const ofAllSites = classicalContext(job, profile.isDetailed);
  const planned = profile.measure("total preclassical", () => countAllRuptures(ofAllSites));
  const context = withSiteLabels(ofAllSites, job);
  const numRuptures = planned.flat().reduce((sum, source) => sum + source.numRuptures, 0);
  const options = { ...curveOptions(job), givesRealizations: next !== undefined };
  log(
    "INFO",
    `${numRuptures} ruptures of ${planned.flat().length} point sources and faults in ${groups.length} groups, ` +
      `${sites.size} sites, ${options.realizations.length} realizations`,
  );

  const tasks = profile.measure(
    "planning tasks",
    () =>
      planTasks(
        context,
        context.groups.map((_, g) => planned[g % groups.length]),
        parameters.disagg_by_src,
      ),
  );
  const bounds = tileBounds(context);
  const totalWeight = tasks.reduce((sum, { weight }) => sum + weight, 0);
  const numRows = options.modelsOfGroups.reduce((sum, numModels) => sum + numModels, 0);
  log("INFO", `${tasks.length} tasks for ${bounds.length - 1} tiles of sites`);

  const ratesSize = {
    numSites: sites.size,
    numLevels: options.levels.reduce((sum, levels) => sum + levels.length, 0),
    numModels: numRows,
    concurrentTasks: parameters.concurrent_tasks,
  };
  await using pool = environment.runner.start<ClassicalTasks>(
    "classical",
    { hazard: context, curves: options, ratesSize } satisfies ClassicalTasksContext,
    tasks,
  );
  const outputs = pool.map("rates", tasks); // threads compute while this one opens the datastore

  const costs = new SourceCosts(groups, planned, fullLogicTree);
  using store = await createCalculationStore(job, environment);
  profile.measure("saving inputs and logic trees", () => writeJob(store, job, costs));

  const curves = next?.storesCurves === false ? undefined : new CurveWriter(store, sites.size, options);
  const rateWriter = new RateWriter(store);
  const tiles: Promise<TileOutput>[] = [];
  const finishedTiles: TileCurves[] = [];
  const writeOldestTile = async () => {
    const { siteStart, curves: ofTile, rates, seconds } = await tiles.shift()!;
    profile.add({ phase: "total postclassical", seconds, counts: 1 });
    profile.measure("saving curves and maps", () => curves?.write(siteStart, ofTile));
    profile.measure("saving rates", () => rateWriter.append(rates));
    if (parameters.postproc_func || next) finishedTiles.push(ofTile);
  };
  const meanRates = parameters.disagg_by_src
    ? new MeanRatesBySourceCollector(
      groups,
      options,
      sites.size,
      parameters.investigation_time!,
    )
    : undefined;
  let done = 0, taskNumber = 0, rates: Float64Array[] = [];
  for await (const output of outputs) {
    const task = { ...tasks[taskNumber], group: tasks[taskNumber].group % groups.length };
    const numSites = task.siteStop - task.siteStart;
    const size = numSites * options.imts.length * options.levels[0].length;
    if (rates.length === 0) rates = Array.from({ length: numRows }, () => new Float64Array(size));
    addRates(rates, output.rates, firstRow(options, task.group));
    meanRates?.add(task, output);
    profile.add({ phase: "total classical", seconds: output.seconds, counts: 1 }, taskNumber);
    for (const phase of output.phases) profile.add(phase, taskNumber);
    costs.add(task, taskNumber, output, profile.residentMb() / 1024);
    done += task.weight;
    taskNumber++;
    progress(done / totalWeight, "rates of exceedance");
    if (tasks[taskNumber]?.siteStart !== task.siteStart) { // the tile is complete
      const tile = pool.run("tile", { siteStart: task.siteStart, numSites, rates });
      tile.catch(() => {}); // reported when its turn comes
      tiles.push(tile);
      rates = [];
      if (tiles.length > TILES_UNDER_WAY) await writeOldestTile();
    }
  }
  while (tiles.length > 0) await writeOldestTile();
  rateWriter.finish();
  if (meanRates) writeMeanRatesBySource(store, meanRates.result());
  const finished = {
    job,
    environment,
    hazard: context,
    planned,
    curves: options,
    store,
    tiles: finishedTiles,
    meanRates: meanRates?.result(),
  };
  if (parameters.postproc_func) await postprocess(finished);
  await next?.run(finished);
  costs.write(store, parameters.investigation_time!, context.ruptures.binWidth, job.readSeconds);
  const readSeconds = [...job.readSeconds.values()].reduce((sum, seconds) => sum + seconds, 0);
  profile.add({ phase: "total read_source_model", seconds: readSeconds, counts: job.readSeconds.size });
  writeProfile(store, profile, "ClassicalCalculator", start, environment);
  if (costs.numContexts === 0) log("WARNING", "No site is within maximum_distance of any rupture");
  log("INFO", `${costs.numContexts} contexts in ${costs.seconds.toFixed(2)} s of computing`);
}

/** Writes what the calculation starts from: parameters, files, sites and logic trees. */
export function writeJob(store: DatastoreWriter, job: Job, costs: SourceCosts): void {
  const { parameters, inputs, texts, files, fullLogicTree, sites, models, givenRuptures } = job;
  const { sites: requiredParameters } = requirementsOf([...models.values()].flat());
  const found = {
    req_site_params: [...requiredParameters],
    ...(givenRuptures?.magnitudes && { mags_by_trt: givenRuptures.magnitudes }),
  };
  writeOqparam(store, oqparamJson(parameters, inputs, (name) => texts.has(name), found));
  writeInputs(store, files);
  if (sites.size > 0) writeSites(store, sites, "sitecol", job.sitesWithAssets);
  if (job.sitesWithAssets) writeSites(store, sites, "complete");
  if (filesOf(inputs, "site_model").length) writeSiteModel(store, sites);
  // as in the reference that of the calculation from which the job starts is not repeated
  const isRepeated = job.parent?.job.exposure !== undefined;
  if (job.exposure && !isRepeated) writeExposure(store, job.exposure, parameters.time_event);
  // its assets are, as those that a ShakeMap leaves
  if (job.exposure && isRepeated && job.shakeMap) writeAssets(store, job.exposure, parameters.time_event);
  writeFullLogicTree(store, fullLogicTree, {
    sourceModel: filesOf(inputs, "source_model_logic_tree")[0] ?? "",
    gsim: filesOf(inputs, "gsim_logic_tree")[0] ?? "",
  }, costs.origins());
}

/** What the tasks of a job share. */
export function classicalContext(
  { parameters, fullLogicTree, sources, sites, kernelAmplification, rateChanges }: Job,
  isProfiled: boolean,
): ClassicalContext {
  const imts = Object.keys(parameters.hazard_imtls);
  return {
    groups: sources.map((group) => hazardGroup(group, fullLogicTree, parameters, rateChanges)),
    sites: sharedSites(sites),
    imts,
    levels: imts.map((imt) => {
      const levels = parameters.hazard_imtls[imt];
      return sharedFloat64(imt === "MMI" ? levels : levels.map(Math.log));
    }),
    amplification: kernelAmplification,
    truncationLevel: parameters.truncation_level!,
    investigationTime: parameters.investigation_time!,
    minimumDistance: parameters.minimum_distance,
    hasFewSites: sites.size <= parameters.max_sites_disagg,
    isForGeometricMean: parameters.horiz_comp_to_geom_mean,
    ruptures: ruptureOptions(parameters),
    isProfiled,
  };
}

/** The sites with their columns on shared memory. */
function sharedSites(sites: SiteCollection): SiteCollection {
  const { size, lon, lat, depth, x, y, z, parameters } = sites;
  const columns = { lon, lat, depth, x, y, z };
  const shared = <T>(record: T): T =>
    Object.fromEntries(
      Object.entries(record as Record<string, Float64Array>).map((
        [name, column],
      ) => [name, sharedFloat64(column)]),
    ) as T;
  return { size, ...shared(columns), parameters: shared(parameters) };
}

/** What the curves of a job depend on. */
export function curveOptions(
  { parameters, fullLogicTree, labelledTrees, sources, amplification }: Job,
): CurveOptions {
  const imts = Object.keys(parameters.hazard_imtls);
  const { realizations } = fullLogicTree;
  return {
    imts,
    levels: imts.map((imt) => parameters.hazard_imtls[imt]),
    realizations,
    realizationsByLabel: realizationsByLabel({ labelledTrees }),
    amplification,
    rateRows: rowsOfRealizations(sources, fullLogicTree),
    modelsOfGroups: sources.map((group) =>
      branchesFor(fullLogicTree, group.tectonicRegionType).branches.length
    ),
    statistics: statisticsOf(parameters),
    useRates: parameters.use_rates,
    poes: parameters.poes,
    keepsRealizations: parameters.individual_rlzs ?? realizations.length === 1,
  };
}

/** Number of the first row of rates of a group. */
function firstRow({ modelsOfGroups }: CurveOptions, group: number): number {
  return modelsOfGroups.slice(0, group).reduce((sum, numModels) => sum + numModels, 0);
}

/** Adds the rates of a group, shape (models, sites, imts × levels), to its rows. */
function addRates(rows: readonly Float64Array[], rates: Float64Array, first: number): void {
  const size = rows[first].length;
  for (let offset = 0, row = first; offset < rates.length; offset += size, row++) {
    const to = rows[row];
    for (let k = 0; k < size; k++) to[k] += rates[offset + k];
  }
}
