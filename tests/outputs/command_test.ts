import assert from "node:assert/strict";
import { exportCommand, extractCommand } from "../../outputs/command.ts";
import { madeUpDatastore } from "../datastore/made_up_datastore.ts";
import { readNpz } from "./read_npz.ts";

/** Runs a command and returns its exit code and what it printed. */
async function printed(command: () => Promise<number>): Promise<{ code: number; out: string; err: string }> {
  const { log, error } = console;
  const out: string[] = [], err: string[] = [];
  console.log = (text: string) => out.push(text);
  console.error = (text: string) => err.push(text);
  try {
    return { code: await command(), out: out.join("\n"), err: err.join("\n") };
  } finally {
    Object.assign(console, { log, error });
  }
}

Deno.test("the command line exports, lists and extracts", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await madeUpDatastore(folder);
    const exported = await printed(() =>
      exportCommand(["7", "realizations", "csv", `${folder}/new`], folder)
    );
    assert.deepEqual(exported, { code: 0, out: `${folder}/new/realizations_7.csv`, err: "" });
    assert.match(await Deno.readTextFile(`${folder}/new/realizations_7.csv`), /0,A~AA,1\.5000001e-01/);

    const listed = await printed(() => exportCommand([`${folder}/calc_7.hdf5`], folder));
    assert.match(listed.out, /^hcurves +csv,npz +Hazard Curves$/m);

    const file = `${folder}/curves.npz`;
    const extracted = await printed(() => extractCommand(["7", "hcurves?kind=mean&imt=PGA", file], folder));
    assert.deepEqual(extracted, { code: 0, out: file, err: "" });
    assert.equal((await readNpz(await Deno.readFile(file))).get("mean")!.shape, "(3, 1, 3)");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("the command line says what is wrong and returns 1", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await madeUpDatastore(folder);
    const cases: [() => Promise<number>, RegExp][] = [
      [() => exportCommand([], folder), /^usage: export/],
      [() => exportCommand(["7", "hcurves"], folder), /^usage: export/],
      [() => exportCommand(["8", "hcurves", "csv"], folder), /^OSError: File not found: .*calc_8\.hdf5$/],
      [
        () => exportCommand(["7", "hcurves", "xml"], folder),
        /^DataStoreExportError: Could not export hcurves in xml$/,
      ],
      [() => extractCommand(["7"], folder), /^usage: extract/],
      [() => extractCommand(["7", "hcurves?imt=PGA"], folder), /^KeyError: 'kind'$/],
    ];
    for (const [command, message] of cases) {
      const { code, err } = await printed(command);
      assert.equal(code, 1);
      assert.match(err, message);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
