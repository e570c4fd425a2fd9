/** Post-processors: what a job computes from its classical results with `postproc_func`. */
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import { oneOf } from "./postprocess/arguments.ts";
import { conditionalSpectrum } from "./postprocess/conditional_spectrum.ts";
import { jointRates } from "./postprocess/joint_rates.ts";
import { medianMotions } from "./postprocess/median_motions.ts";
import { medianSpectrum } from "./postprocess/median_spectrum.ts";
import type {
  ClassicalResults,
  Postprocessor,
  RangeResult,
  SourceRange,
} from "./postprocess/postprocessor.ts";
import { relevantSources } from "./postprocess/relevant_sources.ts";
import { riskTargetedMotion } from "./postprocess/risk_targeted_motion.ts";
import { firstRuptures } from "./postprocess/rupture_ids.ts";
import type {
  OptionsOf,
  ShakingContext,
  ShakingInput,
  ShakingTasks,
  StatisticName,
} from "./postprocess/shaking_task.ts";
import { planTasks } from "./classical/plan.ts";
import type { TileCurves } from "./classical/curves.ts";
import { filesOf } from "./parameters/inputs.ts";
import type { Job as JobFileContent } from "./parameters/job.ts";

/** By the value of `postproc_func`. */
const POSTPROCESSORS: Readonly<Record<string, Postprocessor>> = {
  "compute_mrd.main": jointRates,
  "compute_rtgm.main": riskTargetedMotion,
  "conditional_spectrum.main": conditionalSpectrum,
  "disagg_by_rel_sources.main": relevantSources,
  "med_gmv.main": medianMotions,
  "median_spectrum.main": medianSpectrum,
};

/** What keeps the post-processor of a job from running, as far as the job file tells. */
export function postprocessProblems(content: JobFileContent, file: string): InputProblem[] {
  const { parameters: { postproc_func: name }, lines } = content;
  if (name === "") return [];
  const problem = (parameter: string, message: string) => ({
    file,
    line: lines.get(parameter),
    parameter,
    message,
  });
  if (!Object.hasOwn(POSTPROCESSORS, name)) {
    const message = `${name} is not supported yet, expected ${oneOf(Object.keys(POSTPROCESSORS))}`;
    return [problem("postproc_func", message)];
  }
  if (filesOf(content.inputs, "amplification").length > 0) {
    return [problem("postproc_func", "is not supported yet together with amplification")];
  }
  if (content.parameters.calculation_mode === "preclassical" && !POSTPROCESSORS[name].needsNoCurves) {
    return [problem("postproc_func", `${name} needs curves: give calculation_mode = classical`)];
  }
  return POSTPROCESSORS[name].check(content).map(({ parameter, message }) => problem(parameter, message));
}

/** Refuses a post-processor at more sites than `max_sites_disagg`. */
export function checkPostprocessedSites(
  { parameters, lines }: JobFileContent,
  numSites: number,
  file: string,
): void {
  const { postproc_func: name, max_sites_disagg: most } = parameters;
  if (name === "" || numSites <= most || POSTPROCESSORS[name].allowsManySites) return;
  const parameter = "postproc_func";
  const message = `${name} is for ${most} sites at most (max_sites_disagg), got ${numSites}`;
  throw new InputError({ file, line: lines.get(parameter), parameter, message });
}

/** What of a finished calculation a post-processor is given. */
export type FinishedCalculation =
  & Omit<ClassicalResults, "addUp" | "meanMaps" | "meanCurves">
  & { readonly tiles: readonly TileCurves[] };

/** Runs the post-processor of the job. */
export async function postprocess({ tiles, ...finished }: FinishedCalculation): Promise<void> {
  const { job, environment, hazard, planned, curves } = finished;
  const postprocessor = POSTPROCESSORS[job.parameters.postproc_func];
  const context: ShakingContext = { hazard, firstRuptures: firstRuptures(job, planned) };
  const allTasks = planTasks(hazard, planned, false);

  async function* addUp<Name extends StatisticName, Result>(
    statistic: Name,
    optionsOf: (group: number, siteStart: number, siteStop: number) => OptionsOf<Name>,
    choice?: { readonly site: number; readonly ranges: readonly SourceRange[] },
  ): AsyncGenerator<RangeResult<Result>> {
    const inputs = (choice ? chosenTasks(choice) : allTasks).map((task): ShakingInput => ({
      ...task,
      statistic,
      options: optionsOf(task.group, task.siteStart, task.siteStop),
    }));
    await using pool = environment.runner.start<ShakingTasks>("shaking", context, inputs);
    let k = 0;
    for await (const result of pool.map("shaking", inputs)) {
      const { group, sourceStart, sourceStop, siteStart, siteStop } = inputs[k++];
      yield { group, sourceStart, sourceStop, siteStart, siteStop, result: result as Result };
    }
  }

  /** The tasks of some sources at one site, cut as those of all sources are. */
  function chosenTasks({ site, ranges }: { site: number; ranges: readonly SourceRange[] }) {
    return ranges.map((range) => ({
      ...range,
      siteStart: site,
      siteStop: site + 1,
      weight: planned[range.group].slice(range.sourceStart, range.sourceStop)
        .reduce((sum, { numRuptures }) => sum + numRuptures, 0),
    }));
  }

  const M = curves.imts.length;
  await postprocessor.run({
    ...finished,
    addUp,
    meanMaps: meansOf(tiles, "statMaps", M * curves.poes.length, curves.statistics.length),
    meanCurves: meansOf(tiles, "statCurves", M * curves.levels[0].length, curves.statistics.length),
  });
}

/** What tiles hold of the first statistic, which is the mean if there is one; `size` values a site and statistic. */
function meansOf(
  tiles: readonly TileCurves[],
  key: "statMaps" | "statCurves",
  size: number,
  numStatistics: number,
): Float32Array {
  const means = tiles.flatMap((tile) => {
    const all = tile[key] ?? new Float32Array();
    const numSites = size === 0 ? 0 : all.length / (size * numStatistics) || 0;
    return Array.from({ length: numSites }, (_, site) => {
      const start = site * numStatistics * size;
      return all.subarray(start, start + size);
    });
  });
  const out = new Float32Array(means.length * size);
  means.forEach((mean, site) => out.set(mean, site * size));
  return out;
}
