/**
 * The logs that are being followed. All followers of a job are told at the same time what is new, and the less often
 * the more there are, so that an audience does not slow the calculation down.
 */
import type { Database } from "../kv/database.ts";
import { isRunning, type JobStatus } from "../kv/job.ts";
import type { LogRow } from "../kv/logs.ts";
import type { JobQueue, Progress } from "../workers/queue.ts";

/** A silent connection is kept open by a word now and then. */
const HEARTBEAT_MS = 15_000;
/** News are told with pauses between them: short for a few followers, two seconds for hundreds. */
const PAUSE_PER_FOLLOWER_MS = 10, LONGEST_PAUSE_MS = 2000;

export interface FeedServices {
  readonly database: Pick<Database, "changes" | "jobs" | "logs">;
  readonly queue: Pick<JobQueue, "ended" | "progress">;
}

/** What is new for a follower. */
export interface News {
  readonly rows: readonly LogRow[];
  /** null where it has not changed, or is not known */
  readonly progress: Progress | null;
  /** state of the job, null while it runs */
  readonly end: JobStatus | null;
}

/** The feeds of all jobs that have followers. */
export class LogFeeds {
  readonly #feeds = new Map<number, Feed>();

  constructor(private readonly services: FeedServices) {}

  /** News of a job from log row `first` on until it is over or `signal` aborts; empty ones are signs of life. */
  async *follow(id: number, first: number, signal: AbortSignal): AsyncGenerator<News> {
    let feed = this.#feeds.get(id);
    if (!feed) this.#feeds.set(id, feed = new Feed(id, this.services));
    feed.numFollowers++;
    try {
      yield* feed.follow(first, signal);
    } finally {
      if (--feed.numFollowers === 0) {
        feed.close();
        if (this.#feeds.get(id) === feed) this.#feeds.delete(id);
      }
    }
  }
}

/** One job's log, read while somebody follows it. */
class Feed {
  numFollowers = 0;
  /** number of rows that were told of */
  #size = 0;
  #progress: Progress | null = null;
  #end: JobStatus | null = null;
  /** counts what was told */
  #version = 0;
  #failure: Error | null = null;
  readonly #closing = new AbortController();
  readonly #waiting = new Set<() => void>();

  constructor(private readonly id: number, private readonly services: FeedServices) {
    this.#watch().catch((error) => this.#failure = error).finally(() => this.#tell());
  }

  close(): void {
    this.#closing.abort();
  }

  /** @throws Error if the log cannot be read */
  async *follow(next: number, signal: AbortSignal): AsyncGenerator<News> {
    let seen = 0, shownProgress: Progress | null = null;
    while (!signal.aborted) {
      if (this.#version === seen && !this.#failure) await this.#told(signal);
      if (this.#failure) throw this.#failure;
      const version = this.#version, end = this.#end, progress = this.#progress;
      if (signal.aborted || version === 0) continue;
      const rows = await this.services.database.logs.read(this.id, next, this.#size);
      yield { rows, progress: progress === shownProgress ? null : progress, end };
      if (end) return;
      [next, seen, shownProgress] = [next + rows.length, version, progress];
    }
  }

  /** Looks for what is new until the job is over or nobody follows any more. */
  async #watch(): Promise<void> {
    const { database: { changes, jobs, logs }, queue } = this.services;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      // listening starts before reading, so that nothing falls in between
      const waiting = new AbortController();
      const news = changes.next(this.id, AbortSignal.any([signal, waiting.signal]));
      const heartbeat = setTimeout(() => waiting.abort(), HEARTBEAT_MS);
      try {
        const status = jobs.get(this.id)?.status ?? "deleted";
        if (!isRunning(status)) await queue.ended(this.id);
        this.#size = await logs.size(this.id);
        this.#progress = queue.progress(this.id) ?? this.#progress;
        this.#end = isRunning(status) ? null : status;
        this.#version++;
        this.#tell();
        if (this.#end) return;
        await news;
      } finally {
        clearTimeout(heartbeat);
      }
      await pause(Math.min(LONGEST_PAUSE_MS, PAUSE_PER_FOLLOWER_MS * this.numFollowers), signal);
    }
  }

  #tell(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  /** Resolves when something was told, or `signal` aborts. */
  #told(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener("abort", wake);
        this.#waiting.delete(wake);
        resolve();
      };
      signal.addEventListener("abort", wake, { once: true });
      this.#waiting.add(wake);
    });
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    signal.addEventListener("abort", wake, { once: true });
  });
}
