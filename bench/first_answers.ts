/** How soon our server answers after its start, and how soon a small job is complete. */
import { type LocalServer, postJob, startServer, waitForJob } from "../tests/local_server.ts";
import { type Bench, tell } from "./bench.ts";
import { belowMs } from "./report.ts";
import { SMALL_JOB } from "./small_jobs.ts";
import { quiet } from "./process_tree.ts";

const START_MS = 300, JOB_MS = 500;
const NUM_WARM_JOBS = 9;

/**
 * The least of several starts; the first job of each server, posted with its first answer or when it has come to rest;
 * the median of later jobs with pauses between them.
 */
export const benchFirstAnswers: Bench = async ({ repeats = 5 }) => {
  const starts: number[] = [], hastyJobs: number[] = [], firstJobs: number[] = [], warmJobs: number[] = [];
  for (let repeat = 1; repeat <= repeats; repeat++) {
    {
      await using server = await startServer();
      starts.push(server.startMs);
      hastyJobs.push(await timeJob(server));
    }
    await using server = await startServer();
    starts.push(server.startMs);
    await quiet(server.pid);
    firstJobs.push(await timeJob(server));
    for (let job = 0; repeat === repeats && job < NUM_WARM_JOBS; job++) {
      await quiet(server.pid);
      warmJobs.push(await timeJob(server));
    }
  }
  const list = (times: number[]) => times.map(Math.round).join(", ");
  tell(`starts ${list(starts)} ms`);
  tell(`first jobs ${list(firstJobs)} ms, those posted with the first answer ${list(hastyJobs)} ms`);
  const median = warmJobs.toSorted((a, b) => a - b)[NUM_WARM_JOBS >> 1];
  return {
    rows: [],
    wishes: [
      belowMs("server: start to first answer", Math.min(...starts), START_MS),
      belowMs("server: first small job, POST to complete", Math.min(...firstJobs), JOB_MS),
      belowMs("server: small job when warm, median, POST to complete", median, JOB_MS),
    ],
  };
};

async function timeJob({ base }: LocalServer): Promise<number> {
  const start = performance.now();
  await waitForJob(base, await postJob(base, SMALL_JOB));
  return performance.now() - start;
}
