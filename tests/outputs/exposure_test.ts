/** The exposure as written to a datastore, exported, and read again. */
import assert from "node:assert/strict";
import { writeExposure } from "../../datastore/exposure.ts";
import { writeOqparam } from "../../datastore/inputs.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { createDatastore } from "../../datastore/writer.ts";
import { readAssetsCsv } from "../../formats/exposure_csv.ts";
import { readExposureModel } from "../../formats/nrml/exposure.ts";
import { exportOutput } from "../../outputs/export.ts";
import { listOutputs } from "../../outputs/list_outputs.ts";
import { collectAssets } from "../../risk/asset_collection.ts";
import type { CostTypes } from "../../risk/asset_table.ts";

const COST_TYPES: CostTypes = new Map([["structural", { basis: "per_asset", unit: "EUR & more" }]]);

/** Two assets, the second one further west. */
function madeUpAssets() {
  const table = {
    file: "assets.csv",
    size: 2,
    lines: [2, 3],
    ids: ["first", "second, too"],
    lon: Float64Array.of(10.12345, -5),
    lat: Float64Array.of(45, 44.5),
    values: new Map([["number", Float64Array.of(3, 1)], ["structural", Float64Array.of(100, 12.5)]]),
    occupants: new Map([["day", Float64Array.of(4, 0)], ["night", Float64Array.of(2, 1)]]),
    tags: new Map([
      ["taxonomy", { texts: ["wood", "brick"], codes: Uint32Array.of(0, 1) }],
      ["town", { texts: ["Bari"], codes: Uint32Array.of(0, 0) }],
    ]),
  };
  return collectAssets([table], COST_TYPES).assets;
}

async function withExposure(test: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/calc_7.hdf5`;
    using store = await createDatastore(path, { date: "2026-01-31T23:59:59", checksum: 1, inputSize: 2 });
    writeOqparam(store, "{}");
    const exposure = { names: ["model"], costTypes: COST_TYPES, fields: [], assets: madeUpAssets() };
    writeExposure(store, exposure, "avg");
    store.close();
    await test(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("an exposure is stored in the columns and attributes that the reference's tools read", () =>
  withExposure(async (path) => {
    using store = await openDatastore(path);
    const { id, ordinal, site_id, ...others } = store.table("assetcol/array");
    assert.deepEqual([id, [...ordinal], [...site_id]], [["second, too", "first"], [0, 1], [0, 1]]);
    const numbers = Object.entries(others).map(([name, cells]) => [name, [...cells]]);
    assert.deepEqual(Object.fromEntries(numbers), {
      lon: [-5, Math.fround(10.12345)],
      lat: [44.5, 45],
      "value-number": [1, 3],
      "value-structural": [12.5, 300],
      occupants_day: [0, 4],
      occupants_night: [1, 2],
      occupants_avg: [0.5, 3],
      ideductible: [0, 0],
      taxonomy: [1, 2],
      town: [1, 1],
    });
    const attributes = ["fields", "occfields", "occupancy_periods", "time_event", "nbytes", "tot_sites"];
    assert.deepEqual(attributes.map((name) => store.attribute("assetcol", name)), [
      ...["number structural", "occupants_day occupants_night occupants_avg", "day night", "avg"],
      ...[2 * (50 + 12 * 4), 2],
    ]);
    assert.deepEqual(store.attribute("assetcol/tagcol", "tagnames"), ["taxonomy", "town"]);
    assert.deepEqual(store.texts("assetcol/tagcol/taxonomy"), ["?", "brick", "wood"]);
    assert.deepEqual(store.table("exposure"), {
      loss_type: ["structural"],
      cost_type: ["per_asset"],
      unit: ["EUR & more"],
    });
  }));

Deno.test("an exported exposure holds the same assets when it is read again", () =>
  withExposure(async (path) => {
    const outputs = await listOutputs(path);
    assert.deepEqual(outputs.find(({ type }) => type === "exposure")?.outtypes, ["zip"]);
    const files = (await exportOutput(path, 7, "exposure", "zip")).map(({ name, bytes }) => ({
      name,
      text: new TextDecoder().decode(bytes),
    }));
    assert.deepEqual(files.map(({ name }) => name), ["exposure_7.xml", "assetcol_7.csv"]);
    const model = readExposureModel(files[0].text, "exposure_7.xml");
    assert.deepEqual(model.assetFiles, ["assetcol_7.csv"]);
    const table = readAssetsCsv(files[1].text, "assetcol_7.csv", model);
    const { assets } = collectAssets([table], model.costTypes);
    const { tags, ...expected } = madeUpAssets();
    assert.deepEqual(assets, { ...expected, retrofitted: undefined, tags });
  }));
