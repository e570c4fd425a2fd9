/**
 * The queue of calculations: first in, first out, at most `concurrent` at a time, each in its own process, so that
 * nothing a calculation does can hurt the server. Only the server writes the database; the process reports events.
 */
import { cpus } from "node:os";
import { type Database } from "../kv/database.ts";
import { type DataDirectory, removeIfThere } from "../kv/data_directory.ts";
import { isRunning, type Job, type JobStatus } from "../kv/job.ts";
import { logRow } from "../kv/logs.ts";
import type { CalculationProcess } from "./calculation_process.ts";
import { notify } from "./notification.ts";
import type { EndStatus } from "./events.ts";
import type { CalculationOrder } from "./calculation_order.ts";
import { killProcess, processToken } from "./process_identity.ts";
import { type ProgramCommand, selfCommand } from "./self_command.ts";
import { SpareProcesses } from "./spare_processes.ts";

/** How far a running calculation is: share of the work, 0 to 1, and what is being done. */
export interface Progress {
  readonly fraction: number;
  readonly stage: string;
}

export interface QueueOptions {
  readonly database: Database;
  readonly directory: DataDirectory;
  /** calculations at the same time, default 1 */
  readonly concurrent?: number;
  /** measure every task and the memory of calculations, default false */
  readonly isProfiled?: boolean;
  /** program that knows the command `calculate`, default this one */
  readonly command?: ProgramCommand;
  /** time between SIGTERM and SIGKILL, default 1 s */
  readonly graceMs?: number;
  /** time from `resume` to the start of the first spare processes, default 0.5 s: the server answers first */
  readonly spareDelayMs?: number;
  /** JSON text that tells the job's `notifyTo` of its end */
  readonly notificationBody: (job: Job, error: string | null) => string;
}

interface Running {
  /** null if it could not be started */
  process: CalculationProcess | null;
  readonly ended: Promise<void>;
}

/** How a calculation ended, and whether its process waits for another one. */
interface End {
  readonly status: EndStatus;
  readonly error: string;
  readonly takesAnother: boolean;
}

export type AbortAnswer = "aborted" | "not running" | "unknown";

export class JobQueue {
  readonly #database: Database;
  readonly #options: Required<QueueOptions>;
  readonly #waiting: number[] = [];
  readonly #running = new Map<number, Running>();
  readonly #progress = new Map<number, Progress>();
  readonly #spares: SpareProcesses;
  #spareTimer: ReturnType<typeof setTimeout> | undefined;
  #hasSpares = false;
  #isClosed = false;

  constructor(options: QueueOptions) {
    this.#database = options.database;
    this.#options = {
      concurrent: 1,
      isProfiled: false,
      command: selfCommand(),
      graceMs: 1000,
      spareDelayMs: 500,
      ...options,
    };
    this.#spares = new SpareProcesses(this.#options.command);
  }

  /** How far a job is, null unless it is executing and has said so. */
  progress(jobId: number): Progress | null {
    return this.#progress.get(jobId) ?? null;
  }

  /** Number of calculations that wait and that run. */
  get load(): { waiting: number; running: number } {
    return { waiting: this.#waiting.length, running: this.#running.size };
  }

  /** Number of processes that wait for a calculation. */
  get numSpares(): number {
    return this.#spares.pids.length;
  }

  /** Puts a created job at the end of the queue. */
  async submit(jobId: number): Promise<void> {
    if (await this.#database.jobs.transition(jobId, "submitted")) this.#waiting.push(jobId);
    this.#startNext();
  }

  /** Takes a waiting job out of the queue or ends the process of an executing one. */
  async abort(jobId: number): Promise<AbortAnswer> {
    const job = this.#database.jobs.get(jobId);
    if (!job) return "unknown";
    if (job.status !== "submitted" && job.status !== "executing") return "not running";
    const aborted = await this.#finish(jobId, "aborted", null);
    if (!aborted) return "not running";
    const at = this.#waiting.indexOf(jobId);
    if (at >= 0) this.#waiting.splice(at, 1);
    this.#running.get(jobId)?.process?.stop(this.#options.graceMs);
    await this.#database.logs.append(jobId, [
      logRow("WARNING", "server", `Calculation ${jobId} was aborted`),
    ]);
    return "aborted";
  }

  /** Resolves when no process computes the job any more. */
  async ended(jobId: number): Promise<void> {
    await this.#running.get(jobId)?.ended;
  }

  /**
   * Brings order into the jobs that a server left behind: what ran has failed, what waited is queued again, to be
   * started by `resume`. To be called before jobs come in.
   */
  async recover(): Promise<void> {
    const { jobs, logs } = this.#database;
    const unfinished = Array.from(jobs.newestFirst()).reverse();
    for (const job of unfinished) {
      if (job.status === "executing") {
        killProcess(job.pid, job.processToken);
        const reason = `The server stopped while calculation ${job.id} was running`;
        await logs.append(job.id, [logRow("ERROR", "server", reason)]);
        await this.#finish(job.id, "failed", reason);
        await this.#removeTemporaryFiles(job.id);
      } else if (job.status === "created" || job.status === "submitted") {
        await this.#queueAgain(job);
      }
    }
  }

  /** Starts calculations that wait, and from now on keeps a spare process for each that might come in addition. */
  resume(): void {
    this.#startNext();
    this.#spareTimer = setTimeout(() => {
      this.#hasSpares = true;
      this.#fillSpares();
    }, this.#options.spareDelayMs);
  }

  /** Ends all running calculations as failed, starts no others; those that wait stay queued for the next server. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#spareTimer);
    await this.#spares.close();
    await Promise.all(Array.from(this.#running, async ([jobId, { process, ended }]) => {
      const reason = `The server was stopped while calculation ${jobId} was running`;
      if (await this.#finish(jobId, "failed", reason)) {
        await this.#database.logs.append(jobId, [logRow("ERROR", "server", reason)]);
      }
      process?.stop(this.#options.graceMs);
      await ended;
    }));
  }

  async #queueAgain(job: Job): Promise<void> {
    if (!job.iniPath || !await isFile(job.iniPath)) {
      const reason = `The inputs of calculation ${job.id} are no longer on disk`;
      await this.#database.logs.append(job.id, [logRow("ERROR", "server", reason)]);
      await this.#finish(job.id, "failed", reason);
      return;
    }
    if (job.status === "created") await this.#database.jobs.transition(job.id, "submitted");
    this.#waiting.push(job.id);
  }

  #startNext(): void {
    while (!this.#isClosed && this.#running.size < this.#options.concurrent) {
      const jobId = this.#waiting.shift();
      if (jobId === undefined) return;
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      this.#running.set(jobId, { process: null, ended });
      this.#compute(jobId)
        .catch((error) => this.#fail(jobId, `The server could not run calculation ${jobId}: ${error.stack}`))
        .catch((error) => console.error(`calculation ${jobId}: ${error.stack}`))
        .finally(() => {
          this.#running.delete(jobId);
          this.#progress.delete(jobId);
          resolve();
          this.#startNext();
          this.#fillSpares();
        });
    }
  }

  /** One for each free slot, so that spares never compete with more calculations than may run. */
  #fillSpares(): void {
    if (this.#hasSpares && !this.#isClosed) {
      this.#spares.fill(this.#options.concurrent - this.#running.size);
    }
  }

  /** The life of one calculation, from `executing` to its end. */
  async #compute(jobId: number): Promise<void> {
    const { jobs, logs } = this.#database;
    const process = this.#spares.take();
    let takesAnother = false;
    this.#running.get(jobId)!.process = process;
    const { pid } = process;
    try {
      const job = await jobs.transition(jobId, "executing", {
        started: new Date().toISOString(),
        pid,
        processToken: processToken(pid),
      });
      if (!job) return; // aborted or removed while it waited
      await Deno.mkdir(this.#options.directory.temporaryFolder(jobId), { recursive: true });
      process.order(this.#orderOf(job));
      const parent = job.hazardCalculationId ?? "None";
      const first = `${job.userName}@${job.host} running ${job.iniPath} --hc=${parent}`;
      await logs.append(jobId, [logRow("WARNING", `calculate/${pid}`, first)]);
      const end = await this.#follow(jobId, process);
      takesAnother = end.takesAnother;
      if (end.status === "complete") await this.#finish(jobId, "complete", null);
      else await this.#fail(jobId, end.error, end.status);
    } finally {
      if (takesAnother && process.isAlive && !this.#isClosed) this.#spares.giveBack(process);
      else await process.discard();
      await this.#removeTemporaryFiles(jobId);
    }
  }

  /** Stores what the process reports until the calculation has ended, one way or the other. */
  async #follow(jobId: number, process: CalculationProcess): Promise<End> {
    for (;;) {
      const events = await process.nextEvents();
      if (!events) break;
      const rows = events.filter((event) => event.event === "log").map(({ event: _, ...row }) => row);
      if (rows.length > 0) await this.#database.logs.append(jobId, rows);
      const outputs = events.filter((event) => event.event === "output");
      if (outputs.length > 0) {
        await this.#database.outputs.register(
          ...outputs.map(({ event: _, ...output }) => ({ jobId, ...output })),
        );
      }
      for (const event of events) {
        if (event.event === "progress") {
          this.#progress.set(jobId, { fraction: event.fraction, stage: event.stage });
          this.#database.changes.notify(jobId);
        } else if (event.event === "end") {
          const { status, error = `Calculation ${jobId} failed`, takesAnother } = event;
          return { status, error, takesAnother };
        }
      }
    }
    const { death, standardError } = await process.exit();
    const error = `${standardError}\nThe process of calculation ${jobId} ${death}`.trim();
    return { status: "failed", error, takesAnother: false };
  }

  #orderOf(job: Job): CalculationOrder {
    const { directory, concurrent, isProfiled } = this.#options;
    return {
      ini: job.iniPath!,
      datastore: directory.datastore(job.id),
      hazardId: job.hazardCalculationId,
      numThreads: Math.max(1, Math.floor(cpus().length / concurrent)),
      isProfiled,
      temporaryFolder: directory.temporaryFolder(job.id),
    };
  }

  async #fail(jobId: number, error: string, status: "failed" | "aborted" = "failed"): Promise<void> {
    const job = this.#database.jobs.get(jobId);
    if (!job || !isRunning(job.status)) return;
    await this.#database.logs.append(jobId, [logRow("ERROR", "server", error)]);
    await this.#finish(jobId, status, error);
  }

  /** The last step of a job; null if it has ended already. */
  async #finish(jobId: number, status: JobStatus, error: string | null): Promise<Job | null> {
    const sizeMb = status === "complete" ? await sizeInMb(this.#options.directory.datastore(jobId)) : null;
    const stopped = new Date().toISOString();
    const job = await this.#database.jobs.transition(jobId, status, { stopped, sizeMb });
    if (job?.notifyTo) {
      notify(job.notifyTo, this.#options.notificationBody(job, error)).then((problem) => {
        if (problem) console.error(`calculation ${jobId}: not notified: ${problem}`);
      });
    }
    return job;
  }

  async #removeTemporaryFiles(jobId: number): Promise<void> {
    await removeIfThere(this.#options.directory.temporaryFolder(jobId));
    await removeIfThere(this.#options.directory.temporaryDatastore(jobId));
  }
}

async function isFile(path: string): Promise<boolean> {
  return await Deno.stat(path).then(({ isFile }) => isFile, () => false);
}

async function sizeInMb(path: string): Promise<number | null> {
  return await Deno.stat(path).then(({ size }) => size / 1024 ** 2, () => null);
}
