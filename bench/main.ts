/**
 * Temblor and the reference engine side by side in one run, in turn, with the results compared; what was wished is
 * printed beside what was measured, and the exit status is 1 if a wish is missed.
 * usage: deno task bench [--repeat N] [JOB...]     (OQ_HOME: where the reference is, default ~/.cache/oq-reference)
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { JOBS } from "./jobs.ts";
import { Reference } from "./reference_run.ts";
import { formatReport, type Report } from "./report.ts";
import { SMALL_JOB } from "./small_jobs.ts";

const USAGE = `usage: deno task bench [--repeat N] [JOB...]\n  JOB: ${Object.keys(JOBS).join(", ")}`;

/** The repeats and the jobs that are asked for, null if the command line is wrong. */
function parseOptions(args: string[]): { repeats?: number; names: string[] } | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { repeat: { type: "string" } },
      allowPositionals: true,
    });
    const isRight = /^[1-9]\d*$/.test(values.repeat ?? "1") &&
      positionals.every((name) => Object.hasOwn(JOBS, name));
    if (!isRight) return null;
    return {
      repeats: values.repeat === undefined ? undefined : Number(values.repeat),
      names: positionals.length > 0 ? positionals : Object.keys(JOBS),
    };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Runs jobs one after the other. */
async function measure(names: readonly string[], repeats: number | undefined): Promise<Report> {
  const folder = await Deno.makeTempDir({ prefix: "temblor_bench_" });
  try {
    let prepared: Promise<Reference> | undefined;
    const reference = () => prepared ??= Reference.prepare(folder, join(SMALL_JOB, "job.ini"));
    const reports = [];
    for (const name of names) reports.push(await JOBS[name]({ folder, repeats, reference }));
    return {
      rows: reports.flatMap(({ rows }) => rows),
      wishes: reports.flatMap(({ wishes }) => wishes),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const options = parseOptions(Deno.args);
if (!options) {
  console.error(USAGE);
  Deno.exit(2);
}
const report = await measure(options.names, options.repeats);
const load = Deno.loadavg().map((mean) => mean.toFixed(1)).join(", ");
console.log(
  `${
    new Date().toISOString().slice(0, 10)
  }, ${navigator.hardwareConcurrency} processors, mean load ${load}\n`,
);
console.log(formatReport(report));
Deno.exit(report.wishes.every(({ isMet }) => isMet) ? 0 : 1);
