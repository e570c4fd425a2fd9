/** Temblor at work: from its command line, and a calculation's process with a number of threads. */
import { join } from "node:path";
import { CalculationProcess } from "../workers/calculation_process.ts";
import { selfCommand } from "../workers/self_command.ts";
import { type CsvFiles, readCsvFiles } from "./comparison.ts";
import { measureCommand, quiet, type Usage } from "./process_tree.ts";

const [PROGRAM, ...FIRST] = selfCommand();

/** `main.ts run`, with its data in `dataDirectory`. */
export function runCommandLine(ini: string, dataDirectory: string): Promise<Usage> {
  return measureCommand(PROGRAM, { args: [...FIRST, "run", ini], env: { OQ_DATADIR: dataDirectory } });
}

/** `main.ts export` of the first calculation of a data directory. */
export async function exportFirst(dataDirectory: string, type: string): Promise<CsvFiles> {
  const exports = await Deno.makeTempDir();
  try {
    const args = [...FIRST, "export", "1", type, "csv", exports];
    await measureCommand(PROGRAM, { args, env: { OQ_DATADIR: dataDirectory } });
    return await readCsvFiles(exports);
  } finally {
    await Deno.remove(exports, { recursive: true });
  }
}

/**
 * A calculation in `folder` by a process that is ready: seconds from its order to its end, and its datastore.
 * @throws Error if it does not complete
 */
export async function runWithThreads(
  ini: string,
  numThreads: number,
  folder: string,
): Promise<{ seconds: number; datastore: string }> {
  const datastore = join(folder, "calc_1.hdf5");
  const process = new CalculationProcess(selfCommand());
  try {
    await quiet(process.pid);
    const start = performance.now();
    process.order({ ini, datastore, hazardId: null, numThreads, isProfiled: false, temporaryFolder: folder });
    const status = await endOf(process);
    if (status !== "complete") throw new Error(`${ini} with ${numThreads} threads: ${status}`);
    return { seconds: (performance.now() - start) / 1000, datastore };
  } finally {
    await process.discard();
  }
}

/** How the calculation of a process ends. */
async function endOf(process: CalculationProcess): Promise<string> {
  for (;;) {
    const events = await process.nextEvents();
    if (!events) return "broken off";
    for (const event of events) if (event.event === "end") return event.error ?? event.status;
  }
}
