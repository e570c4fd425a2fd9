/** What ends while something runs: a calculation, the server by a signal, the server by a crash. */
import assert from "node:assert/strict";
import { waitForJob } from "../local_server.ts";
import { getJson, postFiles, readFolder, REPOSITORY } from "./http.ts";

const GOOD_JOB = readFolder(new URL("good_job", import.meta.url).pathname);

/** Minutes of work: 18000 points of sources, 1500 sites. */
const LONG_JOB = {
  ...GOOD_JOB,
  "job.ini": GOOD_JOB["job.ini"].replace("region_grid_spacing = 20", "region_grid_spacing = 3")
    .replace("area_source_discretization = 10", "area_source_discretization = 1"),
};
const QUICK_JOB = {
  ...GOOD_JOB,
  "job.ini": GOOD_JOB["job.ini"].replace(/region = .*\nregion_grid_spacing = .*/, "sites = 14.4 40.6"),
};

/** An aborted calculation is gone after this time. */
const ABORT_MS = 2_000;
/** Generous: the machine may be busy with other tests. */
const PATIENCE_MS = 60_000;

/** A server that a test may kill; it is stopped at the end of the test if it still runs. */
interface ServerProcess extends AsyncDisposable {
  readonly base: string;
  readonly child: Deno.ChildProcess;
}

async function startServer(dataDirectory: string): Promise<ServerProcess> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  const child = serve(dataDirectory, port, "null");
  const base = `http://127.0.0.1:${port}`;
  await until("the server answers", async () => {
    const response = await fetch(`${base}/v1/engine_version`).catch(() => null);
    await response?.body?.cancel();
    return response?.ok ?? false;
  });
  return {
    base,
    child,
    async [Symbol.asyncDispose]() {
      try {
        child.kill("SIGTERM");
      } catch {
        // it has ended before
      }
      await child.status;
    },
  };
}

function serve(dataDirectory: string, port: number, stderr: "null" | "piped"): Deno.ChildProcess {
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--unstable-kv", `${REPOSITORY}main.ts`, "serve", "--port", String(port)],
    env: { OQ_DATADIR: dataDirectory },
    stdin: "null",
    stdout: "null",
    stderr,
  }).spawn();
}

/** Polls until `isSo`; how long it took, in ms. */
async function until(
  what: string,
  isSo: () => boolean | Promise<boolean>,
  limitMs = PATIENCE_MS,
): Promise<number> {
  const start = performance.now();
  while (!await isSo()) {
    assert.ok(performance.now() - start < limitMs, `not within ${limitMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - start;
}

interface ServersProcess {
  readonly pid: string;
  readonly commandLine: string;
}

/** The processes that work for a data directory, the server and its children. */
function processesOf(dataDirectory: string): ServersProcess[] {
  return Array.from(Deno.readDirSync("/proc"), ({ name }) => name).filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const environment = Deno.readTextFileSync(`/proc/${pid}/environ`).split("\0");
        if (!environment.includes(`OQ_DATADIR=${dataDirectory}`)) return [];
        return [{ pid, commandLine: Deno.readTextFileSync(`/proc/${pid}/cmdline`).replaceAll("\0", " ") }];
      } catch {
        return []; // it has ended, or is another user's
      }
    });
}

const calculationsOf = (dataDirectory: string) =>
  processesOf(dataDirectory).filter(({ commandLine }) => commandLine.includes(" calculate "));

const temporaryDatastores = (dataDirectory: string) =>
  Array.from(Deno.readDirSync(dataDirectory), ({ name }) => name).filter((name) =>
    name.endsWith("_tmp.hdf5")
  );

/** Posts a job that goes on for minutes, and waits until it computes. */
async function startLongJob(base: string, dataDirectory: string): Promise<number> {
  const { status, json } = await postFiles(base, LONG_JOB);
  assert.equal(status, 200, JSON.stringify(json));
  await until("the calculation writes its datastore", () => temporaryDatastores(dataDirectory).length > 0);
  assert.equal((await getJson(base, `/v1/calc/${json.job_id}/status`)).status, "executing");
  assert.equal(calculationsOf(dataDirectory).length, 1);
  return json.job_id;
}

async function post(base: string, path: string) {
  return await (await fetch(base + path, { method: "POST" })).json();
}

async function withDataDirectory(test: (dataDirectory: string) => Promise<void>): Promise<void> {
  const dataDirectory = await Deno.makeTempDir({ prefix: "temblor_lifecycle_" });
  await test(dataDirectory).finally(() => Deno.remove(dataDirectory, { recursive: true }));
}

/** Processes are found through /proc. */
const ignore = Deno.build.os !== "linux";

Deno.test({
  name: "An aborted calculation is gone within 2 s, and the next one gets its turn",
  ignore,
  fn: () =>
    withDataDirectory(async (dataDirectory) => {
      await using server = await startServer(dataDirectory);
      const { base } = server;
      const id = await startLongJob(base, dataDirectory);
      const { json: { job_id: next } } = await postFiles(base, QUICK_JOB);
      assert.equal((await getJson(base, `/v1/calc/${next}/status`)).status, "submitted");

      const [{ pid: aborted }] = calculationsOf(dataDirectory);
      const isGone = () => calculationsOf(dataDirectory).every(({ pid }) => pid !== aborted);
      const [answer, ms] = await Promise.all([
        post(base, `/v1/calc/${id}/abort`),
        until("the process of the aborted calculation is gone", isGone),
      ]);
      assert.ok(ms < ABORT_MS, `the calculation was there for ${ms} ms after the abort`);
      assert.deepEqual(Object.keys(answer), ["success"]);
      assert.equal((await getJson(base, `/v1/calc/${id}/status`)).status, "aborted");
      await waitForJob(base, next);
      assert.deepEqual(temporaryDatastores(dataDirectory), []);
    }),
});

Deno.test({
  name: "A server that is stopped takes its processes with it",
  ignore,
  fn: () =>
    withDataDirectory(async (dataDirectory) => {
      await using server = await startServer(dataDirectory);
      const { base, child } = server;
      await startLongJob(base, dataDirectory);
      child.kill("SIGTERM");
      assert.equal((await child.status).code, 0);
      await until("all its processes are gone", () => processesOf(dataDirectory).length === 0);
      assert.deepEqual(temporaryDatastores(dataDirectory), []);
    }),
});

Deno.test({
  name:
    "After a crash of the server, finished jobs are there, the running one has failed, the waiting one is computed",
  ignore,
  fn: () =>
    withDataDirectory(async (dataDirectory) => {
      await using before = await startServer(dataDirectory);
      const { json: { job_id: complete } } = await postFiles(before.base, QUICK_JOB);
      await waitForJob(before.base, complete);
      const curves = await meanCurves(before.base, complete);
      const running = await startLongJob(before.base, dataDirectory);
      const { json: { job_id: waiting } } = await postFiles(before.base, QUICK_JOB);

      before.child.kill("SIGKILL");
      await before.child.status;
      await until("its processes are gone", () => processesOf(dataDirectory).length === 0);

      await using server = await startServer(dataDirectory);
      const { base } = server;
      assert.equal((await getJson(base, `/v1/calc/${running}/status`)).status, "failed");
      const reason = `The server stopped while calculation ${running} was running`;
      assert.deepEqual(await getJson(base, `/v1/calc/${running}/traceback`), [reason]);
      const log: string[][] = await getJson(base, `/v1/calc/${running}/log/:`);
      assert.deepEqual(log.at(-1)!.slice(1), ["ERROR", "server", reason]);
      assert.equal((await getJson(base, `/v1/calc/${complete}/status`)).status, "complete");
      assert.deepEqual(await meanCurves(base, complete), curves);
      await waitForJob(base, waiting);
      assert.deepEqual(await meanCurves(base, waiting), curves);
      assert.deepEqual(temporaryDatastores(dataDirectory), []);
    }),
});

Deno.test({
  name: "The process kept ready for the next calculation ends with the server that crashes",
  ignore,
  fn: () =>
    withDataDirectory(async (dataDirectory) => {
      await using server = await startServer(dataDirectory);
      await until("a process is ready", () => calculationsOf(dataDirectory).length === 1);
      server.child.kill("SIGKILL");
      await server.child.status;
      await until("its processes are gone", () => processesOf(dataDirectory).length === 0);
    }),
});

async function meanCurves(base: string, id: number): Promise<Uint8Array> {
  const response = await fetch(`${base}/v1/calc/${id}/extract/hcurves-stats`);
  assert.equal(response.status, 200);
  return new Uint8Array(await response.arrayBuffer());
}

Deno.test("A second server on the same data directory says why it can't start", () =>
  withDataDirectory(async (dataDirectory) => {
    await using server = await startServer(dataDirectory);
    const { base, child } = server;
    const { code, stderr } = await serve(dataDirectory, 0, "piped").output();
    assert.equal(code, 1);
    assert.equal(
      new TextDecoder().decode(stderr),
      `temblor: the data directory ${dataDirectory} is in use by another server (pid ${child.pid}); ` +
        "stop that one or set OQ_DATADIR to another directory\n",
    );
    assert.equal((await getJson(base, "/v1/calc/list")).length, 0);
  }));
