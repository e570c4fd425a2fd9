import assert from "node:assert/strict";
import { type Job, readJob } from "../../calculators/job.ts";
import { type ParentCalculation, startingFrom } from "../../calculators/parent_calculation.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { InputError } from "../../hazard/input_error.ts";
import { computeJob } from "./compute_job.ts";

/** What the reference engine computed: regenerate_parents.py. */
interface Expected {
  parent: string;
  vs30: number[];
  arrays: Record<string, { shape: number[]; values: number[] }>;
}

const JOBS = new URL("./parent_jobs/", import.meta.url).pathname;
const EXPECTED: Record<string, Expected> = JSON.parse(Deno.readTextFileSync(`${JOBS}expected.json`));

async function withCalculations(use: (calculations: string) => Promise<void>): Promise<void> {
  const calculations = await Deno.makeTempDir();
  try {
    await use(calculations);
  } finally {
    await Deno.remove(calculations, { recursive: true });
  }
}

/** Computes a job, perhaps one that starts from another calculation; what it warned about. */
async function run(ini: string, id: number, calculations: string, hazardId?: number): Promise<string[]> {
  const job = await readJob(ini, { hazardId, calculations });
  return await computeJob(job, `${calculations}/calc_${id}.hdf5`, { smallWeight: Infinity });
}

const rejects = async (promise: Promise<unknown>, message: RegExp) => {
  await assert.rejects(promise, (error) => error instanceof InputError && message.test(error.message));
};

for (const [child, { parent, vs30, arrays }] of Object.entries(EXPECTED)) {
  Deno.test(`runJob() ${child}, which starts from ${parent}, agrees with the reference`, () =>
    withCalculations(async (calculations) => {
      await run(`${JOBS}${parent}.ini`, 1, calculations);
      await run(`${JOBS}${child}.ini`, 2, calculations, 1);
      using store = await openDatastore(`${calculations}/calc_2.hdf5`);
      assert.deepEqual(Array.from(store.numbers("sitecol/vs30")), vs30);
      for (const [array, { shape, values }] of Object.entries(arrays)) {
        const got = store.array(array);
        assert.deepEqual(got.shape, shape, array);
        values.forEach((value, k) => {
          const actual = Number(got.values[k]);
          // as for calculations that start from nothing: classical_test.ts
          const isNear = Math.abs(actual - value) <= 3e-7 + 3e-4 * value;
          assert.ok(isNear, `${array}[${k}]: ${actual}, the reference has ${value}`);
        });
      }
    }));
}

Deno.test("runJob() takes rates from a calculation that has taken them from another one", () =>
  withCalculations(async (calculations) => {
    await run(`${JOBS}rates.ini`, 1, calculations);
    await run(`${JOBS}other_maps.ini`, 2, calculations, 1);
    const warnings = await run(`${JOBS}rates.ini`, 3, calculations, 2);
    using first = await openDatastore(`${calculations}/calc_1.hdf5`);
    using third = await openDatastore(`${calculations}/calc_3.hdf5`);
    const [curves, again] = [first, third].map((store) => store.numbers("hcurves-rlzs"));
    assert.equal(third.has("_rates"), false);
    // rates are kept with 32 bits
    curves.forEach((value, k) => assert.ok(Math.abs(again[k] - value) <= 2e-7 * value));
    const message = "sources and models are those of calculation 2, from which the job starts";
    assert.ok(warnings.includes(`gsim_logic_tree_file is not read: ${message}`));
    assert.deepEqual(first.table("source_info"), third.table("source_info"));
  }));

Deno.test("runJob() takes rates by source, too, and does the post-processing that works on them", () =>
  withCalculations(async (calculations) => {
    const folder = await Deno.makeTempDir({ dir: `${JOBS}..` });
    try {
      const text = await Deno.readTextFile(`${JOBS}../postprocess_jobs/relevant_sources/job.ini`);
      const job = text.replaceAll("../../classical_jobs", "../classical_jobs");
      await Deno.writeTextFile(`${folder}/job.ini`, job);
      await Deno.writeTextFile(`${folder}/parent.ini`, job.replace(/postproc_.*/g, ""));
      await run(`${folder}/parent.ini`, 1, calculations);
      await run(`${folder}/job.ini`, 2, calculations, 1);
      await run(`${folder}/job.ini`, 3, calculations);
      const levels = /"PGA": .*?\), |postproc_.*/g;
      await Deno.writeTextFile(`${folder}/less.ini`, job.replace(levels, ""));
      await run(`${folder}/less.ini`, 4, calculations, 1);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
    using second = await openDatastore(`${calculations}/calc_2.hdf5`);
    using third = await openDatastore(`${calculations}/calc_3.hdf5`);
    using fourth = await openDatastore(`${calculations}/calc_4.hdf5`);
    assert.deepEqual(fourth.texts("mean_rates_by_src/imt"), ["SA(0.2)", "SA(1.0)"]);
    assert.deepEqual(
      fourth.array("mean_rates_by_src/array"),
      second.array("mean_rates_by_src/array", [null, [1, 3]]),
    );
    for (const array of ["mean_rates_by_src/array", "mean_disagg_by_src/0/array", "sigma_by_src/0/array"]) {
      const direct = third.numbers(array);
      const largest = direct.reduce((max, value) => Math.max(max, Math.abs(value)), 0);
      assert.ok(largest > 0);
      second.numbers(array).forEach((value, k) => assert.ok(Math.abs(value - direct[k]) <= 1e-6 * largest));
    }
  }));

Deno.test("readJob() puts sites on the ground of the nearest site of the calculation that the job starts from", () =>
  withCalculations(async (calculations) => {
    await run(`${JOBS}sources_at_site.ini`, 1, calculations);
    const { sites, warnings } = await readJob(`${JOBS}other_sites.ini`, { hazardId: 1, calculations });
    assert.deepEqual(sites.parameters.vs30, Float64Array.of(600, 600)); // the job says 300
    const far = "The site (10.3 45.4) takes the parameters of (10.2 45.3), which is 13 km away";
    assert.ok(warnings.includes(far));
  }));

Deno.test("readJob() takes the sites where the job gives none", () =>
  withCalculations(async (calculations) => {
    await run(`${JOBS}sources_at_site.ini`, 1, calculations);
    const ini = `${calculations}/job.ini`;
    const text = await Deno.readTextFile(`${JOBS}other_measure.ini`);
    await Deno.writeTextFile(ini, text.replace("sites = 10.2 45.3\n", ""));
    const { sites } = await readJob(ini, { hazardId: 1, calculations });
    assert.deepEqual([sites.lon, sites.lat], [Float64Array.of(10.2), Float64Array.of(45.3)]);
    await run(`${JOBS}sources.ini`, 2, calculations);
    await rejects(readJob(ini, { hazardId: 2, calculations }), /job\.ini: sites: no sites/);
  }));

Deno.test("runJob() starts from the job file of the sources as from their calculation", () =>
  withCalculations(async (calculations) => {
    await run(`${JOBS}sources_at_site.ini`, 1, calculations);
    await run(`${JOBS}other_measure.ini`, 2, calculations, 1);
    const ini = `${calculations}/job.ini`;
    const text = await Deno.readTextFile(`${JOBS}other_measure.ini`);
    await Deno.writeTextFile(ini, `${text}hazard_calculation_id = ${JOBS}sources_at_site.ini\n`);
    await run(ini, 3, calculations);
    using second = await openDatastore(`${calculations}/calc_2.hdf5`);
    using third = await openDatastore(`${calculations}/calc_3.hdf5`);
    assert.deepEqual(third.numbers("hcurves-stats"), second.numbers("hcurves-stats"));
  }));

Deno.test("readJob() refuses to start from what is not there, and to take over rates for other sites", () =>
  withCalculations(async (calculations) => {
    const missing = readJob(`${JOBS}other_sites.ini`, { hazardId: 1, calculations });
    await rejects(
      missing,
      /other_sites\.ini: hazard_calculation_id: calculation 1 is not there or is not complete/,
    );
    await run(`${JOBS}rates.ini`, 1, calculations);
    const job = await Deno.readTextFile(`${JOBS}other_maps.ini`);
    await Deno.writeTextFile(`${calculations}/job.ini`, job.replace("10.2 45.3", "10.2 45.3, 11 45"));
    const otherSites = readJob(`${calculations}/job.ini`, { hazardId: 1, calculations });
    await rejects(
      otherSites,
      /job\.ini:5: sites: calculation 1 has rates at 1 sites, expected the same ones here/,
    );
  }));

const PARAMETERS = {
  calculation_mode: "classical",
  investigation_time: 50,
  maximum_distance: { default: 200 },
  truncation_level: 3,
  number_of_logic_tree_samples: 0,
  ses_per_logic_tree_path: 1,
  mean: true,
  quantiles: [],
  hazard_imtls: { PGA: [0.1, 0.2], "SA(1.0)": [0.1, 0.2] },
};

/** What of a job counts that starts from calculation 1, both with some parameters changed. */
function start(
  job: Record<string, unknown>,
  parent: Record<string, unknown>,
  ofParent: Partial<ParentCalculation> = {},
) {
  const content = {
    parameters: { ...PARAMETERS, ...job },
    inputs: {},
    warnings: [],
    lines: new Map(),
    texts: new Map(),
  } as unknown as Parameters<typeof startingFrom>[0];
  return startingFrom(content, {
    label: 1,
    job: { parameters: { ...PARAMETERS, ...parent } } as unknown as Job,
    hasRatesBySource: false,
    ...ofParent,
  }, "job.ini");
}

Deno.test("startingFrom() takes the parameters of the sources, and those of rates where there are some", () => {
  const job = { rupture_mesh_spacing: 5, truncation_level: 2 }, parent = { rupture_mesh_spacing: 2 };
  const ofSources = start(job, parent);
  assert.deepEqual([ofSources.parameters.rupture_mesh_spacing, ofSources.parameters.truncation_level], [
    2,
    2,
  ]);
  assert.deepEqual(ofSources.warnings, [
    "rupture_mesh_spacing: that of calculation 1 counts, from which the job starts",
  ]);
  const ofRates = start(job, parent, { ratesPath: "calc_1.hdf5" });
  assert.equal(ofRates.parameters.truncation_level, 3);
  assert.equal(ofRates.warnings.length, 2);
});

Deno.test("startingFrom() accepts fewer measures than the parent has, and a parent without any", () => {
  assert.deepEqual(start({ hazard_imtls: { PGA: [0.1, 0.2] } }, {}).warnings, []);
  assert.deepEqual(start({}, { hazard_imtls: {}, calculation_mode: "preclassical" }).warnings, []);
});

/** What is changed in the job and in its parent, and what is said of it. */
const MISTAKES: readonly [Record<string, unknown>, Record<string, unknown>, RegExp][] = [
  [
    {},
    { calculation_mode: "scenario" },
    /is scenario, a classical one starts from preclassical or classical/,
  ],
  [{ calculation_mode: "preclassical" }, {}, /is classical, a preclassical one starts from preclassical/],
  [{ investigation_time: 1 }, {}, /investigation_time: calculation 1 has 50, this job 1/],
  [{ hazard_imtls: { PGV: [1] } }, {}, /has no PGV, only PGA, SA\(1\.0\)/],
  [{ hazard_imtls: { PGA: [0.1, 0.3] } }, {}, /has other levels of PGA/],
  [
    { quantiles: [0.5] },
    {},
    /quantiles: calculation 1 has mean, this job mean, quantile-0\.5: they must be alike/,
  ],
  [{ number_of_logic_tree_samples: 2 }, {}, /number_of_logic_tree_samples: calculation 1 has 0, this job 2/],
  [{ truncation_level: undefined }, {}, /truncation_level: is missing, and calculation 1 has none either/],
];

for (const [job, parent, message] of MISTAKES) {
  Deno.test(`startingFrom() refuses: ${message.source}`, () => {
    assert.throws(
      () => start(job, parent),
      (error) => error instanceof InputError && message.test(error.message),
    );
  });
}

Deno.test("startingFrom() refuses to tell rates apart by source where they have been added up", () => {
  const startFromRates = (hasRatesBySource: boolean) =>
    start({ disagg_by_src: true }, {}, { ratesPath: "calc_1.hdf5", hasRatesBySource });
  assert.throws(
    () => startFromRates(false),
    /disagg_by_src: calculation 1 has rates already, and not by source/,
  );
  assert.deepEqual(startFromRates(true).warnings, []);
});
