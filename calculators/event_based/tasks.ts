/** The tasks of an event-based calculation. */
import {
  type SamplingContext,
  type SamplingInput,
  type SamplingOutput,
  samplingTask,
} from "./sampling_task.ts";

/** What the tasks share. */
export interface EventBasedTasksContext {
  readonly sampling: SamplingContext;
}

export type EventBasedTasks = {
  sample: (input: SamplingInput) => SamplingOutput;
};

/** Prepares the tasks. */
export function eventBasedTasks({ sampling }: EventBasedTasksContext): EventBasedTasks {
  return { sample: samplingTask(sampling) };
}
