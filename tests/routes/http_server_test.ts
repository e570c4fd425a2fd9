import assert from "node:assert/strict";
import { type ConnectionLimits, listen, type Listener } from "../../routes/http_server.ts";

const LIMITS: ConnectionLimits = { headerMs: 200, requestMs: 400, idleMs: 200, stopMs: 200 };

type Answer = (request: Request) => Response | Promise<Response>;

async function withServer(answer: Answer, test: (listener: Listener) => Promise<void>): Promise<void> {
  const listener = await listen(answer, { host: "127.0.0.1", port: 0, limits: LIMITS });
  try {
    await test(listener);
  } finally {
    listener.stopListening();
    await listener.close();
  }
}

/** What a connection that sends these bytes is answered until the server closes it. */
async function talk(port: number, bytes: string): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(bytes));
  return (await new Response(connection.readable).text().catch(() => "")).split("\r\n")[0];
}

const readAll: Answer = async (request) => new Response(String((await request.arrayBuffer()).byteLength));

Deno.test("listen() ends connections that are silent or slow", () =>
  withServer(readAll, async ({ port }) => {
    const late = "HTTP/1.1 408 Request Timeout", good = "HTTP/1.1 200 OK";
    const head = "POST / HTTP/1.1\r\nHost: x\r\n";
    const cases: [bytes: string, firstLine: string][] = [
      ["", late],
      [head, late],
      [`${head}Content-Length: 10\r\n\r\nabc`, late],
      [`${head}Content-Length: 3\r\n\r\nabc`, good], // and is closed for being idle
      ["GET / HTTP/1.0\r\n\r\n", good],
      ["GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400 Bad Request"],
      ["NONSENSE\r\n\r\n", "HTTP/1.1 400 Bad Request"],
    ];
    const answers = await Promise.all(cases.map(([bytes]) => talk(port, bytes)));
    assert.deepEqual(answers, cases.map(([, firstLine]) => firstLine));
  }));

Deno.test("listen() tells of a taken port", () =>
  withServer(readAll, async ({ port }) => {
    const again = listen(readAll, { host: "127.0.0.1", port, limits: LIMITS });
    await assert.rejects(again, Deno.errors.AddrInUse);
  }));

Deno.test("A listener that is stopped finishes what is under way, takes nothing new, waits for a while only", async () => {
  const { promise: mayAnswer, resolve: answer } = Promise.withResolvers<void>();
  const { promise: hasCome, resolve: come } = Promise.withResolvers<void>();
  const listener = await listen(async (request) => {
    if (request.url.endsWith("/never")) return new Promise<Response>(() => {});
    come();
    await mayAnswer;
    return new Response("done");
  }, { host: "127.0.0.1", port: 0, limits: LIMITS });
  const url = `http://127.0.0.1:${listener.port}`;
  const underWay = fetch(url);
  const endless = fetch(`${url}/never`);
  await hasCome;
  listener.stopListening();
  await assert.rejects(Deno.connect({ hostname: "127.0.0.1", port: listener.port }));
  answer();
  assert.equal(await (await underWay).text(), "done");
  await Promise.all([listener.close(), assert.rejects(endless)]);
});
