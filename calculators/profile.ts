/** What the phases of a calculation cost: cheap totals always, and on demand also tasks one by one and memory. */
import type { Operation } from "../datastore/performance.ts";
import type { PhaseTime } from "./phase_clock.ts";

export class Profile {
  readonly #operations = new Map<string, Operation>();
  #residentMb: number;

  constructor(readonly isDetailed: boolean) {
    this.#residentMb = this.residentMb();
  }

  /** MB of memory of the process, 0 if it is not to be measured. */
  residentMb(): number {
    return this.isDetailed ? Deno.memoryUsage().rss / 1024 ** 2 : 0;
  }

  /** Does a piece of work of the main thread, and adds what it took to an operation. */
  measure<Result>(name: string, work: () => Result): Result {
    const start = performance.now();
    const result = work();
    this.add({ phase: name, seconds: (performance.now() - start) / 1000, counts: 1 });
    return result;
  }

  /** Adds to an operation what took place just now, in a task or (-1) in the main thread. */
  add({ phase: name, seconds, counts }: PhaseTime, taskNumber = -1): void {
    const resident = this.residentMb();
    const growth = Math.max(0, resident - this.#residentMb);
    this.#residentMb = resident;
    const row = this.isDetailed ? taskNumber : -1;
    const before = this.#operations.get(`${name} ${row}`) ?? { time: 0, memoryMb: 0, counts: 0 };
    this.#operations.set(`${name} ${row}`, {
      name,
      time: before.time + seconds,
      memoryMb: Math.max(before.memoryMb, growth),
      counts: before.counts + counts,
      taskNumber: row,
    });
  }

  /** The operations so far, for the datastore. */
  get operations(): Operation[] {
    return [...this.#operations.values()];
  }
}
