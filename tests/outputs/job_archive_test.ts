/** What a datastore keeps beside results: the inputs of the calculation and pictures. */
import assert from "node:assert/strict";
import { TextWriter, Uint8ArrayReader, ZipReader } from "@zip.js/zip.js";
import { writeInputs } from "../../datastore/inputs.ts";
import { createDatastore, type DatastoreWriter } from "../../datastore/writer.ts";
import { png } from "../../formats/png.ts";
import { exportJobArchive } from "../../outputs/job_archive.ts";
import { exportPicture } from "../../outputs/pictures.ts";

const INPUTS = { "job.ini": "[general]\n", "models/source.xml": "<nrml/>" };

async function withDatastore(
  write: (store: DatastoreWriter) => void,
  test: (path: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir(), path = `${folder}/calc_7.hdf5`;
  try {
    const store = await createDatastore(path, { date: "2026-01-31T23:59:59", checksum: 1, inputSize: 1 });
    write(store);
    store.close();
    await test(path);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function writeJob(store: DatastoreWriter): void {
  writeInputs(
    store,
    Object.entries(INPUTS).map(([name, text]) => ({ name, bytes: new TextEncoder().encode(text) })),
  );
}

Deno.test("exportJobArchive() gives back the inputs", () =>
  withDatastore((store) => {
    writeJob(store);
    store.array("ruptures", Float32Array.of(1));
    store.array("assetcol/array", Float32Array.of(1));
  }, async (path) => {
    const { name, bytes } = await exportJobArchive(path, 7);
    assert.equal(name, "job_7.zip");
    const found: Record<string, string> = {};
    for (const entry of await new ZipReader(new Uint8ArrayReader(bytes)).getEntries()) {
      if (!entry.directory) found[entry.filename] = await entry.getData(new TextWriter());
    }
    assert.deepEqual(found, INPUTS);
  }));

Deno.test("exportJobArchive() refuses a calculation without ruptures or exposure", async () => {
  const cases: [write: (store: DatastoreWriter) => void, missing: string][] = [
    [writeJob, "ruptures"],
    [(store) => store.array("ruptures", Float32Array.of(1)), "assetcol"],
  ];
  for (const [write, missing] of cases) {
    await withDatastore(write, (path) =>
      assert.rejects(exportJobArchive(path, 7), {
        name: "ExportError",
        message: `KeyError: "No '${missing}' found in <DataStore ${path} open>"`,
      }));
  }
});

Deno.test("exportPicture() makes a PNG of stored pixels, and refuses what is none", () => {
  const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  return withDatastore((store) => {
    store.array("png/map", bytes, [2, 1, 4]);
    store.array("png/line", bytes, [8]);
  }, async (path) => {
    assert.deepEqual(
      await exportPicture(path, "map"),
      png({ height: 2, width: 1, channels: 4, bytes }),
    );
    await assert.rejects(exportPicture(path, "line"), {
      name: "ExportError",
      message: /^TypeError: png\/line/,
    });
    await assert.rejects(exportPicture(path, "x"), { name: "ExportError", message: /^KeyError: .*png\/x/ });
  });
});
