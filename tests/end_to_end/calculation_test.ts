/** A calculation from the upload to the last of its results, over HTTP and with real processes. */
import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { zip } from "../../formats/npz.ts";
import { waitForJob } from "../local_server.ts";
import { float32, readNpz } from "../outputs/read_npz.ts";
import { ANSWER_TIMEOUT_MS, getJson, postFiles, readFolder, REPOSITORY, withServer } from "./http.ts";
import { computeJob } from "../calculators/compute_job.ts";

const DEMO = `${REPOSITORY}demos/two_sources`;
const LOGIC_TREE = `${REPOSITORY}tests/calculators/classical_jobs/logic_tree`;
/** As in classical_test.ts. */
const RTOL = 1e-4, ATOL = 1e-7;

interface Output {
  readonly type: string;
  readonly outtypes: readonly string[];
  readonly url: string;
}

async function getBytes(url: string, headers: Record<string, string> = {}) {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) };
}

/** The events of a job's log until its end, by name. */
async function followLog(base: string, id: number): Promise<Map<string, unknown[]>> {
  const { response, bytes } = await getBytes(`${base}/v1/calc/${id}/log/stream`);
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  const events = new Map<string, unknown[]>();
  for (const event of new TextDecoder().decode(bytes).split("\n\n")) {
    const [, name] = /^event: (.*)$/m.exec(event) ?? [], [, data] = /^data: (.*)$/m.exec(event) ?? [];
    if (name) events.set(name, [...events.get(name) ?? [], JSON.parse(data)]);
  }
  return events;
}

/** Arrays of the datastore of a job, as the server sends it. */
async function storedArrays(
  base: string,
  id: number,
  names: readonly string[],
): Promise<Record<string, number[]>> {
  const { bytes } = await getBytes(`${base}/v1/calc/${id}/datastore`);
  const path = await Deno.makeTempFile({ suffix: ".hdf5" });
  await Deno.writeFile(path, bytes);
  return await arraysIn(path, names).finally(() => Deno.remove(path));
}

async function arraysIn(path: string, names: readonly string[]): Promise<Record<string, number[]>> {
  using store = await openDatastore(path);
  return Object.fromEntries(names.map((name) => [name, Array.from(store.array(name).values, Number)]));
}

/** The same arrays, computed here without a server. */
async function computedArrays(folder: string, names: readonly string[]): Promise<Record<string, number[]>> {
  const target = await Deno.makeTempDir();
  const path = `${target}/calc_1.hdf5`;
  await computeJob(await readJob(`${folder}/job.ini`), path);
  return await arraysIn(path, names).finally(() => Deno.remove(target, { recursive: true }));
}

Deno.test("A job is posted, followed, and all its results are fetched", (t) =>
  withServer(async ({ base }) => {
    const { status, json: { job_id: id } } = await postFiles(base, readFolder(DEMO));
    assert.equal(status, 200);

    await t.step("its log is followed to the end", async () => {
      const events = await followLog(base, id);
      assert.deepEqual(events.get("end"), [{ status: "complete" }]);
      assert.deepEqual(events.get("log"), await getJson(base, `/v1/calc/${id}/log/:`));
      const { fraction } = events.get("progress")!.at(-1) as { fraction: number };
      assert.ok(fraction > 0 && fraction <= 1);
    });

    await t.step("every output is sent in every format", async () => {
      const outputs: Output[] = await getJson(base, `/v1/calc/${id}/results`);
      assert.deepEqual(outputs.map(({ type }) => type).sort(), [
        "fullreport",
        "hcurves",
        "hmaps",
        "hmaps-stats",
        "realizations",
        "uhs",
      ]);
      for (const { type, url, outtypes } of outputs) {
        for (const format of outtypes) {
          const { response, bytes } = await getBytes(url.replace(/=.*/, `=${format}`));
          assert.equal(response.status, 200, `${type} as ${format}`);
          assert.match(
            response.headers.get("content-disposition")!,
            /^attachment; filename=.+\.(csv|npz|rst|zip)$/,
          );
          assert.ok(bytes.length > 100, `${type} as ${format}: ${bytes.length} bytes`);
        }
      }
    });

    const names = ["hcurves-stats", "hcurves-rlzs", "hmaps-stats", "_rates/rate"];
    const direct = await computedArrays(DEMO, names);

    await t.step("its curves are those of a run without server, to the bit", async () => {
      assert.deepEqual(await storedArrays(base, id, names), direct);
    });

    await t.step("its curves are extracted", async () => {
      const { response, bytes } = await getBytes(`${base}/v1/calc/${id}/extract/hcurves?kind=mean&imt=PGA`);
      assert.equal(response.headers.get("content-type"), "application/x-zip");
      const arrays = await readNpz(bytes);
      const mean = float32(arrays.get("mean"));
      const numLevels = 20, numImts = 3, numStats = 3;
      const numSites = mean.length / numLevels;
      assert.equal(arrays.get("mean")!.shape, `(${numSites}, 1, ${numLevels})`);
      const stored = Array.from({ length: numSites }, (_, site) => {
        const start = site * numStats * numImts * numLevels;
        return direct["hcurves-stats"].slice(start, start + numLevels);
      });
      assert.deepEqual(mean, stored.flat());
    });

    await t.step("parts of its datastore are sent", async () => {
      const url = `${base}/v1/calc/${id}/datastore`;
      const { bytes: whole } = await getBytes(url);
      const { response, bytes } = await getBytes(url, { range: "bytes=100-299" });
      assert.equal(response.status, 206);
      assert.equal(response.headers.get("content-range"), `bytes 100-299/${whole.length}`);
      assert.deepEqual(bytes, whole.slice(100, 300));
      assert.deepEqual(whole.subarray(1, 4), new TextEncoder().encode("HDF"));
    });
  }));

Deno.test("A job posted as a zip has the curves of the reference", () =>
  withServer(async ({ base }) => {
    const { "expected.json": expected, ...files } = readFolder(LOGIC_TREE);
    const members = Object.entries(files).map(([name, text]) => ({
      name,
      bytes: new TextEncoder().encode(text),
    }));
    const { status, json: { job_id: id } } = await postFiles(base, { "job.zip": zip(members) });
    assert.equal(status, 200);
    await waitForJob(base, id);
    const { arrays }: { arrays: Record<string, { values: number[] }> } = JSON.parse(expected);
    const stored = await storedArrays(base, id, Object.keys(arrays));
    for (const [name, { values }] of Object.entries(arrays)) {
      assert.equal(stored[name].length, values.length);
      values.forEach((value, i) => {
        const got = stored[name][i];
        assert.ok(
          Math.abs(got - value) <= ATOL + RTOL * Math.abs(value),
          `${name}[${i}]: ${got}, not ${value}`,
        );
      });
    }
  }));
