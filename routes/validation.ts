/** Checking inputs without computing them: a single NRML text, or the archive of a job. */
import { join } from "node:path";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { InputError, problemText } from "../hazard/input_error.ts";
import { removeIfThere } from "../kv/data_directory.ts";
import { serve, textAnswer } from "./endpoint.ts";
import { limitForm, readForm } from "./form.ts";
import { jsonAnswer } from "./json.ts";
import { jobFile } from "./local_jobs.ts";
import { relativeProblems } from "./new_job.ts";
import { VERDICT } from "./schemas.ts";
import type { Services } from "./services.ts";
import { findJobFile, receiveUpload, SenderGoneError, type Upload } from "./upload.ts";

const NRML_FORM = z.object({ xml_text: z.string().min(1).openapi({ description: "text of an NRML file" }) });
const XML_LIMITS = { maxBytes: 64 << 20, maxMs: 300_000 };
const ARCHIVE_FORM = z.object({
  archive: z.any().openapi({ type: "string", format: "binary", description: "zip with a file job.ini" }),
});
const INI_FORM = z.object({
  job_ini: z.any().openapi({
    type: "string",
    description: "path of a job file on the machine of the server, or the file itself beside its input files",
  }),
});

export function addValidation(app: OpenAPIHono, services: Services): void {
  const post = { method: "post", tag: "validation" } as const;
  const verdicts = (missing: string) => ({
    200: ["`valid`, else `error_msg` and `error_line`", "application/json", VERDICT],
    400: [missing, "text/html"],
  } as const);

  for (const path of ["/v1/valid/", "/v1/valid/{anything}"]) {
    limitForm(app, path.replace("{anything}", "*"), XML_LIMITS);
    serve(app, {
      ...post,
      path,
      summary: "Check an NRML text of any kind that a job reads",
      form: NRML_FORM,
      answers: verdicts("xml_text is missing"),
    }, (c) => validateNrml(c, services));
  }

  if (services.aelo) return; // its users send no jobs

  serve(app, {
    ...post,
    path: "/v1/calc/validate_zip",
    summary: "Check the archive of a job without running it",
    form: ARCHIVE_FORM,
    answers: verdicts("the archive is missing"),
  }, (c) => validateArchive(c, services));

  serve(app, {
    ...post,
    path: "/v1/calc/validate_ini",
    summary: "Check a job file without running it",
    form: INI_FORM,
    answers: verdicts("the job file is missing"),
  }, (c) => validateIni(c, services));
}

async function validateNrml(c: Context, { pool }: Services): Promise<Response> {
  const form = await readForm(c, NRML_FORM);
  if (!form) return textAnswer(400, 'Please provide the "xml_text" parameter');
  try {
    await pool.checkNrml(form.xml_text, "xml_text");
    return verdict();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [{ parameter, message, line }] = error.problems;
    return verdict(parameter === undefined ? message : `${parameter}: ${message}`, line);
  }
}

function validateArchive(c: Context, services: Services): Promise<Response> {
  return withUpload(c, services, async ({ files }, folder) => {
    if (files.length === 0) return textAnswer(400, "Missing archive file");
    await services.pool.validate(join(folder, findJobFile(files, "job.ini")), folder, null);
    return verdict();
  });
}

function validateIni(c: Context, services: Services): Promise<Response> {
  return withUpload(c, services, async ({ fields, files }, folder) => {
    const path = fields.get("job_ini");
    if (!path && files.length === 0) return textAnswer(400, 'Please provide the "job_ini" parameter');
    if (path) await services.pool.validate(jobFile(path), null, null);
    else await services.pool.validate(join(folder, findJobFile(files, ".ini")), folder, null);
    return verdict();
  });
}

/** Receives files for the time of a check; what is wrong with them, or found to be by the check, is the verdict. */
async function withUpload(
  c: Context,
  { directory, uploadLimits }: Services,
  check: (upload: Upload, folder: string) => Promise<Response>,
): Promise<Response> {
  const folder = join(directory.transferFolder, crypto.randomUUID());
  await Deno.mkdir(folder, { recursive: true });
  try {
    return await check(await receiveUpload(c.req.raw, folder, uploadLimits), folder);
  } catch (error) {
    if (error instanceof SenderGoneError) return textAnswer(400, "The upload was broken off");
    if (!(error instanceof InputError)) throw error;
    return verdict(problemText(relativeProblems(error, folder)[0]));
  } finally {
    await removeIfThere(folder);
  }
}

/** Valid without a problem; the line is one of the text sent, lines of files in an archive are in the problem. */
function verdict(problem?: string, line?: number): Response {
  return jsonAnswer({ error_msg: problem ?? null, error_line: line ?? null, valid: problem === undefined });
}
