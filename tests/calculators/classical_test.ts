import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { readRealizations } from "../../datastore/logic_trees.ts";
import { computeJob } from "./compute_job.ts";

/** What the reference engine computed for a job: regenerate.py. */
interface Expected {
  lon: number[];
  lat: number[];
  depth: number[];
  branchPaths: string[];
  weights: number[];
  arrays: Record<string, { shape: number[]; values: number[] }>;
}

const JOBS = new URL("./classical_jobs/", import.meta.url).pathname;
/** The reference adds up in 32 bits and drops contributions below 3e-8. */
const RTOL = 1e-4, ATOL = 1e-7;

async function run(name: string, numThreads: number): Promise<{ path: string; folder: string }> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/calc_1.hdf5`;
  const job = await readJob(`${JOBS}${name}/job.ini`);
  await computeJob(job, path, { numThreads });
  return { path, folder };
}

for (const { name } of Deno.readDirSync(JOBS)) {
  Deno.test(`runClassical() ${name} agrees with the reference`, async () => {
    const expected: Expected = JSON.parse(await Deno.readTextFile(`${JOBS}${name}/expected.json`));
    const { path, folder } = await run(name, 1);
    using store = await openDatastore(path);
    const column = (column: string) => Array.from(store.array(`sitecol/${column}`).values as Float64Array);
    assert.deepEqual([column("lon"), column("lat"), column("depth")], [
      expected.lon,
      expected.lat,
      expected.depth,
    ]);
    const realizations = readRealizations(store);
    assert.deepEqual(realizations.map(({ branchPath }) => branchPath), expected.branchPaths);
    realizations.forEach(({ weight }, r) => assert.ok(Math.abs(weight - expected.weights[r]) < 1e-6));
    for (const [array, { shape, values }] of Object.entries(expected.arrays)) {
      const got = store.array(array);
      assert.deepEqual(got.shape, shape, array);
      let compared = 0;
      values.forEach((value, k) => {
        const actual = Number(got.values[k]);
        assert.ok(actual >= 0, `${array}[${k}] of ${shape}: ${actual}`);
        assert.ok(
          Math.abs(actual - value) <= ATOL + RTOL * Math.abs(value),
          `${array}[${k}] of ${shape}: ${actual}, the reference has ${value}`,
        );
        if (value > 1e-4) compared++;
      });
      assert.ok(compared > 0, `${array} has no figure above 1e-4`);
    }
    await Deno.remove(folder, { recursive: true });
  });
}

Deno.test("runClassical() gives the same bits with one thread and with two", async () => {
  const one = await run("point_many_sites", 1), two = await run("point_many_sites", 2);
  for (const array of ["hcurves-rlzs", "hcurves-stats", "hmaps-stats"]) {
    using first = await openDatastore(one.path);
    using second = await openDatastore(two.path);
    assert.deepEqual(first.array(array).values, second.array(array).values);
  }
  await Promise.all([one, two].map(({ folder }) => Deno.remove(folder, { recursive: true })));
});
