/** The log of a calculation: slices, size, traceback, and as a stream of events. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { LogRow } from "../kv/logs.ts";
import { pathId, serve, unknownId } from "./endpoint.ts";
import { jsonAnswer, jsonText } from "./json.ts";
import { LogFeeds, type News } from "./log_feed.ts";
import { LOG_ROW } from "./schemas.ts";
import type { Services } from "./services.ts";

export function addLogs(app: OpenAPIHono, services: Services): void {
  const { database: { logs, jobs } } = services;
  const feeds = new LogFeeds(services);
  const get = { method: "get", tag: "logs", hasPreflight: false } as const;
  const json = (description: string, schema: z.ZodType) =>
    ({ 200: [description, "application/json", schema] }) as const;

  serve(app, {
    ...get,
    path: "/v1/calc/{id}/log/{range}",
    summary: "Log rows START:STOP, both may be left out",
    answers: json("rows of time, level, process, message", z.array(LOG_ROW)),
  }, async (c) => {
    const [start, stop] = c.req.param("range")!.split(":").map(Number);
    // as in the reference, STOP 0 or below START is no limit
    const rows = await logs.read(pathId(c), start, stop === 0 || stop < start ? Infinity : stop);
    return jsonAnswer(rows.map(logArray));
  });

  serve(app, {
    ...get,
    path: "/v1/calc/{id}/log/size",
    summary: "Number of log rows",
    answers: json("the number", z.number().int()),
  }, async (c) => jsonAnswer(await logs.size(pathId(c))));

  serve(app, {
    ...get,
    path: "/v1/calc/{id}/traceback",
    summary: "Lines of the last error",
    answers: json("lines, none without an error", z.array(z.string())),
  }, async (c) => jsonAnswer((await logs.lastError(pathId(c)))?.message.trimEnd().split("\n") ?? []));

  serve(app, {
    ...get,
    path: "/v1/calc/{id}/log/stream",
    summary: "Log rows as they are written (server-sent events `log`, `progress`, at last `end`)",
    hasPreflight: true,
    answers: {
      200: ["events; resume with Last-Event-ID", "text/event-stream"],
      404: ["no such calculation", ""],
    },
  }, (c) => jobs.get(pathId(c)) ? streamAnswer(c, feeds) : unknownId());
}

/** `[time, level, process, message]`, the time with 22 characters. */
function logArray({ time, level, process, message }: LogRow): string[] {
  return [time.slice(0, 22), level, process, message];
}

function streamAnswer(c: Context, feeds: LogFeeds): Response {
  const lastId = c.req.header("last-event-id") ?? "";
  const first = /^\d{1,15}$/.test(lastId) ? Number(lastId) + 1 : 0;
  const gone = new AbortController();
  const events = eventsOf(feeds.follow(pathId(c), first, gone.signal), first);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await events.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      gone.abort();
      await events.return(undefined);
    },
  }, { highWaterMark: 0 });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-cache" },
  });
}

/** News as the text of events, log rows numbered from `next` on. */
async function* eventsOf(feed: AsyncIterable<News>, next: number): AsyncGenerator<string> {
  for await (const { rows, progress, end } of feed) {
    let text = "";
    for (const row of rows) text += event("log", logArray(row), next++);
    if (progress) text += event("progress", progress);
    if (end) text += event("end", { status: end });
    yield text || ": waiting\n\n";
  }
}

function event(name: string, data: unknown, id?: number): string {
  const idLine = id === undefined ? "" : `id: ${id}\n`;
  return `${idLine}event: ${name}\ndata: ${jsonText(data)}\n\n`;
}
