/** How many requests each address may make, where the operator limits them. */
import type { Context, MiddlewareHandler } from "hono";
import { rateLimiter } from "hono-rate-limiter";
import { jsonText } from "./json.ts";

const MINUTE_MS = 60_000;
/** Signs of life, which machines ask for. */
const UNLIMITED = ["/health", "/v1/health"];

/** Answers 429, with the time to wait in Retry-After, to an address that asks more often than `perMinute`. */
export function limitRate(perMinute: number, addressOf: (c: Context) => string): MiddlewareHandler {
  return rateLimiter({
    windowMs: MINUTE_MS,
    limit: perMinute,
    keyGenerator: addressOf,
    skip: (c) => UNLIMITED.includes(c.req.path),
    handler(c) {
      const error =
        `More than ${perMinute} requests in a minute; Retry-After tells in how many seconds to go on`;
      return c.body(jsonText({ error }), 429, { "content-type": "application/json" });
    },
  });
}
