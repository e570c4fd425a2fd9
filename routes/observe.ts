/** Every request gets an id, a line in the log and a place in the metrics. */
import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import type { Log } from "./log.ts";
import type { RequestMetrics } from "./metrics.ts";

const ID_HEADER = "x-request-id";
/** Ids that a proxy in front has given; others might forge lines of a log. */
const USABLE_ID = /^[\w.:-]{1,100}$/;

/** Links for a new password, which nobody may find in a log. */
const SECRET_PATH = /^(\/reset\/[^/]*\/).*/;

const ids = new WeakMap<Context, string>();

/** The id of a request, which its answer carries in the header X-Request-Id. */
export function requestId(c: Context): string {
  const known = ids.get(c);
  if (known) return known;
  const given = c.req.header(ID_HEADER) ?? "";
  const id = USABLE_ID.test(given) ? given : crypto.randomUUID();
  ids.set(c, id);
  return id;
}

/** Observes requests; to be the first middleware. */
export function observeRequests({ log, metrics }: { log: Log; metrics: RequestMetrics }): MiddlewareHandler {
  return async function observeRequest(c, next) {
    const start = performance.now(), id = requestId(c);
    metrics.begin();
    await next();
    const { status } = c.res, { method } = c.req;
    const path = c.req.path.replace(SECRET_PATH, "$1...");
    const ms = performance.now() - start;
    metrics.end(knownMethod(method), routeOf(c), status, ms / 1000);
    c.res.headers.set(ID_HEADER, id);
    const details = { request_id: id, method, path, status, ms: Math.round(ms * 10) / 10 };
    log(status < 500 ? "info" : "error", "request", details);
  };
}

/** The pattern of the path, "/v1/calc/{id}"; "unknown" where nothing is served. */
function routeOf(c: Context): string {
  const served = matchedRoutes(c).findLast(({ path }) => !path.includes("*"));
  return served?.path.replaceAll(/:(\w+)(\{[^}]*\})?/g, "{$1}") ?? "unknown";
}

function knownMethod(method: string): string {
  return ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"].includes(method) ? method : "other";
}
