/** The commands `export` and `extract`: outputs of a calculation to files, without a server. */
import { DatastoreError } from "../datastore/reader.ts";
import { OutputError } from "./output_type.ts";
import { exportOutput } from "./export.ts";
import { extractToFile } from "./extract.ts";
import { listOutputs } from "./list_outputs.ts";
import { saveFile } from "./save_files.ts";

const EXPORT_USAGE = "usage: export CALC_ID_OR_PATH TYPE FORMAT [DIR]";
const EXTRACT_USAGE = "usage: extract CALC_ID_OR_PATH SPEC[?QUERY] [FILE]";

/**
 * `export CALC_ID_OR_PATH TYPE FORMAT [DIR]`: writes the files of an output and prints their paths; without TYPE
 * lists the outputs. Returns the exit code.
 */
export function exportCommand(args: readonly string[], dataDir: string): Promise<number> {
  return reported(async () => {
    const [calculation, type, format, folder = "."] = args;
    if (!calculation || args.length === 2 || args.length > 4) return failed(EXPORT_USAGE);
    const path = datastorePath(calculation, dataDir);
    if (!type) {
      for (const output of await listOutputs(path)) {
        console.log(`${output.type.padEnd(20)} ${output.outtypes.join(",").padEnd(8)} ${output.title}`);
      }
      return 0;
    }
    const files = await exportOutput(path, calculationId(path), type, format);
    await Deno.mkdir(folder, { recursive: true });
    for (const file of files) {
      await saveFile(file, `${folder}/${file.name}`);
      console.log(`${folder}/${file.name}`);
    }
    return files.length > 0 ? 0 : failed(`nothing to export for ${type} in ${format}`);
  });
}

/** `extract CALC_ID_OR_PATH SPEC[?QUERY] [FILE]`: writes a .npz file and prints its path. Returns the exit code. */
export function extractCommand(args: readonly string[], dataDir: string): Promise<number> {
  return reported(async () => {
    const [calculation, what, file] = args;
    if (!calculation || !what || args.length > 3) return failed(EXTRACT_USAGE);
    const path = datastorePath(calculation, dataDir);
    const mark = what.indexOf("?");
    const [spec, query] = mark < 0 ? [what, ""] : [what.slice(0, mark), what.slice(mark + 1)];
    const target = file ??
      `${what.replaceAll(/[/?&]/g, "_").replaceAll("=", "-")}_${calculationId(path)}.npz`;
    await extractToFile(path, spec, query, target);
    console.log(target);
    return 0;
  });
}

/** A number means that calculation in the data folder, anything else is the path of a datastore. */
function datastorePath(calculation: string, dataDir: string): string {
  return /^\d+$/.test(calculation) ? `${dataDir}/calc_${calculation}.hdf5` : calculation;
}

function calculationId(path: string): number {
  return Number(/calc_(\d+)\.hdf5$/.exec(path)?.[1] ?? 0);
}

/** Runs a command; what the user got wrong is printed without a stack trace. */
async function reported(command: () => Promise<number>): Promise<number> {
  try {
    return await command();
  } catch (error) {
    if (error instanceof OutputError || error instanceof DatastoreError) return failed(error.message);
    throw error;
  }
}

function failed(message: string): number {
  console.error(message);
  return 1;
}
