import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { readFieldColumns, readFields } from "../../datastore/gmf_data.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { readSites } from "../../datastore/sites.ts";
import { InputError } from "../../hazard/input_error.ts";
import { computeJob } from "./compute_job.ts";

const RUPTURE = new URL("./scenario_jobs/models/simple.xml", import.meta.url);

/** Runs a job of a folder; the path of its datastore. */
async function run(folder: string, ini: string, text: string): Promise<string> {
  const path = `${folder}/${ini}.hdf5`;
  await Deno.writeTextFile(
    `${folder}/${ini}.ini`,
    `[general]\ndescription = x\ncalculation_mode = scenario\n${text}`,
  );
  await computeJob(await readJob(`${folder}/${ini}.ini`), path);
  return path;
}

/** Scenarios at sites with these names, `numEvents` each. */
async function scenario(
  folder: string,
  name: string,
  sites: readonly (readonly [string, number, number])[],
  numEvents: number,
): Promise<void> {
  const rows = sites.map(([id, lon, lat]) => `${id},${lon},${lat},400\n`);
  await Deno.writeTextFile(`${folder}/${name}.csv`, `custom_site_id,lon,lat,vs30\n${rows.join("")}`);
  await Deno.copyFile(RUPTURE, `${folder}/rupture.xml`);
  await run(
    folder,
    name,
    `site_model_file = ${name}.csv
rupture_model_file = rupture.xml
rupture_mesh_spacing = 2
gsim = BooreAtkinson2008
intensity_measure_types = PGA, SA(0.5)
number_of_ground_motion_fields = ${numEvents}
truncation_level = 3
maximum_distance = 300
ses_seed = ${numEvents}
`,
  );
}

/** Fields of a datastore by the name of the site and the event. */
async function fieldsOf(path: string): Promise<Map<string, number[]>> {
  using store = await openDatastore(path);
  const { customSiteIds } = readSites(store), columns = readFieldColumns(store);
  const { siteIds, eventIds, values } = readFields(store, columns);
  return new Map(
    Array.from(siteIds, (site, row) => [
      `${customSiteIds![site]} ${eventIds[row]}`,
      values.map((column) => column[row]),
    ]),
  );
}

const A = ["a", 11.0, 45.0] as const, B = ["b", 11.1, 45.1] as const, C = ["c", 11.2, 44.9] as const;
const D = ["d", 11.05, 45.02] as const;

Deno.test("fields of several datastores: sites by name, those of later files only where they are new", async () => {
  const folder = await Deno.makeTempDir();
  await scenario(folder, "first", [A, B], 2);
  await scenario(folder, "second", [B, C], 3);
  await scenario(folder, "third", [D, A, C], 1);
  const path = await run(
    folder,
    "all",
    "gmfs_file = first.hdf5 second.hdf5 third.hdf5\nintensity_measure_types = PGA, SA(0.5)\n",
  );
  const [first, second, third] = await Promise.all(
    ["first", "second", "third"].map((name) => fieldsOf(`${folder}/${name}.hdf5`)),
  );
  const expected = new Map([
    ...["a 0", "b 0", "a 1", "b 1"].map((key) => [key, first.get(key)!] as const),
    ...[0, 1, 2].map((event) => [`c ${2 + event}`, second.get(`c ${event}`)!] as const),
    ["d 5", third.get("d 0")!] as const,
  ]);
  assert.deepEqual(await fieldsOf(path), expected);
  using store = await openDatastore(path);
  assert.deepEqual([...readSites(store).lon], [A[1], B[1], C[1], D[1]]);
  assert.equal(store.attribute("gmf_data", "num_events"), 6);
  assert.deepEqual(store.shape("events"), [6]);
});

Deno.test("fields of a datastore: its sites and fields as they are, assets on its sites", async () => {
  const folder = await Deno.makeTempDir();
  await scenario(folder, "one", [A, B, C], 2);
  const houses = new URL("./scenario_jobs/models/two_houses.xml", import.meta.url);
  await Deno.copyFile(houses, `${folder}/houses.xml`);
  const path = await run(
    folder,
    "again",
    "gmfs_file = one.hdf5\nexposure_file = houses.xml\nintensity_measure_types = PGA, SA(0.5)\n" +
      "number_of_ground_motion_fields = 2\nasset_hazard_distance = 5\n",
  );
  assert.deepEqual(await fieldsOf(path), await fieldsOf(`${folder}/one.hdf5`));
  using store = await openDatastore(path);
  assert.deepEqual([...store.table("assetcol/array").site_id as Uint32Array], [0, 2]);
});

const PLACES = "lon,lat\n11,45\n11.1,45.1\n", HEADER = "event_id,site_id,gmv_PGA\n";
const MAPS =
  'secondary_perils = Volcanic\nmulti_peril_file = {"ASH": "fields.csv"}\nground_motion_fields = false\n';
const WRONG: readonly (readonly [what: string, fields: string, text: string, message: RegExp])[] = [
  ["an unknown site", `${HEADER}0,0,.1\n0,2,.1\n`, "", /^fields.csv:3: site_id: there is no site 2 among 2$/],
  [
    "an unknown name",
    "event_id,custom_site_id,PGA\n0,x,.1\n",
    "",
    /fields.csv:2: custom_site_id: there is no site x/,
  ],
  [
    "a first event",
    `${HEADER}1,0,.1\n`,
    "",
    /^fields.csv:2: event_id: events must count from 0, the first one is 1$/,
  ],
  [
    "an event that is no number",
    `${HEADER}0.5,0,.1\n`,
    "",
    /^fields.csv:2: event_id: expected a number from 0 on/,
  ],
  [
    "a negative intensity",
    `${HEADER}0,0,-.1\n`,
    "",
    /^fields.csv:2: gmv_PGA: an intensity can't be negative/,
  ],
  ["a word", `${HEADER}0,0,much\n`, "", /^fields.csv:2: gmv_PGA: expected a number, got "much"$/],
  [
    "a row that comes twice",
    `${HEADER}0,1,.1\n0,1,.2\n`,
    "",
    /^fields.csv:3: event 0 comes twice at the site of line 2$/,
  ],
  ["no column of events", "site_id,gmv_PGA\n0,.1\n", "", /event_id: the column is missing/],
  ["no column of sites", "event_id,gmv_PGA\n0,.1\n", "", /site_id: the column is missing/],
  ["no measure", "event_id,site_id\n0,0\n", "", /there is no column of an intensity measure/],
  [
    "an unknown measure",
    "event_id,site_id,gmv_XYZ\n0,0,.1\n",
    "",
    /XYZ: unknown intensity measure type "XYZ"/,
  ],
  ["no rows", HEADER, "", /^fields.csv: there are no fields$/],
  [
    "another number of events",
    `${HEADER}0,0,.1\n`,
    "number_of_ground_motion_fields = 2\n",
    /is 2, but fields.csv has 1/,
  ],
  [
    "two files",
    `${HEADER}0,0,.1\n`,
    "gmfs_file = fields.csv fields.csv\n",
    /gmfs_file: expected one file, only those in/,
  ],
  ["no datastore", "no hdf5 file", "gmfs_file = fields.hdf5\n", /^fields.hdf5: /],
  [
    "a point that comes twice",
    "lon,lat,intensity\n11,45,1\n11,45,2\n",
    MAPS,
    /fields.csv:3: lon: 11 45 has an intensity in/,
  ],
  [
    "a negative load",
    "lon,lat,intensity\n11,45,-1\n",
    MAPS,
    /fields.csv:2: intensity: expected a number from 0 on, got -1/,
  ],
  [
    "far points",
    "lon,lat,intensity\n14,45,1\n",
    MAPS,
    /asset_hazard_distance: no site is within 15 km of the points/,
  ],
  [
    "no polygon",
    'geom\n"POLYGON(11 45)"\n',
    MAPS,
    /fields.csv:2: geom: expected three points or more, got "11 45"/,
  ],
  [
    "a bare polygon",
    "geom\nPOLYGON((11 45, 12 45, 12 46))\n",
    MAPS,
    /geom: the geometry must be in quotation marks/,
  ],
  [
    "an unknown peril",
    "",
    MAPS.replace("ASH", "FIRE"),
    /multi_peril_file: FIRE is unknown, expected some of ASH, LAVA/,
  ],
  [
    "no maps",
    "",
    "secondary_perils = Volcanic\nground_motion_fields = false\n",
    /Volcanic needs a multi_peril_file/,
  ],
];
for (const [what, fields, text, message] of WRONG) {
  Deno.test(`given fields: ${what} is named`, async () => {
    const folder = await Deno.makeTempDir();
    await Deno.writeTextFile(`${folder}/places.csv`, PLACES);
    for (const name of ["fields.csv", "fields.hdf5"]) await Deno.writeTextFile(`${folder}/${name}`, fields);
    const hasOwn = /gmfs_file|Volcanic/.test(text);
    const ini = `site_model_file = places.csv\nintensity_measure_types = PGA\n${text}` +
      (hasOwn ? "" : "gmfs_file = fields.csv\n");
    await assert.rejects(
      run(folder, "job", ini),
      (error) => {
        assert.ok(error instanceof InputError, String(error));
        return message.test(error.message) || assert.fail(error.message);
      },
    );
  });
}
