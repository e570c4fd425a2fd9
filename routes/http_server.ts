/**
 * The listening end of the server, with limits on how long a client may take. It is node:http, because Deno.serve has
 * no time limits: a client that sends nothing, half a header or half a body keeps its connection there for ever.
 * Measured on one connection, a small answer takes 0.3 ms instead of 0.2 ms; large files pass at the same speed.
 */
import { createServer, type IncomingMessage, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";

/** Times a connection is given, in ms. */
export interface ConnectionLimits {
  /** from its start, or from the first byte of a request, to the end of the request's header */
  readonly headerMs: number;
  /** to the end of a request with its body */
  readonly requestMs: number;
  /** between two requests */
  readonly idleMs: number;
  /** for the rest of a request that was answered before it was read to its end */
  readonly lingerMs: number;
  /** for requests under way when the server is stopped */
  readonly stopMs: number;
}

/** An hour lets 4 GB come in over 10 Mbit/s; silence inside of an upload ends it sooner (upload.ts). */
export const CONNECTION_LIMITS: ConnectionLimits = {
  headerMs: 20_000,
  requestMs: 3_600_000,
  idleMs: 75_000,
  lingerMs: 5_000,
  stopMs: 5_000,
};

/** How often connections are looked at, as a share of the shortest limit. */
const CHECKS_PER_LIMIT = 4;

/** A server that listens. */
export interface Listener {
  readonly port: number;
  /** Takes no more connections; requests under way go on. */
  stopListening(): void;
  /** Resolves when no request is under way, at the latest when they have had their time. */
  close(): Promise<void>;
}

/**
 * Listens on an address and answers with `fetch`.
 * @throws Deno.errors.AddrInUse for a taken port
 */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { host, port, limits }: { host: string; port: number; limits: ConnectionLimits },
): Promise<Listener> {
  const { headerMs, requestMs, idleMs, lingerMs, stopMs } = limits;
  const answer = getRequestListener(fetch, {
    hostname: host.includes(":") ? `[${host}]` : host,
    overrideGlobalObjects: true,
  });
  const server = createServer(
    {
      headersTimeout: headerMs,
      requestTimeout: requestMs,
      keepAliveTimeout: idleMs,
      connectionsCheckingInterval: Math.min(headerMs, requestMs) / CHECKS_PER_LIMIT,
    },
    (incoming, outgoing) => {
      outgoing.once("finish", () => cutUnread(incoming, lingerMs));
      return answer(incoming, outgoing);
    },
  );
  await start(server, host, port);
  const { promise: closed, resolve } = Promise.withResolvers<void>();
  server.on("close", resolve);
  return {
    port: (server.address() as AddressInfo).port,
    stopListening() {
      server.close();
      server.closeIdleConnections();
    },
    async close() {
      const timer = setTimeout(() => server.closeAllConnections(), stopMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

/** Ends a connection whose request goes on although it was answered, once the answer has had time to be read. */
function cutUnread(incoming: IncomingMessage, lingerMs: number): void {
  if (incoming.complete) return;
  const timer = setTimeout(() => incoming.complete || incoming.socket.destroy(), lingerMs);
  incoming.once("close", () => clearTimeout(timer));
}

function start(server: HttpServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: Error & { code?: string }) => {
      reject(error.code === "EADDRINUSE" ? new Deno.errors.AddrInUse(error.message) : error);
    });
    server.listen(port, host, resolve);
  });
}
