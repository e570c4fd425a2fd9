/** What a datastore tells about the work: tasks and operations with their time and memory. */
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

/** Writes `performance_data`. */
export function writePerformanceData(store: DatastoreWriter, operations: readonly Operation[]): void {
  store.table("performance_data", [
    ["operation", "S50", operations.map((operation) => operation.name)],
    ["time_sec", "f8", operations.map((operation) => operation.time)],
    ["memory_mb", "f8", operations.map((operation) => operation.memoryMb)],
    ["counts", "i8", operations.map((operation) => operation.counts)],
    ["task_no", "i2", operations.map((operation) => operation.taskNumber)],
  ]);
}
