/** The process of one calculation: reads the job, computes it, writes its datastore, tells the server how it goes. */
import { listOutputs } from "../outputs/list_outputs.ts";
import { runJob } from "../calculators/run_job.ts";
import { readJob } from "../calculators/job.ts";
import { preloadCalculators } from "../calculators/preload.ts";
import { InputError } from "../hazard/input_error.ts";
import type { CalculationOrder } from "./calculation_order.ts";
import type { CalculationEvent } from "./events.ts";
import { localTaskRunner } from "./local_task_runner.ts";

/** Weight of work (exceedances computed) that one thread does before others would have started. */
export const SMALL_WEIGHT = 3e7;

/** Exit codes of the process. */
const OK = 0, FAILED = 1, ABANDONED = 3;

/**
 * `calculate`: loads what calculations need, waits for its order (calculation_order.ts) on the standard input, prints
 * events (events.ts) as JSON lines. The datastore appears under its name when it is complete.
 */
export async function calculateCommand(): Promise<number> {
  preloadCalculators().catch(() => {}); // the calculation meets the same error, and reports it
  const { ini, datastore, hazardId, numThreads, isProfiled, temporaryFolder } = await receiveOrder();
  Deno.env.set("TMPDIR", temporaryFolder);
  const unfinished = datastore.replace(/\.hdf5$/, "_tmp.hdf5");
  const process = `calculate/${Deno.pid}`;
  const log = (level: "INFO" | "WARNING" | "ERROR", message: string) =>
    report({ event: "log", time: new Date().toISOString(), level, process, message });
  try {
    const start = performance.now();
    const job = await readJob(ini, { hazardId });
    await runJob(job, {
      runner: localTaskRunner({ numThreads, smallWeight: SMALL_WEIGHT }),
      datastorePath: unfinished,
      startDate: new Date().toISOString().slice(0, 19),
      isProfiled,
      inputSeconds: (performance.now() - start) / 1000,
      log,
      progress: (fraction, stage) => report({ event: "progress", fraction, stage }),
    });
    const outputs = await listOutputs(unfinished);
    await Deno.rename(unfinished, datastore);
    report(
      ...outputs.map(({ type, title, sizeMb }) => ({ event: "output", type, title, sizeMb }) as const),
      { event: "end", status: "complete" },
    );
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
function receiveOrder(): Promise<CalculationOrder> {
  const { promise: order, resolve } = Promise.withResolvers<CalculationOrder>();
  (async () => {
    let line = "";
    for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
      line += text;
      if (line.endsWith("\n")) resolve(JSON.parse(line)); // nothing is sent after it
    }
    Deno.exit(ABANDONED);
  })();
  return order;
}

const encoder = new TextEncoder();

function report(...events: CalculationEvent[]): void {
  let lines = encoder.encode(events.map((event) => JSON.stringify(event) + "\n").join(""));
  while (lines.length > 0) lines = lines.subarray(Deno.stdout.writeSync(lines));
}
