/** Options of commands that ask a server: `--webapi` for that of the settings, `--server URL` for another one. */
import { parseArgs } from "node:util";
import type { WebApiOptions } from "./web_api.ts";

/** Whether a command is to ask a server. */
export function isRemote(args: readonly string[]): boolean {
  return args.some((arg) => arg === "--webapi" || /^--server(=|$)/.test(arg));
}

export interface RemoteArguments {
  readonly positionals: readonly string[];
  /** null without such an option */
  readonly remote: WebApiOptions | null;
}

/**
 * The arguments without the options, and which server they name. The login of the settings is for the server of the
 * settings alone.
 * @throws TypeError for other options, or an address that is none
 */
export function remoteArguments(args: readonly string[], webapi: WebApiOptions): RemoteArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { webapi: { type: "boolean" }, server: { type: "string" } },
    allowPositionals: true,
  });
  if (values.server === undefined) return { positionals, remote: values.webapi ? webapi : null };
  const server = values.server.replace(/\/+$/, "");
  if (!/^https?:$/.test(URL.canParse(server) ? new URL(server).protocol : "")) {
    throw new TypeError(
      `--server: expected an url such as https://hazard.example.org, got "${values.server}"`,
    );
  }
  return { positionals, remote: server === webapi.server ? webapi : { server } };
}
