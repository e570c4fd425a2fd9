import assert from "node:assert/strict";
import { npyNumbers, npyRecords, npyTexts } from "../../formats/npy.ts";
import { npz, zip } from "../../formats/npz.ts";
import { floatsOf, readNpz } from "../../formats/read_npz.ts";

Deno.test("readNpz() gives back what npz() writes, in order", async () => {
  const floats = npyNumbers(Float32Array.of(1, 0.5, -2, 0, 3, 4), [2, 3]);
  const doubles = npyNumbers(Float64Array.of(0.1, 1e300));
  const records = npyRecords([["a", doubles], ["b", npyNumbers(Float64Array.of(2, 3))]]);
  const arrays = await readNpz(
    npz([["z", floats], ["a/b", doubles], ["r", records], ["t", npyTexts(["x"])]]),
  );
  assert.deepEqual([...arrays.keys()], ["z", "a/b", "r", "t"]);
  assert.deepEqual(arrays.get("z")!.shape, [2, 3]);
  assert.deepEqual(floatsOf(arrays.get("z")!), [1, 0.5, -2, 0, 3, 4]);
  assert.deepEqual(floatsOf(arrays.get("a/b")!), [0.1, 1e300]);
  assert.deepEqual(arrays.get("r")!.type, [["a", "<f8"], ["b", "<f8"]]);
  assert.deepEqual(floatsOf(arrays.get("r")!), [0.1, 2, 1e300, 3]);
  assert.throws(() => floatsOf(arrays.get("t")!), /expected an array of floats, got one of <U1/);
});

Deno.test("readNpz() reads headers of format 2.0", async () => {
  const text = "{'descr': '<f8', 'fortran_order': False, 'shape': (), }\n", data = Float64Array.of(7);
  const bytes = new Uint8Array(12 + text.length + 8);
  bytes.set([0x93, ...new TextEncoder().encode("NUMPY"), 2, 0, text.length]);
  bytes.set(new TextEncoder().encode(text), 12);
  bytes.set(new Uint8Array(data.buffer), 12 + text.length);
  const arrays = await readNpz(zip([{ name: "x.npy", bytes }]));
  assert.deepEqual([arrays.get("x")!.shape, floatsOf(arrays.get("x")!)], [[], [7]]);
});

Deno.test("readNpz() refuses what is no archive", () => assert.rejects(readNpz(new Uint8Array(100))));
