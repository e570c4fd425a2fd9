/** What computes the fields of an event-based calculation, started as soon as its ruptures are known. */
import type { RuptureTable } from "../../hazard/event_set/rupture_table.ts";
import { fieldSettings } from "../ground_motion_fields/field_settings.ts";
import type { FieldsContext, FieldsInput, FieldsOutput } from "../ground_motion_fields/fields_task.ts";
import { expectedWork, fieldGroups } from "../ground_motion_fields/plan_fields.ts";
import type { FieldTasks } from "../ground_motion_fields/tasks.ts";
import type { Job } from "../job.ts";
import type { TaskPool, TaskRunner } from "../task_runner.ts";

/** Threads take as long to start as what comes between ruptures and fields: events, and the files so far. */
export class FieldPool implements AsyncDisposable {
  readonly #job: Job;
  readonly #runner: TaskRunner;
  #pool: TaskPool<FieldTasks> | undefined;
  #trtSmrs: readonly number[] = [];

  constructor(job: Job, runner: TaskRunner) {
    this.#job = job;
    this.#runner = runner;
  }

  /** The `trtSmr` of the ruptures it was started with: the groups of inputs. */
  get trtSmrs(): readonly number[] {
    return this.#trtSmrs;
  }

  /** Starts for ruptures of which some will have fields; once. */
  start({ trtSmr, occurrences }: RuptureTable): void {
    if (this.#pool) return;
    const { parameters, fullLogicTree, sites } = this.#job, settings = fieldSettings(this.#job);
    this.#trtSmrs = [...new Set(trtSmr)];
    const context: FieldsContext = {
      settings,
      groups: fieldGroups(this.#trtSmrs, fullLogicTree, parameters),
      withinOverBetween: parameters.with_betw_ratio,
      keepsMotion: parameters.mea_tau_phi,
    };
    const numEvents = occurrences.reduce((sum, each) => sum + each, 0);
    const work = expectedWork(numEvents * sites.size * settings.imts.length);
    this.#pool = this.#runner.start<FieldTasks>("fields", context, work);
  }

  /** The fields of inputs, in their order. @throws Error if it was not started */
  map(inputs: readonly FieldsInput[]): AsyncIterable<FieldsOutput> {
    if (!this.#pool) throw new Error("a pool of fields was not started");
    return this.#pool.map("fields", inputs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool?.[Symbol.asyncDispose]();
  }
}
