import assert from "node:assert/strict";
import { RateReader, type RatesSize, RateWriter, sparseRates } from "../../datastore/rates.ts";
import { openDatastore } from "../../datastore/reader.ts";
import { createDatastore } from "../../datastore/writer.ts";

const SIZE: RatesSize = { numSites: 7, numLevels: 6, numModels: 2, concurrentTasks: 6 };

/** A rate that tells model, site and level; every third one is zero. */
function rateOf(model: number, site: number, level: number): number {
  const number = model * 100 + site * 10 + level;
  return number % 3 === 0 ? 0 : number / 7;
}

/** The rates of sites as the writer takes them, of all levels or of those given. */
function ratesOf(first: number, stop: number, levels = [0, 1, 2, 3, 4, 5]): Float64Array[] {
  return [0, 1].map((model) =>
    Float64Array.from(
      { length: (stop - first) * levels.length },
      (_, i) => rateOf(model, first + Math.floor(i / levels.length), levels[i % levels.length]),
    )
  );
}

async function withRates(use: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempFile({ suffix: ".hdf5" });
  try {
    {
      using store = await createDatastore(path, { date: "x", checksum: 1, inputSize: 1 });
      const writer = new RateWriter(store);
      for (const [first, stop] of [[0, 4], [4, 7]]) {
        writer.append(sparseRates(SIZE, first, stop - first, ratesOf(first, stop)));
      }
      writer.finish();
    }
    await use(path);
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("RateReader gives the rates that RateWriter has written, in other tiles", () =>
  withRates(async (path) => {
    using store = await openDatastore(path);
    const bounds = [0, 2, 5, 7], imts = ["PGA", "SA(1.0)"];
    const reader = new RateReader(store, { bounds, numModels: 2, storedImts: imts, imts, numLevels: 3 });
    for (let tile = 0; tile < 3; tile++) {
      const expected = ratesOf(bounds[tile], bounds[tile + 1]).map((ofModel) => ofModel.map(Math.fround));
      assert.deepEqual(reader.ofTile(tile), expected);
    }
  }));

Deno.test("RateReader gives the rates of some of the measures", () =>
  withRates(async (path) => {
    using store = await openDatastore(path);
    const storedImts = ["PGA", "SA(1.0)"], bounds = [0, 7];
    const options = { bounds, numModels: 2, storedImts, imts: ["SA(1.0)"], numLevels: 3 };
    const expected = ratesOf(0, 7, [3, 4, 5]).map((ofModel) => ofModel.map(Math.fround));
    assert.deepEqual(new RateReader(store, options).ofTile(0), expected);
  }));
