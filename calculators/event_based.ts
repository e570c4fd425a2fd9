/** The event-based calculation: from sources to stochastic event sets, their ground motion and hazard curves. */
import { basename } from "node:path";
import { writeRelevantEvents } from "../datastore/events.ts";
import { type DatastoreReader, openDatastore } from "../datastore/reader.ts";
import { writeFilteredRuptures } from "../datastore/ruptures.ts";
import type { DatastoreWriter } from "../datastore/writer.ts";
import { eventsOfRuptures } from "../hazard/event_set/event_table.ts";
import { numberSources, type TypedSources } from "../hazard/event_set/numbered_sources.ts";
import { timesDrawn } from "../hazard/event_set/whole_rates.ts";
import { InputError } from "../hazard/input_error.ts";
import { tectonicRegionTypeIndex } from "../hazard/logictree/paths.ts";
import type { CalculationEnvironment } from "./calculation.ts";
import { createCalculationStore, writeProfile } from "./calculation_store.ts";
import { writeJob } from "./classical.ts";
import { SourceCosts } from "./classical/source_costs.ts";
import {
  drawRuptures,
  readRupturesAndEvents,
  type RupturesAndEvents,
  withEvents,
  writeRupturesAndEvents,
} from "./event_based/build_events.ts";
import { nearRuptures, shallowRuptures } from "./event_based/chosen_ruptures.ts";
import { computeFields, curvesOfStoredFields } from "./event_based/compute_fields.ts";
import { FieldPool } from "./event_based/field_pool.ts";
import { writeSourceSummary } from "./event_based/source_summary.ts";
import type { Job } from "./job.ts";
import { Profile } from "./profile.ts";
import { ruptureOptions } from "./rupture_options.ts";

/** Computes an event-based job and writes its datastore. */
export async function runEventBased(job: Job, environment: CalculationEnvironment): Promise<void> {
  const { log } = environment;
  for (const warning of job.warnings) log("WARNING", warning);
  const start = performance.now();
  const profile = new Profile(environment.isProfiled ?? false);
  using store = await createCalculationStore(job, environment);
  await using pool = new FieldPool(job, environment.runner);
  if (job.parent?.path) await continueFrom(job.parent.path, job, store, pool, environment, profile);
  else {
    const built = job.givenRuptures
      ? ofGivenRuptures(job, store)
      : await ofSources(job, store, pool, environment, profile);
    profile.measure("saving ruptures and events", () => writeRupturesAndEvents(store, built));
    log("INFO", `${built.events.size} events of ${built.ruptures.size} ruptures`);
    if (job.parameters.ground_motion_fields) {
      const ruptures = shallowRuptures(job, await nearRuptures(job, built.ruptures));
      await computeFields(job, { ...built, ruptures }, store, pool, environment, profile);
    }
  }
  writeProfile(store, profile, "EventBasedCalculator", start, environment);
}

async function ofSources(
  job: Job,
  store: DatastoreWriter,
  pool: FieldPool,
  environment: CalculationEnvironment,
  profile: Profile,
): Promise<RupturesAndEvents> {
  const { parameters, fullLogicTree } = job;
  const groups = job.sources.map((group): TypedSources => ({
    ...group,
    typeIndex: tectonicRegionTypeIndex(fullLogicTree, group.tectonicRegionType),
  }));
  const sampled = profile.measure(
    "counting ruptures",
    () => numberSources(groups, fullLogicTree.sourceModelPaths, ruptureOptions(parameters)),
  );
  warnOfWholeRates(groups, environment);
  const drawn = await drawRuptures(job, groups, sampled, environment);
  if (parameters.ground_motion_fields) pool.start(drawn.table);
  const seconds = drawn.seconds.reduce((sum, each) => sum + each, 0);
  profile.add({ phase: "total sample_ruptures", seconds, counts: sampled.length });
  profile.measure("saving inputs and logic trees", () => {
    writeJob(store, job, new SourceCosts(groups, [], fullLogicTree));
    writeSourceSummary(store, job, groups, sampled, drawn.seconds);
  });
  return withEvents(job, drawn);
}

function warnOfWholeRates(groups: readonly TypedSources[], { log }: CalculationEnvironment): void {
  const independent = groups.filter(({ dependence }) => !dependence);
  for (const source of independent.flatMap(({ sources }) => sources)) {
    const times = timesDrawn(source);
    if (times === 1) continue;
    log(
      "WARNING",
      `source "${source.id}": each of its hypocentres and slips gets the whole rate, as in the reference, ` +
        `so that there are ${times} times too many events; give it a hypoDepthDist instead`,
    );
  }
}

function ofGivenRuptures(job: Job, store: DatastoreWriter): RupturesAndEvents {
  writeJob(store, job, new SourceCosts([], [], job.fullLogicTree));
  return withEvents(job, job.givenRuptures!);
}

/** Goes on from the ruptures of another calculation, or from its fields if it has computed any. */
async function continueFrom(
  path: string,
  job: Job,
  store: DatastoreWriter,
  pool: FieldPool,
  environment: CalculationEnvironment,
  profile: Profile,
): Promise<void> {
  writeJob(store, job, new SourceCosts([], [], job.fullLogicTree));
  using parent = await openDatastore(path);
  if (parent.has("gmf_data")) {
    checkSites(job, parent);
    checkMeasures(job, parent);
    environment.log("INFO", `The fields are those of calculation ${job.parent!.label}`);
    if (job.parameters.hazard_curves_from_gmfs) curvesOfStoredFields(job, parent, store);
  } else if (job.parameters.ground_motion_fields) {
    environment.log("INFO", `The ruptures are those of calculation ${job.parent!.label}`);
    const { ruptures, events, geometries } = readRupturesAndEvents(parent);
    const near = await nearRuptures(job, ruptures);
    writeFilteredRuptures(store, near);
    writeRelevantEvents(store, eventsOfRuptures(events, near));
    const chosen = shallowRuptures(job, near);
    await computeFields(job, { ruptures: chosen, events, geometries }, store, pool, environment, profile);
  }
}

/** @throws InputError if curves are asked for of measures that the fields of the other calculation don't have */
function checkMeasures(
  { parameters, inputs, parent: named }: Job,
  parent: DatastoreReader,
): void {
  const missing = Object.keys(parameters.hazard_imtls).filter((imt) => !parent.has(`gmf_data/${imt}`));
  if (!parameters.hazard_curves_from_gmfs || missing.length === 0) return;
  throw new InputError({
    file: basename(inputs.job_ini as string),
    parameter: "intensity_measure_types_and_levels",
    message: `calculation ${named!.label} has no fields of ${missing.join(", ")}`,
  });
}

/** @throws InputError if the fields of the other calculation are for other sites */
function checkSites(
  { sites, inputs, parent: named }: Job,
  parent: DatastoreReader,
): void {
  const lon = parent.numbers("sitecol/lon"), lat = parent.numbers("sitecol/lat");
  const isSame = lon.length === sites.size &&
    sites.lon.every((value, i) => value === lon[i] && sites.lat[i] === lat[i]);
  if (isSame) return;
  throw new InputError({
    file: basename(inputs.job_ini as string),
    parameter: "hazard_calculation_id",
    message: `calculation ${named!.label} has fields at ${lon.length} sites, expected those of this job; ` +
      "start from a calculation with ground_motion_fields = false to compute others",
  });
}
