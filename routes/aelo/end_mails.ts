/** Tells who asked for the hazard of a site by mail that its calculation has ended, also after a restart. */
import type { Database } from "../../kv/database.ts";
import { isRunning, type Job } from "../../kv/job.ts";
import type { SiteRequest } from "../../kv/site_requests.ts";
import type { Mail } from "../../workers/mail.ts";
import type { Log } from "../log.ts";
import { CUSTOM, EDITIONS, SITE_CLASSES } from "./site_classes.ts";

export interface EndMailsOptions {
  readonly database: Pick<Database, "jobs" | "logs" | "changes" | "siteRequests">;
  readonly sendMail: (mail: Mail) => Promise<void>;
  readonly log: Log;
}

export class EndMails {
  readonly #options: EndMailsOptions;
  readonly #closing = new AbortController();
  readonly #watches = new Set<Promise<void>>();

  constructor(options: EndMailsOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier server left. */
  async resume(): Promise<void> {
    for (const request of await this.#options.database.siteRequests.unmailed()) this.watch(request);
  }

  /** Sends the mail of a request as soon as its calculation has ended. */
  watch(request: SiteRequest): void {
    const watch = this.#mailAtEnd(request)
      .catch((error) => this.#options.log("error", "mail not sent", { reason: error.message }))
      .finally(() => this.#watches.delete(watch));
    this.#watches.add(watch);
  }

  /** Stops watching; mails that are being sent are finished, what is missing comes after the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#watches);
  }

  async #mailAtEnd(request: SiteRequest): Promise<void> {
    const { database: { siteRequests, logs }, sendMail } = this.#options;
    const job = await this.#ended(request.jobId);
    if (!job || request.mailTo === null) return;
    const isComplete = job.status === "complete" || job.status === "shared";
    const problem = isComplete ? null : (await logs.lastError(job.id))?.message ?? `It was ${job.status}.`;
    await sendMail({ to: request.mailTo, ...endMail(request, problem) });
    await siteRequests.put({ ...request, mailTo: null });
  }

  /** The job once it has ended; null if it was removed before, or the server is closing. */
  async #ended(id: number): Promise<Job | null> {
    const { jobs, changes } = this.#options.database, { signal } = this.#closing;
    while (!signal.aborted) {
      // listening starts before reading, so that nothing falls in between
      const news = changes.next(id, signal);
      const job = jobs.get(id);
      if (!job || !isRunning(job.status)) return job;
      await news;
    }
    return null;
  }
}

/** Subject and text of the mail; `problem` is why there are no results, null where there are. */
export function endMail(request: SiteRequest, problem: string | null): Omit<Mail, "to"> {
  const { jobId, siteName, lon, lat, asceVersion, modelsVersion, resultsUrl } = request;
  const site = [
    `Site name: ${siteName}`,
    `Latitude: ${lat}, Longitude: ${lon}`,
    `Site Class: ${groundText(request)}`,
    `ASCE standard: ${EDITIONS[asceVersion]}`,
    `AELO version: ${modelsVersion}`,
  ].join("\n");
  return problem === null
    ? {
      subject: `Job ${jobId} finished correctly`,
      text: `${site}\n\nThe results are here:\n${resultsUrl}\n`,
    }
    : {
      subject: `Job ${jobId} failed`,
      text: `${site}\n\nJob ${jobId} ended without results:\n${problem}\n`,
    };
}

/** The ground of a site as people call it. */
export function groundText({ asceVersion, siteClass, vs30 }: SiteRequest): string {
  return siteClass === null || siteClass === CUSTOM
    ? `Vs30 = ${vs30.join(", ")} m/s`
    : SITE_CLASSES[asceVersion][siteClass].display_name;
}
