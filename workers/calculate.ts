/** The process of one calculation: reads the job, computes it, writes its datastore, tells the server how it goes. */
import { dirname } from "node:path";
import { listOutputs } from "../outputs/list_outputs.ts";
import { type FieldLimits, NothingToCompute } from "../calculators/calculation.ts";
import { runJob } from "../calculators/run_job.ts";
import { readJob } from "../calculators/job.ts";
import { preloadCalculators } from "../calculators/preload.ts";
import { InputError } from "../hazard/input_error.ts";
import type { CalculationOrder } from "./calculation_order.ts";
import type { CalculationEvent, EndStatus } from "./events.ts";
import { localTaskRunner } from "./local_task_runner.ts";

/** Weight of work (exceedances computed) that one thread does before others would have started and compiled. */
export const SMALL_WEIGHT = 1.5e8;

/** A process that has grown beyond this many MB gives its memory back by ending. */
const LARGEST_RESIDENT_MB = 256;

/** Exit codes of the process. */
const OK = 0, FAILED = 1, ABANDONED = 3;

/**
 * `calculate`: loads what calculations need, waits for orders (calculation_order.ts) on the standard input, prints
 * events (events.ts) as JSON lines. A datastore appears under its name when it is complete. The process does one
 * calculation after the other, each faster than the first, whose code was not compiled yet. It ends after one that
 * failed, and when it has grown large.
 */
export async function calculateCommand(fieldLimits: FieldLimits): Promise<number> {
  preloadCalculators().catch(() => {}); // the calculation meets the same error, and reports it
  const nextOrder = receiveOrders();
  for (;;) {
    const { status, error } = await calculate(await nextOrder(), fieldLimits);
    const isComplete = status === "complete";
    const takesAnother = isComplete && Deno.memoryUsage().rss < LARGEST_RESIDENT_MB * 1024 ** 2;
    report({ event: "end", status, error, takesAnother });
    if (!takesAnother) return isComplete ? OK : FAILED;
  }
}

/** How a calculation ended, and what went wrong. */
interface Ending {
  readonly status: EndStatus;
  readonly error?: string;
}

/** Does a calculation and reports all but its end. */
async function calculate(order: CalculationOrder, fieldLimits: FieldLimits): Promise<Ending> {
  const { ini, datastore, hazardId, numThreads, isProfiled, temporaryFolder } = order;
  Deno.env.set("TMPDIR", temporaryFolder);
  const unfinished = datastore.replace(/\.hdf5$/, "_tmp.hdf5");
  const process = `calculate/${Deno.pid}`;
  const log = (level: "INFO" | "WARNING" | "ERROR", message: string) =>
    report({ event: "log", time: new Date().toISOString(), level, process, message });
  try {
    const start = performance.now();
    const job = await readJob(ini, { hazardId, calculations: dirname(datastore) });
    await runJob(job, {
      runner: localTaskRunner({ numThreads, smallWeight: SMALL_WEIGHT }),
      datastorePath: unfinished,
      startDate: new Date().toISOString().slice(0, 19),
      isProfiled,
      inputSeconds: (performance.now() - start) / 1000,
      fieldLimits,
      log,
      progress: (fraction, stage) => report({ event: "progress", fraction, stage }),
    });
    const outputs = await listOutputs(unfinished);
    await Deno.rename(unfinished, datastore);
    report(
      ...outputs.map(({ type, title, sizeMb }) => ({ event: "output", type, title, sizeMb }) as const),
    );
    return { status: "complete" };
  } catch (error) {
    return {
      status: error instanceof NothingToCompute ? "aborted" : "failed",
      error: error instanceof InputError
        ? `InputError: ${error.message}`
        : (error as Error).stack ?? String(error),
    };
  }
}

/**
 * Gives the orders that come in. The server holds the other end of the standard input: when it is gone, nobody wants
 * a result, and the process ends.
 */
function receiveOrders(): () => Promise<CalculationOrder> {
  const received: CalculationOrder[] = [];
  let arrived = () => {};
  (async () => {
    let rest = "";
    for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop()!;
      received.push(...lines.map((line) => JSON.parse(line)));
      arrived();
    }
    Deno.exit(ABANDONED);
  })();
  return async () => {
    while (received.length === 0) await new Promise<void>((resolve) => arrived = resolve);
    return received.shift()!;
  };
}

const encoder = new TextEncoder();

function report(...events: CalculationEvent[]): void {
  let lines = encoder.encode(events.map((event) => JSON.stringify(event) + "\n").join(""));
  while (lines.length > 0) lines = lines.subarray(Deno.stdout.writeSync(lines));
}
