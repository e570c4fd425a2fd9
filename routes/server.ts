/** Brings up a server on a data directory, and takes it down in order. */
import { userInfo } from "node:os";
import { join } from "node:path";
import { Database } from "../kv/database.ts";
import { DataDirectory, removeIfThere } from "../kv/data_directory.ts";
import { signingKey } from "../kv/signing_key.ts";
import { type Mail, type MailOptions, sendMail } from "../workers/mail.ts";
import { PasswordHasher } from "../workers/password.ts";
import { JobQueue } from "../workers/queue.ts";
import { ServicePool } from "../workers/service_pool.ts";
import type { MosaicFiles } from "./aelo/mosaic.ts";
import { createApp } from "./app.ts";
import { Accounts } from "./auth/accounts.ts";
import { CONNECTION_LIMITS, listen } from "./http_server.ts";
import { notificationText } from "./job_view.ts";
import { type Log, standardOutputLog } from "./log.ts";
import { RequestMetrics } from "./metrics.ts";
import { UPLOAD_LIMITS } from "./upload.ts";

/** Time from the start of the server to that of its first service process: the server answers first. */
const PREPARATION_DELAY_MS = 250;

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  /** calculations at the same time */
  readonly concurrent: number;
  /** measure every task of the calculations and their memory */
  readonly isProfiled: boolean;
  readonly dataDirectory: string;
  readonly access: AccessOptions;
  /** the models for sites that users ask for; none where they send jobs */
  readonly mosaicFiles?: MosaicFiles;
}

/** Who may use the server, and how it reaches them. */
export interface AccessOptions {
  /** whether users must log in */
  readonly isLocked: boolean;
  /** how users reach the server; empty for where it listens */
  readonly publicUrl: string;
  readonly isBehindProxy: boolean;
  /** of one address, 0 for any number */
  readonly requestsPerMinute: number;
  readonly mail: Omit<MailOptions, "folder">;
}

export interface Server {
  /** where it listens, `http://127.0.0.1:8800` */
  readonly url: string;
  /** Ends the running calculations, then the server. */
  close(): Promise<void>;
}

/**
 * Starts a server; jobs that an earlier one left waiting are taken up again.
 * @throws DirectoryInUseError if another server works on the data directory, Deno.errors.AddrInUse for a taken port,
 * InputError for models that are missing
 */
export async function startServer(
  { host, port, concurrent, isProfiled, dataDirectory, access, mosaicFiles }: ServerOptions,
): Promise<Server> {
  const log = standardOutputLog();
  const directory = DataDirectory.open(dataDirectory);
  const database = await Database.open(directory);
  await emptyArrivals(directory);
  const queue = new JobQueue({
    database,
    directory,
    concurrent,
    isProfiled,
    notificationBody: (job, error) => notificationText(job, directory.path, error),
  });
  const pool = new ServicePool({ transferFolder: directory.transferFolder, calculations: directory.path });
  const hasher = new PasswordHasher();
  let url = "";
  const send = (mail: Mail) => sendMail(mail, { ...access.mail, folder: join(directory.path, "mail") });
  const aelo = mosaicFiles
    ? await (await import("./aelo/open.ts")).openAelo(mosaicFiles, { database, sendMail: send, log })
    : null;
  const accounts = new Accounts({
    ...access,
    database,
    hasher,
    key: await signingKey(directory.path),
    publicUrl: () => access.publicUrl || url,
    sendMail: send,
  });
  let formats: ReturnType<typeof formatsOfOutputs> | undefined;
  const app = createApp({
    database,
    directory,
    queue,
    pool,
    accounts,
    aelo,
    availableGsims: async () => (await import("../hazard/gsim/registry.ts")).availableGsims(),
    iniDefaults: async () => (await import("../calculators/parameters/list.ts")).iniDefaults(),
    exportTypes: async (type) => (await (formats ??= formatsOfOutputs())).get(type) ?? [],
    userName: operatingSystemUser(),
    host: Deno.hostname(),
    uploadLimits: UPLOAD_LIMITS,
    requestsPerMinute: access.requestsPerMinute,
    log,
    metrics: new RequestMetrics(),
  });
  await queue.recover();
  await aelo?.endMails.resume();
  const listener = await listen(app.fetch, { host, port, limits: CONNECTION_LIMITS });
  queue.resume();
  const preparation = setTimeout(() => prepare(pool, log), PREPARATION_DELAY_MS);
  url = `http://${host.includes(":") ? `[${host}]` : host}:${listener.port}`;
  directory.announce(url);
  log("info", "listening", { url, data: directory.path, pid: Deno.pid });
  return {
    url,
    async close() {
      log("info", "stopping");
      listener.stopListening();
      clearTimeout(preparation);
      await aelo?.endMails.close();
      await queue.close();
      await listener.close();
      pool.close();
      await accounts.mailed();
      hasher[Symbol.dispose]();
      database[Symbol.dispose]();
      directory[Symbol.dispose]();
      log("info", "stopped");
    },
  };
}

/** The formats of every type of output. */
async function formatsOfOutputs(): Promise<Map<string, readonly string[]>> {
  const { OUTPUT_TYPES } = await import("../outputs/registry.ts");
  return new Map(OUTPUT_TYPES.map(({ type, exporters }) => [type, Object.keys(exporters)]));
}

/** Starts a service process ahead of the first request. */
async function prepare(pool: ServicePool, log: Log): Promise<void> {
  await pool.prepare().catch((error) => log("warning", "no service process", { reason: error.message }));
}

/** Files that were on their way in or out when an earlier server ended. */
async function emptyArrivals(directory: DataDirectory): Promise<void> {
  await removeIfThere(directory.transferFolder);
  await Deno.mkdir(directory.transferFolder, { recursive: true });
  for await (const { name } of Deno.readDir(join(directory.path, "jobs"))) {
    if (name.startsWith("upload-")) await removeIfThere(join(directory.path, "jobs", name));
  }
}

function operatingSystemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return "nobody"; // a container may run as a user without name
  }
}
