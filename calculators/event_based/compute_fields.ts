/** Ground motion fields of all events, and hazard curves from them. */
import { readEvents } from "../../datastore/events.ts";
import { readFields } from "../../datastore/gmf_data.ts";
import type { DatastoreReader } from "../../datastore/reader.ts";
import type { DatastoreWriter } from "../../datastore/writer.ts";
import { freeFields } from "../../hazard/ground_motion_field/field_table.ts";
import { realizationWeights } from "../../hazard/event_set/realization_weights.ts";
import type { CalculationEnvironment } from "../calculation.ts";
import type { CurveOptions } from "../classical/curves.ts";
import { CurveWriter } from "../classical/curve_writer.ts";
import { FieldCollector } from "../ground_motion_fields/field_collector.ts";
import { planFields } from "../ground_motion_fields/plan_fields.ts";
import type { Job } from "../job.ts";
import { statisticsOf } from "../parameters/statistics.ts";
import type { Profile } from "../profile.ts";
import type { RupturesAndEvents } from "./build_events.ts";
import type { FieldPool } from "./field_pool.ts";
import { checkFieldSize } from "./field_size.ts";
import { ExceedanceCounter, type FieldCounter, PerilExceedanceCounter } from "./curves_of_fields.ts";

/**
 * Computes the fields of ruptures, stores them while they are computed, and counts exceedances if the job wants curves.
 * @throws RangeError if there are none
 * @throws InputError if they are too large
 */
export async function computeFields(
  job: Job,
  { ruptures, geometries, events }: RupturesAndEvents,
  store: DatastoreWriter,
  pool: FieldPool,
  { progress, log, fieldLimits }: CalculationEnvironment,
  profile: Profile,
): Promise<void> {
  const { parameters, fullLogicTree, sites } = job;
  checkFieldSize(job, ruptures, events.size, fieldLimits);
  pool.start(ruptures);
  const valuesPerEvent = sites.size * Object.keys(parameters.hazard_imtls).length;
  const inputs = planFields(ruptures, geometries, events, pool.trtSmrs, valuesPerEvent);
  log("INFO", `${inputs.length} tasks for ${ruptures.size} ruptures near the sites`);
  const collector = new FieldCollector(store, {
    parameters,
    numSites: sites.size,
    fullLogicTree,
    events,
    secondary: job.secondaryOutputs,
  });
  const counter = parameters.hazard_curves_from_gmfs ? exceedanceCounter(job, events.realization) : undefined;
  let numDone = 0;
  for await (const { fields, between, motion, ruptures: times, seconds } of pool.map(inputs)) {
    profile.add({ phase: "total event_based", seconds, counts: 1 }, numDone);
    profile.measure("saving gmfs", () => collector.append(fields, between, motion, times));
    if (counter) profile.measure("building hazard curves", () => counter.add(fields));
    if (!counter?.keepsFields) freeFields(fields);
    progress(++numDone / inputs.length, "ground motion fields");
  }
  const warning = collector.finish();
  if (warning) log("WARNING", warning);
  if (counter) writeCurves(job, counter, store);
}

/** Rows of stored fields that are looked at together. */
const ROWS_PER_BLOCK = 1_000_000;

/** Counts the exceedances of fields that another calculation has computed, and writes curves. */
export function curvesOfStoredFields(job: Job, parent: DatastoreReader, store: DatastoreWriter): void {
  const { realization } = readEvents(parent), counter = exceedanceCounter(job, realization);
  const columns = [...Object.keys(job.parameters.hazard_imtls), ...job.secondaryOutputs];
  const [numRows] = parent.shape("gmf_data/sid");
  for (let start = 0; start < numRows; start += ROWS_PER_BLOCK) {
    counter.add(readFields(parent, columns, start, Math.min(start + ROWS_PER_BLOCK, numRows)));
  }
  writeCurves(job, counter, store);
}

function exceedanceCounter(job: Job, realizations: Uint16Array): FieldCounter {
  const { sites: { size }, secondaryOutputs } = job, options = curveOptions(job);
  const weights = Float64Array.from(realizationWeights(job.fullLogicTree));
  return secondaryOutputs.length > 0
    ? new PerilExceedanceCounter(size, options, secondaryOutputs, weights, realizations)
    : new ExceedanceCounter(size, options, weights, realizations);
}

function writeCurves({ parameters, sites }: Job, counter: FieldCounter, store: DatastoreWriter): void {
  const curves = counter.finish(parameters.ses_per_logic_tree_path);
  new CurveWriter(store, sites.size, counter.options, "poes").write(0, curves);
}

function curveOptions({ parameters, fullLogicTree }: Job): CurveOptions {
  const imts = Object.keys(parameters.hazard_imtls);
  return {
    imts,
    levels: imts.map((imt) => parameters.hazard_imtls[imt]),
    realizations: fullLogicTree.realizations,
    realizationsByLabel: new Map(),
    rateRows: [],
    modelsOfGroups: [],
    statistics: statisticsOf(parameters),
    useRates: false,
    poes: parameters.poes,
    keepsRealizations: parameters.individual_rlzs ?? false,
  };
}
