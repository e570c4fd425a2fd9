/** A server without socket over a fresh data directory, with the fake program for calculations and a fake service. */
import { join } from "node:path";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { InputError } from "../../hazard/input_error.ts";
import { openAelo } from "../../routes/aelo/open.ts";
import { createApp } from "../../routes/app.ts";
import { Accounts } from "../../routes/auth/accounts.ts";
import { jsonLog } from "../../routes/log.ts";
import { RequestMetrics } from "../../routes/metrics.ts";
import type { UploadLimits } from "../../routes/upload.ts";
import type { Mail } from "../../workers/mail.ts";
import { type Service, ServiceError, type TransferFile } from "../../workers/service.ts";
import { type Scene, withScene } from "../workers/scene.ts";

export interface Client extends Scene {
  readonly app: OpenAPIHono;
  /** what was logged */
  readonly log: LogLine[];
  readonly accounts: Accounts;
  /** what was sent to users */
  readonly mails: Mail[];
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body?: FormData): Promise<Response>;
  /** submits files given by field, name and content, with fields of the form; the answer's JSON and status */
  run(
    files: readonly FormFile[],
    fields?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; json: RunAnswer }>;
}

export type LogLine = Readonly<Record<string, unknown>>;

export type FormFile = readonly [field: string, name: string, content: string | Uint8Array<ArrayBuffer>];

export interface RunAnswer {
  readonly job_id: number;
  readonly traceback?: string[];
  readonly problems?: { file: string; message: string }[];
  readonly [key: string]: unknown;
}

export const LIMITS: UploadLimits = {
  requestBytes: 3_000_000,
  files: 5,
  members: 10,
  unpackedBytes: 30_000_000,
  ratio: 100,
  idleMs: 200,
  idleBytes: 100,
};

/** A job that the fake service accepts and that runs until it is stopped. */
export const ENDLESS = "description = endless\ncalculation_mode = classical\nwait 60000\n";
/** A job that ends at once with two outputs and a datastore of 10 bytes. */
export const QUICK =
  "description = quick\ncalculation_mode = classical\ndatastore 0123456789\noutput hcurves\noutput fullreport\n";

/** How a server of a test treats who asks; without a lock unless said. */
export interface AccessOptions {
  readonly isLocked?: boolean;
  readonly publicUrl?: string;
  readonly isBehindProxy?: boolean;
  readonly requestsPerMinute?: number;
  readonly now?: () => Date;
  /** folder of models for sites; none where users send jobs */
  readonly mosaic?: string;
}

/** Hashes of passwords that cost nothing. */
const PLAIN_HASHER = {
  hash: (password: string) => Promise.resolve(`plain ${password}`),
  verify: (password: string, hash: string | null) => Promise.resolve(hash === `plain ${password}`),
};

/** Runs `test` with a client of a new server. */
export function withClient(
  test: (client: Client) => Promise<void>,
  { publicUrl = "http://temblor.test", mosaic, requestsPerMinute = 0, ...access }: AccessOptions = {},
): Promise<void> {
  return withScene(async (scene) => {
    const { database, directory, queue } = scene;
    await Deno.mkdir(directory.transferFolder, { recursive: true });
    const log: LogLine[] = [];
    const mails: Mail[] = [];
    const jsonLines = jsonLog((line) => log.push(JSON.parse(line)));
    const sendMail = (mail: Mail) => Promise.resolve(void mails.push(mail));
    const aelo = mosaic === undefined
      ? null
      : await openAelo({ folder: mosaic, boundaries: "" }, { database, sendMail, log: jsonLines });
    const accounts = new Accounts({
      isLocked: false,
      isBehindProxy: false,
      ...access,
      database,
      hasher: PLAIN_HASHER,
      key: new TextEncoder().encode("the key of the servers of the tests"),
      publicUrl: () => publicUrl,
      sendMail,
    });
    const app = createApp({
      accounts,
      aelo,
      database,
      directory,
      queue,
      pool: fakeService(directory.transferFolder),
      availableGsims: () => ["Akkar", "Zhao"],
      iniDefaults: () => Promise.resolve({ truncation_level: 99, extreme: Infinity, text: "é" }),
      exportTypes: (type) => Promise.resolve(type === "fullreport" ? ["rst"] : ["csv", "npz"]),
      userName: "alice",
      host: "testhost",
      uploadLimits: LIMITS,
      requestsPerMinute,
      log: jsonLines,
      metrics: new RequestMetrics(),
    });
    const get = async (path: string, headers: Record<string, string> = {}) =>
      await app.request(path, { headers });
    const post = async (path: string, body?: FormData) => await app.request(path, { method: "POST", body });
    await test({
      ...scene,
      app,
      log,
      accounts,
      mails,
      get,
      post,
      async run(files, fields = {}) {
        const form = new FormData();
        for (const [field, name, content] of files) form.append(field, new Blob([content]), name);
        for (const [name, value] of Object.entries(fields)) form.append(name, value);
        const response = await post("/v1/calc/run", form);
        return { status: response.status, headers: response.headers, json: await response.json() };
      },
    });
  });
}

function fakeService(transferFolder: string): Service {
  async function transfer(name: string, text: string): Promise<TransferFile> {
    const path = join(transferFolder, crypto.randomUUID());
    await Deno.writeTextFile(path, text);
    return { path, name };
  }
  return {
    prepare: () => Promise.resolve(),
    async validate(iniPath, root) {
      const text = await Deno.readTextFile(iniPath);
      if (text.includes("wrong")) {
        throw new InputError([
          { file: "job.ini", line: 3, parameter: "poes", message: "expected numbers" },
          { file: "sites.csv", message: `No such file: ${root}/sites.csv` },
        ]);
      }
      if (text.includes("bug")) throw new TypeError("x is not a function");
      const value = (name: string) => new RegExp(`${name} = (.*)`).exec(text)?.[1] ?? "";
      return {
        description: value("description"),
        calculationMode: value("calculation_mode"),
        hazardCalculationId: Number(value("hazard_calculation_id")) || undefined,
        checksum: text.length,
      };
    },
    async checkNrml(text, file) {
      const [, line] = /wrong at (\d+)/.exec(text) ?? [];
      if (!line) return await Promise.resolve();
      throw new InputError({ file, line: Number(line), parameter: "depth", message: "expected km" });
    },
    extract(_datastore, spec, query) {
      if (spec === "pippo") throw new ServiceError("ExtractError", "KeyError: \"No 'pippo' found\"");
      if (spec === "hcurves") throw new ServiceError("ExtractError", "ValueError: 'PGX' is not in list");
      if (spec === "slow") throw new ServiceError("TimeoutError", "gave up after 600 s");
      if (spec === "bug") throw new ServiceError("TypeError", "x is not a function");
      return transfer(`${spec}abcdefgh.npz`, `${spec}?${query}`);
    },
    exportOutput: (_datastore, calcId, type, exportType) =>
      transfer(`${type}_${calcId}.${exportType}`, "lon,lat\r\n"),
    exportJob(datastore, calcId) {
      if (calcId === 1) throw new ServiceError("ExportError", "KeyError: \"No 'ruptures' found\"");
      return transfer(`job_${calcId}.zip`, `inputs of ${datastore}`);
    },
    exportPicture(_datastore, name) {
      if (name === "pippo") throw new ServiceError("ExportError", "KeyError: \"No 'png/pippo' found\"");
      return transfer(`${name}.png`, "pixels");
    },
  };
}
