import assert from "node:assert/strict";
import { NothingToCompute } from "../../calculators/calculation.ts";
import { readJob } from "../../calculators/job.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { InputError } from "../../hazard/input_error.ts";
import { computeJob } from "./compute_job.ts";

const JOBS = new URL("./disaggregation_jobs/", import.meta.url).pathname;
/** The reference adds up in 32 bits and stores contexts with 32 bits. */
const RTOL = 1e-4, ATOL = 1e-7;

interface Expected {
  readonly [array: string]: { readonly shape: readonly number[]; readonly values: readonly number[] };
}

async function run(name: string, numThreads: number): Promise<{ path: string; folder: string }> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/calc_1.hdf5`;
  await computeJob(await readJob(`${JOBS}${name}/job.ini`), path, { numThreads });
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

Deno.test("runDisaggregation() gives the same bits with one thread and with two", async () => {
  const one = await run("all_kinds", 1), two = await run("all_kinds", 2);
  using first = await openDatastore(one.path);
  using second = await openDatastore(two.path);
  for (const array of ["poe4", "disagg-rlzs/Mag_Dist_Eps", "disagg-stats/TRT_Lon_Lat"]) {
    assert.deepEqual(first.array(array).values, second.array(array).values, array);
  }
  await Promise.all([one, two].map(({ folder }) => Deno.remove(folder, { recursive: true })));
});

/** Bins of any width. */
const SUMS: readonly Readonly<Record<string, string>>[] = [
  { mag_bin_width: "0.25", distance_bin_width: "10", coordinate_bin_width: "0.2", num_epsilon_bins: "4" },
  { mag_bin_width: "1", distance_bin_width: "200", coordinate_bin_width: "100", num_epsilon_bins: "1" },
  { mag_bin_width: "0.1", distance_bin_width: "7", coordinate_bin_width: "0.05" },
];

for (const changes of SUMS) {
  Deno.test(`the cells sum up to the curves with ${JSON.stringify(changes)}`, async () => {
    const { path, folder } = await runChanged("given_levels", { ...changes, individual_rlzs: "true" });
    using store = await openDatastore(path);
    const curves = store.array("hcurves-rlzs"), [N, R, M] = curves.shape;
    const totals = store.array("poe4"), realizations = store.numbers("best_rlzs");
    assert.deepEqual(totals.shape, [N, M, 1, R]);
    for (let k = 0; k < totals.values.length; k++) {
      const z = k % R, m = Math.floor(k / R) % M, site = Math.floor(k / R / M);
      const poe = Number(curves.values[(site * R + realizations[site * R + z]) * M + m]),
        total = Number(totals.values[k]);
      // curves are stored with 32 bits
      assert.ok(poe > 1e-4 && Math.abs(total / poe - 1) < 1e-6, `${k}: ${total}, of the curve ${poe}`);
    }
    await Deno.remove(folder, { recursive: true });
  });
}

Deno.test("tables agree with the one by all axes, the mean is that of the realizations", async () => {
  const { path, folder } = await runChanged("all_kinds", { num_rlzs_disagg: "0" });
  using store = await openDatastore(path);
  const ratesOf = (array: string) => store.numbers(array).map((poe) => -Math.log1p(-poe));
  const joint = ratesOf("disagg-rlzs/TRT_Mag_Dist_Eps"), axes = ["TRT", "Mag", "Dist", "Eps"];
  const [N, ...rest] = store.shape("disagg-rlzs/TRT_Mag_Dist_Eps"), sizes = rest.slice(0, 4);
  const numRest = rest.slice(4).reduce((a, b) => a * b);
  for (const kind of ["TRT", "Mag", "Dist", "TRT_Mag", "Mag_Dist", "TRT_Mag_Dist", "Mag_Dist_Eps"]) {
    const kept = kind.split("_"), expected = new Float64Array(store.numbers(`disagg-rlzs/${kind}`).length);
    const numKept = expected.length / N / numRest;
    joint.forEach((rate, k) => {
      let cell = Math.floor(k / numRest) % (joint.length / N / numRest), stride = 1, place = 0;
      for (let axis = 3; axis >= 0; axis--) {
        if (kept.includes(axes[axis])) {
          place += stride * (cell % sizes[axis]);
          stride *= sizes[axis];
        }
        cell = Math.floor(cell / sizes[axis]);
      }
      const site = Math.floor(k / (joint.length / N));
      expected[(site * numKept + place) * numRest + k % numRest] += rate;
    });
    ratesOf(`disagg-rlzs/${kind}`).forEach((rate, k) =>
      assert.ok(Math.abs(rate - expected[k]) < 1e-12, kind)
    );
  }
  const Z = rest[rest.length - 1],
    weights = store.numbers("weights"),
    realizations = store.numbers("best_rlzs");
  ratesOf("disagg-stats/Mag_Dist").forEach((mean, k, all) => {
    const site = Math.floor(k / (all.length / N)),
      rates = ratesOf("disagg-rlzs/Mag_Dist").subarray(k * Z, (k + 1) * Z);
    const expected = rates.reduce((sum, rate, z) => sum + weights[realizations[site * Z + z]] * rate, 0);
    assert.ok(Math.abs(mean - expected) < 1e-12);
  });
  await Deno.remove(folder, { recursive: true });
});

Deno.test("given edges of longitude and latitude give what the same edges laid by widths give", async () => {
  const common = {
    sites: "10.2 45.15",
    poes_disagg: "0.2",
    disagg_outputs: "TRT_Lon_Lat Mag_Lon_Lat Mag_Dist_Eps",
    num_rlzs_disagg: "0",
    coordinate_bin_width: "0.04",
    epsilon_star: "false",
  };
  const laid = await runChanged("epsilon_star", common);
  using first = await openDatastore(laid.path);
  const [mag, dist, lon, lat, eps] = ["Mag", "Dist", "Lon", "Lat", "Eps"].map((name) =>
    Array.from(first.numbers(`disagg-bins/${name}`))
  );
  const given = await runChanged("epsilon_star", {
    ...common,
    disagg_bin_edges: JSON.stringify({ mag: mag.slice(0, -1), dist, lon, lat, eps }),
  });
  using second = await openDatastore(given.path);
  for (const kind of ["disagg-rlzs/TRT_Lon_Lat", "disagg-stats/TRT_Lon_Lat"]) {
    assert.deepEqual(second.shape(kind), first.shape(kind));
  }
  for (const kind of ["disagg-stats/Mag_Lon_Lat", "disagg-rlzs/Mag_Dist_Eps"]) {
    const [, numMags, ...rest] = first.shape(kind), size = rest.reduce((a, b) => a * b);
    assert.deepEqual(second.shape(kind), [1, numMags - 1, ...rest]);
    const all = first.numbers(kind), some = second.numbers(kind);
    assert.ok(some.filter((poe) => poe > 0).length > 10);
    assert.deepEqual(some, all.subarray(0, (numMags - 1) * size));
  }
  assert.deepEqual(given.warnings.slice(0, 1), [
    `disagg_bin_edges: magnitudes above ${mag[mag.length - 2]} are in no bin`,
  ]);
  await Promise.all([laid, given].map(({ folder }) => Deno.remove(folder, { recursive: true })));
});

Deno.test("levels that are not reached are warned of, tables without contributions, too", async () => {
  const { path, folder, warnings } = await runChanged("all_kinds", {
    poes_disagg: "0.02 0.9999999",
    rlz_index: "5",
    num_rlzs_disagg: "1",
    disagg_outputs: "Mag",
  });
  using store = await openDatastore(path);
  const levels = store.numbers("hmap3");
  assert.ok(levels[0] > 0 && levels[1] === 0);
  assert.match(
    warnings[0],
    /^nothing to disaggregate at site 0 for PGA with poe 0\.9999999: the mean curve reaches 0\./,
  );
  assert.equal(warnings.filter((warning) => warning.startsWith("nothing")).length, 4);
  await Deno.remove(folder, { recursive: true });
});

/** What a job that starts from another calculation says itself. */
const CHILD = `[general]
calculation_mode = disaggregation
mag_bin_width = 0.5
distance_bin_width = 20
coordinate_bin_width = 0.6
num_epsilon_bins = 3
num_rlzs_disagg = 3
`;

for (
  const [given, equal] of [
    ["poes_disagg = 0.02 0.1\n", {}],
    // levels that the curves of the parent do not have
    ['iml_disagg = {"PGA": 0.123, "SA(0.2)": 0.234}\n', { iml_disagg: '{"PGA": 0.123, "SA(0.2)": 0.234}' }],
  ] as const
) {
  Deno.test(`a disaggregation with ${given.trim()} goes on from a classical calculation`, async () => {
    const { folder } = await runChanged("all_kinds", { calculation_mode: "classical", poes_disagg: "0.3" });
    const changes = { ...equal, num_rlzs_disagg: "3" };
    const alone = await runChanged("all_kinds", changes, Object.keys(equal).length ? OTHER_LEVELS : []);
    await Deno.writeTextFile(`${folder}/job.ini`, CHILD + given);
    const path = `${folder}/calc_2.hdf5`;
    await computeJob(await readJob(`${folder}/job.ini`, { hazardId: 1, calculations: folder }), path);
    using first = await openDatastore(alone.path);
    using second = await openDatastore(path);
    assert.equal(second.has("hcurves-stats"), false);
    for (const kind of first.names("disagg-stats")) {
      for (const array of [`disagg-stats/${kind}`, `disagg-rlzs/${kind}`]) {
        const expected = first.numbers(array), got = second.numbers(array);
        // rates that are taken over have 32 bits
        expected.forEach((poe, k) =>
          assert.ok(Math.abs(got[k] - poe) <= 2e-6 * poe, `${array}[${k}]: ${got[k]}, ${poe}`)
        );
      }
    }
    await Promise.all([folder, alone.folder].map((each) => Deno.remove(each, { recursive: true })));
  });
}

/** What is changed in a job, and the problem that this is, when it is read or when it runs. */
const MISTAKES: readonly [job: string, changes: Readonly<Record<string, string>>, problem: RegExp][] = [
  ["all_kinds", { disagg_outputs: "Mag Pippo" }, /^job\.ini:\d+: disagg_outputs: .*tables out of Mag, Dist/],
  ["all_kinds", { disagg_outputs: "" }, /^job\.ini:\d+: disagg_outputs: is empty/],
  ["all_kinds", { mag_bin_width: "0" }, /^job\.ini:\d+: mag_bin_width: expected a number of magnitudes/],
  ["all_kinds", { distance_bin_width: "0" }, /^job\.ini:\d+: distance_bin_width: expected a number of km/],
  [
    "all_kinds",
    { coordinate_bin_width: "0" },
    /^job\.ini:\d+: coordinate_bin_width: expected a number of degrees/,
  ],
  ["all_kinds", { num_epsilon_bins: "0" }, /^job\.ini:\d+: num_epsilon_bins: expected a number of bins/],
  [
    "all_kinds",
    { truncation_level: "0" },
    /^job\.ini:\d+: truncation_level: expected a number greater than 0/,
  ],
  ["all_kinds", { mean: "false" }, /^job\.ini:\d+: mean: is needed/],
  [
    "all_kinds",
    { coordinate_bin_width: "0.01" },
    /^job\.ini:\d+: mag_bin_width: 2 × .* cells, more than 1000000/,
  ],
  [
    "all_kinds",
    {
      coordinate_bin_width: "0.04",
      poes_disagg: Array.from({ length: 2000 }, (_, p) => (p + 1) / 4000).join(" "),
    },
    /^job\.ini: disagg_outputs: tables of \d\.\d GB, at most 1 are possible: ask for fewer kinds/,
  ],
  ["all_kinds", { max_sites_disagg: "1" }, /^job\.ini:\d+: max_sites_disagg: is 1, but there are 2 sites/],
  [
    "all_kinds",
    { num_rlzs_disagg: "99" },
    /^job\.ini:\d+: num_rlzs_disagg: is 99, but the logic tree has 16 real/,
  ],
  [
    "chosen_realizations",
    { rlz_index: "5 16" },
    /^job\.ini:\d+: rlz_index: there is no realization 16, .* 0 to 15/,
  ],
  [
    "epsilon_star",
    { disagg_bin_edges: '{"mag": []}' },
    /disagg_bin_edges: mag: expected at least 2 ascending/,
  ],
  [
    "epsilon_star",
    { disagg_bin_edges: '{"dist": [5, 0]}' },
    /dist: expected at least 2 ascending .* got \[5,0\]/,
  ],
  [
    "epsilon_star",
    { disagg_bin_edges: '{"depth": [0, 5]}' },
    /there are no bins of depth, expected mag, dist/,
  ],
  ["epsilon_star", { disagg_bin_edges: '{"lon": [9, 11]}' }, /lon: expected edges of lat along with them/],
  [
    "all_kinds",
    { disagg_bin_edges: '{"lon": [9, 11], "lat": [44, 46]}' },
    /edges of lon and lat are for one site/,
  ],
];

for (const [job, changes, problem] of MISTAKES) {
  Deno.test(`a job with ${JSON.stringify(changes).slice(0, 80)} is refused`, async () => {
    await assert.rejects(
      runChanged(job, changes),
      (error) => {
        assert.ok(error instanceof InputError, String(error));
        assert.match(error.message, problem);
        return true;
      },
    );
  });
}

Deno.test("a job whose curves stay below all poes has nothing to compute", async () => {
  await assert.rejects(
    runChanged("all_kinds", { poes_disagg: "0.9999999" }),
    (error) => {
      assert.ok(error instanceof NothingToCompute, String(error));
      assert.match(error.message, /^job\.ini: poes_disagg: nothing to disaggregate at site 0 for PGA/);
      return true;
    },
  );
});

Deno.test("clusters and exclusive ruptures are refused", async () => {
  const inputs = "../../classical_jobs/dependent_sources/";
  await assert.rejects(
    runChanged("exclusive_sources", { source_model_file: `${inputs}source_model.xml` }),
    /source_model\.xml:\d+: (a cluster|mutually exclusive ruptures) can't be disaggregated/,
  );
});

/** Parameters that say other levels or probabilities than iml_disagg. */
const OTHER_LEVELS = ["poes_disagg", "intensity_measure_types_and_levels"];

/** Runs a job with parameters added or replaced, or removed. */
async function runChanged(
  name: string,
  changes: Readonly<Record<string, string>>,
  removed: readonly string[] = [],
): Promise<{ path: string; folder: string; warnings: string[] }> {
  const jobFolder = await Deno.makeTempDir({ dir: JOBS }), folder = await Deno.makeTempDir();
  try {
    for await (const { name: file } of Deno.readDir(JOBS + name)) {
      await Deno.copyFile(`${JOBS}${name}/${file}`, `${jobFolder}/${file}`);
    }
    const given = await Deno.readTextFile(`${JOBS}${name}/job.ini`);
    const without = new Set([...Object.keys(changes), ...removed]);
    const kept = given.split("\n").filter((line) => !without.has(line.split(" =")[0]));
    const added = Object.entries(changes).map(([parameter, value]) => `${parameter} = ${value}`);
    await Deno.writeTextFile(`${jobFolder}/job.ini`, [...kept, ...added].join("\n"));
    const path = `${folder}/calc_1.hdf5`;
    const warnings = await computeJob(await readJob(`${jobFolder}/job.ini`), path);
    return { path, folder, warnings };
  } catch (error) {
    await Deno.remove(folder, { recursive: true });
    throw error;
  } finally {
    await Deno.remove(jobFolder, { recursive: true });
  }
}
