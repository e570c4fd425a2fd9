/** `run JOB.ini`: a calculation without a server, with its log on standard output and a progress line. */
import { hostname, userInfo } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { checksumOf } from "../calculators/checksum.ts";
import { readJob } from "../calculators/job.ts";
import { DataDirectory } from "../kv/data_directory.ts";
import { Database } from "../kv/database.ts";
import { unstartedJob } from "../kv/job.ts";
import { exportOutput } from "../outputs/export.ts";
import { saveFile } from "../outputs/save_files.ts";
import { listOutputs } from "../outputs/list_outputs.ts";
import { performanceTable } from "../outputs/performance_table.ts";
import { JobQueue } from "./queue.ts";

/** Time between looks at the log and the progress. */
const POLL_MS = 50;

const USAGE = "usage: run JOB.ini [--hc ID] [--exports csv,npz] [--export-dir DIR] [--profile]";

/**
 * `JOB.ini [--hc ID] [--exports csv,npz] [--export-dir DIR] [--profile]`; the job is kept in the data directory like one of a
 * server, which must not be running on it.
 * @throws InputError for a job that is wrong, DirectoryInUseError if a server holds the data directory
 */
export async function runCommand(args: string[], dataDirectory: string): Promise<number> {
  const options = parseOptions(args);
  if (!options) {
    console.error(USAGE);
    return 2;
  }
  const { values, job } = options;
  const iniPath = resolve(job);
  const hazardId = values.hc === undefined ? null : Number(values.hc);

  using directory = DataDirectory.open(dataDirectory);
  using database = await Database.open(directory);
  const { parameters, files } = await readJob(iniPath, { hazardId, calculations: dataDirectory });
  const queue = new JobQueue({ database, directory, notificationBody: () => "", isProfiled: values.profile });
  const id = await database.jobs.takeId();
  await database.jobs.insert({
    ...unstartedJob({
      id,
      userName: userInfo().username,
      hazardCalculationId: hazardId,
      notifyTo: null,
      host: hostname(),
    }),
    description: parameters.description,
    calculationMode: parameters.calculation_mode,
    checksum: checksumOf(files),
    iniPath,
    status: "created",
  });
  Deno.addSignalListener("SIGINT", () => void queue.abort(id));
  await queue.submit(id);
  const status = await followJob(id, database, queue);
  console.log(`Calculation ${id} is ${status}, data in ${directory.datastore(id)}`);
  if (status !== "complete") return 1;
  if (values.profile) console.log(await performanceTable(directory.datastore(id)));
  if (values.exports) {
    await exportAll(id, directory.datastore(id), values.exports.split(","), values["export-dir"] ?? ".");
  }
  return 0;
}

/** The options, or null if the command line is wrong. */
function parseOptions(args: string[]) {
  const text = { type: "string" } as const;
  try {
    const { values, positionals } = parseArgs({
      args,
      options: {
        "hc": text,
        "exports": text,
        "export-dir": text,
        "profile": { type: "boolean", default: false },
      },
      allowPositionals: true,
    });
    const isRight = positionals.length === 1 && /^\d*$/.test(values.hc ?? "");
    return isRight ? { values, job: positionals[0] } : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Prints the log as it grows, and how far the job is, until it has ended. */
async function followJob(id: number, database: Database, queue: JobQueue): Promise<string> {
  let printed = 0;
  for (;;) {
    const status = database.jobs.get(id)!.status;
    const isOver = !["created", "submitted", "executing"].includes(status);
    if (isOver) await queue.ended(id);
    for (const { time, level, message } of await database.logs.read(id, printed)) {
      clearProgress();
      console.log(`${time.slice(0, 19)} ${level.padEnd(7)} ${message}`);
      printed++;
    }
    if (isOver) return status;
    const progress = queue.progress(id);
    if (progress) showProgress(`${progress.stage}: ${Math.round(100 * progress.fraction)} %`);
    await new Promise((wake) => setTimeout(wake, POLL_MS));
  }
}

const CLEAR_LINE = "\r\x1b[K";

function showProgress(text: string): void {
  if (Deno.stderr.isTerminal()) Deno.stderr.writeSync(new TextEncoder().encode(CLEAR_LINE + text));
}

function clearProgress(): void {
  showProgress("");
}

/** Exports every output that has one of the formats. */
async function exportAll(
  id: number,
  datastore: string,
  formats: readonly string[],
  folder: string,
): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const { type, outtypes } of await listOutputs(datastore)) {
    for (const format of outtypes.filter((outtype) => formats.includes(outtype))) {
      for (const file of await exportOutput(datastore, id, type, format)) {
        await saveFile(file, join(folder, file.name));
        console.log(join(folder, file.name));
      }
    }
  }
}
