/** Taking in a job whose files are there: checked, then listed and queued, or refused. */
import { basename } from "node:path";
import { z } from "@hono/zod-openapi";
import { InputError, type InputProblem, problemText } from "../hazard/input_error.ts";
import { type Job, unstartedJob } from "../kv/job.ts";
import { logRow } from "../kv/logs.ts";
import { isNotificationUrl } from "../workers/notification.ts";
import { type Caller, maySee } from "./auth/caller.ts";
import { submittedJob } from "./job_view.ts";
import { jsonAnswer } from "./json.ts";
import type { Services } from "./services.ts";

/** What the sender of a job asks for beyond its files. */
export interface Wishes {
  readonly userName: string;
  readonly hazardCalculationId: number | null;
  readonly notifyTo: string | null;
}

/** Fields of a form that hold wishes; empty ones count as missing. */
export const WISH_FIELDS = {
  hazard_job_id: z.string().optional().openapi({ description: "calculation whose hazard is used" }),
  hazard_result: z.string().optional().openapi({
    description: "output of the calculation whose hazard is used",
  }),
  job_owner: z.string().optional().openapi({
    description: "owner of the job, default the user of the server",
  }),
  notify_to: z.string().optional().openapi({ description: "http(s) url told of the end by a POST" }),
};

type WishFields = { readonly [Name in keyof typeof WISH_FIELDS]?: string };

/** What is wished where the form is not read or is wrong: nothing but the owner. */
export function plainWishes({ job_owner: owner }: WishFields, { name, isSuperuser }: Caller): Wishes {
  const userName = isSuperuser && owner?.slice(0, 200) || name;
  return { userName, hazardCalculationId: null, notifyTo: null };
}

/** @throws InputError for a hazard calculation that cannot be used, an url that is none, and another owner */
export async function readWishes(
  fields: WishFields,
  caller: Caller,
  services: Services,
): Promise<Wishes> {
  if (fields.job_owner && fields.job_owner !== caller.name && !caller.isSuperuser) {
    throw wrong("job_owner", "only superusers may submit jobs for others");
  }
  const hazardId = await readHazardId(fields, services);
  const parent = await checkVisible(hazardId, "hazard_job_id", caller, services);
  if (parent && parent.status !== "complete" && parent.status !== "shared") {
    throw wrong("hazard_job_id", `calculation ${hazardId} is ${parent.status}, expected a complete one`);
  }
  const notifyTo = fields.notify_to || null;
  if (notifyTo !== null && (notifyTo.length > 2000 || !isNotificationUrl(notifyTo))) {
    throw wrong("notify_to", `expected an http or https url, got "${notifyTo}"`);
  }
  return { ...plainWishes(fields, caller), hazardCalculationId: parent?.id ?? null, notifyTo };
}

/** The calculation of that number, if any. @throws InputError unless the caller may see it */
async function checkVisible(
  id: number | null,
  parameter: string,
  caller: Caller,
  { database: { jobs, users } }: Services,
): Promise<Job | null> {
  if (id === null) return null;
  const job = jobs.get(id);
  if (!job || !await maySee(caller, job, users)) throw wrong(parameter, `calculation ${id} does not exist`);
  return job;
}

/** The calculation that is named, or the one that an output that is named belongs to. */
async function readHazardId(fields: WishFields, { database }: Services): Promise<number | null> {
  const jobId = readNumber(fields, "hazard_job_id", "a calculation");
  const outputId = readNumber(fields, "hazard_result", "an output");
  if (outputId === null) return jobId;
  const output = await database.outputs.get(outputId);
  if (!output) throw wrong("hazard_result", `output ${outputId} does not exist`);
  if (jobId !== null && output.jobId !== jobId) {
    throw wrong("hazard_result", `output ${outputId} is one of calculation ${output.jobId}, not of ${jobId}`);
  }
  return output.jobId;
}

function readNumber(fields: WishFields, name: keyof WishFields, what: string): number | null {
  const text = fields[name] || null;
  if (text === null) return null;
  if (!/^\d{1,15}$/.test(text)) throw wrong(name, `expected the number of ${what}, got "${text}"`);
  return Number(text);
}

function wrong(parameter: string, message: string): InputError {
  return new InputError({ file: "form", parameter, message });
}

/** A job under its number; inputs outside of `root` are refused, anywhere on this machine is fine if it is null. */
export interface NewJob {
  readonly id: number;
  readonly wishes: Wishes;
  readonly iniPath: string;
  readonly root: string | null;
  readonly caller: Caller;
}

/** Checks a job, lists it as created and queues it. @throws InputError with its problems */
export async function acceptJob(
  { id, wishes, iniPath, root, caller }: NewJob,
  services: Services,
): Promise<Response> {
  const { database, directory, host, pool, queue } = services;
  const { description, calculationMode, checksum, hazardCalculationId } = await pool.validate(
    iniPath,
    root,
    wishes.hazardCalculationId,
  );
  const parent = hazardCalculationId ?? wishes.hazardCalculationId;
  await checkVisible(parent, "hazard_calculation_id", caller, services);
  const job = await database.jobs.insert({
    ...unstartedJob({ id, ...wishes, hazardCalculationId: parent, host }),
    description,
    calculationMode,
    checksum,
    iniPath,
    status: "created",
  });
  await queue.submit(id);
  return jsonAnswer(submittedJob(job, directory.path));
}

/** A job that is refused. */
export interface RefusedJob {
  readonly id: number;
  readonly wishes: Wishes;
  /** null if there is no job file */
  readonly iniPath: string | null;
  /** where its files are, if known, which the problems need not tell */
  readonly folder: string | null;
}

/** Answers 400 and lists the job as failed, with the problems in its log. */
export async function refuseJob(
  error: InputError,
  { id, wishes, iniPath, folder }: RefusedJob,
  { database, host }: Services,
): Promise<Response> {
  const problems = relativeProblems(error, folder);
  const lines = problems.map(problemText);
  const [{ parameter, message }] = problems;
  // last the message, before it the class with the message: where clients look in a traceback
  const traceback = [
    ...lines,
    `InputError: ${lines[0]}`,
    parameter === undefined ? message : `${parameter}: ${message}`,
  ];
  await database.logs.append(id, [logRow("CRITICAL", "before starting", lines.join("\n"))]);
  await database.jobs.insert({
    // it uses no hazard, so that the calculation it asked for may be removed
    ...unstartedJob({ id, ...wishes, hazardCalculationId: null, host }),
    ...iniPath === null ? UNKNOWN : await readClaims(iniPath),
    checksum: null,
    iniPath: null,
    status: "failed",
    stopped: new Date().toISOString(),
  });
  return jsonAnswer({ traceback, job_id: id, problems }, 400);
}

/** The problems with file names relative to a folder, or as they are. */
export function relativeProblems({ problems }: InputError, folder: string | null): readonly InputProblem[] {
  if (folder === null) return problems;
  return problems.map((problem) => ({
    ...problem,
    file: problem.file.replaceAll(`${folder}/`, ""),
    message: problem.message.replaceAll(`${folder}/`, ""),
  }));
}

/** What a refused job says of itself, for the list of jobs. */
type Claims = Pick<Job, "description" | "calculationMode">;

const UNKNOWN: Claims = { description: "Calculation waiting to start", calculationMode: "custom" };

async function readClaims(iniPath: string): Promise<Claims> {
  const text = await Deno.readTextFile(iniPath).catch(() => "");
  const claim = (name: string) =>
    new RegExp(`^\\s*${name}\\s*=\\s*(\\S.*?)\\s*$`, "m").exec(text)?.[1].slice(0, 200);
  return {
    description: claim("description") ?? `Refused ${basename(iniPath)}`,
    calculationMode: claim("calculation_mode") ?? UNKNOWN.calculationMode,
  };
}
