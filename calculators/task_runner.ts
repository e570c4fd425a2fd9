/** How a calculator gets its work done in parallel without knowing by whom. */

/** A unit of work; `weight` is its estimated share of the work, in any unit. */
export interface WeightedInput {
  readonly weight: number;
}

/** Runs pure, named tasks; a pool of threads on this machine or something larger. */
export interface TaskRunner {
  /**
   * Runs the task `name` (calculators/tasks.ts) with each of `inputs`, sharing `context` (plain data; typed arrays on
   * SharedArrayBuffer are not copied), and yields the results in the order of the inputs.
   * Threads start at once, before the first result is asked for.
   */
  map<Context, Input extends WeightedInput, Output>(
    name: string,
    context: Context,
    inputs: readonly Input[],
  ): AsyncIterable<Output>;
}

/** A copy of `array` that threads can share. */
export function sharedFloat64(array: ArrayLike<number>): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(8 * array.length));
  copy.set(array);
  return copy;
}
