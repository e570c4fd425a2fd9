/** What a post-processor is: it computes more from a classical calculation, for a few sites. */
import type { DatastoreWriter } from "../../datastore/writer.ts";
import type { MeanRatesBySource } from "../../datastore/mean_rates.ts";
import type { CalculationEnvironment } from "../calculation.ts";
import type { CurveOptions } from "../classical/curves.ts";
import type { PlannedSource } from "../classical/plan.ts";
import type { ClassicalContext } from "../classical/task.ts";
import type { Job } from "../job.ts";
import type { Job as JobFileContent } from "../parameters/job.ts";
import type { OptionsOf, StatisticName } from "./shaking_task.ts";

/** A parameter and what is wrong with it. */
export interface ParameterProblem {
  readonly parameter: string;
  readonly message: string;
}

/** A source of a calculation by which it is computed, or some, as far as one group goes. */
export interface SourceRange {
  readonly group: number;
  readonly sourceStart: number;
  readonly sourceStop: number;
}

/** A range of sources and sites with what a statistic gave for it. */
export interface RangeResult<Result> extends SourceRange {
  readonly siteStart: number;
  readonly siteStop: number;
  readonly result: Result;
}

/** A finished classical calculation. */
export interface ClassicalResults {
  readonly job: Job;
  readonly environment: CalculationEnvironment;
  readonly hazard: ClassicalContext;
  /** the sources of each group by which it is computed */
  readonly planned: readonly (readonly PlannedSource[])[];
  readonly curves: CurveOptions;
  readonly store: DatastoreWriter;
  /** mean maps, shape (sites, M, P) */
  readonly meanMaps: Float32Array;
  /** mean curves, shape (sites, M, L1) */
  readonly meanCurves: Float32Array;
  /** of jobs with disagg_by_src */
  readonly meanRates?: MeanRatesBySource;
  /** Adds up a statistic over all sources or the `ranges` given, at all sites or one, in threads; in a fixed order. */
  addUp<Name extends StatisticName, Result>(
    statistic: Name,
    optionsOf: (group: number, siteStart: number, siteStop: number) => OptionsOf<Name>,
    choice?: { readonly site: number; readonly ranges: readonly SourceRange[] },
  ): AsyncIterable<RangeResult<Result>>;
}

export interface Postprocessor {
  /** true if it does not need few sites */
  readonly allowsManySites?: boolean;
  /** true if a preclassical calculation is enough */
  readonly needsNoCurves?: boolean;
  /** What of the job file keeps it from running. */
  check(content: JobFileContent): ParameterProblem[];
  /** Computes and writes its results. */
  run(results: ClassicalResults): Promise<void>;
}
