/** The commands `export` and `extract` with `--webapi`: from a server instead of from files. */
import { basename, join } from "node:path";
import { WebApi, WebApiError, type WebApiOptions } from "./web_api.ts";

const EXPORT_USAGE = "usage: export --webapi CALC_ID [TYPE FORMAT [DIR]]";
const EXTRACT_USAGE = "usage: extract --webapi CALC_ID SPEC[?QUERY] [FILE]";

/** Writes an output as the server exports it, a zip if it has several files; lists the outputs without TYPE. */
export async function exportCommand(args: readonly string[], options: WebApiOptions): Promise<number> {
  const [calculation = "", type, format, folder = ".", ...rest] = withoutFlag(args);
  if (!/^\d+$/.test(calculation) || (type === undefined) !== (format === undefined) || rest.length > 0) {
    return failed(EXPORT_USAGE);
  }
  return await withServer(options, async (server) => {
    const outputs = await server.call("GET /v1/calc/{id}/results", { path: { id: Number(calculation) } });
    if (type === undefined) {
      for (const { type, outtypes, name } of outputs) {
        console.log(`${type.padEnd(20)} ${outtypes.join(",").padEnd(8)} ${name}`);
      }
      return 0;
    }
    const output = outputs.find((each) => each.type === type);
    if (!output) throw new WebApiError(`calculation ${calculation} has no output ${type}`);
    const answer = await server.call("GET /v1/calc/result/{id}", {
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
export async function extractCommand(args: readonly string[], options: WebApiOptions): Promise<number> {
  const [calculation = "", what, file, ...rest] = withoutFlag(args);
  if (!/^\d+$/.test(calculation) || what === undefined || rest.length > 0) return failed(EXTRACT_USAGE);
  const name = `${what.replaceAll(/[/?&]/g, "_").replaceAll("=", "-")}_${calculation}.npz`;
  const [spec, search = ""] = what.split("?", 2), parameters = new URLSearchParams(search);
  const query = Object.fromEntries([...parameters.keys()].map((key) => [key, parameters.getAll(key)]));
  return await withServer(options, async (server) => {
    const answer = await server.call("GET /v1/calc/{id}/extract/{spec}", {
      path: { id: Number(calculation), spec },
      query,
    });
    return await save(answer, file ?? name);
  });
}

function withoutFlag(args: readonly string[]): string[] {
  return args.filter((arg) => arg !== "--webapi");
}

/** Runs `use` with a server in which we are logged in; what it refuses is printed without a stack trace. */
async function withServer(
  options: WebApiOptions,
  use: (server: WebApi) => Promise<number>,
): Promise<number> {
  try {
    const server = await WebApi.open(options);
    try {
      return await use(server);
    } finally {
      await server.close();
    }
  } catch (error) {
    if (error instanceof WebApiError) return failed(error.message);
    throw error;
  }
}

async function save(answer: Response, path: string): Promise<number> {
  await Deno.writeFile(path, answer.body ?? new Uint8Array());
  console.log(path);
  return 0;
}

function failed(message: string): number {
  console.error(message);
  return 1;
}
