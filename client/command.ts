/** The commands `export` and `extract` with `--webapi` or `--server`: from a server instead of from files. */
import { basename, join } from "node:path";
import { remoteArguments } from "./remote_options.ts";
import { reported } from "./reported.ts";
import { WebApi, WebApiError, type WebApiOptions } from "./web_api.ts";

const EXPORT_USAGE = "usage: export CALC_ID [TYPE FORMAT [DIR]] --webapi | --server URL";
const EXTRACT_USAGE = "usage: extract CALC_ID SPEC[?QUERY] [FILE] --webapi | --server URL";

/** Writes an output as the server exports it, a zip if it has several files; lists the outputs without TYPE. */
export function exportCommand(args: readonly string[], webapi: WebApiOptions): Promise<number> {
  return withServer(args, webapi, async (server, [calculation = "", type, format, folder = ".", ...rest]) => {
    if (!/^\d+$/.test(calculation) || (type === undefined) !== (format === undefined) || rest.length > 0) {
      throw new WebApiError(EXPORT_USAGE);
    }
    const api = await server();
    const outputs = await api.call("GET /v1/calc/{id}/results", { path: { id: Number(calculation) } });
    if (type === undefined) {
      for (const { type, outtypes, name } of outputs) {
        console.log(`${type.padEnd(20)} ${outtypes.join(",").padEnd(8)} ${name}`);
      }
      return 0;
    }
    const output = outputs.find((each) => each.type === type);
    if (!output) throw new WebApiError(`calculation ${calculation} has no output ${type}`);
    const answer = await api.call("GET /v1/calc/result/{id}", {
      path: { id: output.id },
      query: { export_type: format },
    });
    const disposition = answer.headers.get("content-disposition") ?? "";
    const name = basename(/filename=(.*)$/.exec(disposition)?.[1] ?? `${type}_${calculation}.${format}`);
    await Deno.mkdir(folder, { recursive: true });
    return await save(answer, join(folder, name));
  });
}

/** Writes the arrays that the server extracts to a .npz file. */
export function extractCommand(args: readonly string[], webapi: WebApiOptions): Promise<number> {
  return withServer(args, webapi, async (server, [calculation = "", what = "", file, ...rest]) => {
    if (!/^\d+$/.test(calculation) || what === "" || rest.length > 0) throw new WebApiError(EXTRACT_USAGE);
    const name = `${what.replaceAll(/[/?&]/g, "_").replaceAll("=", "-")}_${calculation}.npz`;
    const [spec, search = ""] = what.split("?", 2);
    return await save(await (await server()).extract(Number(calculation), spec, search), file ?? name);
  });
}

/** Runs `use` with the arguments and a way to the server, in which we are logged in once it is called. */
function withServer(
  args: readonly string[],
  webapi: WebApiOptions,
  use: (server: () => Promise<WebApi>, positionals: readonly string[]) => Promise<number>,
): Promise<number> {
  return reported(async () => {
    const { positionals, remote } = remoteArguments(args, webapi);
    let server: WebApi | undefined;
    try {
      return await use(async () => server ??= await WebApi.open(remote ?? webapi), positionals);
    } finally {
      await server?.close();
    }
  });
}

async function save(answer: Response, path: string): Promise<number> {
  await Deno.writeFile(path, answer.body ?? new Uint8Array());
  console.log(path);
  return 0;
}
