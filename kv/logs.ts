/**
 * The log of every job: rows in order of arrival, each a small entry. The last rows of the logs that are being written
 * are in memory as well, because those are the ones that are followed.
 */
import type { LogLevel } from "../workers/events.ts";
import type { Changes } from "./changes.ts";

/** One row; `time` is ISO in UTC, `process` tells who wrote it ("name/pid"), `message` may have several lines. */
export interface LogRow {
  readonly time: string;
  readonly level: LogLevel;
  readonly process: string;
  readonly message: string;
}

/** A stored row; a message too long for one entry continues in `parts - 1` further entries. */
interface StoredRow extends LogRow {
  readonly parts: number;
}

/** Deno KV keeps values up to 64 KiB; a character may take two bytes. */
const PART_LENGTH = 24_000;
/** Logs whose last rows are in memory, and how many rows of each. */
const NUM_TAILS = 20, TAIL_ROWS = 1000;
/** Entries written in one commit, below KV's limits of 1000 mutations and 800 KiB. */
const COMMIT_ENTRIES = 15;

/** A row of now. */
export function logRow(level: LogLevel, process: string, message: string): LogRow {
  return { time: new Date().toISOString(), level, process, message };
}

/** The last rows of a log, the first of which has the number `start`. */
interface Tail {
  start: number;
  readonly rows: LogRow[];
}

export class Logs {
  /** by job, the one written last at the end */
  readonly #tails = new Map<number, Tail>();
  /** resolves when all rows so far are stored */
  #written: Promise<void> = Promise.resolve();

  constructor(private readonly kv: Deno.Kv, private readonly changes: Changes) {}

  /** Adds rows at the end; writers take turns. */
  append(jobId: number, rows: readonly LogRow[]): Promise<void> {
    const stored = this.#written.then(() => this.#append(jobId, rows));
    this.#written = stored.catch(() => {}); // the writer is told, those after it go on
    return stored;
  }

  async #append(jobId: number, rows: readonly LogRow[]): Promise<void> {
    const first = await this.size(jobId);
    let size = first;
    const entries: { key: Deno.KvKey; value: unknown; size: number }[] = [];
    for (const row of rows) {
      const parts = chunks(row.message);
      // the parts of a long message go in ahead of its row, so that a visible row is always whole
      for (const [part, value] of parts.slice(0, -1).entries()) {
        entries.push({ key: ["log_part", jobId, size, part], value, size });
      }
      const stored: StoredRow = { ...row, message: parts.at(-1)!, parts: parts.length };
      entries.push({ key: ["log", jobId, size], value: stored, size: ++size });
    }
    for (let at = 0; at < entries.length; at += COMMIT_ENTRIES) {
      const batch = entries.slice(at, at + COMMIT_ENTRIES);
      const commit = this.kv.atomic().set(["log_size", jobId], batch.at(-1)!.size);
      for (const { key, value } of batch) commit.set(key, value);
      await commit.commit();
    }
    this.#extendTail(jobId, first, rows);
    this.changes.notify(jobId);
  }

  #extendTail(jobId: number, first: number, rows: readonly LogRow[]): void {
    const tail = this.#tails.get(jobId) ?? { start: first, rows: [] };
    for (const row of rows) tail.rows.push(row);
    const numOld = tail.rows.length - TAIL_ROWS;
    if (numOld > 0) tail.start += tail.rows.splice(0, numOld).length;
    this.#tails.delete(jobId);
    this.#tails.set(jobId, tail);
    if (this.#tails.size > NUM_TAILS) this.#tails.delete(this.#tails.keys().next().value!);
  }

  /** Rows `start` (included) to `stop` (excluded). */
  async read(jobId: number, start = 0, stop = Infinity): Promise<LogRow[]> {
    if (start >= stop) return [];
    const tail = this.#tails.get(jobId);
    if (tail && start >= tail.start) return tail.rows.slice(start - tail.start, stop - tail.start);
    const selector = { start: ["log", jobId, start], end: ["log", jobId, stop] };
    const rows: LogRow[] = [];
    for await (const entry of this.kv.list<StoredRow>(selector, { batchSize: 500 })) {
      rows.push(await this.#whole(jobId, entry.key[2] as number, entry.value));
    }
    return rows;
  }

  /** Number of rows, 0 for an unknown job. */
  async size(jobId: number): Promise<number> {
    const tail = this.#tails.get(jobId);
    if (tail) return tail.start + tail.rows.length;
    return (await this.kv.get<number>(["log_size", jobId])).value ?? 0;
  }

  /** The last row of level ERROR, null if there is none. */
  async lastError(jobId: number): Promise<LogRow | null> {
    const rows = this.kv.list<StoredRow>({ prefix: ["log", jobId] }, { reverse: true, batchSize: 500 });
    for await (const { key, value } of rows) {
      if (value.level === "ERROR") return this.#whole(jobId, key[2] as number, value);
    }
    return null;
  }

  /** Forgets the log of a job. */
  async remove(jobId: number): Promise<void> {
    this.#tails.delete(jobId);
    for (const prefix of [["log", jobId], ["log_part", jobId]]) {
      for await (const { key } of this.kv.list({ prefix })) await this.kv.delete(key);
    }
    await this.kv.delete(["log_size", jobId]);
  }

  async #whole(jobId: number, number: number, { parts, ...row }: StoredRow): Promise<LogRow> {
    let head = "";
    for (let part = 0; part < parts - 1; part++) {
      head += (await this.kv.get<string>(["log_part", jobId, number, part])).value ?? "";
    }
    return { ...row, message: head + row.message };
  }
}

function chunks(text: string): string[] {
  const parts = [text.slice(0, PART_LENGTH)];
  for (let at = PART_LENGTH; at < text.length; at += PART_LENGTH) {
    parts.push(text.slice(at, at + PART_LENGTH));
  }
  return parts;
}
