import assert from "node:assert/strict";
import { readInputs } from "../../datastore/inputs.ts";
import { createLabelledArray, readAxes, writeLabelledArray } from "../../datastore/labelled_array.ts";
import { readRealizations } from "../../datastore/logic_trees.ts";
import { DatastoreError, openDatastore } from "../../datastore/reader.ts";
import { numSiteChunks, type RatesSize } from "../../datastore/rates.ts";
import { readSites } from "../../datastore/sites.ts";
import { createDatastore } from "../../datastore/writer.ts";
import { curves, IMTS, madeUpDatastore, STATISTICS } from "./made_up_datastore.ts";

const HEADER = { date: "2026-01-01T00:00:00", checksum: 1, inputSize: 2 };

async function withFolder(test: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a datastore gives back what was written", () =>
  withFolder(async (folder) => {
    using store = await openDatastore(await madeUpDatastore(folder));
    assert.equal(store.attribute("", "engine_version"), "3.26.2");
    assert.equal(store.attribute("", "checksum32"), 12345);
    assert.deepEqual(store.array("hcurves-stats"), { shape: [3, 2, 3, 3], values: curves(2) });
    assert.deepEqual(store.array("hcurves-stats", [[1, 2], [0, 1], null, [0, 2]]).shape, [1, 1, 3, 2]);
    assert.deepEqual(store.array("hcurves-stats", [[1, 2], [1, 2], [2, 3]]).values, curves(2).slice(33, 36));
    assert.deepEqual(store.texts("gsims"), ["[First]", "[Second]", "[First]", "[Second]", "[Third]"]);
    assert.deepEqual(store.texts("source_mags/Stable Continental Crust"), ["5.00"]);
    assert.equal(store.oqparam().investigation_time, 50);
    const [file] = readInputs(store);
    assert.equal(file.name, "job.ini");
    assert.equal(new TextDecoder().decode(file.bytes), "[general]\n");
  }));

Deno.test("rates are stored without zeros, and where those of each chunk of sites are", () =>
  withFolder(async (folder) => {
    using store = await openDatastore(await madeUpDatastore(folder));
    const columns = ["sid", "lid", "gid", "rate"].map((name) => [...store.numbers(`_rates/${name}`)]);
    assert.deepEqual(columns, [[0, 0, 1, 2], [0, 1, 0, 0], [0, 0, 0, 1], [0.5, 0.25, 0.0625, 0.125]]);
    const { idx, start, stop } = store.table("_rates/slice_by_idx");
    const slices = [idx, start, stop].map((column) => Array.from(column as ArrayLike<number>, Number));
    // two chunks: sites 0 and 2, site 1
    assert.deepEqual(slices, [[0, 1, 0], [0, 2, 3], [2, 3, 4]]);
  }));

Deno.test("numSiteChunks() is the number of chunks that the reference's tools expect", () => {
  const cases: [size: RatesSize, expected: number][] = [
    [{ numSites: 3, numLevels: 9, numModels: 2, concurrentTasks: 0 }, 1],
    [{ numSites: 3, numLevels: 9, numModels: 2, concurrentTasks: 16 }, 3],
    [{ numSites: 624, numLevels: 360, numModels: 1, concurrentTasks: 16 }, 8],
    [{ numSites: 100_000, numLevels: 500, numModels: 60, concurrentTasks: 16 }, 12],
  ];
  for (const [size, expected] of cases) assert.equal(numSiteChunks(size), expected, JSON.stringify(size));
});

Deno.test("the logic trees are stored as the reference stores them", () =>
  withFolder(async (folder) => {
    using store = await openDatastore(await madeUpDatastore(folder));
    const gsims = store.table("full_lt/gsim_lt");
    assert.deepEqual(gsims.branch, ["gA2", "gB2", "gA1"]);
    assert.deepEqual(gsims.trt, ["Active Shallow Crust", "Active Shallow Crust", "Stable Continental Crust"]);
    assert.deepEqual(gsims.weight, Float64Array.of(0.25, 0.75, 1));
    const paths = store.table("full_lt/sm_data");
    assert.deepEqual(paths.name, ["['first.xml']", "['second.xml']"]);
    assert.deepEqual(store.table("full_lt/source_model_lt").uvalue, ["'first.xml'", "'second.xml'"]);
    const bsetdict = store.attribute("full_lt/source_model_lt", "bsetdict");
    assert.equal(bsetdict, '{"bs1":{"uncertaintyType":"sourceModel"}}');
    assert.deepEqual(readRealizations(store).map(({ branchPath }) => branchPath), [
      "A~AA",
      "A~BA",
      "B~AA",
      "B~BA",
    ]);
    assert.deepEqual(store.array("weights").values, Float32Array.of(0.15, 0.45, 0.1, 0.3));
  }));

Deno.test("sites keep the order and the types of their parameters", () =>
  withFolder(async (folder) => {
    using store = await openDatastore(await madeUpDatastore(folder, { withIds: true }));
    const { size, columns, customSiteIds } = readSites(store);
    assert.equal(size, 3);
    assert.deepEqual(customSiteIds, ["alpha", "beta", "gamma"]);
    assert.deepEqual(columns.map(({ name, type }) => `${name}:${type}`), [
      "sids:u4",
      "lon:f8",
      "lat:f8",
      "depth:f8",
      "vs30:f8",
      "vs30measured:b1",
      "z1pt0:f8",
      "custom_site_id:S8",
    ]);
    assert.deepEqual(columns[5].values, Uint8Array.of(1, 0, 1));
  }));

Deno.test("labels of axes are integers, floats with a decimal point, or texts", () =>
  withFolder(async (folder) => {
    const path = `${folder}/calc_1.hdf5`;
    using store = await createDatastore(path, HEADER);
    writeLabelledArray(store, "maps", new Float64Array(4), [["site_id", 1], ["imt", IMTS.slice(0, 2)], [
      "poe",
      [0.5, 1],
    ]]);
    store.close();
    using reader = await openDatastore(path);
    const expected =
      '{"shape_descr": ["site_id","imt","poe"], "site_id": 1, "imt": ["PGA", "PGV"], "poe": [0.5, 1.0]}';
    assert.equal(reader.attribute("maps", "json"), expected);
    assert.deepEqual(readAxes(reader, "maps"), [["site_id", [0]], ["imt", ["PGA", "PGV"]], ["poe", [
      0.5,
      1,
    ]]]);
  }));

Deno.test("an array filled row by row is zero where nothing was written", () =>
  withFolder(async (folder) => {
    const path = `${folder}/calc_1.hdf5`;
    using store = await createDatastore(path, HEADER);
    createLabelledArray(store, "curves", "f4", [["site_id", 4], ["stat", STATISTICS]]);
    store.writeRows("curves", 2, Float32Array.of(5, 6));
    store.writeRows("curves", 0, Float32Array.of(1, 2));
    store.close();
    using reader = await openDatastore(path);
    assert.deepEqual(reader.array("curves"), {
      shape: [4, 2],
      values: Float32Array.of(1, 2, 0, 0, 5, 6, 0, 0),
    });
  }));

Deno.test("an array above 64 MB is written in slices and read back", () =>
  withFolder(async (folder) => {
    const path = `${folder}/calc_1.hdf5`;
    const values = new Float64Array(5000 * 2000);
    values.forEach((_, i) => values[i] = i);
    using store = await createDatastore(path, HEADER);
    writeLabelledArray(store, "big", values, [["site_id", 5000], ["lvl", 2000]]);
    store.close();
    using reader = await openDatastore(path);
    assert.equal(
      reader.attribute("big", "json"),
      '{"shape_descr": ["site_id","lvl"], "site_id": 5000, "lvl": 2000}',
    );
    for (const site of [0, 1234, 4999]) {
      const { values: row } = reader.array("big", [[site, site + 1]]);
      assert.deepEqual([row[0], row[1999]], [site * 2000, site * 2000 + 1999]);
    }
  }));

Deno.test("text keeps its characters, empty texts and lists stay so", () =>
  withFolder(async (folder) => {
    const path = `${folder}/calc_1.hdf5`;
    using store = await createDatastore(path, HEADER);
    store.texts("texts", ["", "Zürich", "日本"]);
    store.texts("none", []);
    store.table("table", [["name", "str", ["é", ""]], ["code", "S2", ["abc", "d"]], ["n", "i8", [1, -2n]]]);
    store.attribute("texts", "labels", ["a", "ü"]);
    store.attribute("texts", "nothing", []);
    store.close();
    using reader = await openDatastore(path);
    assert.deepEqual(reader.texts("texts"), ["", "Zürich", "日本"]);
    assert.deepEqual(reader.texts("none"), []);
    const { name, code, n } = reader.table("table");
    assert.deepEqual([name, code, n], [["é", ""], ["ab", "d"], BigInt64Array.of(1n, -2n)]);
    assert.deepEqual(reader.attribute("texts", "labels"), ["a", "ü"]);
    assert.deepEqual(reader.attribute("texts", "nothing"), []);
    assert.equal(reader.attribute("texts", "missing"), undefined);
  }));

Deno.test("what was flushed can be read while the file is still open for writing", () =>
  withFolder(async (folder) => {
    const path = `${folder}/calc_1.hdf5`;
    using store = await createDatastore(path, HEADER);
    store.array("weights", Float32Array.of(1));
    store.flush();
    using reader = await openDatastore(path);
    assert.deepEqual(reader.array("weights").values, Float32Array.of(1));
  }));

Deno.test("a file has one writer at a time", () =>
  withFolder(async (folder) => {
    const path = `${folder}/calc_1.hdf5`;
    using store = await createDatastore(path, HEADER);
    await assert.rejects(() => createDatastore(path, HEADER), /already open for writing/);
    store.close();
    using again = await createDatastore(path, HEADER);
    again.array("weights", Float32Array.of(1));
  }));

Deno.test("errors tell what is missing, in the words of the reference", () =>
  withFolder(async (folder) => {
    const path = await madeUpDatastore(folder);
    using store = await openDatastore(path);
    const hasMessage = (exceptionClass: string, message: string | RegExp) => (error: unknown) => {
      assert.ok(error instanceof DatastoreError);
      assert.equal(error.exceptionClass, exceptionClass);
      assert.match(error.message, new RegExp(message));
      return true;
    };
    assert.throws(
      () => store.array("pippo"),
      hasMessage("KeyError", `^No 'pippo' found in <DataStore ${path} open>$`),
    );
    assert.throws(() => store.array("pippo/a/b"), hasMessage("KeyError", "No 'pippo/a/b' found"));
    assert.throws(() => store.array("sitecol"), hasMessage("TypeError", "sitecol is a group"));
    assert.throws(() => store.array("gsims"), hasMessage("TypeError", "gsims does not hold numbers"));
    assert.throws(() => store.table("weights"), hasMessage("TypeError", "weights is not a table"));
    const missing = `${folder}/calc_8.hdf5`;
    await assert.rejects(() => openDatastore(missing), hasMessage("OSError", `^File not found: ${missing}$`));
    await Deno.writeTextFile(missing, "not a datastore");
    await assert.rejects(() => openDatastore(missing), hasMessage("OSError", "is not a datastore"));
  }));
