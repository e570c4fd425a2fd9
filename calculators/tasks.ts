/** The tasks that threads can run, by name of their set. A module of tasks is imported when it is first used. */
import type { TaskSet } from "./task_runner.ts";

/** Makes the tasks of a set from the context that they share. */
export type TaskSetFactory = (context: unknown) => Promise<TaskSet>;

export const TASK_SETS: Readonly<Record<string, TaskSetFactory>> = {
  classical: async (context) => {
    const { classicalTasks } = await import("./classical/tasks.ts");
    return await classicalTasks(context as Parameters<typeof classicalTasks>[0]);
  },
  disaggregation: async (context) => {
    const { disaggregationTasks } = await import("./disaggregation/task.ts");
    return disaggregationTasks(context as Parameters<typeof disaggregationTasks>[0]);
  },
  eventBased: async (context) => {
    const { eventBasedTasks } = await import("./event_based/tasks.ts");
    return eventBasedTasks(context as Parameters<typeof eventBasedTasks>[0]);
  },
  fields: async (context) => {
    const { fieldTasks } = await import("./ground_motion_fields/tasks.ts");
    return fieldTasks(context as Parameters<typeof fieldTasks>[0]);
  },
  shaking: async (context) => {
    const { shakingTasks } = await import("./postprocess/shaking_task.ts");
    return shakingTasks(context as Parameters<typeof shakingTasks>[0]);
  },
};
