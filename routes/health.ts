/** For whoever looks after the server: is it alive, does all of it work, what does it do. */
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { serve } from "./endpoint.ts";
import { ENGINE_VERSION } from "./info.ts";
import { jsonAnswer } from "./json.ts";
import type { Gauge } from "./metrics.ts";
import { DEEP_HEALTH, HEALTH } from "./schemas.ts";
import type { Services } from "./services.ts";

/** Time for each part to show that it works. */
const PROBE_MS = 5_000;
/** With less room than this on the disk no calculation can be expected to end well. */
const LEAST_FREE_MB = 100;

const METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** What was found of a part of the server. */
interface Finding {
  readonly ok: boolean;
  readonly ms: number;
  /** what is wrong, or what was found */
  readonly note?: string;
}

export function addHealth(app: OpenAPIHono, services: Services): void {
  const get = { method: "get", tag: "server" } as const;

  for (const path of ["/health", "/v1/health"]) {
    serve(app, {
      ...get,
      path,
      summary: "Whether the server lives, and how many calculations wait and run",
      answers: { 200: ["status and load", "application/json", HEALTH] },
    }, () => jsonAnswer({ status: "ok", engine_version: ENGINE_VERSION, calculations: services.queue.load }));
  }

  serve(app, {
    ...get,
    path: "/health/deep",
    summary: "Whether database, data directory, disk and service processes work",
    answers: {
      200: ["all work", "application/json", DEEP_HEALTH],
      503: ["some do not", "application/json", DEEP_HEALTH],
    },
  }, async () => {
    const entries = Object.entries(probes(services));
    const findings = await Promise.all(
      entries.map(async ([name, probe]) => [name, await examine(probe)] as const),
    );
    const isWell = findings.every(([, { ok }]) => ok);
    const parts = Object.fromEntries(findings);
    return jsonAnswer({ status: isWell ? "ok" : "failing", parts }, isWell ? 200 : 503);
  });

  const gauges = serverGauges(services);
  serve(app, {
    ...get,
    path: "/metrics",
    summary: "Counts and times of requests and calculations for Prometheus",
    answers: { 200: ["metrics", METRICS_TYPE] },
  }, () => new Response(services.metrics.text(gauges), { headers: { "content-type": METRICS_TYPE } }));
}

/** A probe throws if its part does not work, and may note what it found. */
function probes({ database, directory, pool }: Services): Record<string, () => Promise<string | void>> {
  return {
    database: () => database.probe(),
    data_directory: async () => {
      const path = join(directory.transferFolder, `probe-${crypto.randomUUID()}`);
      await Deno.writeTextFile(path, "probe");
      await Deno.remove(path);
    },
    disk: async () => {
      const { bavail, bsize } = await statfs(directory.path);
      const freeMb = Math.floor(bavail * bsize / 2 ** 20);
      if (freeMb < LEAST_FREE_MB) throw new Error(`${freeMb} MB free, at least ${LEAST_FREE_MB} are needed`);
      return `${freeMb} MB free`;
    },
    service_processes: () => pool.prepare(),
  };
}

async function examine(probe: () => Promise<string | void>): Promise<Finding> {
  const start = performance.now();
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${PROBE_MS / 1000} s`)), PROBE_MS);
  const ms = () => Math.round(performance.now() - start);
  try {
    const note = await Promise.race([probe(), late]);
    return { ok: true, ms: ms(), ...(note && { note }) };
  } catch (error) {
    return { ok: false, ms: ms(), note: (error as Error).message };
  } finally {
    clearTimeout(timer);
  }
}

function serverGauges({ database, queue }: Services): Gauge[] {
  return [
    {
      name: "temblor_calculations",
      help: "Calculations that wait and that run",
      read: () => ({ 'state="waiting"': queue.load.waiting, 'state="running"': queue.load.running }),
    },
    {
      name: "temblor_calculations_total",
      help: "Steps of calculations to a state since the server started",
      isCounter: true,
      read: () =>
        Object.fromEntries(
          Array.from(database.jobs.numSteps, ([status, count]) => [`state="${status}"`, count]),
        ),
    },
    {
      name: "process_resident_memory_bytes",
      help: "Memory of the server's own process",
      read: () => Deno.memoryUsage().rss,
    },
    {
      name: "process_uptime_seconds",
      help: "Time since the server's process started",
      isCounter: true,
      read: () => performance.now() / 1000,
    },
  ];
}
