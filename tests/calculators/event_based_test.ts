import assert from "node:assert/strict";
import { readJob } from "../../calculators/job.ts";
import { readEvents } from "../../datastore/events.ts";
import { readFieldColumns, readFields } from "../../datastore/gmf_data.ts";
import { type DatastoreReader, openDatastore } from "../../datastore/reader.ts";
import { readGeometry, readRuptures } from "../../datastore/ruptures.ts";
import { computeJob } from "./compute_job.ts";

type Numbers = readonly (number | null)[];

/** What the reference engine computed for a job: regenerate_event_based.py. Tables have some of their rows. */
interface Expected {
  readonly sources: readonly string[];
  readonly ruptures: Readonly<Record<string, Numbers>> & { readonly rows: readonly number[] };
  readonly events: Readonly<Record<string, Numbers>> & { readonly rows: readonly number[] };
  /** by row of `ruptures`: numbers stored, surfaces, sum of absolute values */
  readonly geometries: readonly (readonly [number, number, number])[];
  /** rows by event and site */
  readonly fields?: Readonly<Record<string, Numbers>> & {
    readonly size: number;
    readonly rows: readonly number[];
  };
}

/** Arrays that are compared whole. */
const ARRAYS = ["avg_gmf", "hcurves-rlzs", "hcurves-stats", "hmaps-stats"];
/** As precise as 32 bits and the seven digits stored here. */
const FIELD_TOLERANCE = 2e-6;
/** The reference adds up logarithms in 32 bits. */
const AVERAGE_TOLERANCE = 1e-4;

const JOBS = new URL("./event_based_jobs/", import.meta.url).pathname;

async function run(name: string, numThreads: number): Promise<string> {
  const path = `${await Deno.makeTempDir()}/calc_1.hdf5`;
  await computeJob(await readJob(`${JOBS}${name}.ini`), path, { numThreads });
  return path;
}

/** Numbers that came out of the same stream are equal; figures of surfaces are as precise as 32 bits. */
function assertClose(actual: ArrayLike<number>, expected: Numbers, what: string, tolerance: number): void {
  assert.equal(actual.length, expected.length, what);
  expected.forEach((value, i) => {
    const isEqual = value === null
      ? Number.isNaN(actual[i])
      : Math.abs(actual[i] - value) <= tolerance * Math.max(Math.abs(value), 1);
    assert.ok(isEqual, `${what}[${i}]: ${actual[i]}, the reference has ${value}`);
  });
}

function assertRelativelyClose(
  actual: ArrayLike<number>,
  expected: Numbers,
  what: string,
  tolerance = FIELD_TOLERANCE,
): void {
  assert.equal(actual.length, expected.length, what);
  expected.forEach((value, i) => {
    const isClose = Math.abs(actual[i] - value!) <= tolerance * Math.abs(value!);
    assert.ok(isClose, `${what}[${i}]: ${actual[i]}, the reference has ${value}`);
  });
}

function assertFields(store: DatastoreReader, expected: NonNullable<Expected["fields"]>): void {
  const columns = readFieldColumns(store), { size, siteIds, eventIds, values } = readFields(store, columns);
  assert.equal(size, expected.size);
  const order = Uint32Array.from({ length: size }, (_, row) => row)
    .sort((a, b) => eventIds[a] - eventIds[b] || siteIds[a] - siteIds[b]);
  const at = (column: ArrayLike<number>) => expected.rows.map((row) => column[order[row]]);
  assertClose(at(eventIds), expected.eid, "eid", 0);
  assertClose(at(siteIds), expected.sid, "sid", 0);
  columns.forEach((name, c) => assertRelativelyClose(at(values[c]), expected[name], name));
}

for (const { name: file } of Deno.readDirSync(JOBS)) {
  if (!file.endsWith(".ini")) continue;
  const name = file.replace(".ini", "");
  Deno.test(`runEventBased() ${name} has the events and fields of the reference`, async () => {
    const expected: Expected = JSON.parse(await Deno.readTextFile(`${JOBS}${name}.json`));
    const path = await run(name, 1);
    using store = await openDatastore(path);
    assert.deepEqual(store.table("source_info").source_id, expected.sources);
    const ruptures = readRuptures(store), { rows } = expected.ruptures;
    assert.equal(ruptures.size, expected.ruptures.size);
    const at = (column: ArrayLike<number>) => rows.map((row) => column[row]);
    for (
      const [column, values] of [
        ["id", ruptures.id],
        ["seed", ruptures.seed],
        ["source_id", ruptures.sourceNumber],
        ["trt_smr", ruptures.trtSmr],
        ["code", ruptures.code],
        ["n_occ", ruptures.occurrences],
        ["e0", ruptures.firstEvent],
      ] as const
    ) assertClose(at(values), expected.ruptures[column], column, 0);
    for (
      const [column, values] of [
        ["mag", ruptures.mag],
        ["rake", ruptures.rake],
        ["occurrence_rate", ruptures.occurrenceRate],
        ["minlon", ruptures.minLon],
        ["minlat", ruptures.minLat],
        ["maxlon", ruptures.maxLon],
        ["maxlat", ruptures.maxLat],
      ] as const
    ) assertClose(at(values), expected.ruptures[column], column, 1e-6);
    const hypocentres = rows.flatMap((row) => [...ruptures.hypocentre.subarray(3 * row, 3 * row + 3)]);
    assertClose(hypocentres, expected.ruptures.hypo, "hypo", 1e-6);
    rows.forEach((row, i) => {
      const geometry = readGeometry(store, ruptures.geometry[row]);
      const sum = geometry.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : Math.abs(value)), 0);
      const figures = [geometry.length, geometry[0], sum];
      assertClose(figures, expected.geometries[i], `surface of rupture ${row}`, 1e-5);
    });
    const events = readEvents(store);
    assert.equal(events.size, expected.events.size);
    for (
      const [column, values] of [
        ["id", events.id],
        ["rup_id", events.rupture],
        ["rlz_id", events.realization],
        ["year", events.year],
        ["ses_id", events.eventSet],
      ] as const
    ) assertClose(expected.events.rows.map((row) => values[row]), expected.events[column], column, 0);
    if (expected.fields) assertFields(store, expected.fields);
    for (const array of ARRAYS) {
      const wanted = (expected as unknown as Record<string, { shape: number[]; values: number[] }>)[array];
      assert.equal(store.has(array), wanted !== undefined, array);
      if (!wanted) continue;
      const { shape, values } = store.array(array);
      assert.deepEqual(shape, wanted.shape, array);
      const tolerance = array === "avg_gmf" ? AVERAGE_TOLERANCE : FIELD_TOLERANCE;
      assertRelativelyClose(values as Float32Array, wanted.values, array, tolerance);
    }
    await Deno.remove(path.replace("/calc_1.hdf5", ""), { recursive: true });
  });
}

Deno.test("runEventBased() gives the same bits with one thread and with two", async () => {
  const paths = await Promise.all([run("fields_of_points_on_grid", 1), run("fields_of_points_on_grid", 2)]);
  using one = await openDatastore(paths[0]);
  using two = await openDatastore(paths[1]);
  for (
    const dataset of ["rupgeoms", "gmf_data/eid", "gmf_data/sid", "gmf_data/PGA", "gmf_data/sigma_epsilon"]
  ) {
    assert.deepEqual(one.raw(dataset).column, two.raw(dataset).column, dataset);
  }
  assert.deepEqual(readRuptures(one), readRuptures(two));
  assert.deepEqual(readEvents(one), readEvents(two));
  for (const path of paths) await Deno.remove(path.replace("/calc_1.hdf5", ""), { recursive: true });
});
