import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { runJob } from "../../calculators/run_job.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { localTaskRunner } from "../../workers/local_task_runner.ts";

const JOBS = new URL("./disaggregation_jobs/", import.meta.url).pathname;
/**
 * The reference adds up in 32 bits and stores contexts with 32 bits; it simplifies the outline of a fault by 5 m before
 * it measures rjb.
 */
const RTOL = 3e-4, ATOL = 3e-7;

interface Expected {
  readonly [array: string]: { readonly shape: readonly number[]; readonly values: readonly number[] };
}

async function run(name: string, numThreads: number): Promise<{ path: string; folder: string }> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/calc_1.hdf5`;
  await runJob(await readJob(`${JOBS}${name}/job.ini`), {
    runner: localTaskRunner({ numThreads, smallWeight: 0 }),
    datastorePath: path,
    startDate: "2026-01-31T23:59:59",
    log() {},
    progress() {},
  });
  return { path, folder };
}

for (const { name } of Deno.readDirSync(JOBS)) {
  Deno.test(`runDisaggregation() ${name} agrees with the reference`, async () => {
    const expected: Expected = JSON.parse(await Deno.readTextFile(`${JOBS}${name}/expected.json`));
    const { path, folder } = await run(name, 1);
    using store = await openDatastore(path);
    for (const group of ["disagg-rlzs", "disagg-stats"]) {
      const kinds = Object.keys(expected).filter((array) => array.startsWith(group)).toSorted();
      assert.deepEqual(store.has(group) ? store.names(group).map((kind) => `${group}/${kind}`) : [], kinds);
    }
    for (const [array, { shape, values }] of Object.entries(expected)) {
      const got = store.array(array);
      assert.deepEqual(got.shape, shape, array);
      assert.ok(values.some((value) => value !== 0), `${array} is all zero`);
      values.forEach((value, k) => {
        const actual = Number(got.values[k]);
        assert.ok(
          Math.abs(actual - value) <= ATOL + RTOL * Math.abs(value),
          `${array}[${k}] of ${shape}: ${actual}, the reference has ${value}`,
        );
      });
    }
    await Deno.remove(folder, { recursive: true });
  });
}
