/** Our own commands that ask a server, asked of ours and of the reference's. */
import { join } from "node:path";
import { Reference } from "../../bench/reference_run.ts";
import { selfCommand } from "../../workers/self_command.ts";
import { postJob, startServer, waitForJob } from "../local_server.ts";

const [PROGRAM, ...FIRST] = selfCommand();

/** Arguments after the number of the calculation, and what has to be printed. */
const COMMANDS: readonly (readonly [args: readonly string[], printed: RegExp])[] = [
  [["export"], /^hcurves +csv,npz +Hazard Curves$/m],
  [["export", "hcurves", "csv", "."], /output-\d+-hcurves.*\.(zip|csv)$/],
  [["extract", "hcurves?kind=mean&imt=PGA&site_id=0", "curves.npz"], /^curves\.npz$/],
  [["plot", "hcurves?kind=stats&imt=PGA&site_id=0", "curves.svg"], /^curves\.svg$/],
];

/** Runs a job of the folder by both servers and asks for its results. Returns how many commands passed and failed. */
export async function checkRemoteCommands(job: string): Promise<[passed: number, failed: number]> {
  const folder = await Deno.makeTempDir({ prefix: "temblor_interop_" });
  try {
    await using ours = await startServer();
    const reference = await Reference.prepare(folder, join(job, "job.ini"));
    await using theirs = await reference.startServer();
    let failed = 0;
    for (const { base } of [ours, theirs]) {
      const id = await postJob(base, job);
      await waitForJob(base, id);
      for (const [[command, ...args], printed] of COMMANDS) {
        const { success, stdout, stderr } = await new Deno.Command(PROGRAM, {
          args: [...FIRST, command, String(id), ...args, "--server", base],
          cwd: folder,
        }).output();
        const text = new TextDecoder().decode(stdout).trim();
        if (success && printed.test(text)) continue;
        failed++;
        console.log(`FAILED ${command} ${args.join(" ")}: ${text} ${new TextDecoder().decode(stderr)}`);
      }
    }
    return [2 * COMMANDS.length - failed, failed];
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
