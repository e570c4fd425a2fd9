/** Computes a job of a test in this process. */
import type { CalculationEnvironment } from "../../calculators/calculation.ts";
import type { Job } from "../../calculators/job.ts";
import { runJob } from "../../calculators/run_job.ts";
import { localTaskRunner } from "../../workers/local_task_runner.ts";

export interface ComputeOptions extends Partial<CalculationEnvironment> {
  /** default 1 */
  readonly numThreads?: number;
  /** work that is not worth threads, default none: all tasks go to the threads */
  readonly smallWeight?: number;
}

/** Computes a job into a datastore; the warnings. */
export async function computeJob(
  job: Job,
  datastorePath: string,
  { numThreads = 1, smallWeight = 0, ...environment }: ComputeOptions = {},
): Promise<string[]> {
  const warnings: string[] = [];
  await runJob(job, {
    runner: localTaskRunner({ numThreads, smallWeight }),
    datastorePath,
    startDate: "2026-01-31T23:59:59",
    log: (level, message) => void (level === "WARNING" && warnings.push(message)),
    progress() {},
    ...environment,
  });
  return warnings;
}
