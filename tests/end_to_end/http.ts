/** What the end-to-end tests say to a server. */
import { type LocalServer, startServer } from "../local_server.ts";

export type Files = Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;

/** A request must be answered within this time, on a loaded machine too. */
export const ANSWER_TIMEOUT_MS = 20_000;

export interface RunAnswer {
  readonly status: number;
  readonly json: {
    readonly job_id: number;
    readonly traceback?: string[];
    readonly problems?: { file: string; line?: number; parameter?: string; message: string }[];
  };
}

/** The files of a folder by name, those in folders inside it left out. */
export function readFolder(path: string): Record<string, string> {
  const names = Array.from(Deno.readDirSync(path)).filter(({ isFile }) => isFile).map(({ name }) => name);
  return Object.fromEntries(names.map((name) => [name, Deno.readTextFileSync(`${path}/${name}`)]));
}

/** Folder of this repository. */
export const REPOSITORY = new URL("../../", import.meta.url).pathname;

/** Posts files as a job, each in a field `archive`. */
export function postFiles(base: string, files: Files): Promise<RunAnswer> {
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) form.append("archive", new Blob([content]), name);
  return postForm(base, form);
}

export async function postForm(base: string, body: FormData | Uint8Array<ArrayBuffer>): Promise<RunAnswer> {
  const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
  const response = await fetch(`${base}/v1/calc/run`, { method: "POST", body, signal });
  return { status: response.status, json: await response.json() };
}

/** The JSON under an address of the server. */
export async function getJson(base: string, path: string) {
  const response = await fetch(base + path, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
  return await response.json();
}

/** Runs `test` with a server of its own. */
export async function withServer(
  test: (server: LocalServer) => Promise<void>,
  options?: Parameters<typeof startServer>[0],
): Promise<void> {
  await using server = await startServer(options);
  await test(server);
}
