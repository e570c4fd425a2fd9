import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { InputError } from "../../hazard/input_error.ts";
import { computeJob } from "./compute_job.ts";

const JOBS = new URL("./postprocess_jobs/", import.meta.url).pathname;
/**
 * The reference adds up in 32 bits; it simplifies the outline of a fault by 5 m before it measures rjb. Rates that far
 * ruptures just so contribute to are compared with the largest of their array.
 */
const RTOL = 1e-4, ATOL = 1e-6;

async function run(name: string, numThreads: number): Promise<{ path: string; folder: string }> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/calc_1.hdf5`;
  await computeJob(await readJob(`${JOBS}${name}/job.ini`), path, { numThreads });
  return { path, folder };
}

for (const { name } of Deno.readDirSync(JOBS)) {
  Deno.test(`postprocess() ${name} agrees with the reference`, async () => {
    const expected: Record<string, { shape: number[]; values: number[] }> = JSON.parse(
      await Deno.readTextFile(`${JOBS}${name}/expected.json`),
    );
    assert.ok(Object.keys(expected).length > 0);
    const { path, folder } = await run(name, 1);
    using store = await openDatastore(path);
    for (const [array, { shape, values }] of Object.entries(expected)) {
      const got = store.array(array);
      // of contexts the first ones are kept
      assert.deepEqual(got.shape.slice(1), shape.slice(1), array);
      assert.ok(got.shape[0] >= shape[0], array);
      const largest = values.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
      assert.ok(largest > 0 || array.endsWith("rup_id") || shape[0] === 0, `${array} is all zero`);
      values.forEach((value, k) => {
        const actual = Number(got.values[k]);
        const near = array.endsWith("rup_id") ? 0 : ATOL * largest + RTOL * Math.abs(value);
        assert.ok(
          Math.abs(actual - value) <= near,
          `${array}[${k}] of ${shape}: ${actual}, expected ${value}`,
        );
      });
    }
    await Deno.remove(folder, { recursive: true });
  });
}

Deno.test("postprocess() gives the same bits with one thread and with two", async () => {
  const one = await run("median_spectrum", 1), two = await run("median_spectrum", 2);
  using first = await openDatastore(one.path);
  using second = await openDatastore(two.path);
  assert.deepEqual(first.array("median_spectra").values, second.array("median_spectra").values);
  await Promise.all([one, two].map(({ folder }) => Deno.remove(folder, { recursive: true })));
});

/** What of a job is changed, and the problem that this is. */
const MISTAKES: readonly [job: string, from: string | RegExp, to: string, problem: RegExp][] = [
  [
    "median_spectrum",
    "investigation_time = 1",
    "investigation_time = 50",
    /investigation_time: a median spectrum needs 1 year/,
  ],
  [
    "median_spectrum",
    "median_spectrum.main",
    "spectrum.main",
    /postproc_func: spectrum\.main is not supported yet/,
  ],
  [
    "median_spectrum",
    "truncation_level = 3",
    "truncation_level = 3\nmax_sites_disagg = 1",
    /for 1 sites at most/,
  ],
  [
    "conditional_spectrum",
    "imt_ref = SA(0.2)",
    "imt_ref = SA(0.3)",
    /imt_ref: a conditional spectrum needs the measure/,
  ],
  [
    "conditional_spectrum",
    /cross_correlation = .*/,
    "",
    /cross_correlation: a conditional spectrum needs BakerJayaram2008 or/,
  ],
  [
    "joint_rates",
    '"imt2": "SA(1.0)"',
    '"imt2": "PGA"',
    /postproc_args: imt2: expected SA\(0\.2\) or SA\(1\.0\), got "PGA"/,
  ],
  ["joint_rates", "[0.4, 0.5", "[0.5, 0.4", /postproc_args: sigbins: expected ascending numbers/],
  ["relevant_sources", "[0.1, 0.05]", "[0.1]", /postproc_args: imls_by_sid: expected for each site number/],
  ["relevant_sources", "disagg_by_src = true", "", /disagg_by_src: is needed/],
  [
    "median_motions",
    "med_gmv.main",
    "median_spectrum.main",
    /postproc_func: median_spectrum.main needs curves/,
  ],
];

for (const [job, from, to, problem] of MISTAKES) {
  Deno.test(`readJob() refuses ${job} with ${to || `without ${from}`}`, async () => {
    const folder = await Deno.makeTempDir({ dir: `${JOBS}..` });
    try {
      const ini = await Deno.readTextFile(`${JOBS}${job}/job.ini`);
      const changed = ini.replace(from, to).replaceAll("../../classical_jobs", "../classical_jobs");
      await Deno.writeTextFile(`${folder}/job.ini`, changed);
      await assert.rejects(
        readJob(`${folder}/job.ini`),
        (error) => error instanceof InputError && problem.test(error.message),
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
