/** What runs in a thread of the local task runner: one task with its context, input after input. */
import { workerData } from "piscina";
import { TASKS } from "../calculators/tasks.ts";

const { name, context } = workerData as { name: string; context: unknown };
const task = TASKS[name](context);

export default async function runTask(input: unknown): Promise<unknown> {
  return await (await task)(input);
}
