/** Following logs: what is told to whom. */
import assert from "node:assert/strict";
import { Changes } from "../../kv/changes.ts";
import type { Job, JobStatus } from "../../kv/job.ts";
import { type LogRow, logRow } from "../../kv/logs.ts";
import { LogFeeds, type News } from "../../routes/log_feed.ts";
import type { Progress } from "../../workers/queue.ts";

/** A job whose log grows as a test says. */
class FakeJob {
  readonly changes = new Changes();
  readonly rows: LogRow[] = [];
  status: JobStatus = "executing";
  progress: Progress | null = null;
  /** jobs that somebody waits for news of */
  numWaiting = 0;
  readonly feeds: LogFeeds;

  constructor(numRows = 0) {
    this.log(numRows);
    const next = this.changes.next.bind(this.changes);
    this.changes.next = (id, signal) => {
      this.numWaiting++;
      return next(id, signal).finally(() => this.numWaiting--);
    };
    const jobs = { get: () => ({ status: this.status }) as Job };
    const logs = {
      read: async (_id: number, start: number, stop?: number) => await this.rows.slice(start, stop),
      size: () => Promise.resolve(this.rows.length),
    };
    this.feeds = new LogFeeds({
      database: { changes: this.changes, jobs, logs } as never,
      queue: { ended: () => Promise.resolve(), progress: () => this.progress },
    });
  }

  log(numRows: number): void {
    for (let i = 0; i < numRows; i++) this.rows.push(logRow("INFO", "fake", String(this.rows.length)));
    this.changes.notify(1);
  }

  end(status: JobStatus = "complete"): void {
    this.status = status;
    this.changes.notify(1);
  }
}

const NEVER = new AbortController().signal;

/** All news until the end: numbers of the rows, stages of the progress, the end. */
async function all(feed: AsyncIterable<News>) {
  const rows: number[] = [], stages: string[] = [];
  let last: JobStatus | null = null;
  for await (const { rows: some, progress, end } of feed) {
    rows.push(...some.map(({ message }) => Number(message)));
    if (progress) stages.push(progress.stage);
    last = end;
  }
  return { rows, stages, end: last };
}

const range = (start: number, stop: number) => Array.from({ length: stop - start }, (_, i) => start + i);

/** Rows before and after somebody begins to follow from a row on. */
const CASES: [name: string, before: number, after: number, first: number][] = [
  ["from the beginning", 3, 2, 0],
  ["from a row on", 3, 2, 2],
  ["from the end", 3, 2, 3],
  ["nothing yet", 0, 2, 0],
  ["nothing more", 3, 0, 0],
  ["from a row that is not there yet", 3, 4, 5],
  ["many rows", 2500, 1500, 0],
];

for (const [name, before, after, first] of CASES) {
  Deno.test(`LogFeeds.follow() tells each row once, in order: ${name}`, async () => {
    const job = new FakeJob(before);
    const news = all(job.feeds.follow(1, first, NEVER));
    await new Promise((resolve) => setTimeout(resolve, 20));
    job.log(after);
    job.end();
    assert.deepEqual(await news, { rows: range(first, before + after), stages: [], end: "complete" });
  });
}

Deno.test("LogFeeds.follow() tells of progress when it has changed", async () => {
  const job = new FakeJob(1), feed = job.feeds.follow(1, 0, NEVER);
  job.progress = { fraction: 0.5, stage: "half" };
  assert.equal((await feed.next()).value.progress.stage, "half");
  job.log(1);
  assert.equal((await feed.next()).value.progress, null);
  job.progress = { fraction: 1, stage: "whole" };
  job.end("failed");
  const { progress, end } = (await feed.next()).value;
  assert.deepEqual([progress.stage, end], ["whole", "failed"]);
  assert.equal((await feed.next()).done, true);
});

Deno.test("Many followers are told the same, wherever they begin", async () => {
  const job = new FakeJob(5);
  const firsts = range(0, 50).map((i) => i % 6);
  const followers = firsts.map((first) => all(job.feeds.follow(1, first, NEVER)));
  for (let i = 0; i < 20; i++) {
    job.log(1);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  job.end("aborted");
  for (const [i, news] of (await Promise.all(followers)).entries()) {
    assert.deepEqual(news, { rows: range(firsts[i], 25), stages: [], end: "aborted" });
  }
});

Deno.test("A follower that is slower than the log loses nothing", async () => {
  const job = new FakeJob(1),
    slow = job.feeds.follow(1, 0, NEVER),
    quick = all(job.feeds.follow(1, 0, NEVER));
  assert.equal((await slow.next()).value.rows.length, 1);
  for (let i = 0; i < 4; i++) {
    job.log(700);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  job.end();
  assert.deepEqual((await quick).rows, range(0, 2801));
  assert.deepEqual((await all(slow)).rows, range(1, 2801));
});

Deno.test("Nothing is read when nobody follows any more, whichever way they went", async () => {
  const job = new FakeJob(1), gone = new AbortController();
  const aborted = job.feeds.follow(1, 0, gone.signal), returned = job.feeds.follow(1, 0, NEVER);
  for (const feed of [aborted, returned]) await feed.next();
  const waiting = aborted.next();
  gone.abort();
  assert.equal((await waiting).done, true);
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(job.numWaiting, 1);
  await returned.return(undefined);
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(job.numWaiting, 0);
  job.end();
  assert.deepEqual(await all(job.feeds.follow(1, 0, NEVER)), { rows: [0], stages: [], end: "complete" });
});

Deno.test("Followers are told when the log cannot be read", async () => {
  const job = new FakeJob(1);
  job.rows.slice = () => {
    throw new Error("the disk is gone");
  };
  const feeds = range(0, 2).map(() => all(job.feeds.follow(1, 0, NEVER)));
  for (const feed of feeds) await assert.rejects(feed, /the disk is gone/);
});
