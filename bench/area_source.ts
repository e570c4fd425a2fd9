/**
 * The reference engine and Temblor side by side on the reference's area source demo (624 sites, 8 intensity measures,
 * 45 levels), with the curves compared; then how soon a fresh server answers.
 * usage: deno task bench [RUNS]     (OQ_HOME: where the reference is, default ~/.cache/oq-reference)
 */
import { join } from "node:path";
import { installReference, referenceEnvironment } from "../tests/interop/reference.ts";
import { exportCsv, postJob, startServer, waitForJob } from "../tests/local_server.ts";

const WANTED_RATIO = 5, WANTED_START_MS = 500;
/** Curves may differ by the 32-bit sums of the reference, which carry small probabilities badly. */
const RTOL = 1e-3, SMALLEST_POE = 1e-5;

const numRuns = Number(Deno.args[0] ?? 3);
const home = await installReference();
const demo = join(home, "demos/hazard/AreaSourceClassicalPSHA");
const folder = await Deno.makeTempDir({ prefix: "temblor_bench_" });

async function runReference(run: number): Promise<{ seconds: number; exports: string }> {
  const exports = join(folder, `reference_${run}`);
  await Deno.mkdir(exports);
  const { env } = await referenceEnvironment(join(folder, "oqdata"));
  const start = performance.now();
  const { code, stderr } = await new Deno.Command(join(home, "bin/oq"), {
    args: ["engine", "--run", join(demo, "job.ini"), "--exports", "csv", "--param", `export_dir=${exports}`],
    env,
    stdout: "piped",
    stderr: "piped",
  }).output();
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  return { seconds, exports };
}

async function runOurs(base: string): Promise<{ seconds: number; id: number }> {
  const start = performance.now();
  const id = await postJob(base, demo);
  await waitForJob(base, id);
  return { seconds: (performance.now() - start) / 1000, id };
}

/** Largest relative difference of two CSV exports of curves, above SMALLEST_POE. @throws Error if they differ in form */
function largestDifference(ours: string, theirs: string): number {
  const rows = (csv: string) =>
    csv.trim().split(/\r?\n/).slice(2).map((row) => row.split(",").slice(3).map(Number));
  const [a, b] = [rows(ours), rows(theirs)];
  if (a.length !== b.length || b.length === 0) {
    throw new Error(`${a.length} rows against ${b.length} of the reference`);
  }
  const differences = b.flatMap((row, i) =>
    row.map((poe, j) => poe > SMALLEST_POE ? Math.abs(a[i][j] / poe - 1) : 0)
  );
  return differences.reduce((largest, difference) => Math.max(largest, difference), 0);
}

const reference: number[] = [], ours: number[] = [];
let difference = 0;
{
  await using server = await startServer();
  for (let run = 0; run < numRuns; run++) {
    const theirs = await runReference(run);
    const own = await runOurs(server.base);
    reference.push(theirs.seconds);
    ours.push(own.seconds);
    console.log(
      `run ${run + 1}: reference ${theirs.seconds.toFixed(2)} s, Temblor ${own.seconds.toFixed(2)} s`,
    );
    const files = await exportCsv(server.base, own.id, "hcurves");
    const byName = new Map([...files].map(([name, csv]) => [name.replace(/_\d+\.csv$/, ""), csv]));
    let compared = 0;
    for await (const { name } of Deno.readDir(theirs.exports)) {
      if (!name.startsWith("hazard_curve")) continue;
      const text = await Deno.readTextFile(join(theirs.exports, name));
      difference = Math.max(difference, largestDifference(byName.get(name.replace(/_\d+\.csv$/, ""))!, text));
      compared++;
    }
    if (compared !== files.size || compared === 0) {
      throw new Error(`${compared} files compared of ${files.size}`);
    }
  }
}
const starts: number[] = [];
for (let run = 0; run < numRuns + 2; run++) {
  await using server = await startServer();
  starts.push(server.startMs);
}
await Deno.remove(folder, { recursive: true });

const [theirBest, ourBest, startBest] = [Math.min(...reference), Math.min(...ours), Math.min(...starts)];
const ratio = theirBest / ourBest;
console.log(`
area source demo, minimum of ${numRuns} runs side by side, ${navigator.hardwareConcurrency} processors
  reference, oq engine --run          ${theirBest.toFixed(2)} s
  Temblor, submission to complete     ${ourBest.toFixed(2)} s
  ratio                               ${ratio.toFixed(1)} (wanted: at least ${WANTED_RATIO})
  largest difference of curves        ${
  difference.toExponential(1)
} where poe > ${SMALLEST_POE} (wanted: below ${RTOL})
  process start to first answer       ${startBest.toFixed(0)} ms (wanted: below ${WANTED_START_MS})`);
Deno.exit(ratio >= WANTED_RATIO && difference < RTOL && startBest < WANTED_START_MS ? 0 : 1);
