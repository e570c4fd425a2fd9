/** Small jobs over HTTP: the same requests to the reference's server and to ours, both warm. */
import { join } from "node:path";
import { exportCsv, postJob, startServer, waitForJob } from "../tests/local_server.ts";
import { type Bench, tell } from "./bench.ts";
import { curveDifference, largestDifference } from "./comparison.ts";
import { leastUsage, measureTree, type Usage } from "./process_tree.ts";
import { equalResults } from "./report.ts";

/** A job of six sites. */
export const SMALL_JOB = join(import.meta.dirname!, "jobs/small");
const NUM_JOBS = 30;

interface Server {
  readonly base: string;
  readonly pid: number;
}

/** A batch of jobs posted one after the other without waiting, until all are complete. */
export const benchSmallJobs: Bench = async ({ folder, repeats = 1, reference: prepare }) => {
  const reference = await prepare();
  const jobs = await writeJobs(folder);
  await using theirServer = await reference.startServer();
  await using ourServer = await startServer();
  for (const { base } of [theirServer, ourServer]) await waitForJob(base, await postJob(base, SMALL_JOB));

  const theirs: Usage[] = [], ours: Usage[] = [];
  let difference = 0;
  for (let repeat = 1; repeat <= repeats; repeat++) {
    const expected = await runBatch(theirServer, jobs);
    const actual = await runBatch(ourServer, jobs);
    theirs.push(expected.usage);
    ours.push(actual.usage);
    const seconds = [expected, actual].map(({ usage }) => usage.wallSeconds.toFixed(2));
    tell(`${NUM_JOBS} small jobs, run ${repeat}: ${seconds.join(" s, ")} s`);
    for (const [i, id] of expected.ids.entries()) {
      const theirFiles = await exportCsv(theirServer.base, id, "hcurves");
      const ourFiles = await exportCsv(ourServer.base, actual.ids[i], "hcurves");
      difference = Math.max(difference, largestDifference(curveDifference, ourFiles, theirFiles));
    }
  }
  const job = `${NUM_JOBS} small jobs over HTTP`;
  const row = { job, theirs: leastUsage(theirs), ours: leastUsage(ours), difference };
  return { rows: [row], wishes: [equalResults(row)] };
};

async function runBatch(
  { base, pid }: Server,
  jobs: readonly string[],
): Promise<{ usage: Usage; ids: number[] }> {
  const ids: number[] = [];
  const usage = await measureTree(pid, async () => {
    for (const job of jobs) ids.push(await postJob(base, job));
    // the last first, so that hardly more than one request is made in vain at a time
    for (const id of ids.toReversed()) await waitForJob(base, id);
  });
  return { usage, ids };
}

/** Folders of jobs that differ in the ground under the sites. */
async function writeJobs(folder: string): Promise<string[]> {
  const names = (await Array.fromAsync(Deno.readDir(SMALL_JOB))).map(({ name }) => name);
  return await Promise.all(Array.from({ length: NUM_JOBS }, async (_, i) => {
    const job = await Deno.makeTempDir({ dir: folder });
    for (const name of names) await Deno.copyFile(join(SMALL_JOB, name), join(job, name));
    const ini = await Deno.readTextFile(join(SMALL_JOB, "job.ini"));
    const vs30 = `reference_vs30_value = ${300 + 20 * i}`;
    await Deno.writeTextFile(join(job, "job.ini"), ini.replace(/reference_vs30_value = .*/, vs30));
    return job;
  }));
}
