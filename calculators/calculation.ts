/** What surrounds a calculation: who does its tasks, and whom it tells how it goes. */
import type { TaskRunner } from "./task_runner.ts";

export type LogLevel = "DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL";

/** Given to a calculator by the process it runs in. */
export interface CalculationEnvironment {
  readonly runner: TaskRunner;
  /** HDF5 file to write */
  readonly datastorePath: string;
  /** ISO date of the start, without zone (UTC) */
  readonly startDate: string;
  /** measure every task and the memory, not only totals */
  readonly isProfiled?: boolean;
  /** s that reading the inputs took */
  readonly inputSeconds?: number;
  log(level: LogLevel, message: string): void;
  /** share of the work done, 0 to 1 */
  progress(fraction: number, stage: string): void;
}
