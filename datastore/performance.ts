/** What a datastore tells about the work: tasks and operations with their time and memory. */
import type { DatastoreReader } from "./reader.ts";
import type { DatastoreWriter } from "./writer.ts";

export interface TaskInfo {
  /** name of the task function, "classical" */
  readonly name: string;
  readonly number: number;
  readonly weight: number;
  /** seconds */
  readonly duration: number;
  /** bytes of the result */
  readonly received: number;
  readonly memoryGb: number;
}

export interface Operation {
  readonly name: string;
  /** seconds, of all `counts` together */
  readonly time: number;
  readonly memoryMb: number;
  readonly counts: number;
  /** -1: not in a task */
  readonly taskNumber: number;
}

/** Writes `task_info`, and `task_sent` with the bytes sent to each kind of task. */
export function writeTaskInfo(
  store: DatastoreWriter,
  tasks: readonly TaskInfo[],
  sentBytes: Readonly<Record<string, Readonly<Record<string, number>>>> = {},
): void {
  store.table("task_info", [
    ["taskname", "S50", tasks.map((task) => task.name)],
    ["task_no", "u4", tasks.map((task) => task.number)],
    ["weight", "f4", tasks.map((task) => task.weight)],
    ["duration", "f4", tasks.map((task) => task.duration)],
    ["received", "i8", tasks.map((task) => Math.round(task.received))],
    ["mem_gb", "f4", tasks.map((task) => task.memoryGb)],
  ]);
  store.texts("task_sent", JSON.stringify(sentBytes));
}

/** `task_no` has 16 bits: the tasks beyond share the last number. */
const LARGEST_TASK_NUMBER = 2 ** 15 - 1;

/** Writes `performance_data`. */
export function writePerformanceData(store: DatastoreWriter, operations: readonly Operation[]): void {
  store.table("performance_data", [
    ["operation", "S50", operations.map((operation) => operation.name)],
    ["time_sec", "f8", operations.map((operation) => operation.time)],
    ["memory_mb", "f8", operations.map((operation) => operation.memoryMb)],
    ["counts", "i8", operations.map((operation) => operation.counts)],
    ["task_no", "i2", operations.map(({ taskNumber }) => Math.min(taskNumber, LARGEST_TASK_NUMBER))],
  ]);
}

/** What each operation of `performance_data` cost in all its rows, the slowest first; of memory the largest growth. */
export function operationTotals(store: DatastoreReader): Omit<Operation, "taskNumber">[] {
  const { operation, time_sec, memory_mb, counts } = store.table("performance_data");
  const byName = Map.groupBy((operation as string[]).keys(), (row) => String(operation[row]));
  const sum = (rows: number[], column: ArrayLike<unknown>) =>
    rows.reduce((total, row) => total + Number(column[row]), 0);
  return Array.from(byName, ([name, rows]) => ({
    name,
    time: sum(rows, time_sec),
    memoryMb: Math.max(...rows.map((row) => Number(memory_mb[row]))),
    counts: sum(rows, counts),
  })).sort((a, b) => b.time - a.time);
}
