/** The preclassical calculation: sources, models and sites are read, counted and stored, no hazard is computed. */
import type { CalculationEnvironment } from "./calculation.ts";
import { createCalculationStore, writeProfile } from "./calculation_store.ts";
import { classicalContext, curveOptions, writeJob } from "./classical.ts";
import { countAllRuptures } from "./classical/plan.ts";
import { SourceCosts } from "./classical/source_costs.ts";
import type { Job } from "./job.ts";
import { postprocess } from "./postprocess.ts";
import { Profile } from "./profile.ts";

/** Computes a preclassical job and writes its datastore. */
export async function runPreclassical(job: Job, environment: CalculationEnvironment): Promise<void> {
  const { parameters, fullLogicTree, sources } = job;
  const { log, progress } = environment;
  for (const warning of job.warnings) log("WARNING", warning);
  const start = performance.now();
  const profile = new Profile(environment.isProfiled ?? false);
  const context = classicalContext(job, profile.isDetailed);
  const planned = profile.measure("total preclassical", () => countAllRuptures(context));
  const costs = new SourceCosts(sources, planned, fullLogicTree);

  using store = await createCalculationStore(job, environment);
  profile.measure("saving inputs and logic trees", () => writeJob(store, job, costs));
  if (parameters.postproc_func) {
    const curves = curveOptions(job);
    await postprocess({ job, environment, hazard: context, planned, curves, store, tiles: [] });
  }
  costs.write(store, parameters.investigation_time!, context.ruptures.binWidth, job.readSeconds);
  writeProfile(store, profile, "PreClassicalCalculator", start, environment);

  planned.forEach((ofGroup, g) => {
    const { tectonicRegionType, sources: { length: numSources } } = sources[g];
    const numRuptures = ofGroup.reduce((sum, source) => sum + source.numRuptures, 0);
    log("INFO", `Group ${g}, ${tectonicRegionType}: ${numRuptures} ruptures of ${numSources} sources`);
  });
  progress(1, "sources counted");
}
