/** The task runner of one machine: a pool of threads, or this thread when the work is too small to be worth one. */
import type { TaskRunner, WeightedInput } from "../calculators/task_runner.ts";
import { TASKS } from "../calculators/tasks.ts";

/** Options of the local runner. */
export interface LocalTaskRunnerOptions {
  /** number of threads */
  readonly numThreads: number;
  /** total weight of inputs under which threads are not started */
  readonly smallWeight: number;
}

/** Inputs handed out in advance, per thread, so that none waits for the main thread. */
const AHEAD = 2;

export function localTaskRunner({ numThreads, smallWeight }: LocalTaskRunnerOptions): TaskRunner {
  return {
    map: function mapLocally<Context, Input extends WeightedInput, Output>(
      name: string,
      context: Context,
      inputs: readonly Input[],
    ): AsyncIterable<Output> {
      const weight = inputs.reduce((sum, input) => sum + input.weight, 0);
      const isSmall = numThreads < 2 || inputs.length < 2 || weight < smallWeight;
      return isSmall ? mapInline(name, context, inputs) : mapInThreads(name, context, inputs, numThreads);
    },
  };
}

async function* mapInline<Output>(
  name: string,
  context: unknown,
  inputs: readonly unknown[],
): AsyncGenerator<Output> {
  const task = await TASKS[name](context);
  for (const input of inputs) yield await task(input) as Output;
}

function mapInThreads<Output>(
  name: string,
  context: unknown,
  inputs: readonly unknown[],
  numThreads: number,
): AsyncGenerator<Output> {
  const pool = startThreads(name, context, Math.min(numThreads, inputs.length));
  const pending: Promise<Output>[] = [];
  let next = 0;
  const submit = () => {
    const input = inputs[next++];
    const result = pool.then((threads) => threads.run(input) as Promise<Output>);
    result.catch(() => {}); // reported when its turn comes
    pending.push(result);
  };
  while (next < inputs.length && pending.length < AHEAD * numThreads) submit();

  return async function* results() {
    try {
      while (pending.length > 0) {
        const result = await pending.shift()!;
        if (next < inputs.length) submit();
        yield result;
      }
    } finally {
      await (await pool).destroy();
    }
  }();
}

async function startThreads(name: string, context: unknown, numThreads: number) {
  const { Piscina } = await import("piscina");
  return new Piscina({
    filename: new URL("./task_thread.ts", import.meta.url).href,
    workerData: { name, context },
    minThreads: numThreads,
    maxThreads: numThreads,
  });
}
