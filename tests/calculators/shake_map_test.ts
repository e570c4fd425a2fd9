import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { readFieldColumns, readFields } from "../../datastore/gmf_data.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { readSites } from "../../datastore/sites.ts";
import { InputError } from "../../hazard/input_error.ts";
import { listOutputs } from "../../outputs/list_outputs.ts";
import { computeJob } from "./compute_job.ts";

type Numbers = readonly (number | null)[];

/** What the reference engine computed for a job: regenerate_shake_maps.py. */
interface Expected {
  /** longitudes of the sites */
  readonly sites: Numbers;
  /** site of each asset */
  readonly assets: Numbers;
  /** by event and site */
  readonly fields: Readonly<Record<string, Numbers>>;
  readonly average: Numbers;
}

const JOBS = new URL("./shake_map_jobs/", import.meta.url).pathname;
/** Figures are written with 7 digits; exponential functions in 32 bits differ in the last. */
const TOLERANCE = 1e-6;

async function run(ini: string, folder: string, number: number, hazardId?: number): Promise<string> {
  const path = `${folder}/calc_${number}.hdf5`;
  await computeJob(await readJob(ini, { hazardId, calculations: folder }), path);
  return path;
}

function assertClose(actual: ArrayLike<number>, expected: Numbers, what: string): void {
  assert.equal(actual.length, expected.length, what);
  expected.forEach((value, i) => {
    const isEqual = Math.abs(actual[i] - value!) <= TOLERANCE * Math.abs(value!);
    assert.ok(isEqual, `${what}[${i}]: ${actual[i]}, the reference has ${value}`);
  });
}

async function assertAsExpected(path: string, expected: Expected): Promise<void> {
  using store = await openDatastore(path);
  assertClose(readSites(store).lon, expected.sites, "sites");
  assertClose(store.table("assetcol/array").site_id as Uint32Array, expected.assets, "assets");
  const names = readFieldColumns(store), { siteIds, eventIds, values } = readFields(store, names);
  assert.deepEqual(["sid", "eid", ...names], Object.keys(expected.fields));
  assertClose(siteIds, expected.fields.sid, "sid");
  assertClose(eventIds, expected.fields.eid, "eid");
  names.forEach((name, c) => assertClose(values[c], expected.fields[name], name));
  const average = store.numbers("avg_gmf");
  assertClose(average.subarray(0, average.length / 2), expected.average, "average");
}

const names = [...Deno.readDirSync(JOBS)].map(({ name }) => name.replace(/\.ini$/, ""))
  .filter((name, i, all) => all.includes(`${name}.json`) && all.indexOf(name) === i).sort();
for (const name of names) {
  Deno.test(`ShakeMap ${name}: sites, assets and fields are those of the reference`, async () => {
    const expected: Expected = JSON.parse(await Deno.readTextFile(`${JOBS}${name}.json`));
    await assertAsExpected(await run(`${JOBS}${name}.ini`, await Deno.makeTempDir(), 1), expected);
  });
}

Deno.test("ShakeMap: a job may start from a calculation with assets and their sites", async () => {
  const folder = await Deno.makeTempDir();
  for (const name of ["assets", "shapes"]) {
    await Deno.copyFile(`${JOBS}${name}.ini`, `${folder}/${name}.ini`);
  }
  for (const name of ["assets.xml", "ground.csv"]) await Deno.copyFile(JOBS + name, `${folder}/${name}`);
  await run(`${folder}/assets.ini`, folder, 1);
  await Deno.mkdir(`${folder}/shapes`);
  for (const end of ["shp", "dbf"]) {
    await Deno.copyFile(`${JOBS}shapes/shapes.${end}`, `${folder}/shapes/shapes.${end}`);
  }
  const ini = await Deno.readTextFile(`${folder}/shapes.ini`);
  await Deno.writeTextFile(
    `${folder}/shapes.ini`,
    ini.replace(/exposure_file.*\nsite_model_file.*\n/, "ground_motion_fields = false\n"),
  );
  const expected: Expected = JSON.parse(await Deno.readTextFile(`${JOBS}shapes.json`));
  const path = await run(`${folder}/shapes.ini`, folder, 2, 1);
  await assertAsExpected(path, expected);
  const outputs = (await listOutputs(path)).map(({ type }) => type);
  assert.deepEqual(outputs.toSorted(), ["avg_gmf", "events", "fullreport", "gmf_data"]);
});

const URI = /shakemap_uri = .*/, XML = '"kind": "usgs_xml"';
/** What is wrong in each case: the job, what is changed to what, the message. */
const WRONG: readonly (readonly [string, string | RegExp, string, RegExp])[] = [
  ["correlated", URI, "shakemap_id = usp000fjta", /shakemap_id: is not downloaded here: save grid.xml/],
  [
    "correlated",
    URI,
    'shakemap_uri = {"kind": "usgs_id", "id": "x"}',
    /shakemap_uri: is not downloaded here/,
  ],
  [
    "correlated",
    '"grid.xml"',
    '"https://example.org/grid.xml"',
    /https:\/\/example.org\/grid.xml is not down/,
  ],
  ["correlated", XML, '"kind": "xml"', /expected "kind" to be one of usgs_xml, file_npy, shapefile, got xml/],
  ["correlated", '"grid_url"', '"grid"', /expected the name of a file as "grid_url"/],
  ["correlated", '"uncertainty_url"', '"uncertain"', /"uncertain" is unknown for kind usgs_xml/],
  ["correlated", '"grid.xml"', '"nothing.xml"', /nothing.xml: No such file/],
  ["correlated", '"grid.xml"', '"assets.xml"', /assets.xml:2: expected a shakemap_grid/],
  [
    "correlated",
    '"uncertainty.xml"',
    '"grid.xml"',
    /grid.xml: there are no deviations, expected columns like STDPGA/,
  ],
  ["correlated", ', "uncertainty_url": "uncertainty.xml"', "", /no deviations of PGV, PGA, SA\(0.3\)/],
  [
    "correlated",
    "PGV, PGA, SA(0.3), SA(3.0)",
    "PGA, SA(0.2)",
    /the ShakeMap has no SA\(0.2\), only MMI, PGA/,
  ],
  ["correlated", "PGV, PGA, SA(0.3), SA(3.0)", "PGA, MMI", /MMI goes with no other measure, got PGA, MMI/],
  ["correlated", "truncation_level = 3", "", /truncation_level: is missing/],
  ["correlated", "number_of_ground_motion_fields = 3", "", /number_of_ground_motion_fields: is missing/],
  ["correlated", "random_seed = 7", "cross_correlation = GodaAtkinson2009", /expected one of yes, no, full/],
  [
    "correlated",
    "random_seed = 7",
    "cholesky_limit = 19",
    /5 sites times 4 measures are above the limit of 19/,
  ],
  [
    "correlated_in_space",
    "cross_correlation = no",
    "spatial_correlation = full",
    /has no factor, choose yes or no/,
  ],
  ["deformation", /rupture_dict.*/, "", /rupture_dict: is missing: the secondary_perils need the magnitude/],
  [
    "deformation",
    "site_model_file = ground.csv",
    "reference_vs30_value = 300",
    /liq_susc_cat: expected one of vh, h, m, l, vl, n of each site/,
  ],
  ["uncorrelated", "grid.npy", "grid.xml", /grid.xml: is not a file of a NumPy array/],
  ["shapes", "shapes/shapes.shp", "shapes/other.shp", /other.shp: No such file/],
  ["packed_shapes", "MMI", "PGV", /the ShakeMap has no PGV, only/],
];
for (const [name, text, other, message] of WRONG) {
  Deno.test(`ShakeMap: wrong input is named: ${name} with ${other || `no ${text}`}`, async () => {
    const ini = `${JOBS}wrong_${crypto.randomUUID()}.ini`,
      good = await Deno.readTextFile(`${JOBS}${name}.ini`);
    const changed = good.replace(text, other);
    assert.notEqual(changed, good);
    await Deno.writeTextFile(ini, changed);
    try {
      await assert.rejects(
        run(ini, await Deno.makeTempDir(), 1),
        (error) => {
          assert.ok(error instanceof InputError, String(error));
          return message.test(error.message) || assert.fail(error.message);
        },
      );
    } finally {
      await Deno.remove(ini);
    }
  });
}
