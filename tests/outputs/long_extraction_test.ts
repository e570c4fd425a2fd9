/** Extraction of datasets that are too long for memory. */
import assert from "node:assert/strict";
import { createDatastore } from "../../datastore/writer.ts";
import { extract, extractToFile } from "../../outputs/extract.ts";
import { readNpz } from "./read_npz.ts";

const HEADER = { date: "2026-01-31T23:59:59", checksum: 1, inputSize: 1 };
/** 24 MB in rows of 3 numbers, more than are read at a time. */
const NUM_ROWS = 2_000_000;

Deno.test("a long dataset is extracted part by part, to the same arrays as at once", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const path = `${folder}/calc_1.hdf5`, target = `${folder}/extracted.npz`;
    const values = Float32Array.from({ length: 3 * NUM_ROWS }, (_, i) => i);
    {
      using store = await createDatastore(path, HEADER);
      store.array("long", values, [NUM_ROWS, 3]);
      store.array("short", values.slice(0, 6), [2, 3]);
    }
    for (const name of ["long", "short"]) {
      await extractToFile(path, name, "", target);
      const ofFile = await readNpz(await Deno.readFile(target));
      const atOnce = await readNpz(await extract(path, name, ""));
      assert.deepEqual([...ofFile.keys()], [...atOnce.keys()]);
      const { type, shape, bytes } = ofFile.get("array")!, expected = atOnce.get("array")!;
      assert.deepEqual([type, shape], [expected.type, expected.shape]);
      assert.ok(
        bytes.length === expected.bytes.length && bytes.every((byte, i) => byte === expected.bytes[i]),
      );
      const numbers = new Float32Array(bytes.buffer);
      assert.ok(numbers.every((number, i) => number === values[i]));
      assert.equal(numbers.length, name === "long" ? 3 * NUM_ROWS : 6);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
