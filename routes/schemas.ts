/** The shapes of the JSON answers, for the description of the API and for the views that make them. */
import { z } from "@hono/zod-openapi";

const STATES = [
  "created",
  "submitted",
  "executing",
  "complete",
  "shared",
  "failed",
  "aborted",
  "deleted",
] as const;

const job = {
  description: z.string(),
  calculation_mode: z.string(),
  status: z.enum(STATES),
  is_running: z.boolean(),
  size_mb: z.number().nullable().openapi({ description: "of the datastore, once complete" }),
};
const stored = {
  user_name: z.string(),
  hazard_calculation_id: z.number().int().nullable(),
  host: z.string(),
  workflow_id: z.null(),
  relevant: z.boolean(),
};

/** A job in lists and as `status`. */
export const JOB_SUMMARY = z.object({
  id: z.number().int(),
  owner: z.string(),
  ...job,
  url: z.string(),
  parent_id: z.number().int().nullable().openapi({ description: "calculation whose hazard it uses" }),
  abortable: z.boolean(),
  start_time: z.string().openapi({ example: "2026-01-31, 23:59:59 UTC" }),
  relevant: z.boolean(),
  tags: z.string().nullable().openapi({ example: "first★, second" }),
}).openapi("JobSummary");

/** The record of a job. */
export const JOB_RECORD = z.object({
  id: z.number().int(),
  ...job,
  ...stored,
  start_time: z.string().openapi({ example: "2026-01-31 23:59:59.123000+00:00" }),
  stop_time: z.string().openapi({ description: "None while it runs" }),
}).openapi("JobRecord");

/** What answers a submission. */
export const SUBMITTED_JOB = z.object({
  job_id: z.number().int(),
  ...job,
  ...stored,
  start_time: z.string().openapi({ example: "2026-01-31T23:59:59" }),
  stop_time: z.string().nullable(),
  ds_calc_dir: z.string(),
  pid: z.number().int(),
}).openapi("SubmittedJob");

/** What answers a submission that is refused. */
export const REFUSED_JOB = z.object({
  traceback: z.array(z.string()).openapi({ description: "the last line is the first problem" }),
  job_id: z.number().int(),
  problems: z.array(z.object({
    file: z.string(),
    line: z.number().int().optional(),
    parameter: z.string().optional(),
    message: z.string(),
  })),
}).openapi("RefusedJob");

/** An output of a calculation. */
export const OUTPUT = z.object({
  id: z.number().int(),
  name: z.string(),
  type: z.string(),
  outtypes: z.array(z.string()).openapi({ description: "formats, the preferred one first" }),
  url: z.string(),
  size_mb: z.number().openapi({ description: "-1 where it is not known" }),
}).openapi("Output");

/** A row of a log. */
export const LOG_ROW = z.array(z.string()).length(4).openapi({
  description: "time, level, process, message",
  example: ["2026-01-31T23:59:59.12", "INFO", "calculate/123", "read the job"],
});

/** Whether something is valid. */
export const VERDICT = z.object({
  error_msg: z.string().nullable(),
  error_line: z.number().int().nullable(),
  valid: z.boolean(),
}).openapi("Verdict");

/** Whether the server lives. */
export const HEALTH = z.object({
  status: z.literal("ok"),
  engine_version: z.string(),
  calculations: z.object({ waiting: z.number().int(), running: z.number().int() }),
});

/** What works of the server, and what does not. */
export const DEEP_HEALTH = z.object({
  status: z.enum(["ok", "failing"]),
  parts: z.record(z.string(), z.object({ ok: z.boolean(), ms: z.number(), note: z.string().optional() })),
});

const level = z.union([z.literal(0), z.literal(1), z.literal(2)]);

/** Who asks. */
export const ACCOUNT = z.object({
  name: z.string(),
  level,
  is_superuser: z.boolean(),
  groups: z.array(z.string()),
  is_locked: z.boolean().openapi({ description: "whether one has to log in" }),
}).openapi("Account");

/** A user as superusers see it. */
export const USER = z.object({
  name: z.string(),
  level,
  is_superuser: z.boolean(),
  is_active: z.boolean().openapi({ description: "whether the user may log in" }),
  email: z.string().nullable(),
  groups: z.array(z.string()),
  created: z.string().openapi({ example: "2026-01-31T23:59:59.123Z" }),
}).openapi("User");

/** A token of a program as its user sees it. */
export const TOKEN_NOTE = z.object({
  id: z.string(),
  label: z.string(),
  created: z.string(),
  expires: z.string(),
}).openapi("TokenNote");

/** A token, shown once. */
export const TOKEN = z.object({ token: z.string() });

/** A step that was taken. */
export const SUCCESS = z.object({ success: z.string() });
/** A step that was refused. */
export const REFUSAL = z.object({ error: z.string() });
/** Whether something is so. */
export const YES_OR_NO = z.object({ success: z.boolean() });
