/** The scenario calculation: ground motion fields of given ruptures. */
import { basename } from "node:path";
import { appendGeometries, writeRuptures } from "../datastore/ruptures.ts";
import { writeEventIds, writeEvents } from "../datastore/events.ts";
import { FieldWriter, writeAverageField } from "../datastore/gmf_data.ts";
import { writeSites } from "../datastore/sites.ts";
import { writeStations } from "../datastore/stations.ts";
import type { DatastoreWriter } from "../datastore/writer.ts";
import type { EventTable } from "../hazard/event_set/event_table.ts";
import { makeEvents } from "../hazard/event_set/make_events.ts";
import { markNearRuptures } from "../hazard/event_set/near_ruptures.ts";
import { orderRuptures } from "../hazard/event_set/order_ruptures.ts";
import { realizationsByTrtSmr } from "../hazard/event_set/realizations_of_ruptures.ts";
import { pickRuptures, type RuptureTable, ruptureTable } from "../hazard/event_set/rupture_table.ts";
import type { CalculationEnvironment } from "./calculation.ts";
import { createCalculationStore, writeProfile } from "./calculation_store.ts";
import { plainAverage } from "../hazard/ground_motion_field/average_field.ts";
import { writeJob } from "./classical.ts";
import { SourceCosts } from "./classical/source_costs.ts";
import { FieldCollector } from "./ground_motion_fields/field_collector.ts";
import { fieldSettings } from "./ground_motion_fields/field_settings.ts";
import type { FieldsContext } from "./ground_motion_fields/fields_task.ts";
import { fieldGroups, planFields } from "./ground_motion_fields/plan_fields.ts";
import type { FieldTasks } from "./ground_motion_fields/tasks.ts";
import type { Job } from "./job.ts";
import { Profile } from "./profile.ts";
import { conditionedScenario } from "./scenario/conditioning.ts";
import { drawGivenShakeMap } from "./scenario/given_shake_map.ts";
import type { GivenFields } from "./scenario/given_fields.ts";
import type { GivenRuptures } from "./scenario/given_ruptures.ts";

/** Computes a scenario and writes its datastore. */
export async function runScenario(job: Job, environment: CalculationEnvironment): Promise<void> {
  const { fullLogicTree, givenRuptures, givenFields } = job, { log } = environment;
  for (const warning of job.warnings) log("WARNING", warning);
  const start = performance.now();
  const profile = new Profile(environment.isProfiled ?? false);
  using store = await createCalculationStore(job, environment);
  profile.measure("saving inputs and logic trees", () => {
    writeJob(store, job, new SourceCosts([], [], fullLogicTree));
  });
  if (job.shakeMap) {
    writeRuptures(store, ruptureTable(0));
    const drawn = await drawGivenShakeMap(job, job.shakeMap, basename(job.inputs.job_ini as string));
    profile.measure("building/saving GMFs", () => importFields(job, drawn, store));
  } else if (givenRuptures) await computeFields(job, givenRuptures, store, environment, profile);
  else {
    writeRuptures(store, ruptureTable(0));
    if (givenFields) profile.measure("importing gmfs", () => importFields(job, givenFields, store));
    else log("WARNING", "There is no rupture: data are imported, nothing is computed");
  }
  writeProfile(store, profile, "ScenarioCalculator", start, environment);
}

async function computeFields(
  job: Job,
  { table, geometries }: GivenRuptures,
  store: DatastoreWriter,
  environment: CalculationEnvironment,
  profile: Profile,
): Promise<void> {
  const { parameters, fullLogicTree, sites } = job, { runner, progress, log } = environment;
  const ruptures = orderRuptures(table), realizationsOf = realizationsByTrtSmr(fullLogicTree);
  // as in the reference the table of events knows only the order of the models of the first tectonic region type
  const events = eventsOf(job, ruptures, () => realizationsOf(0));
  const ofFields = eventsOf(job, ruptures, realizationsOf);
  profile.measure("saving ruptures and events", () => {
    appendGeometries(store, geometries);
    writeRuptures(store, ruptures);
    writeEvents(store, events);
  });
  if (!parameters.ground_motion_fields) return;
  const chosen = await nearRuptures(job, ruptures);
  const { stations } = job;
  const conditioned = stations && conditionedScenario(job, stations, { table, geometries });
  if (conditioned) {
    writeStations(store, stations);
    const considered = conditioned.conditioning?.stations.sites;
    if (considered) writeSites(store, sites, "stations_considered", considered);
    for (const warning of conditioned.warnings) log("WARNING", warning);
  }
  const conditioning = conditioned?.conditioning;
  const trtSmrs = [...new Set(chosen.trtSmr)], settings = { ...fieldSettings(job), conditioning };
  const context: FieldsContext = {
    settings,
    groups: fieldGroups(trtSmrs, fullLogicTree, parameters),
    withinOverBetween: parameters.with_betw_ratio,
    keepsMotion: parameters.mea_tau_phi,
  };
  const inputs = planFields(chosen, geometries, ofFields, trtSmrs, sites.size * settings.imts.length);
  const collector = new FieldCollector(store, {
    parameters,
    numSites: sites.size,
    averagedSites: job.sitesWithAssets,
    fullLogicTree,
    events,
    secondary: job.secondaryOutputs,
  });
  await using pool = runner.start<FieldTasks>("fields", context, inputs);
  let numDone = 0;
  for await (const { fields, between, motion, ruptures, seconds } of pool.map("fields", inputs)) {
    profile.add({ phase: "total event_based", seconds, counts: 1 }, numDone);
    profile.measure("saving gmfs", () => {
      // as in the reference nothing else is told of conditioned fields
      if (conditioning) collector.append(fields);
      else collector.append(fields, between, motion, ruptures);
    });
    progress(++numDone / inputs.length, "ground motion fields");
  }
  const warning = collector.finish();
  if (warning) log("WARNING", warning);
}

/** Stores fields that were read, with their plain averages. */
function importFields(
  { parameters, sites }: Job,
  { imts, secondary, rows, events, isAveraged }: GivenFields,
  store: DatastoreWriter,
): void {
  writeEventIds(store, events);
  const writer = new FieldWriter(store, {
    imts,
    secondary,
    numSites: sites.size,
    numEvents: events.length,
    investigationTime: parameters.investigation_time ?? 0,
    effectiveTime: (parameters.investigation_time ?? 0) * parameters.ses_per_logic_tree_path,
    keepsMotion: false,
  });
  writer.append(rows);
  if (isAveraged) writeAverageField(store, plainAverage(rows, sites.size), sites.size);
}

function eventsOf(
  { parameters, fullLogicTree }: Job,
  ruptures: RuptureTable,
  realizationsOf: (trtSmr: number) => readonly number[],
): EventTable {
  const { ses_seed: seed, ses_per_logic_tree_path: numEventSets, investigation_time } = parameters;
  return makeEvents(ruptures, {
    seed,
    numEventSets,
    investigationTime: investigation_time,
    numRealizations: fullLogicTree.realizations.length,
    realizationsOf,
    areRealizationsInOrder: true,
  });
}

/** With many sites ruptures that are far from all of them are left out, as in the reference. */
async function nearRuptures({ parameters, sites }: Job, ruptures: RuptureTable): Promise<RuptureTable> {
  if (sites.size <= parameters.max_sites_disagg) return ruptures;
  const isNear = await markNearRuptures(ruptures, sites);
  return pickRuptures(ruptures, [...ruptures.id.keys()].filter((row) => isNear[row]));
}
