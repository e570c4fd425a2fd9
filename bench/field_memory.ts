/** Whether the memory of a calculation of ground motion fields depends on how many events there are. */
import { join } from "node:path";
import { type Bench, tell } from "./bench.ts";
import { runCommandLine } from "./our_run.ts";
import { atMost } from "./report.ts";

const JOB = join(import.meta.dirname!, "jobs/event_based_big");
/** A quarter of the sites of the job, so that the largest run writes 1 GB. */
const SITES = ["region_grid_spacing = 8.0", "region_grid_spacing = 16.0"] as const;
const EVENT_SETS = 2000, TIMES = [1, 4, 16];
/** Fields that wait to be written while threads go on count in any long calculation, hardly in the shortest. */
const WANTED_GROWTH = 1.5;

/** The peak memory of a job with more and more events, by the command line. */
export const benchFieldMemory: Bench = async ({ folder }) => {
  const peaks: number[] = [];
  for (const times of TIMES) {
    const dataDirectory = join(folder, `times_${times}`), ini = await jobWith(times, dataDirectory);
    const { peakBytes } = await runCommandLine(ini, dataDirectory);
    const { size } = await Deno.stat(join(dataDirectory, "calc_1.hdf5"));
    const megabytes = [peakBytes, size].map((bytes) => (bytes / 1e6).toFixed(0));
    tell(`events × ${times}: peak memory ${megabytes[0]} MB, datastore ${megabytes[1]} MB`);
    await Deno.remove(dataDirectory, { recursive: true });
    peaks.push(peakBytes);
  }
  const title = `peak memory with ${TIMES.at(-1)} times the events over that with one time`;
  return { rows: [], wishes: [atMost(title, peaks.at(-1)! / peaks[0], WANTED_GROWTH)] };
};

/** A copy of the job in `folder` with so many times the event sets. */
async function jobWith(times: number, folder: string): Promise<string> {
  await Deno.mkdir(folder);
  for (const { name } of Deno.readDirSync(JOB)) await Deno.copyFile(join(JOB, name), join(folder, name));
  const ini = join(folder, "job.ini");
  const text = (await Deno.readTextFile(ini)).replace(...SITES)
    .replace(`ses_per_logic_tree_path = ${EVENT_SETS}`, `ses_per_logic_tree_path = ${EVENT_SETS * times}`);
  await Deno.writeTextFile(ini, text);
  return ini;
}
