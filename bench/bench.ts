/** What every benchmark is given and gives. */
import type { Reference } from "./reference_run.ts";
import type { Report } from "./report.ts";

export interface BenchOptions {
  /** for files of the run, removed after it */
  readonly folder: string;
  /** times that each engine runs a job, unless the job's own default is wanted */
  readonly repeats?: number;
  /** the reference, prepared at the first call */
  readonly reference: () => Promise<Reference>;
}

/** Measures one thing of both engines, or of ours. */
export type Bench = (options: BenchOptions) => Promise<Report>;

/** Tells on the standard error how far it is; the standard output is the report's. */
export function tell(message: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${message}`);
}
