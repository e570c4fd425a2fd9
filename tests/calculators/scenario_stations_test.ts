import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { readFieldColumns, readFields } from "../../datastore/gmf_data.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { InputError } from "../../hazard/input_error.ts";
import { exportOutput } from "../../outputs/export.ts";
import { computeJob } from "./compute_job.ts";

const MODELS = new URL("./scenario_jobs/models/", import.meta.url).pathname;
const STATIONS = "STATION_ID,LONGITUDE,LATITUDE,PGA_VALUE,PGA_LN_SIGMA\nonly,11.15,45.02,0.35,0.1\n";
const GROUND = "lon,lat,vs30,vs30measured,z1pt0,z2pt5";
const JOB = {
  calculation_mode: "scenario",
  maximum_distance: "200",
  rupture_mesh_spacing: "4",
  site_model_file: "models/ground_by_site.csv",
  rupture_model_file: "models/simple.xml",
  station_data_file: "stations.csv",
  gsim: "BooreAtkinson2008",
  intensity_measure_types: "PGA, SA(0.5)",
  truncation_level: "3",
  number_of_ground_motion_fields: "2",
};

/** Writes the job with other parameters (none where empty) and files; the path of the job file. */
async function written(
  changes: Record<string, string> = {},
  files: Record<string, string> = {},
): Promise<string> {
  const folder = await Deno.makeTempDir();
  await Deno.symlink(MODELS, `${folder}/models`);
  const parameters = Object.entries({ ...JOB, ...changes }).filter(([, value]) => value !== "");
  const ini = ["[general]", ...parameters.map(([name, value]) => `${name} = ${value}`)].join("\n");
  for (const [name, text] of Object.entries({ "job.ini": ini, "stations.csv": STATIONS, ...files })) {
    await Deno.writeTextFile(`${folder}/${name}`, text);
  }
  return `${folder}/job.ini`;
}

async function run(iniPath: string): Promise<{ path: string; warnings: string[] }> {
  const path = `${await Deno.makeTempDir()}/calc_1.hdf5`;
  return { path, warnings: await computeJob(await readJob(iniPath), path) };
}

async function fieldsOf(path: string) {
  using store = await openDatastore(path);
  const { siteIds, values } = readFields(store, readFieldColumns(store));
  return { siteIds: [...siteIds], values: values.map((column) => [...column]) };
}

/** What is wrong: parameters, stations, and what is said of it. */
const WRONG: readonly (readonly [Record<string, string>, stations: string, message: RegExp])[] = [
  [{}, STATIONS.split("\n")[0], /^stations.csv: there is no station/],
  [{}, STATIONS.replaceAll("PGA", "XYZ"), /^stations.csv:1: XYZ_VALUE: unknown intensity measure type "XYZ"/],
  [
    {},
    STATIONS.replaceAll("PGA", "PGV"),
    /^stations.csv:1: there are records of PGV, expected some of PGA or SA/,
  ],
  [{}, STATIONS + "other,11,45,,\n", /^stations.csv:3: PGA_VALUE: station other has no record of it/],
  [
    { intensity_measure_types: "PGA, PGV" },
    STATIONS,
    /^job.ini:\d+: intensity_measure_types: PGV can't be conditioned on records, expected PGA and SA/,
  ],
  [
    { gsim: "CampbellBozorgnia2003NSHMP2007" },
    STATIONS,
    /^job.ini:\d+: gsim: CampbellBozorgnia2003NSHMP2007 has only a total.*with_betw_ratio/,
  ],
  [
    { intensity_measure_types: "SA(9.0)" },
    STATIONS.replaceAll("PGA", "SA(20.0)"),
    /^job.ini:\d+: gsim: BooreAtkinson2008 does not predict SA\(20.0\).*among the records, stations.csv/,
  ],
  [
    { rupture_model_file: "models/ruptures.csv", gsim: "", gsim_logic_tree_file: "models/gsims.xml" },
    STATIONS,
    /^job.ini:\d+: station_data_file: expected one rupture whose motion was recorded, got 2 ruptures/,
  ],
  [
    { override_vs30: "300 500" },
    STATIONS,
    /override_vs30: expected one value where there is a station_data_file/,
  ],
  [{ station_data_file: "nowhere.csv" }, STATIONS, /station_data_file.*nowhere.csv/],
];
for (const [changes, stations, message] of WRONG) {
  Deno.test(`wrong stations are named: ${message.source}`, async () => {
    await assert.rejects(
      readJob(await written(changes, { "stations.csv": stations })),
      (error) => error instanceof InputError && message.test(error.message) || assert.fail(String(error)),
    );
  });
}

Deno.test("a total deviation that is split can be conditioned", async () => {
  const { path } = await run(
    await written({ gsim: "CampbellBozorgnia2003NSHMP2007", with_betw_ratio: "1.7" }),
  );
  const { values } = await fieldsOf(path);
  assert.ok(values.flat().every((value) => value > 0));
});

const EXACT = STATIONS.replace(",0.1\n", ",0\n");

Deno.test("the median at a station is what it recorded", async () => {
  const ini = await written({ truncation_level: "0", intensity_measure_types: "PGA" }, {
    "stations.csv": EXACT,
  });
  const { siteIds, values: [shaking] } = await fieldsOf((await run(ini)).path);
  assert.ok(Math.abs(shaking[siteIds.indexOf(7)] - 0.35) < 1e-6);
});

Deno.test("residuals are cut off with truncated_mvn, those between and within events each", async () => {
  const level = 0.5,
    changes = {
      truncation_level: String(level),
      truncated_mvn: "true",
      intensity_measure_types: "PGA",
      number_of_ground_motion_fields: "200",
    };
  const { path } = await run(await written(changes, { "stations.csv": EXACT }));
  const { siteIds, values: [shaking] } = await fieldsOf(path);
  const residuals = shaking.filter((_, row) => siteIds[row] === 7).map((value) => Math.log(value / 0.35));
  // at the station nothing is left of the variances but correlation_cutoff
  const limit = 2 * level * Math.sqrt(2e-4), largest = Math.max(...residuals.map(Math.abs));
  assert.ok(largest < 1.001 * limit && largest > 0.7 * limit, `${largest}, ${limit}`);
});

Deno.test("stations have the ground of the job where there is no site model", async () => {
  const ground = {
    reference_vs30_value: "600",
    reference_vs30_type: "measured",
    reference_depth_to_1pt0km_per_sec: "50",
    reference_depth_to_2pt5km_per_sec: "1",
    sites: "11 45, 11.1 45.1",
  };
  const model = `${GROUND}\n11,45,600,1,50,1\n11.1,45.1,600,1,50,1\n`;
  const byJob = await run(await written({ ...ground, site_model_file: "" }));
  const byModel = await run(await written({ site_model_file: "ground.csv" }, { "ground.csv": model }));
  const fields = await fieldsOf(byJob.path);
  assert.deepEqual(fields, await fieldsOf(byModel.path));
  assert.deepEqual(fields.siteIds, [0, 1, 2, 0, 1, 2]);
});

Deno.test("stations at one place and far ones are told of, and stored", async () => {
  const { path, warnings } = await run(
    await written({ station_data_file: "models/averaged_stations.csv", maximum_distance_stations: "100" }),
  );
  assert.deepEqual(warnings, [
    "averaged_stations.csv: the records of stations at one place are averaged: A1, A2",
    "1 of 3 stations are more than 100 km from the rupture and left out",
    "as in the reference engine what the models say of PGA at the sites stands for SA(0.5), too",
  ]);
  using store = await openDatastore(path);
  assert.equal(
    store.attribute("station_data", "__pdcolumns__"),
    "SA(0.5)_mean SA(0.5)_std PGV_mean PGV_std SA(2.0)_mean SA(2.0)_std site_id",
  );
  assert.deepEqual([...store.numbers("station_data/SA(0.5)_mean")], [0.45, 0.05, 0.004]);
  assert.deepEqual([...store.numbers("station_data/site_id")], [7, 6, 8]);
  assert.deepEqual([...store.numbers("stations_considered/sids")], [6, 7]);
});

Deno.test("average fields leave stations out, fields are exported with all sites", async () => {
  const job = new URL("./scenario_jobs/conditioned_assets.ini", import.meta.url).pathname;
  const { path } = await run(job), text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const [average] = await exportOutput(path, 1, "avg_gmf", "csv");
  assert.equal(text(average.bytes).trim().split("\r\n").length, 2 + 2);
  const [fields, , sites] = await exportOutput(path, 1, "gmf_data", "csv");
  assert.equal(text(sites.bytes).trim().split("\r\n").length, 2 + 10);
  assert.equal(text(fields.bytes).trim().split("\r\n").length, 2 + 4 * 10);
});
