/** A job as the API shows it: in lists, in full, when submitted, and to those notified of its end. */
import { join } from "node:path";
import type { z } from "@hono/zod-openapi";
import { isRunning, type Job, type JobTag } from "../kv/job.ts";
import { jsonText } from "./json.ts";
import type { JOB_RECORD, JOB_SUMMARY, SUBMITTED_JOB } from "./schemas.ts";

/** The object of a list and of `status`; `origin` is how the client reached the server, `http://HOST`. */
export function jobSummary(job: Job, origin: string): z.infer<typeof JOB_SUMMARY> {
  return {
    id: job.id,
    owner: job.userName,
    calculation_mode: job.calculationMode,
    status: job.status,
    is_running: isRunning(job.status),
    description: job.description,
    url: `${origin}/v1/calc/${job.id}`,
    parent_id: job.hazardCalculationId,
    abortable: job.status === "submitted" || job.status === "executing",
    size_mb: job.sizeMb,
    start_time: `${seconds(job.started ?? job.created).replace("T", ", ")} UTC`,
    relevant: true,
    tags: tagText(job.tags),
  };
}

/** The record of `/v1/calc/N`, with times as Python prints them. */
export function jobRecord(job: Job): z.infer<typeof JOB_RECORD> {
  return {
    id: job.id,
    description: job.description,
    user_name: job.userName,
    calculation_mode: job.calculationMode,
    hazard_calculation_id: job.hazardCalculationId,
    status: job.status,
    is_running: isRunning(job.status),
    start_time: job.started
      ? microseconds(job.started).replace("T", " ")
      : seconds(job.created).replace("T", " "),
    stop_time: job.stopped ? microseconds(job.stopped).replace("T", " ") : "None",
    relevant: true,
    size_mb: job.sizeMb,
    host: job.host,
    workflow_id: null,
  };
}

/** The record that answers a submission. */
export function submittedJob(job: Job, dataDirectory: string): z.infer<typeof SUBMITTED_JOB> {
  return {
    description: job.description,
    user_name: job.userName,
    calculation_mode: job.calculationMode,
    hazard_calculation_id: job.hazardCalculationId,
    status: job.status,
    is_running: isRunning(job.status),
    start_time: seconds(job.started ?? job.created),
    stop_time: job.stopped && microseconds(job.stopped),
    relevant: true,
    ds_calc_dir: join(dataDirectory, `calc_${job.id}`),
    pid: job.pid,
    size_mb: job.sizeMb,
    host: job.host,
    workflow_id: null,
    job_id: job.id,
  };
}

/** The JSON text sent to `notify_to` when a job has ended; here the reference has 0 and 1 for false and true. */
export function notificationText(job: Job, dataDirectory: string, error: string | null): string {
  return jsonText({
    ...submittedJob(job, dataDirectory),
    is_running: Number(isRunning(job.status)),
    start_time: microseconds(job.started ?? job.created),
    relevant: 1,
    error,
  });
}

/** `tag1★, tag2`: the tags for which the job is preferred come first. */
function tagText(tags: readonly JobTag[]): string | null {
  const sorted = tags.toSorted((a, b) =>
    Number(b.isPreferred) - Number(a.isPreferred) || (a.name < b.name ? -1 : 1)
  );
  return sorted.map(({ name, isPreferred }) => name + (isPreferred ? "★" : "")).join(", ") || null;
}

/** `2026-01-31T23:59:59` */
function seconds(iso: string): string {
  return iso.slice(0, 19);
}

/** `2026-01-31T23:59:59.123000+00:00` */
function microseconds(iso: string): string {
  return iso.replace("Z", "000+00:00");
}
