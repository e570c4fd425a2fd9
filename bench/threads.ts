/** One job by one and by two threads: how much faster, and whether the results have the same bits. */
import { Buffer } from "node:buffer";
import { openDatastore } from "../datastore/reader.ts";
import { tell } from "./bench.ts";
import { runWithThreads } from "./our_run.ts";
import { atLeast, type Wish } from "./report.ts";

/** Datasets of results; a job has at least one of them. */
const DATASETS = ["hcurves-stats", "hcurves-rlzs"];

/** Runs with each number of threads, in turn; the least counts. */
const REPEATS = 3;

/** What is wished of two threads: to be `wanted` times as fast as one, with results of the same bits. */
export async function threadWishes(
  title: string,
  ini: string,
  wanted: number,
  folder: string,
): Promise<Wish[]> {
  const runs: { seconds: number; datastore: string }[][] = [[], []];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const numThreads of [1, 2]) {
      const run = await runWithThreads(ini, numThreads, await Deno.makeTempDir({ dir: folder }));
      tell(`${title}, threads ${numThreads}: ${run.seconds.toFixed(2)} s`);
      runs[numThreads - 1].push(run);
    }
  }
  const [one, two] = runs.map((ofNumber) => Math.min(...ofNumber.map(({ seconds }) => seconds)));
  const [same, different] = await compareBits(runs[0][0].datastore, runs[1][0].datastore);
  return [
    atLeast(`${title}: speed of two threads over one`, one / two, wanted),
    {
      text: `${title}: one and two threads give the same bits`,
      measured: different.length > 0 ? `${different.join(", ")} differ` : `${same.join(", ")} equal`,
      isMet: same.length > 0 && different.length === 0,
    },
  ];
}

/** Names of the datasets that are equal bit by bit and of those that are not. */
async function compareBits(
  pathOfOne: string,
  pathOfTwo: string,
): Promise<[same: string[], different: string[]]> {
  using one = await openDatastore(pathOfOne);
  using two = await openDatastore(pathOfTwo);
  const names = DATASETS.filter((name) => one.has(name) || two.has(name));
  const isSame = (name: string) => {
    const [a, b] = [one, two].map((store) => store.array(name).values);
    return Buffer.from(a.buffer, a.byteOffset, a.byteLength)
      .equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));
  };
  return [names.filter(isSame), names.filter((name) => !isSame(name))];
}
