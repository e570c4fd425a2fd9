/** What surrounds a calculation: who does its tasks, and whom it tells how it goes. */
import { InputError } from "../hazard/input_error.ts";
import type { TaskRunner } from "./task_runner.ts";

export type LogLevel = "DEBUG" | "INFO" | "WARNING" | "ERROR" | "CRITICAL";

/**
 * Thrown where it turns out that there is nothing to compute, although the input is as it should be: the job counts as
 * aborted, not as failed.
 */
export class NothingToCompute extends InputError {}

/** How large the ground motion fields of a calculation may be. */
export interface FieldLimits {
  /** sites times events */
  readonly maxPotentialGmfs: number;
  /** GB of fields that are stored, estimated */
  readonly maxGmfGb: number;
}

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
  /** default those of the settings */
  readonly fieldLimits?: FieldLimits;
  log(level: LogLevel, message: string): void;
  /** share of the work done, 0 to 1 */
  progress(fraction: number, stage: string): void;
}
