import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { readEvents } from "../../datastore/events.ts";
import { readFieldColumns, readFields } from "../../datastore/gmf_data.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { readRuptures } from "../../datastore/ruptures.ts";
import { InputError } from "../../hazard/input_error.ts";
import { openResults } from "../../outputs/calculation_results.ts";
import { exportOutput } from "../../outputs/export.ts";
import { ExtractError } from "../../outputs/output_type.ts";
import { parseQuery } from "../../outputs/query.ts";
import { extractorOf } from "../../outputs/registry.ts";
import { computeJob } from "./compute_job.ts";

type Numbers = readonly (number | null)[];

/** What the reference engine computed for a job: regenerate_scenarios.py. */
interface Expected {
  readonly ruptures: Readonly<Record<"mag" | "rake" | "code" | "n_occ" | "seed" | Bound, Numbers>>;
  readonly hypocentres: Numbers;
  readonly events: Readonly<Record<string, Numbers>>;
  /** by event and site */
  readonly fields: Readonly<Record<string, Numbers>>;
  readonly average: Numbers;
}
type Bound = "minlon" | "minlat" | "maxlon" | "maxlat";

const JOBS = new URL("./scenario_jobs/", import.meta.url).pathname;
/** Seven digits are stored here of numbers in 32 bits. */
const FIELD_TOLERANCE = 2e-6;
/** The reference adds up logarithms in 32 bits. */
const AVERAGE_TOLERANCE = 5e-6;

async function run(name: string): Promise<string> {
  const path = `${await Deno.makeTempDir()}/calc_1.hdf5`;
  await computeJob(await readJob(`${JOBS}${name}.ini`), path);
  return path;
}

function assertClose(actual: ArrayLike<number>, expected: Numbers, what: string, tolerance: number): void {
  assert.equal(actual.length, expected.length, what);
  expected.forEach((value, i) => {
    const isEqual = value === null
      ? Number.isNaN(actual[i])
      : Math.abs(actual[i] - value) <= tolerance * Math.abs(value) + 1e-12;
    assert.ok(isEqual, `${what}[${i}]: ${actual[i]}, the reference has ${value}`);
  });
}

const names = [...Deno.readDirSync(JOBS)].map(({ name }) => name).filter((name) => name.endsWith(".ini"));
for (const name of names.map((file) => file.replace(".ini", "")).sort()) {
  Deno.test(`scenario ${name}: ruptures, events and fields are those of the reference`, async () => {
    const expected: Expected = JSON.parse(await Deno.readTextFile(`${JOBS}${name}.json`));
    using store = await openDatastore(await run(name));
    const ruptures = readRuptures(store);
    const { mag, rake, code, occurrences: n_occ, seed } = ruptures;
    const { minLon: minlon, minLat: minlat, maxLon: maxlon, maxLat: maxlat } = ruptures;
    const columns = { mag, rake, code, n_occ, seed, minlon, minlat, maxlon, maxlat };
    for (const [column, values] of Object.entries(columns)) {
      assertClose(values, expected.ruptures[column as Bound], column, 1e-6);
    }
    assertClose(ruptures.hypocentre, expected.hypocentres, "hypocentres", 1e-6);
    const events = readEvents(store);
    assert.deepEqual([...events.id], expected.events.id);
    assert.deepEqual([...events.rupture], expected.events.rup_id);
    assert.deepEqual([...events.realization], expected.events.rlz_id);
    const names = readFieldColumns(store), { siteIds, eventIds, values } = readFields(store, names);
    const order = [...siteIds.keys()].sort((a, b) => eventIds[a] - eventIds[b] || siteIds[a] - siteIds[b]);
    assert.deepEqual(order.map((row) => eventIds[row]), expected.fields.eid);
    assert.deepEqual(order.map((row) => siteIds[row]), expected.fields.sid);
    assert.deepEqual(names, Object.keys(expected.fields).filter((name) => name !== "sid" && name !== "eid"));
    names.forEach((name, c) => {
      assertClose(order.map((row) => values[c][row]), expected.fields[name], name, FIELD_TOLERANCE);
    });
    const { values: average, shape: [, numSites, numColumns] } = store.array("avg_gmf");
    assertClose(
      Array.from(average.subarray(0, numSites * numColumns), Number),
      expected.average,
      "average",
      AVERAGE_TOLERANCE,
    );
  });
}

Deno.test("fields are exported by event and site, with their sites and residuals between events", async () => {
  const files = await exportOutput(await run("simple_fault"), 1, "gmf_data", "csv");
  assert.deepEqual(files.map(({ name }) => name), [
    "gmf-data_1.csv",
    "sigma_epsilon_1.csv",
    "sitemesh_1.csv",
  ]);
  const [fields] = files.map(({ bytes }) => new TextDecoder().decode(bytes).split("\r\n"));
  assert.equal(fields[1], "event_id,gmv_PGA,gmv_SA(0.5),custom_site_id");
  const ids = fields.slice(2, -1).map((line) => Number(line.split(",")[0]));
  assert.deepEqual(ids, ids.toSorted((a, b) => a - b));
  const [hdf5] = await exportOutput(await run("simple_fault"), 1, "gmf_data", "hdf5");
  using copy = await openDatastore(hdf5.path!);
  assert.equal(copy.shape("gmf_data/PGA")[0], ids.length);
});

Deno.test("fields of a realization are extracted by its name, those of a scenario have no investigation time", async () => {
  using results = await openResults(await run("simple_fault"), 1);
  const extracted = (spec: string, query: string) => new Map(extractorOf(spec)(results, parseQuery(query)));
  const fields = extracted("gmf_scenario", "imt=PGA&kind=rlz-1").get("array")!;
  assert.deepEqual(fields.shape, [4, results.sites.size]);
  const values = new Float64Array(fields.data.buffer),
    { eid, sid, PGA } = JSON.parse(
      await Deno.readTextFile(`${JOBS}simple_fault.json`),
    ).fields as Record<string, number[]>;
  // the first four of the eight events have the second model, whose name comes first
  eid.forEach((event, row) => {
    if (event >= 4) return;
    const value = values[event * results.sites.size + sid[row]];
    assert.ok(Math.abs(value - PGA[row]) <= FIELD_TOLERANCE * PGA[row], `${event} ${sid[row]}`);
  });
  for (const query of ["imt=PGA", "imt=PGA&kind=rlzs", "imt=PGA&kind=max"]) {
    assert.throws(() => extracted("gmf_scenario", query), ExtractError);
  }
  assert.deepEqual(extracted("rupture_info", "").get("investigation_time")!.shape, [0]);
});

/** What is wrong in each case: the job, changed, with the message. */
const WRONG: readonly (readonly [string, string, string, RegExp])[] = [
  [
    "simple_fault",
    "maximum_distance = 200",
    "maximum_distance = 0.1",
    /maximum_distance: no site is so near/,
  ],
  [
    "complex_fault",
    "gsim = BooreAtkinson2008",
    "gsim = CampbellBozorgnia2003NSHMP2007",
    /only a total standard/,
  ],
  ["complex_fault", "gsim = BooreAtkinson2008", "", /gsim: is missing/],
  ["complex_fault", '{"vs30_clustering": True}', "{}", /expected \{"vs30_clustering": True\}/],
  ["planes", "GodaAtkinson2009", "BakerJayaram2008", /BakerJayaram2008 is for spectra/],
  ["figures", "'dip': 45", "'dip': 95", /expected dip between/],
  ["figures", "'mag': 6.4", "'mag': 8.4, 'msr': 'WC1994'", /would reach .* km above the ground/],
  ["figures", "'mag': 6.4, ", "", /expected mag between .* got nothing/],
  ["figures", "number_of_ground_motion_fields = 3", "", /number_of_ground_motion_fields: is missing/],
  ["liquefaction", "HazusDeformation", "HazusDefamation", /unknown secondary peril "HazusDefamation"/],
  ["liquefaction", "PGA, PGV", "PGA", /needs PGV among the measures/],
  ["given_fields", "[general]", "[general]\nnumber_of_ground_motion_fields = 7", /is 7, but .* has 3 events/],
];
for (const [name, text, other, message] of WRONG) {
  Deno.test(`wrong input is named: ${name} with ${other || `no ${text}`}`, async () => {
    const ini = `${JOBS}wrong_${crypto.randomUUID()}.ini`,
      good = await Deno.readTextFile(`${JOBS}${name}.ini`);
    assert.ok(good.includes(text));
    await Deno.writeTextFile(ini, good.replace(text, other));
    try {
      await assert.rejects(
        readJob(ini),
        (error) => error instanceof InputError && message.test(error.message),
      );
    } finally {
      await Deno.remove(ini);
    }
  });
}
