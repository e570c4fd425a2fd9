import assert from "node:assert/strict";
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter, type ZipWriterAddDataOptions } from "@zip.js/zip.js";
import { InputError } from "../../hazard/input_error.ts";
import { memberPath, type UnpackLimits, unpackZip } from "../../formats/zip.ts";

const LIMITS: UnpackLimits = { members: 3, unpackedBytes: 20_000_000, ratio: 100 };

type Member = readonly [name: string, content: Uint8Array | string, options?: ZipWriterAddDataOptions];

async function archive(members: readonly Member[]): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, content, options] of members) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    await writer.add(name, new Uint8ArrayReader(bytes), options);
  }
  return await writer.close();
}

/** What an archive unpacks to: text by path. */
async function unpack(bytes: Uint8Array): Promise<Record<string, string>> {
  const source = {
    size: bytes.length,
    read: (offset: number, length: number) => Promise.resolve(bytes.slice(offset, offset + length)),
  };
  const files: Record<string, string> = {};
  await unpackZip("job.zip", source, LIMITS, (path) => {
    files[path] = "";
    const decoder = new TextDecoder();
    const write = (chunk: Uint8Array) => void (files[path] += decoder.decode(chunk, { stream: true }));
    return Promise.resolve(new WritableStream({ write }));
  });
  return files;
}

Deno.test("unpackZip() gives the files without folders, macOS companions and absolute names", async () => {
  const cases: [Member[], Record<string, string>][] = [
    [[], {}],
    [[["job.ini", "[general]"], ["models/a.xml", "<a/>"]], {
      "job.ini": "[general]",
      "models/a.xml": "<a/>",
    }],
    [[["folder/", "", { directory: true }], ["folder/x", "1"]], { "folder/x": "1" }],
    [[["__MACOSX/._job.ini", "?"], [".DS_Store", "?"], ["x", "1"]], { x: "1" }],
    [[["/tmp/x", "1"], ["C:/y", "2"], ["a\\b", "3"]], { "tmp/x": "1", y: "2", "a/b": "3" }],
    [[["χώρα", "é"]], { "χώρα": "é" }],
    [[["stored", "1", { level: 0 }]], { stored: "1" }],
  ];
  for (const [members, expected] of cases) assert.deepEqual(await unpack(await archive(members)), expected);
});

Deno.test("unpackZip() refuses what is dangerous or damaged, naming archive and member", async () => {
  const link = { unixMode: 0o120777, externalFileAttributes: 0o120777 * 2 ** 16 };
  const zeros = new Uint8Array(12_000_000);
  const good = await archive([["x", "hello", { level: 0 }]]);
  const damaged = good.slice();
  damaged[good.indexOf("h".charCodeAt(0))] ^= 0xff;
  const cases: [Uint8Array, RegExp][] = [
    [new Uint8Array(0), /^job\.zip: is not a readable zip file/],
    [new TextEncoder().encode("hello"), /^job\.zip: is not a readable zip file/],
    [good.slice(0, 70), /^job\.zip: is not a readable zip file/],
    [damaged, /^job\.zip: is not a readable zip file/],
    [
      await archive([["../x", "1"]]),
      /^job\.zip: "\.\.\/x": expected a name inside the archive's own folder$/,
    ],
    [await archive([["a/../../x", "1"]]), /expected a name inside the archive's own folder$/],
    [await archive([["x", "/etc/passwd", link]]), /^job\.zip: "x": expected a file, got a link or device$/],
    [await archive([["x", "1", { password: "secret" }]]), /^job\.zip: "x": is encrypted/],
    [await archive([["1", ""], ["2", ""], ["3", ""], ["4", ""]]), /^job\.zip: has more than 3 files$/],
    [await archive([["x", zeros]]), /^job\.zip: "x": unpacks to more than 100 times its size$/],
    [
      await archive([["x", zeros, { level: 0 }], ["y", zeros, { level: 0 }]]),
      /^job\.zip: unpacks to more than 19 MB$/,
    ],
  ];
  for (const [bytes, message] of cases) {
    await assert.rejects(
      unpack(bytes),
      (error) => error instanceof InputError && message.test(error.message),
      String(message),
    );
  }
});

Deno.test("unpackZip() passes on errors of the place that it writes to", async () => {
  const bytes = await archive([["x", "1"]]);
  const source = {
    size: bytes.length,
    read: (at: number, length: number) => Promise.resolve(bytes.slice(at, at + length)),
  };
  const full = Object.assign(new Error("No space left on device"), { code: "ENOSPC" });
  await assert.rejects(unpackZip("job.zip", source, LIMITS, () => Promise.reject(full)), full);
});

Deno.test("memberPath() is relative and stays inside", () => {
  const cases: [string, string | null][] = [
    ["a/b", "a/b"],
    ["/a//./b", "a/b"],
    ["C:\\a\\b", "a/b"],
    ["..", null],
    ["a/../b", null],
    ["a\\..\\..\\b", null],
    ["", null],
    ["/", null],
    ["a\u0000b", null],
  ];
  for (const [name, path] of cases) assert.equal(memberPath(name), path, name);
});
