/** The task runner of one machine: a pool of threads, or this thread when the work is too small to be worth one. */
import type { TaskPool, TaskRunner, TaskSet, WeightedInput } from "../calculators/task_runner.ts";
import { TASK_SETS } from "../calculators/tasks.ts";
import { ThreadPool } from "./thread_pool.ts";

/** Options of the local runner. */
export interface LocalTaskRunnerOptions {
  /** number of threads */
  readonly numThreads: number;
  /** total weight of inputs under which threads are not started */
  readonly smallWeight: number;
}

export function localTaskRunner({ numThreads, smallWeight }: LocalTaskRunnerOptions): TaskRunner {
  return {
    start<Tasks extends TaskSet>(set: string, context: unknown, inputs: readonly WeightedInput[]) {
      const weight = inputs.reduce((sum, input) => sum + input.weight, 0);
      const isSmall = numThreads < 2 || inputs.length < 2 || weight < smallWeight;
      const pool = isSmall
        ? new InlinePool(set, context)
        : new ThreadPool(set, context, Math.min(numThreads, inputs.length));
      return pool as TaskPool<Tasks>;
    },
  };
}

/** Does tasks in this thread, each when its output is asked for. */
class InlinePool implements TaskPool<TaskSet> {
  readonly #tasks: Promise<TaskSet>;

  constructor(set: string, context: unknown) {
    this.#tasks = TASK_SETS[set](context);
    this.#tasks.catch(() => {}); // reported to who asks for an output
  }

  async *map(name: string, inputs: readonly unknown[]): AsyncGenerator<unknown> {
    const { [name]: task } = await this.#tasks;
    for (const input of inputs) yield await task(input);
  }

  async run(name: string, input: unknown): Promise<unknown> {
    return await (await this.#tasks)[name](input);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}
