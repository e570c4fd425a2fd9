import assert from "node:assert/strict";
import { type ConnectionLimits, listen, type Listener } from "../../routes/http_server.ts";

const LIMITS: ConnectionLimits = { headerMs: 200, requestMs: 400, idleMs: 200, lingerMs: 100, stopMs: 200 };

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

/** What a connection that sends these bytes, and then perhaps others again and again, is answered until it is closed. */
async function talk(port: number, bytes: string, drip = ""): Promise<string> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const send = (text: string) => connection.write(new TextEncoder().encode(text)).catch(() => {});
  await send(bytes);
  const dripping = setInterval(() => send(drip), 10);
  const text = await readAll(connection);
  clearInterval(dripping);
  return text.split("\r\n")[0];
}

/** What comes until the connection is closed, or broken off. */
async function readAll(connection: Deno.TcpConn): Promise<string> {
  let text = "";
  for (let part = await read(connection); part !== ""; part = await read(connection).catch(() => "")) {
    text += part;
  }
  return text;
}

async function read(connection: Deno.TcpConn): Promise<string> {
  const bytes = new Uint8Array(1000);
  return new TextDecoder().decode(bytes.subarray(0, await connection.read(bytes) ?? 0));
}

const countBytes: Answer = async (request) => new Response(String((await request.arrayBuffer()).byteLength));

Deno.test("listen() ends connections that are silent or slow", () =>
  withServer(countBytes, async ({ port }) => {
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

Deno.test("listen() ends connections that go on sending what nobody reads", () =>
  withServer(() => new Response("no"), async ({ port }) => {
    const good = "HTTP/1.1 200 OK";
    for (const method of ["GET", "POST", "DELETE"]) {
      const head = `${method} / HTTP/1.1\r\nHost: x\r\n`;
      for (
        const body of ["Content-Length: 1000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n100000\r\n"]
      ) {
        assert.equal(await talk(port, head + body, "x"), good, method + body);
      }
    }
  }));

Deno.test("listen() keeps a connection whose body comes in time, though the answer came first", () =>
  withServer(() => new Response("no"), async ({ port }) => {
    using connection = await Deno.connect({ hostname: "127.0.0.1", port });
    const send = (text: string) => connection.write(new TextEncoder().encode(text));
    await send("GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n");
    assert.match(await read(connection), /^HTTP\/1\.1 200 OK/);
    await send("abc");
    await new Promise((resolve) => setTimeout(resolve, 1.5 * LIMITS.lingerMs));
    await send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assert.match(await read(connection), /^HTTP\/1\.1 200 OK/);
  }));

Deno.test("listen() tells of a taken port", () =>
  withServer(countBytes, async ({ port }) => {
    const again = listen(countBytes, { host: "127.0.0.1", port, limits: LIMITS });
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
