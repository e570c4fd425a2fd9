/** Submitting a job: its files come in, are checked, and the calculation is queued or refused. */
import { join } from "node:path";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { InputError } from "../hazard/input_error.ts";
import { removeIfThere } from "../kv/data_directory.ts";
import { callerOf } from "./auth/caller.ts";
import { serve, textAnswer } from "./endpoint.ts";
import { acceptJob, plainWishes, readWishes, refuseJob, WISH_FIELDS } from "./new_job.ts";
import { REFUSED_JOB, SUBMITTED_JOB } from "./schemas.ts";
import type { Services } from "./services.ts";
import { findJobFile, receiveUpload, SenderGoneError } from "./upload.ts";

const FORM = z.object({
  archive: z.any().optional().openapi({
    type: "array",
    items: { type: "string", format: "binary" },
    description: "the files of the job, or one zip of them",
  }),
  job_config: z.any().optional().openapi({
    type: "string",
    format: "binary",
    description: "the job file, instead of `archive`; the other files in any fields, such as `input_model_1`",
  }),
  job_ini: z.string().optional().openapi({ description: "end of the name of the job file, default .ini" }),
  ...WISH_FIELDS,
});

export function addSubmission(app: OpenAPIHono, services: Services): void {
  serve(app, {
    method: "post",
    path: "/v1/calc/run",
    tag: "calculations",
    summary: "Submit a job",
    form: FORM,
    answers: {
      200: ["the job, created", "application/json", SUBMITTED_JOB],
      303: ["the same, sent in `job_config`: to be found at the location", "application/json", SUBMITTED_JOB],
      400: ["the job was refused", "application/json", REFUSED_JOB],
    },
  }, (c) => submit(c, services));
}

async function submit(c: Context, services: Services): Promise<Response> {
  const { database, directory, uploadLimits } = services;
  const arrivals = join(directory.path, "jobs", `upload-${crypto.randomUUID()}`);
  await Deno.mkdir(arrivals, { recursive: true });
  let folder = arrivals;
  const caller = callerOf(c);
  let wishes = plainWishes({}, caller);
  let id: number | null = null;
  let iniPath: string | null = null;
  try {
    const upload = await receiveUpload(c.req.raw, arrivals, uploadLimits);
    const fields = Object.fromEntries(upload.fields);
    wishes = plainWishes(fields, caller);
    wishes = await readWishes(fields, caller, services);
    const suffix = fields.job_ini || (wishes.hazardCalculationId === null ? ".ini" : "risk.ini");
    const ini = upload.config ?? findJobFile(upload.files, suffix);

    id = await database.jobs.takeId();
    folder = directory.jobFolder(id);
    await Deno.rename(arrivals, folder);
    iniPath = join(folder, ini);
    const answer = await acceptJob({ id, wishes, iniPath, root: folder, caller }, services);
    return upload.config === null ? answer : redirect(answer, `/v1/calc/${id}`);
  } catch (error) {
    try {
      if (error instanceof SenderGoneError) return textAnswer(400, "The upload was broken off");
      if (!(error instanceof InputError)) throw error;
      id ??= await database.jobs.takeId();
      return await refuseJob(error, { id, wishes, iniPath, folder }, services);
    } finally {
      await removeIfThere(folder);
    }
  }
}

/** The documented answer, which release 3.26 of the reference no longer gives. */
function redirect({ body, headers }: Response, location: string): Response {
  return new Response(body, { status: 303, headers: { ...Object.fromEntries(headers), location } });
}
