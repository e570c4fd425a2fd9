/** The curl commands of README.md, each run as it stands there, but for the address of the server and the login. */
import { waitForJob } from "../local_server.ts";
import type { WebApi } from "../../client/web_api.ts";

const README = new URL("../../README.md", import.meta.url).pathname;
const DOCUMENTED_SERVER = "http://127.0.0.1:8800";

export interface ExampleServer {
  readonly base: string;
  readonly api: WebApi;
  /** what stands for words in capitals, such as TOKEN */
  readonly words: Readonly<Record<string, string>>;
}

/** The commands that are for a server with a lock, or for one without. */
export async function curlExamples(isLocked: boolean): Promise<string[]> {
  const text = await Deno.readTextFile(README);
  return Array.from(text.matchAll(/^```sh\n(.*?)^```/gms), ([, block]) => block)
    .filter((block) => block.includes("ajax_login") === isLocked)
    .flatMap((block) => block.split("\n"))
    .filter((line) => line.startsWith("curl "))
    .map((line) => line.replace(/\s+#.*/, ""));
}

/**
 * Runs commands in a folder, one after the other, each job to its end; prints those that fail.
 * @returns how many passed and failed
 */
export async function runCurlExamples(
  commands: readonly string[],
  { base, api, words }: ExampleServer,
  folder: string,
): Promise<[passed: number, failed: number]> {
  let failed = 0;
  for (const command of commands) {
    let script = command.replaceAll(DOCUMENTED_SERVER, base);
    for (const [word, value] of Object.entries(words)) script = script.replaceAll(word, value);
    const { success, stdout, stderr } = await new Deno.Command("bash", {
      args: ["-c", `curl() { command curl --silent --show-error --fail-with-body "$@"; }; ${script}`],
      cwd: folder,
    }).output();
    const said = new TextDecoder().decode(stdout);
    if (!success) {
      failed++;
      console.log(`FAILED ${command}: ${said} ${new TextDecoder().decode(stderr)}`);
    } else if (command.endsWith("/run")) await waitForJob(api, JSON.parse(said).job_id);
  }
  return [commands.length - failed, failed];
}
