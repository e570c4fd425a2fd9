/** The command line of Temblor. Each command loads only what it needs, so that the program starts at once. */
import { parseArgs } from "node:util";
import { isRemote } from "./client/remote_options.ts";
import type { Settings } from "./settings/list.ts";

const VERSION = "0.1.0";

const HELP = `Temblor ${VERSION}, a seismic hazard server

Usage: temblor COMMAND [OPTIONS]

  serve     serve the API and the web pages
              --host HOST       address to listen on (default 127.0.0.1)
              --port PORT       port to listen on (default 8800)
              --concurrent N    calculations at the same time (default 1)
              --profile         measure every task of the calculations and their memory
  run       JOB.ini: compute a job without a server
              --hc ID           use the hazard of calculation ID
              --exports TYPES   export the outputs in these formats, such as csv
              --export-dir DIR  folder of the exported files
              --profile         measure every task and the memory, print what took how long
  export    export an output of a calculation
  extract   extract arrays from a calculation
  plot      hazard curves or spectra of a site as an SVG file
              --webapi          of export, extract and plot: ask the server of the settings [webapi]
              --server URL      ask this server
  user      add, change, list the users of a server with a lock, with or without it running
  settings  print all settings, where they come from and what they are for

  --help, --version

Data are kept in $OQ_DATADIR, or in ~/oqdata. Settings are read from /etc/openquake/openquake.cfg,
~/openquake.cfg and $OQ_CONFIG_FILE.
`;

/** A command: takes its arguments, returns the exit status. */
type Command = (args: string[]) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = {
  serve,
  run: async (args) => (await import("./workers/run.ts")).runCommand(args, await dataDirectory()),
  export: async (args) =>
    isRemote(args)
      ? (await import("./client/command.ts")).exportCommand(args, (await readSettings()).webapi)
      : (await import("./outputs/command.ts")).exportCommand(args, await dataDirectory()),
  extract: async (args) =>
    isRemote(args)
      ? (await import("./client/command.ts")).extractCommand(args, (await readSettings()).webapi)
      : (await import("./outputs/command.ts")).extractCommand(args, await dataDirectory()),
  plot: async (args) =>
    (await import("./client/plot_command.ts"))
      .plotCommand(args, await dataDirectory(), (await readSettings()).webapi),
  user: async (args) =>
    (await import("./routes/accounts/command.ts")).userCommand(args, await dataDirectory()),
  settings: async () => (await import("./settings/command.ts")).settingsCommand(),
  // the processes of the server
  calculate,
  service: async (args) => (await import("./workers/service_worker.ts")).serviceCommand(args),
};

/** Wrong use of the command line. */
class UsageError extends Error {}

async function main([command = "--help", ...args]: string[]): Promise<number> {
  if (command === "--help" || command === "-h" || args.includes("--help")) {
    console.log(HELP.trimEnd());
    return 0;
  }
  if (command === "--version") {
    console.log(VERSION);
    return 0;
  }
  if (!Object.hasOwn(COMMANDS, command)) {
    throw new UsageError(
      `unknown command "${command}", expected serve, run, export, extract, plot, user or settings`,
    );
  }
  return await COMMANDS[command](args);
}

async function serve(args: string[]): Promise<number> {
  const settings = await readSettings();
  const { host, port, concurrent, isProfiled } = parseServeOptions(args, settings);
  const { startServer } = await import("./routes/server.ts");
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>();
  for (const signal of stopSignals()) Deno.addSignalListener(signal, stop);
  const server = await startServer({
    host,
    port,
    concurrent,
    isProfiled,
    dataDirectory: await dataDirectory(),
    access: {
      isLocked: settings.server.application_mode !== "PUBLIC",
      publicUrl: settings.server.public_url,
      isBehindProxy: settings.server.behind_proxy,
      requestsPerMinute: settings.server.requests_per_minute,
      mail: { ...settings.mail, isTls: settings.mail.tls },
    },
    ...settings.server.application_mode === "AELO" && {
      mosaicFiles: {
        folder: settings.directory.mosaic_dir,
        boundaries: settings.directory.mosaic_boundaries_file,
      },
    },
  })
    .catch((error) => {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
      throw new Deno.errors.AddrInUse(
        `port ${port} of ${host} is in use by another program; choose one with --port`,
      );
    });
  console.log(`Temblor listens on ${server.url}, data in ${await dataDirectory()}`);
  await stopped;
  await server.close();
  return 0;
}

function parseServeOptions(
  args: string[],
  { server, distribution }: Settings,
): { host: string; port: number; concurrent: number; isProfiled: boolean } {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args,
      options: { host: text, port: text, concurrent: text, profile: { type: "boolean", default: false } },
    });
    return {
      host: values.host ?? server.host,
      port: wholeNumber("--port", values.port ?? String(server.port), 0, 65535),
      concurrent: wholeNumber(
        "--concurrent",
        values.concurrent ?? String(distribution.serialize_jobs),
        1,
        1000,
      ),
      isProfiled: values.profile,
    };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function wholeNumber(option: string, text: string, lowest: number, highest: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= lowest && number <= highest) return number;
  throw new UsageError(`${option}: expected a whole number from ${lowest} to ${highest}, got "${text}"`);
}

function stopSignals(): Deno.Signal[] {
  return Deno.build.os === "windows" ? ["SIGINT", "SIGBREAK"] : ["SIGINT", "SIGTERM", "SIGHUP"];
}

async function dataDirectory(): Promise<string> {
  const { directory: { data } } = await readSettings();
  return data || (await import("./kv/data_directory.ts")).defaultDataDirectory();
}

/** The process of calculations; how large they may be is for the settings to say. */
async function calculate(): Promise<number> {
  const { max_potential_gmfs: maxPotentialGmfs, max_gmf_gb: maxGmfGb } = (await readSettings()).memory;
  return (await import("./workers/calculate.ts")).calculateCommand({ maxPotentialGmfs, maxGmfGb });
}

/** What openquake.cfg and the environment say; options of a command win over it. */
async function readSettings(): Promise<Settings> {
  const { ourSources, readSettings } = await import("./settings/read.ts");
  return (await readSettings(ourSources())).settings;
}

/** Errors that say all there is to say without a stack. */
function isPlain(error: unknown): error is Error {
  const names = ["DirectoryInUseError", "AddrInUse", "AddrNotAvailable", "InputError"];
  return error instanceof Error && names.includes(error.name);
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(`temblor: ${error.message}\nTry: temblor --help`);
      Deno.exit(2);
    }
    console.error(isPlain(error) ? `temblor: ${error.message}` : error);
    Deno.exit(1);
  }
}
