/** A server of ours on this machine with a data directory of its own, for demos, benchmarks and acceptance runs. */
import { WebApi } from "../client/web_api.ts";

export interface LocalServer extends AsyncDisposable {
  /** address, for instance "http://127.0.0.1:8801" */
  readonly base: string;
  readonly dataDirectory: string;
  readonly pid: number;
  /** ms from the start of the process to the first answer */
  readonly startMs: number;
}

const READY_TIMEOUT_MS = 20_000;

/** A job is looked at so often that its end is noticed at most this share of its time late, and not more often. */
const POLL_SHARE = 0.01, SHORTEST_POLL_MS = 10;

/** Starts `main.ts serve` on a free port; the data directory is removed with the server unless it is given. */
export async function startServer(
  options: { dataDirectory?: string; args?: string[]; env?: Record<string, string> } = {},
): Promise<LocalServer> {
  const dataDirectory = options.dataDirectory ?? await Deno.makeTempDir({ prefix: "temblor_" });
  const port = freePort();
  const base = `http://127.0.0.1:${port}`;
  const main = new URL("../main.ts", import.meta.url).pathname;
  const start = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--unstable-kv", main, "serve", "--port", String(port), ...options.args ?? []],
    env: { OQ_DATADIR: dataDirectory, ...options.env },
    stdout: "null",
    stderr: "inherit",
  }).spawn();
  let hasEnded = false;
  child.status.then(() => hasEnded = true);
  while (!await answers(base)) {
    if (hasEnded) throw new Error(`the server on ${base} ended before it answered`);
    if (performance.now() - start > READY_TIMEOUT_MS) {
      child.kill("SIGKILL");
      throw new Error(`no answer from ${base}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const startMs = performance.now() - start;
  return {
    base,
    dataDirectory,
    pid: child.pid,
    startMs,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.status;
      if (!options.dataDirectory) await Deno.remove(dataDirectory, { recursive: true });
    },
  };
}

/** A port of this machine that nobody listens on. */
export function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  try {
    return listener.addr.port;
  } finally {
    listener.close();
  }
}

async function answers(base: string): Promise<boolean> {
  try {
    const response = await fetch(`${base}/health`);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}

/** Posts the files of a folder as a job; its id. @throws WebApiError for a refused job */
export async function postJob(server: string | WebApi, folder: string): Promise<number> {
  const archive: File[] = [];
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (isFile) archive.push(new File([await Deno.readFile(`${folder}/${name}`)], name));
  }
  const api = await apiOf(server);
  return (await api.call("POST /v1/calc/run", { form: { archive } })).job_id;
}

/** Waits until a job has ended. @throws Error with its traceback if it did not complete */
export async function waitForJob(server: string | WebApi, id: number): Promise<void> {
  const start = performance.now(), path = { id };
  const api = await apiOf(server);
  for (;;) {
    const { status } = await api.call("GET /v1/calc/{id}/status", { path });
    if (status === "complete") return;
    if (status === "failed" || status === "aborted") {
      const traceback = await api.call("GET /v1/calc/{id}/traceback", { path });
      throw new Error(`job ${id} ${status}: ${traceback.join("\n")}`);
    }
    const pause = Math.max(SHORTEST_POLL_MS, POLL_SHARE * (performance.now() - start));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** The files that an output of a job exports as CSV, by name. */
export async function exportCsv(
  server: string | WebApi,
  id: number,
  type: string,
): Promise<Map<string, string>> {
  const api = await apiOf(server);
  const outputs = await api.call("GET /v1/calc/{id}/results", { path: { id } });
  const output = outputs.find((each) => each.type === type);
  if (!output) throw new Error(`job ${id} has no output ${type}`);
  const call = { path: { id: output.id }, query: { export_type: "csv" } };
  const answer = await api.call("GET /v1/calc/result/{id}", call);
  const name = /filename=(.*)$/.exec(answer.headers.get("content-disposition") ?? "")?.[1] ?? type;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (!name.endsWith(".zip")) return new Map([[name, new TextDecoder().decode(bytes)]]);
  const { BlobReader, TextWriter, ZipReader } = await import("@zip.js/zip.js");
  const files = new Map<string, string>();
  for (const entry of await new ZipReader(new BlobReader(new Blob([bytes]))).getEntries()) {
    if (!entry.directory) files.set(entry.filename, await entry.getData!(new TextWriter()));
  }
  return files;
}

/** A client of the server at an address, or the one that is there, which may have logged in. */
async function apiOf(server: string | WebApi): Promise<WebApi> {
  return typeof server === "string" ? await WebApi.open({ server }) : server;
}
