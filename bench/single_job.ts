/** One job by both engines in turn: by the reference's command line, and by ours on a warm server and cold. */
import { dirname } from "node:path";
import { exportCsv, postJob, startServer, waitForJob } from "../tests/local_server.ts";
import { type Bench, tell } from "./bench.ts";
import { type Comparison, largestDifference } from "./comparison.ts";
import { exportFirst, runCommandLine } from "./our_run.ts";
import { leastUsage, measureTree, type Usage } from "./process_tree.ts";
import type { Reference } from "./reference_run.ts";
import { atLeast, cpuRatio, equalResults, memoryRatio, type Row, wallRatio, type Wish } from "./report.ts";
import { threadWishes } from "./threads.ts";

export interface SingleJob {
  readonly title: string;
  /** path of its job file; all files beside it are posted */
  readonly ini: (reference: Reference) => string;
  /** times that each engine runs it by default */
  readonly repeats: number;
  /** outputs that are compared, by type */
  readonly outputs: Readonly<Record<string, Comparison>>;
  /** ratios of the reference's cost to ours that are wished, on a warm server */
  readonly wanted: { readonly wall?: number; readonly cpu?: number; readonly memory?: number };
  /** wall ratio wished of our command line, which is measured only then */
  readonly wantedCold?: number;
  /** how much faster two threads are to be than one, which is measured only then */
  readonly wantedOfTwoThreads?: number;
}

/** The benchmark of a job. */
export function singleJob(job: SingleJob): Bench {
  return async function benchSingleJob({ folder, repeats = job.repeats, reference: prepare }) {
    const reference = await prepare();
    const ini = job.ini(reference);
    const theirs: Usage[] = [], warm: Usage[] = [], cold: Usage[] = [];
    const coldDirectories: string[] = [];
    await using server = await startServer();
    let id = 0;
    for (let repeat = 1; repeat <= repeats; repeat++) {
      theirs.push(await reference.run(ini));
      warm.push(
        await measureTree(server.pid, async () => {
          id = await postJob(server.base, dirname(ini));
          await waitForJob(server.base, id);
        }),
      );
      if (job.wantedCold !== undefined) {
        coldDirectories.push(await Deno.makeTempDir({ dir: folder }));
        cold.push(await runCommandLine(ini, coldDirectories.at(-1)!));
      }
      const seconds = [theirs, warm, cold].flatMap((usages) => usages.at(-1)?.wallSeconds.toFixed(2) ?? []);
      tell(`${job.title}, run ${repeat}: ${seconds.join(" s, ")} s`);
    }

    let warmDifference = 0, coldDifference = 0;
    for (const [type, compare] of Object.entries(job.outputs)) {
      const expected = await reference.exportLast(type);
      const difference = largestDifference(compare, await exportCsv(server.base, id, type), expected);
      warmDifference = Math.max(warmDifference, difference);
      for (const directory of coldDirectories.slice(-1)) {
        const difference = largestDifference(compare, await exportFirst(directory, type), expected);
        coldDifference = Math.max(coldDifference, difference);
      }
    }
    const row = (job: string, ours: Usage[], difference: number): Row => (
      { job, theirs: leastUsage(theirs), ours: leastUsage(ours), difference }
    );
    const warmRow = row(job.title, warm, warmDifference);
    const coldRow = row(`${job.title}, command line`, cold, coldDifference);
    const rows = cold.length > 0 ? [warmRow, coldRow] : [warmRow];
    return {
      rows,
      wishes: [
        ...rows.map(equalResults),
        ...ratioWishes(warmRow, job.wanted),
        ...(job.wantedCold === undefined ? [] : ratioWishes(coldRow, { wall: job.wantedCold })),
        ...(job.wantedOfTwoThreads === undefined
          ? []
          : await threadWishes(job.title, ini, job.wantedOfTwoThreads, folder)),
      ],
    };
  };
}

function ratioWishes(row: Row, { wall, cpu, memory }: SingleJob["wanted"]): Wish[] {
  return [
    ...(wall === undefined ? [] : [atLeast(`${row.job}: wall ratio`, wallRatio(row), wall)]),
    ...(cpu === undefined ? [] : [atLeast(`${row.job}: CPU ratio`, cpuRatio(row), cpu)]),
    ...(memory === undefined ? [] : [atLeast(`${row.job}: memory ratio`, memoryRatio(row), memory)]),
  ];
}
