/** Jobs whose files lie on the machine of the server, for clients there. */
import { dirname, resolve } from "node:path";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { InputError } from "../hazard/input_error.ts";
import { type Caller, callerOf } from "./auth/caller.ts";
import { serve, textAnswer } from "./endpoint.ts";
import { limitForm, readForm } from "./form.ts";
import { jsonAnswer } from "./json.ts";
import { acceptJob, plainWishes, readWishes, refuseJob, WISH_FIELDS } from "./new_job.ts";
import { REFUSED_JOB, SUBMITTED_JOB } from "./schemas.ts";
import type { Services } from "./services.ts";

const RUN_PATH = "/v1/calc/run_ini";
const FORM = z.object({
  job_ini: z.string().min(1).openapi({ description: "path of a job file on the machine of the server" }),
  ...WISH_FIELDS,
});
type Form = z.infer<typeof FORM>;

const QUERY = z.object({
  ini: z.string().optional().openapi({
    type: "array",
    items: { type: "string" },
    description: "path of a job file, may be repeated",
  }),
});

const FOUND_JOBS = z.object({ success: z.array(z.number().int()), error: z.string() });

export function addLocalJobs(app: OpenAPIHono, services: Services): void {
  if (!services.aelo) addRunIni(app, services);

  serve(app, {
    method: "get",
    path: "/v1/calc/jobs_from_inis",
    tag: "calculations",
    summary: "For each job file its newest complete calculation, 0 without one",
    query: QUERY,
    answers: {
      200: ["`success`: job ids", "application/json", FOUND_JOBS],
      400: ["`error`: what is wrong with the job files", "application/json", FOUND_JOBS],
    },
  }, (c) => findJobs(c.req.queries("ini") ?? [], services));
}

function addRunIni(app: OpenAPIHono, services: Services): void {
  limitForm(app, RUN_PATH);
  serve(app, {
    method: "post",
    path: RUN_PATH,
    tag: "calculations",
    summary: "Submit a job whose files lie on the machine of the server",
    form: FORM,
    answers: {
      200: ["the job, created", "application/json", SUBMITTED_JOB],
      400: ["the job was refused", "application/json", REFUSED_JOB],
    },
  }, async (c) => {
    const form = await readForm(c, FORM);
    return form
      ? await submit(form, callerOf(c), services)
      : textAnswer(400, "Please provide the parameter job_ini");
  });
}

async function submit(form: Form, caller: Caller, services: Services): Promise<Response> {
  const id = await services.database.jobs.takeId();
  let wishes = plainWishes(form, caller);
  let iniPath: string | null = null;
  try {
    wishes = await readWishes(form, caller, services);
    iniPath = jobFile(form.job_ini);
    return await acceptJob({ id, wishes, iniPath, root: null, caller }, services);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return await refuseJob(error, { id, wishes, iniPath, folder: iniPath && dirname(iniPath) }, services);
  }
}

async function findJobs(inis: readonly string[], { database, pool }: Services): Promise<Response> {
  const ids: number[] = [];
  try {
    for (const ini of inis) {
      const { checksum } = await pool.validate(jobFile(ini), null, null);
      ids.push(database.jobs.withChecksum(checksum)?.id ?? 0);
    }
    return jsonAnswer({ success: ids, error: "" });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return jsonAnswer({ success: [], error: error.message }, 400);
  }
}

/** The absolute path of a job file. Only .ini files: what other files hold is not for the messages of problems. */
export function jobFile(path: string): string {
  if (path.endsWith(".ini")) return resolve(path);
  throw new InputError({
    file: "form",
    parameter: "job_ini",
    message: `expected the path of an .ini file, got "${path}"`,
  });
}
