/** Submitting a job: its files come in, are checked, and the calculation is queued or refused. */
import { dirname, join } from "node:path";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { InputError, problemText } from "../hazard/input_error.ts";
import { removeIfThere } from "../kv/data_directory.ts";
import type { Job } from "../kv/job.ts";
import { logRow } from "../kv/logs.ts";
import { isNotificationUrl } from "../workers/notification.ts";
import { serve, textAnswer } from "./endpoint.ts";
import { submittedJob } from "./job_view.ts";
import { jsonAnswer } from "./json.ts";
import type { Services } from "./services.ts";
import { findJobFile, receiveUpload, SenderGoneError } from "./upload.ts";

const FORM = z.object({
  archive: z.any().openapi({
    type: "array",
    items: { type: "string", format: "binary" },
    description: "the files of the job, or one zip of them",
  }),
  job_ini: z.string().optional().openapi({ description: "end of the name of the job file, default .ini" }),
  hazard_job_id: z.string().optional().openapi({ description: "calculation whose hazard is used" }),
  job_owner: z.string().optional().openapi({
    description: "owner of the job, default the user of the server",
  }),
  notify_to: z.string().optional().openapi({ description: "http(s) url told of the end by a POST" }),
});

export function addSubmission(app: OpenAPIHono, services: Services): void {
  serve(app, {
    method: "post",
    path: "/v1/calc/run",
    tag: "calculations",
    summary: "Submit a job",
    form: FORM,
    answers: {
      200: ["the job, created", "application/json"],
      400: ["the job was refused: `traceback`, `problems`, `job_id`", "application/json"],
    },
  }, (c) => submit(c, services));
}

/** What the form asks for beyond the files. */
interface Wishes {
  readonly userName: string;
  readonly hazardCalculationId: number | null;
  readonly notifyTo: string | null;
}

async function submit(c: Context, services: Services): Promise<Response> {
  const { database, directory, uploadLimits } = services;
  const arrivals = join(directory.path, "jobs", `upload-${crypto.randomUUID()}`);
  await Deno.mkdir(arrivals, { recursive: true });
  let folder = arrivals;
  let wishes: Wishes = { userName: services.userName, hazardCalculationId: null, notifyTo: null };
  let id: number | null = null;
  let iniPath: string | null = null;
  try {
    const upload = await receiveUpload(c.req.raw, arrivals, uploadLimits);
    wishes = { ...wishes, userName: upload.fields.get("job_owner")?.slice(0, 200) || services.userName };
    wishes = await readWishes(upload.fields, wishes.userName, services);
    const suffix = upload.fields.get("job_ini") ||
      (wishes.hazardCalculationId === null ? ".ini" : "risk.ini");
    const ini = upload.config ?? findJobFile(upload.files, suffix);

    id = await database.jobs.takeId();
    folder = directory.jobFolder(id);
    await Deno.rename(arrivals, folder);
    iniPath = join(folder, ini);
    const { description, calculationMode } = await services.pool.validate(
      iniPath,
      folder,
      wishes.hazardCalculationId,
    );
    const job = await database.jobs.insert({
      ...newJob(id, wishes, services.host),
      description,
      calculationMode,
      iniPath,
      status: "created",
    });
    await services.queue.submit(id);
    return jsonAnswer(submittedJob(job, directory.path));
  } catch (error) {
    const claims = error instanceof InputError ? await readClaims(iniPath) : null;
    await removeIfThere(folder);
    if (error instanceof SenderGoneError) return textAnswer(400, "The upload was broken off");
    if (!(error instanceof InputError)) throw error;
    return refuse(error, { id: id ?? await database.jobs.takeId(), wishes, claims, folder }, services);
  }
}

interface Refusal {
  readonly id: number;
  readonly wishes: Wishes;
  readonly claims: Pick<Job, "description" | "calculationMode"> | null;
  /** where the files were, which the problems need not tell */
  readonly folder: string;
}

/** Answers 400 and lists the job as failed, with the problems in its log. */
async function refuse(error: InputError, refusal: Refusal, { database, host }: Services): Promise<Response> {
  const { id, wishes, claims, folder } = refusal;
  const problems = error.problems.map((problem) => ({
    ...problem,
    file: problem.file.replaceAll(`${folder}/`, ""),
    message: problem.message.replaceAll(`${folder}/`, ""),
  }));
  const lines = problems.map(problemText);
  const { parameter, message } = problems[0];
  const first = parameter ? `${parameter}: ${message}` : message;
  // last the message, before it the class with the message: where clients look in a traceback
  const traceback = [...lines, `InputError: ${lines[0]}`, first];
  await database.logs.append(id, [logRow("CRITICAL", "before starting", lines.join("\n"))]);
  await database.jobs.insert({
    ...newJob(id, wishes, host),
    description: claims?.description ?? "Calculation waiting to start",
    calculationMode: claims?.calculationMode ?? "custom",
    iniPath: null,
    status: "failed",
    stopped: new Date().toISOString(),
  });
  return jsonAnswer({ traceback, job_id: id, problems }, 400);
}

function newJob(id: number, wishes: Wishes, host: string) {
  return {
    id,
    ...wishes,
    created: new Date().toISOString(),
    started: null,
    stopped: null,
    pid: 0,
    processToken: null,
    sizeMb: null,
    host,
  };
}

async function readWishes(
  fields: ReadonlyMap<string, string>,
  userName: string,
  { database }: Services,
): Promise<Wishes> {
  const hazard = fields.get("hazard_job_id") || null;
  const notifyTo = fields.get("notify_to") || null;
  const wrong = (parameter: string, message: string) => new InputError({ file: "form", parameter, message });
  if (hazard !== null && !/^\d{1,15}$/.test(hazard)) {
    throw wrong("hazard_job_id", `expected the number of a calculation, got "${hazard}"`);
  }
  const parent = hazard === null ? null : await database.jobs.get(Number(hazard));
  if (hazard !== null && !parent) throw wrong("hazard_job_id", `calculation ${hazard} does not exist`);
  if (parent && parent.status !== "complete" && parent.status !== "shared") {
    throw wrong("hazard_job_id", `calculation ${hazard} is ${parent.status}, expected a complete one`);
  }
  if (notifyTo !== null && (notifyTo.length > 2000 || !isNotificationUrl(notifyTo))) {
    throw wrong("notify_to", `expected an http or https url, got "${notifyTo}"`);
  }
  return { userName, hazardCalculationId: parent?.id ?? null, notifyTo };
}

/** What a refused job file says of itself, for the list of jobs. */
async function readClaims(iniPath: string | null): Promise<Refusal["claims"]> {
  if (iniPath === null) return null;
  const text = await Deno.readTextFile(iniPath).catch(() => "");
  const claim = (name: string) =>
    new RegExp(`^\\s*${name}\\s*=\\s*(\\S.*?)\\s*$`, "m").exec(text)?.[1].slice(0, 200);
  return {
    description: claim("description") ?? `Refused ${iniPath.slice(dirname(iniPath).length + 1)}`,
    calculationMode: claim("calculation_mode") ?? "custom",
  };
}
