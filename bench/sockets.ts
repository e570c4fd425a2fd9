/** Whether clients that keep their connections without using them are cut, and hurt nobody else meanwhile. */
import { startServer } from "../tests/local_server.ts";
import { type Bench, tell } from "./bench.ts";
import { atMost, belowMs } from "./report.ts";

/** What a connection sends: all of it at once, then a byte a second for ever. */
interface Kind {
  readonly name: string;
  readonly first: string;
  /** null for silence */
  readonly drip: string | null;
}

const HOST = "Host: temblor.test\r\n";
const FORM = "Content-Type: multipart/form-data; boundary=x\r\n";
const FIELD = '--x\r\nContent-Disposition: form-data; name="filename"\r\n\r\n';
const FILE = '--x\r\nContent-Disposition: form-data; name="archive"; filename="job.ini"\r\n\r\n';

const KINDS: readonly Kind[] = [
  { name: "silent", first: "", drip: null },
  { name: "idle after an answer", first: `GET /v1/engine_version HTTP/1.1\r\n${HOST}\r\n`, drip: null },
  { name: "slow header", first: `GET /v1/engine_version HTTP/1.1\r\n${HOST}X-Slow: `, drip: "x" },
  {
    name: "slow body of a form",
    first: `POST /v1/on_same_fs HTTP/1.1\r\n${HOST}${FORM}Content-Length: 5000\r\n\r\n${FIELD}`,
    drip: "x",
  },
  {
    name: "slow body of an upload",
    first: `POST /v1/calc/run HTTP/1.1\r\n${HOST}${FORM}Content-Length: 1000000\r\n\r\n${FILE}`,
    drip: "x",
  },
  {
    name: "stopped body of an upload",
    first: `POST /v1/calc/run HTTP/1.1\r\n${HOST}${FORM}Transfer-Encoding: chunked\r\n\r\n40\r\n${
      FILE.slice(0, 64)
    }\r\n`,
    drip: null,
  },
  {
    name: "slow body that nobody wants",
    first: `GET /v1/engine_version HTTP/1.1\r\n${HOST}Content-Length: 1000000\r\n\r\n`,
    drip: "x",
  },
];

const NUM_SOCKETS = 2000;
const DRIP_MS = 1000, PROBE_MS = 50;
/** All have to be gone by then. */
const WAIT_MS = 120_000;
const WANTED_P99_MS = 250;

/** One connection, with the time until the server has closed it. */
interface Socket {
  readonly kind: Kind;
  readonly connection: Deno.TcpConn;
  cutMs: number | null;
}

export const benchSockets: Bench = async () => {
  await using server = await startServer();
  const { hostname, port } = new URL(server.base);
  const start = performance.now();
  const sockets: Socket[] = [];
  const reading: Promise<void>[] = [];
  for (let i = 0; i < NUM_SOCKETS; i++) {
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const socket: Socket = { kind: KINDS[i % KINDS.length], connection, cutMs: null };
    sockets.push(socket);
    await write(connection, socket.kind.first);
    reading.push(untilCut(connection).then(() => void (socket.cutMs = performance.now() - start)));
  }
  tell(`sockets: ${NUM_SOCKETS} open after ${((performance.now() - start) / 1000).toFixed(1)} s`);

  const { promise: tooLate, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, WAIT_MS);
  const dripping = setInterval(() => {
    for (const { kind, connection, cutMs } of sockets) {
      if (kind.drip !== null && cutMs === null) write(connection, kind.drip);
    }
  }, DRIP_MS);
  const others = probe(server.base);
  await Promise.race([Promise.all(reading), tooLate]);
  clearTimeout(timer);
  clearInterval(dripping);
  const { latencies, errors } = await others.stop();
  for (const kind of KINDS) {
    tell(`sockets: ${cutTimes(sockets.filter((socket) => socket.kind === kind), kind)}`);
  }
  const open = sockets.filter(({ cutMs }) => cutMs === null);
  for (const { connection } of open) connection.close();
  await Promise.all(reading);

  latencies.sort((a, b) => a - b);
  const title = `${NUM_SOCKETS} slow and idle sockets`;
  return {
    rows: [],
    wishes: [
      atMost(`${title}: not cut after ${WAIT_MS / 1000} s`, open.length, 0),
      atMost(`${title}: errors of ${latencies.length} other requests`, errors, 0),
      belowMs(
        `${title}: p99 of other requests`,
        latencies[Math.floor(0.99 * latencies.length)],
        WANTED_P99_MS,
      ),
    ],
  };
};

/** Asks for other things as long as wanted. */
function probe(base: string): { stop(): Promise<{ latencies: number[]; errors: number }> } {
  const latencies: number[] = [];
  let errors = 0, isOver = false;
  const probing = (async () => {
    while (!isOver) {
      const start = performance.now();
      const isAnswered = await fetch(`${base}/v1/calc/list`)
        .then(async (answer) => (await answer.text(), answer.ok)).catch(() => false);
      latencies.push(performance.now() - start);
      if (!isAnswered) errors++;
      await new Promise((resolve) => setTimeout(resolve, PROBE_MS));
    }
  })();
  return {
    async stop() {
      isOver = true;
      await probing;
      return { latencies, errors };
    },
  };
}

/** Reads what comes until the connection is closed or broken. */
async function untilCut(connection: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(1024);
  try {
    while (await connection.read(buffer) !== null);
  } catch {
    // reset by the server, or closed by us at the end
  }
}

async function write(connection: Deno.TcpConn, text: string): Promise<void> {
  try {
    await connection.write(new TextEncoder().encode(text));
  } catch {
    // cut in between, which the reading side notices
  }
}

function cutTimes(sockets: readonly Socket[], { name }: Kind): string {
  const times = sockets.flatMap(({ cutMs }) => cutMs ?? []).map((ms) => ms / 1000).sort((a, b) => a - b);
  const range = times.length === 0 ? "" : `, after ${times[0].toFixed(0)} to ${times.at(-1)!.toFixed(0)} s`;
  return `${name}: ${times.length} of ${sockets.length} cut${range}`;
}
