/** The tasks that threads can run, by name. A task module is imported when it is first used. */

/** Makes a task from the context that all its inputs share. */
export type TaskFactory = (context: unknown) => Promise<(input: unknown) => unknown>;

export const TASKS: Readonly<Record<string, TaskFactory>> = {
  classical: async (context) => {
    const { classicalTask } = await import("./classical/task.ts");
    return await classicalTask(context as Parameters<typeof classicalTask>[0]) as (input: unknown) => unknown;
  },
};
