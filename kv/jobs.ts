/**
 * The jobs: created once, changed only by allowed steps from state to state, each step atomic. They are asked for all
 * the time, by every client that watches one, and a look into Deno KV takes 0.4 ms of processor time, so they are
 * all in memory as well; nobody but this process writes them.
 */
import type { Changes } from "./changes.ts";
import { takeNumber } from "./counter.ts";
import { fromStored, type Job, type JobStatus, type JobTag, mayFollow, type StoredJob } from "./job.ts";
import type { JobTable } from "./job_table.ts";

/** KV values are limited to 64 KiB, a description has no business being longer than this. */
const DESCRIPTION_LENGTH = 10_000;

interface JobEntry {
  readonly job: Job;
  readonly versionstamp: string;
}

export class Jobs {
  /** how often a job has come to each state since the server started */
  readonly numSteps = new Map<JobStatus, number>();
  readonly #entries = new Map<number, JobEntry>();
  /** of the entries, ascending */
  readonly #ids: number[] = [];

  private constructor(
    private readonly kv: Deno.Kv,
    private readonly table: JobTable,
    private readonly changes: Changes,
    private readonly idFloor: number,
  ) {}

  /** Reads all jobs. @param idFloor ids up to this one are taken by calculations this server does not know */
  static async open(kv: Deno.Kv, table: JobTable, changes: Changes, idFloor: number): Promise<Jobs> {
    const jobs = new Jobs(kv, table, changes, idFloor);
    for await (const { value, versionstamp } of kv.list<StoredJob>({ prefix: ["job"] }, { batchSize: 500 })) {
      jobs.#remember(fromStored(value), versionstamp);
    }
    return jobs;
  }

  /** Takes the next job id; it is never given again, whatever becomes of the job. */
  takeId(): Promise<number> {
    return takeNumber(this.kv, "job", this.idFloor);
  }

  /**
   * Stores a new job, as `created`, or as `failed` where its inputs are refused.
   * @throws Error if the id is in use
   */
  async insert(job: Omit<Job, "tags"> & { status: "created" | "failed" }): Promise<Job> {
    const stored = { ...job, tags: [], description: job.description.slice(0, DESCRIPTION_LENGTH) };
    const key = ["job", job.id];
    const result = await this.kv.atomic().check({ key, versionstamp: null }).set(key, stored).commit();
    if (!result.ok) throw new Error(`job ${job.id} exists already`);
    this.#remember(stored, result.versionstamp);
    this.#countStep(job.status);
    this.table.put(stored);
    return stored;
  }

  /** The job with this id, null if unknown or deleted. */
  get(id: number): Job | null {
    const job = this.#entries.get(id)?.job;
    return job && job.status !== "deleted" ? job : null;
  }

  /** All jobs, the newest first, without the deleted ones. */
  *newestFirst(): Generator<Job> {
    for (const id of this.#ids.toReversed()) {
      const job = this.get(id);
      if (job) yield job;
    }
  }

  /** Jobs being deleted, whose files and rows may still be there. */
  deleted(): Job[] {
    return Array.from(this.#entries.values(), ({ job }) => job).filter(({ status }) => status === "deleted");
  }

  /**
   * Takes a job to another state, with the changes that come with it.
   * @returns the job after the step, or null if it is unknown or its state does not allow it
   */
  async transition(id: number, to: JobStatus, changes: Partial<Job> = {}): Promise<Job | null> {
    const job = await this.#update(
      id,
      (job) => mayFollow(job.status, to) ? { ...job, ...changes, status: to } : null,
    );
    if (job) this.#countStep(to);
    return job;
  }

  /** Notes the process that computes an executing job; null if the job is no longer executing. */
  async setProcess(id: number, pid: number, processToken: string | null): Promise<Job | null> {
    return await this.#update(id, (job) => job.status === "executing" ? { ...job, pid, processToken } : null);
  }

  /** Changes the tags of a job; null if it is unknown. */
  async retag(id: number, change: (tags: readonly JobTag[]) => readonly JobTag[]): Promise<Job | null> {
    return await this.#update(
      id,
      (job) => job.status === "deleted" ? null : { ...job, tags: change(job.tags) },
    );
  }

  /** Jobs that were computed from the hazard of job `id`. */
  dependents(id: number): number[] {
    const ids: number[] = [];
    for (const job of this.newestFirst()) if (job.hazardCalculationId === id) ids.push(job.id);
    return ids.reverse();
  }

  /** The newest complete job with these inputs, null if there is none. */
  withChecksum(checksum: number): Job | null {
    for (const job of this.newestFirst()) {
      if (job.checksum === checksum && (job.status === "complete" || job.status === "shared")) return job;
    }
    return null;
  }

  /** Forgets a deleted job for good. */
  async forget(id: number): Promise<void> {
    await this.kv.delete(["job", id]);
    if (this.#entries.delete(id)) this.#ids.splice(this.#ids.indexOf(id), 1);
    this.table.remove(id);
  }

  #countStep(to: JobStatus): void {
    this.numSteps.set(to, (this.numSteps.get(to) ?? 0) + 1);
  }

  async #update(id: number, step: (job: Job) => Job | null): Promise<Job | null> {
    for (;;) {
      const entry = await this.kv.get<StoredJob>(["job", id]);
      const next = entry.value && step(fromStored(entry.value));
      if (!next) return null;
      const result = await this.kv.atomic().check(entry).set(entry.key, next).commit();
      if (!result.ok) continue;
      this.#remember(next, result.versionstamp);
      this.table.put(next);
      this.changes.notify(id);
      return next;
    }
  }

  /** Keeps what was stored, unless a later version is known: answers of KV may overtake each other. */
  #remember(job: Job, versionstamp: string): void {
    const known = this.#entries.get(job.id);
    if (known && known.versionstamp >= versionstamp) return;
    if (!known) this.#ids.splice(this.#ids.findLastIndex((id) => id < job.id) + 1, 0, job.id);
    this.#entries.set(job.id, { job, versionstamp });
  }
}
