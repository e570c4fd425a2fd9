/** What it costs a calculation, and those who ask meanwhile, that many follow its log and look at the server. */
import { join } from "node:path";
import { WebApi } from "../client/web_api.ts";
import { postJob, startServer, waitForJob } from "../tests/local_server.ts";
import { type Bench, tell } from "./bench.ts";
import { KeptConnection } from "./kept_connection.ts";
import { quiet } from "./process_tree.ts";
import { atMost, belowMs } from "./report.ts";
import { SMALL_JOB } from "./small_jobs.ts";

const BIG_JOB = join(import.meta.dirname!, "jobs/classical_big");
const NUM_FOLLOWERS = 200, NUM_CONNECTIONS = 200;
/** Each connection asks so often, more than the web pages (3 s) and QGIS do. */
const POLL_MS = 1000;
const WANTED_P99_MS = 250, WANTED_SLOWDOWN = 1.15;

/** A job alone and then with an audience, in turn; the least times of the repeats are compared. */
export const benchFollowers: Bench = async ({ repeats = 5 }) => {
  await using server = await startServer();
  const { base, pid } = server;
  const complete = await postJob(base, SMALL_JOB);
  await waitForJob(base, complete);
  const alone: number[] = [], watched: number[] = [], latencies: number[] = [], errors: string[] = [];
  for (let repeat = 1; repeat <= repeats; repeat++) {
    await quiet(pid);
    const id = await postJob(base, BIG_JOB);
    await waitForJob(base, id);
    alone.push(await secondsOf(base, id));

    await quiet(pid);
    const audience = await withAudience(base, complete);
    watched.push(audience.seconds);
    latencies.push(...audience.latencies);
    errors.push(...audience.errors);
    tell(
      `followers, run ${repeat}: alone ${alone.at(-1)!.toFixed(2)} s, watched ${
        audience.seconds.toFixed(2)
      } s`,
    );
  }
  latencies.sort((a, b) => a - b);
  tell(`followers: ${latencies.length} GETs, median ${latencies[latencies.length >> 1].toFixed(1)} ms`);
  for (const error of new Set(errors)) tell(`followers: ${error}`);
  const slowdown = Math.min(...watched) / Math.min(...alone);
  const title = `${NUM_FOLLOWERS} followers of a log and ${NUM_CONNECTIONS} connections`;
  return {
    rows: [],
    wishes: [
      atMost(`${title}: errors`, errors.length, 0),
      belowMs(`${title}: p99 of the GETs`, latencies[Math.floor(0.99 * latencies.length)], WANTED_P99_MS),
      atMost(`${title}: time of the job over that alone`, slowdown, WANTED_SLOWDOWN),
    ],
  };
};

interface Audience {
  /** of the job */
  readonly seconds: number;
  /** of the GETs, ms */
  readonly latencies: readonly number[];
  readonly errors: readonly string[];
}

/** Runs the job with all its followers and connections. */
async function withAudience(base: string, complete: number): Promise<Audience> {
  const connections: KeptConnection[] = [];
  try {
    for (let i = 0; i < NUM_FOLLOWERS + NUM_CONNECTIONS; i++) {
      connections.push(await KeptConnection.open(base));
    }
    const id = await postJob(base, BIG_JOB);
    const followers = connections.slice(0, NUM_FOLLOWERS).map((connection) => follow(connection, id));
    const paths = [
      "/v1/calc/list",
      `/v1/calc/${id}/status`,
      `/v1/calc/${id}/log/0:`,
      `/v1/calc/${complete}/results`,
      "/v1/engine_version",
    ];
    const latencies: number[] = [], errors: string[] = [];
    let hasEnded = false;
    const polls = connections.slice(NUM_FOLLOWERS).map(async (connection, i) => {
      await pause(POLL_MS * i / NUM_CONNECTIONS); // they did not all begin at once
      for (let turn = i; !hasEnded; turn++) {
        const path = paths[turn % paths.length], start = performance.now();
        const problem = await get(connection, path);
        const ms = performance.now() - start;
        latencies.push(ms);
        if (problem) errors.push(`GET ${path}: ${problem}`);
        await pause(POLL_MS - ms);
      }
    });
    await waitForJob(base, id);
    hasEnded = true;
    const streams = await Promise.all(followers);
    await Promise.all(polls);
    const rows = await (await WebApi.open({ server: base })).call("GET /v1/calc/{id}/log/{range}", {
      path: { id, range: ":" },
    });
    for (const { numRows, problem } of streams) {
      if (problem) errors.push(`stream: ${problem}`);
      else if (numRows !== rows.length) errors.push(`stream: ${numRows} of ${rows.length} rows`);
    }
    return { seconds: await secondsOf(base, id), latencies, errors };
  } finally {
    for (const connection of connections) connection[Symbol.dispose]();
  }
}

/** Follows a log to its end, counting its rows. */
async function follow(
  connection: KeptConnection,
  id: number,
): Promise<{ numRows: number; problem: string }> {
  try {
    const text = await connection.follow(`/v1/calc/${id}/log/stream`, /^event: end\ndata: .*$/m);
    const isWhole = text.includes('event: end\ndata: {"status": "complete"}');
    return { numRows: text.match(/^event: log$/gm)?.length ?? 0, problem: isWhole ? "" : "ended early" };
  } catch (error) {
    return { numRows: 0, problem: (error as Error).message };
  }
}

/** What went wrong with a GET, nothing if it was answered. */
async function get(connection: KeptConnection, path: string): Promise<string> {
  try {
    const status = await connection.get(path);
    return status === 200 ? "" : String(status);
  } catch (error) {
    return (error as Error).message;
  }
}

/** How long a job was executing. */
async function secondsOf(base: string, id: number): Promise<number> {
  const record = await (await WebApi.open({ server: base })).call("GET /v1/calc/{id}", { path: { id } });
  return (Date.parse(record.stop_time) - Date.parse(record.start_time)) / 1000;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
