/** What the routes are given to work with. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Database } from "../kv/database.ts";
import type { DataDirectory } from "../kv/data_directory.ts";
import type { JobQueue } from "../workers/queue.ts";
import type { Service } from "../workers/service.ts";
import type { EndMails } from "./aelo/end_mails.ts";
import type { Mosaic } from "./aelo/mosaic.ts";
import type { Accounts } from "./auth/accounts.ts";
import type { Log } from "./log.ts";
import type { RequestMetrics } from "./metrics.ts";
import type { UploadLimits } from "./upload.ts";

export interface Services {
  readonly database: Database;
  readonly directory: DataDirectory;
  readonly queue: JobQueue;
  readonly pool: Service;
  readonly accounts: Accounts;
  /** what it takes to compute the hazard of sites; null where jobs are sent instead */
  readonly aelo: AeloServices | null;
  /** names of the ground-motion models */
  readonly availableGsims: () => Promise<string[]> | string[];
  /** parameters of a job with their defaults */
  readonly iniDefaults: () => Promise<Record<string, unknown>>;
  /** formats in which an output type can be exported, the preferred one first */
  readonly exportTypes: (outputType: string) => Promise<readonly string[]>;
  /** who owns the jobs sent without `job_owner` */
  readonly userName: string;
  /** name of this machine */
  readonly host: string;
  readonly uploadLimits: UploadLimits;
  /** that one address may make, 0 for any number */
  readonly requestsPerMinute: number;
  /** for the operator of the server */
  readonly log: Log;
  readonly metrics: RequestMetrics;
}

export interface AeloServices {
  readonly mosaic: Mosaic;
  readonly endMails: EndMails;
  readonly addRoutes: (app: OpenAPIHono, services: Services) => void;
}
