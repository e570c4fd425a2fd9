/** The event-based calculation: from sources to stochastic event sets and their ground motion. */
import { writePerformanceData } from "../datastore/performance.ts";
import { createDatastore } from "../datastore/writer.ts";
import { numberSources, type TypedSources } from "../hazard/event_set/numbered_sources.ts";
import { tectonicRegionTypeIndex } from "../hazard/logictree/paths.ts";
import type { CalculationEnvironment } from "./calculation.ts";
import { checksumOf } from "./checksum.ts";
import { writeJob } from "./classical.ts";
import { SourceCosts } from "./classical/source_costs.ts";
import { buildEvents, writeRupturesAndEvents } from "./event_based/build_events.ts";
import { computeFields } from "./event_based/compute_fields.ts";
import { writeSourceSummary } from "./event_based/source_summary.ts";
import type { Job } from "./job.ts";
import { Profile } from "./profile.ts";
import { ruptureOptions } from "./rupture_options.ts";

/** Computes an event-based job and writes its datastore. */
export async function runEventBased(job: Job, environment: CalculationEnvironment): Promise<void> {
  const { parameters, files, fullLogicTree } = job;
  const { log } = environment;
  for (const warning of job.warnings) log("WARNING", warning);
  const start = performance.now();
  const profile = new Profile(environment.isProfiled ?? false);
  const groups = job.sources.map((group): TypedSources => ({
    ...group,
    typeIndex: tectonicRegionTypeIndex(fullLogicTree, group.tectonicRegionType),
  }));
  const sampled = profile.measure(
    "counting ruptures",
    () => numberSources(groups, fullLogicTree.sourceModelPaths, ruptureOptions(parameters)),
  );
  const built = await buildEvents(job, groups, sampled, environment);
  const sampling = built.seconds.reduce((sum, seconds) => sum + seconds, 0);
  profile.add({ phase: "total sample_ruptures", seconds: sampling, counts: sampled.length });
  log("INFO", `${built.events.size} events of ${built.ruptures.size} ruptures`);

  using store = await createDatastore(environment.datastorePath, {
    date: environment.startDate,
    checksum: checksumOf(files),
    inputSize: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
  });
  profile.measure("saving inputs and logic trees", () => {
    writeJob(store, job, new SourceCosts(groups, [], fullLogicTree));
    writeSourceSummary(store, job, groups, sampled, built.seconds);
  });
  profile.measure("saving ruptures and events", () => writeRupturesAndEvents(store, built));
  if (parameters.ground_motion_fields) await computeFields(job, built, store, environment, profile);
  profile.add({ phase: "importing inputs", seconds: environment.inputSeconds ?? 0, counts: 1 });
  const seconds = (performance.now() - start) / 1000;
  profile.add({ phase: "EventBasedCalculator.run", seconds, counts: 1 });
  writePerformanceData(store, profile.operations);
}
