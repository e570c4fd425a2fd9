/** How a calculator gets its work done in parallel without knowing by whom. */

/** A unit of work; `weight` is its estimated share of the work, in any unit. */
export interface WeightedInput {
  readonly weight: number;
}

/** Computes an output from an input. The arrays of both belong to them alone: they may be moved to another thread. */
export type Task<Input, Output> = (input: Input) => Output | Promise<Output>;

/** Tasks that share a context, by name. */
// deno-lint-ignore no-explicit-any -- inputs are what tasks differ in
export type TaskSet = Readonly<Record<string, Task<any, any>>>;

type InputOf<Each> = Each extends Task<infer Input, infer _> ? Input : never;
type OutputOf<Each> = Each extends Task<infer _, infer Output> ? Output : never;

/** Does the tasks of one set until it is closed. */
export interface TaskPool<Tasks extends TaskSet> extends AsyncDisposable {
  /** Starts a task with each of the inputs at once, and yields the outputs in the order of the inputs. */
  map<Name extends keyof Tasks & string>(
    name: Name,
    inputs: readonly InputOf<Tasks[Name]>[],
  ): AsyncIterable<OutputOf<Tasks[Name]>>;
  /** Does one task, before any input of `map` that still waits. */
  run<Name extends keyof Tasks & string>(
    name: Name,
    input: InputOf<Tasks[Name]>,
  ): Promise<OutputOf<Tasks[Name]>>;
}

/** Runs pure, named tasks; a pool of threads on this machine or something larger. */
export interface TaskRunner {
  /**
   * Starts what does the tasks `set` (calculators/tasks.ts), which share `context` (plain data; typed arrays on
   * SharedArrayBuffer are not copied). `inputs` are those that will be mapped: they tell how much work it is.
   */
  start<Tasks extends TaskSet>(
    set: string,
    context: unknown,
    inputs: readonly WeightedInput[],
  ): TaskPool<Tasks>;
}

/** A copy of `array` that threads can share. */
export function sharedFloat64(array: ArrayLike<number>): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(8 * array.length));
  copy.set(array);
  return copy;
}
