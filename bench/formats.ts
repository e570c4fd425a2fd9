/**
 * How fast files are read and written: MB/s (10 ** 6 bytes) from text to the objects and columns that a calculation
 * uses, and from arrays to files. Processor time (of all threads, the garbage collector's too), minimum of repeats, which
 * other work on the machine disturbs least; with --reference also that of the readers of the reference engine.
 * usage: deno task bench:formats [--reference]
 */
import { join } from "node:path";
import process from "node:process";
import { TextReader, Uint8ArrayWriter, ZipWriter } from "@zip.js/zip.js";
import { numberColumn, parseCsv, textColumn } from "../formats/csv.ts";
import { npyNumbers } from "../formats/npy.ts";
import { npz } from "../formats/npz.ts";
import { readSiteModel } from "../formats/nrml/site_model.ts";
import { readSourceModel } from "../formats/nrml/source_model.ts";
import { TextBuffer } from "../formats/text_buffer.ts";
import { parseXml } from "../formats/xml.ts";
import { unpackZip } from "../formats/zip.ts";
import { installReference, referenceEnvironment } from "../tests/interop/reference.ts";
import { exposureCsv, siteModelCsv, siteModelXml, sourceModel } from "./made_up_inputs.ts";

const WANTED_MB_PER_SECOND = 50, NUM_REPEATS = 5;

function columns(text: string, numbers: readonly string[], texts: readonly string[] = []): unknown {
  const table = parseCsv(text, "file.csv");
  return [numbers.map((name) => numberColumn(table, name)), texts.map((name) => textColumn(table, name))];
}

/** What reads a file: ours, and Python statements of the reference for the file `path`. */
interface Reading {
  readonly file: string;
  readonly text: string;
  readonly read: (text: string) => unknown;
  readonly reference: string;
}

const READINGS: readonly Reading[] = [
  {
    file: "source_model.xml",
    text: sourceModel(15_000, 2_000, 3_000),
    read: (text) => readSourceModel(text, "source_model.xml"),
    reference: "nrml.to_python(path, sourceconverter.SourceConverter(50., 1., None, 0.1, 10.))",
  },
  {
    file: "site_model.xml",
    text: siteModelXml(300_000),
    read: (text) => readSiteModel(text, "site_model.xml"),
    reference: "[valid.site_param(node.attrib) for node in nrml.read(path).siteModel]",
  },
  {
    file: "site_model.csv",
    text: siteModelCsv(1_000_000),
    read: (text) => columns(text, ["lon", "lat", "vs30", "z1pt0", "z2pt5"]),
    reference: "hdf5.read_csv(path, site.site_param_dt).array",
  },
  {
    file: "exposure.csv",
    text: exposureCsv(400_000),
    read: (text) =>
      columns(text, ["lon", "lat", "number", "structural", "night"], ["id", "taxonomy", "NAME_2"]),
    reference: "hdf5.read_csv(path, {None: float, 'id': (bytes, 20), 'taxonomy': (bytes, 100), " +
      "'NAME_2': (bytes, 50)}, errors='strict').array",
  },
];

const curves = Float32Array.from({ length: 100_000 * 20 }, (_, i) => ((i * 0.618034) % 1) ** 9);

function printedCurves(): Uint8Array {
  const out = new TextBuffer();
  for (let i = 0; i < curves.length; i++) {
    out.exponent(curves[i], 6);
    out.text(i % 20 === 19 ? "\r\n" : ",");
  }
  return out.bytes();
}

/** A zip archive of all files, deflated. */
async function archiveOfFiles(): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const { file, text } of READINGS) await writer.add(file, new TextReader(text));
  return await writer.close();
}

async function unpacked(bytes: Uint8Array): Promise<number> {
  let size = 0;
  const source = {
    size: bytes.length,
    read: (offset: number, length: number) => Promise.resolve(bytes.slice(offset, offset + length)),
  };
  const limits = { members: 10, unpackedBytes: 1e9, ratio: 1000 };
  const target = () => new WritableStream<Uint8Array>({ write: (chunk) => void (size += chunk.length) });
  await unpackZip("archive.zip", source, limits, () => Promise.resolve(target()));
  return size;
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Least processor time of some calls. */
async function leastSeconds(call: () => unknown): Promise<number> {
  let least = Infinity;
  for (let repeat = 0; repeat < NUM_REPEATS; repeat++) {
    const start = processorSeconds();
    await call();
    least = Math.min(least, processorSeconds() - start);
  }
  return least;
}

async function report(name: string, numBytes: number, call: () => unknown, note = ""): Promise<void> {
  const seconds = await leastSeconds(call);
  const rate = numBytes / 1e6 / seconds, isWanted = rate >= WANTED_MB_PER_SECOND;
  const cells = [(numBytes / 1e6).toFixed(1), seconds.toFixed(3), rate.toFixed(0)];
  console.log(
    `  ${name.padEnd(24)}${cells.map((cell) => cell.padStart(9)).join("")}  ${
      isWanted ? "" : "BELOW 50"
    }${note}`,
  );
}

/** Seconds that the reference takes to read a file, or what it fails with. */
async function referenceSeconds(
  home: string,
  folder: string,
  { file, text, reference }: Reading,
): Promise<string> {
  const path = join(folder, file);
  await Deno.writeTextFile(path, text);
  const program = `
import time
from openquake.baselib import hdf5
from openquake.hazardlib import nrml, site, sourceconverter, valid
path = ${JSON.stringify(path)}
start = time.process_time()
${reference}
print(time.process_time() - start)`;
  const { env } = await referenceEnvironment(join(folder, "oqdata"));
  const python = new Deno.Command(join(home, "bin/python"), { args: ["-c", program], env });
  const { success, stdout, stderr } = await python.output();
  const [lastLine] = new TextDecoder().decode(success ? stdout : stderr).trim().split("\n").slice(-1);
  return success ? Number(lastLine).toFixed(3) : lastLine;
}

console.log(`  ${"".padEnd(24)}${["MB", "s", "MB/s"].map((title) => title.padStart(9)).join("")}`);
const home = Deno.args.includes("--reference") ? await installReference() : undefined;
const folder = await Deno.makeTempDir({ prefix: "temblor_bench_" });
for (const reading of READINGS) {
  const { file, text, read } = reading;
  const note = home && `reference ${await referenceSeconds(home, folder, reading)} s`;
  await report(`read ${file}`, text.length, () => read(text), note);
}
await report(
  "its XML elements",
  READINGS[0].text.length,
  () => parseXml(READINGS[0].text, "source_model.xml"),
);
await report("print curves", printedCurves().length, printedCurves);
await report("npz, deflated", 4e6, () => npz([["array", npyNumbers(curves.subarray(0, 1_000_000))]]));
await report("npz, stored", curves.byteLength, () => npz([["array", npyNumbers(curves)]]));
const archive = await archiveOfFiles();
await report("unpack zip", await unpacked(archive), () => unpacked(archive));
await Deno.remove(folder, { recursive: true });
