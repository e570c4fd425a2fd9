import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { inflateRawSync } from "node:zlib";
import { TextWriter, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";
import {
  itemSize,
  type NpyArray,
  npyBooleans,
  npyBytes,
  npyByteStrings,
  npyHeader,
  npyNumbers,
  npyRecords,
  npyTexts,
} from "../../formats/npy.ts";
import { npz, zip } from "../../formats/npz.ts";

/** The dictionary in a header, without the padding. */
function headerText(array: NpyArray): string {
  return new TextDecoder().decode(npyHeader(array)).slice(10).trimEnd();
}

Deno.test("headers describe types and shapes as NumPy does", () => {
  const curves: NpyArray = {
    type: [["lon", "<f8"], ["mean", [["PGA", [["0.1", "<f4"], ["it's", "<f4"]]]]], ["hypo", "<f4", [3]]],
    shape: [0],
    data: new Uint8Array(),
  };
  const cases: [NpyArray, string, string][] = [
    [npyNumbers(new Float32Array(6), [2, 3]), "'<f4'", "(2, 3)"],
    [npyNumbers(BigInt64Array.of(1n), []), "'<i8'", "()"],
    [npyNumbers(new Uint8Array(2)), "'|u1'", "(2,)"],
    [npyBooleans(Uint8Array.of(1)), "'|b1'", "(1,)"],
    [npyBytes("é"), "'|S2'", "()"],
    [npyBytes(""), "'|S1'", "()"],
    [npyByteStrings(["a", "abc"]), "'|S3'", "(2,)"],
    [npyTexts(["日本", "a"]), "'<U2'", "(2,)"],
    [
      curves,
      "[('lon', '<f8'), ('mean', [('PGA', [('0.1', '<f4'), ('it\\'s', '<f4')])]), ('hypo', '<f4', (3,))]",
      "(0,)",
    ],
  ];
  for (const [array, type, shape] of cases) {
    assert.equal(headerText(array), `{'descr': ${type}, 'fortran_order': False, 'shape': ${shape}, }`);
    assert.equal(npyHeader(array).length % 64, 0);
  }
});

Deno.test("headers have version 1, 2 above 65000 bytes and 3 for names beyond ASCII", () => {
  const version = (names: string[]) =>
    npyHeader({ type: names.map((name) => [name, "<f4"]), shape: [0], data: new Uint8Array() })[6];
  assert.equal(version(["a"]), 1);
  assert.equal(version(Array.from({ length: 5000 }, (_, i) => `field${i}`)), 2);
  assert.equal(version(["é"]), 3);
});

Deno.test("records weave columns, nested ones included", () => {
  const nested: NpyArray = {
    type: [["PGA", "<f4"], ["SA(0.2)", "<f4"]],
    shape: [2],
    data: npyNumbers(Float32Array.of(1, 2, 3, 4)).data,
  };
  const records = npyRecords([
    ["id", npyNumbers(Uint16Array.of(7, 8))],
    ["name", npyByteStrings(["x", "yz"], 3)],
    ["mean", nested],
    ["hypo", npyNumbers(Int8Array.of(1, 2, 3, 4), [2, 2])],
  ]);
  assert.equal(itemSize(records.type), 2 + 3 + 8 + 2);
  const view = new DataView(records.data.buffer);
  assert.deepEqual([0, 15].map((row) => view.getUint16(row, true)), [7, 8]);
  assert.deepEqual([0, 15].map((row) => view.getFloat32(row + 9, true)), [2, 4]);
  assert.deepEqual([...records.data.slice(28, 30)], [3, 4]);
  assert.deepEqual([...records.data.slice(17, 20)], [...Buffer.from("yz\0")]);
});

/** The members that the directory of an archive lists, unpacked. */
function unzip(archive: Uint8Array): Map<string, Buffer> {
  const bytes = Buffer.from(archive);
  const end = bytes.length - 22;
  assert.equal(bytes.readUInt32LE(end), 0x06054b50);
  const members = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < bytes.readUInt16LE(end + 10); i++) {
    const nameLength = bytes.readUInt16LE(at + 28), start = bytes.readUInt32LE(at + 42) + 30 + nameLength;
    const packed = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
    const isDeflated = bytes.readUInt16LE(at + 10) === 8;
    const data = isDeflated ? inflateRawSync(packed) : packed;
    assert.equal(data.length, bytes.readUInt32LE(at + 24));
    members.set(bytes.toString("utf8", at + 46, at + 46 + nameLength), data);
    at += 46 + nameLength;
  }
  return members;
}

Deno.test("archives give their members back, in order, with names in UTF-8", () => {
  const big = new Uint8Array(5 << 20).map((_, i) => i * 7);
  const files = [
    { name: "ä.csv", bytes: new TextEncoder().encode("1,2,3\r\n".repeat(100)) },
    { name: "empty", bytes: new Uint8Array() },
    { name: "big", bytes: big },
  ];
  const archive = zip(files);
  const members = unzip(archive);
  assert.deepEqual([...members.keys()], ["ä.csv", "empty", "big"]);
  for (const { name, bytes } of files) assert.ok(Buffer.from(bytes).equals(members.get(name)!));
  assert.ok(archive.length < big.length + 500, "text is deflated, what is large is stored");
});

Deno.test("other programs unzip the archives", async () => {
  const text = "text ".repeat(50);
  const archive = zip([{ name: "a/b.txt", bytes: new TextEncoder().encode(text) }]);
  const reader = new ZipReader(new Uint8ArrayReader(archive), { useWebWorkers: false });
  const [entry] = await reader.getEntries();
  assert.ok(!entry.directory);
  assert.equal(entry.filename, "a/b.txt");
  assert.equal(await entry.getData(new TextWriter(), { checkSignature: true }), text);
  await reader.close();
});

Deno.test("an npz archive names its arrays", () => {
  const members = unzip(npz([["array", npyNumbers(Float32Array.of(1.5))], ["extra", npyTexts(["value"])]]));
  assert.deepEqual([...members.keys()], ["array.npy", "extra.npy"]);
  const bytes = members.get("array.npy")!;
  assert.deepEqual([bytes.length, bytes.readFloatLE(128)], [132, 1.5]);
});
