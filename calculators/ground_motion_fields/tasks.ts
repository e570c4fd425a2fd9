/** The tasks of calculations that compute nothing but ground motion fields. */
import { type FieldsContext, type FieldsInput, type FieldsOutput, fieldsTask } from "./fields_task.ts";

export type FieldTasks = { fields: (input: FieldsInput) => Promise<FieldsOutput> };

/** Prepares the tasks. */
export function fieldTasks(context: FieldsContext): FieldTasks {
  return { fields: fieldsTask(context) };
}
