/** The process of one calculation: reads the job, computes it, writes its datastore, tells the server how it goes. */
import { parseArgs } from "node:util";
import { listOutputs } from "../outputs/list_outputs.ts";
import { runJob } from "../calculators/run_job.ts";
import { readJob } from "../calculators/job.ts";
import { InputError } from "../hazard/input_error.ts";
import type { CalculationEvent } from "./events.ts";
import { localTaskRunner } from "./local_task_runner.ts";

/** Weight of work (exceedances computed) that one thread does before others would have started. */
export const SMALL_WEIGHT = 3e7;

/** Exit codes of the process. */
const OK = 0, FAILED = 1, ABANDONED = 3;

/**
 * `calculate --ini JOB.ini --datastore calc_N.hdf5 --id N [--hazard-calculation calc_H.hdf5 --hazard-id H]
 * [--workers K]`; prints events (events.ts) as JSON lines. The datastore appears under its name when it is complete.
 */
export async function calculateCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      "ini": { type: "string" },
      "datastore": { type: "string" },
      "id": { type: "string" },
      "hazard-calculation": { type: "string" },
      "hazard-id": { type: "string" },
      "workers": { type: "string", default: "1" },
    },
  });
  const { ini, datastore } = values;
  if (!ini || !datastore) throw new TypeError("calculate needs --ini and --datastore");
  endWithServer();
  const unfinished = datastore.replace(/\.hdf5$/, "_tmp.hdf5");
  const process = `calculate/${Deno.pid}`;
  const log = (level: "INFO" | "WARNING" | "ERROR", message: string) =>
    report({ event: "log", time: new Date().toISOString(), level, process, message });
  try {
    const hazardId = values["hazard-id"] === undefined ? null : Number(values["hazard-id"]);
    const job = await readJob(ini, { hazardId });
    await runJob(job, {
      runner: localTaskRunner({ numThreads: Number(values.workers), smallWeight: SMALL_WEIGHT }),
      datastorePath: unfinished,
      startDate: new Date().toISOString().slice(0, 19),
      log,
      progress: (fraction, stage) => report({ event: "progress", fraction, stage }),
    });
    const outputs = await listOutputs(unfinished);
    await Deno.rename(unfinished, datastore);
    for (const { type, title, sizeMb } of outputs) report({ event: "output", type, title, sizeMb });
    report({ event: "end", status: "complete" });
    return OK;
  } catch (error) {
    const text = error instanceof InputError
      ? `InputError: ${error.message}`
      : (error as Error).stack ?? String(error);
    report({ event: "end", status: "failed", error: text });
    return FAILED;
  }
}

/** The server holds the other end of the standard input: when it is gone, nobody wants the result. */
function endWithServer(): void {
  (async () => {
    for await (const _ of Deno.stdin.readable); // nothing is ever sent
    Deno.exit(ABANDONED);
  })();
}

const encoder = new TextEncoder();

function report(event: CalculationEvent): void {
  let line = encoder.encode(JSON.stringify(event) + "\n");
  while (line.length > 0) line = line.subarray(Deno.stdout.writeSync(line));
}
