/** Checking inputs without computing them: a single NRML text, or the archive of a job. */
import { join } from "node:path";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { InputError, problemText } from "../hazard/input_error.ts";
import { removeIfThere } from "../kv/data_directory.ts";
import { serve, textAnswer } from "./endpoint.ts";
import { limitForm, readForm } from "./form.ts";
import { jsonAnswer } from "./json.ts";
import { relativeProblems } from "./new_job.ts";
import type { Services } from "./services.ts";
import { findJobFile, receiveUpload, SenderGoneError } from "./upload.ts";

const NRML_FORM = z.object({ xml_text: z.string().min(1).openapi({ description: "text of an NRML file" }) });
const MAX_XML_BYTES = 64 << 20;
const ARCHIVE_FORM = z.object({
  archive: z.any().openapi({ type: "string", format: "binary", description: "zip with a file job.ini" }),
});

export function addValidation(app: OpenAPIHono, services: Services): void {
  const post = { method: "post", tag: "validation" } as const;
  const verdicts = (missing: string) => ({
    200: ["`valid`, else `error_msg` and `error_line`", "application/json"],
    400: [missing, "text/html"],
  } as const);

  for (const path of ["/v1/valid/", "/v1/valid/{anything}"]) {
    limitForm(app, path.replace("{anything}", "*"), MAX_XML_BYTES);
    serve(app, {
      ...post,
      path,
      summary:
        "Check an NRML text: logic trees, source models and site models in full, others for well-formed NRML",
      form: NRML_FORM,
      answers: verdicts("xml_text is missing"),
    }, (c) => validateNrml(c, services));
  }

  serve(app, {
    ...post,
    path: "/v1/calc/validate_zip",
    summary: "Check the archive of a job without running it",
    form: ARCHIVE_FORM,
    answers: verdicts("the archive is missing"),
  }, (c) => validateArchive(c, services));
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

async function validateArchive(c: Context, { directory, pool, uploadLimits }: Services): Promise<Response> {
  const folder = join(directory.transferFolder, crypto.randomUUID());
  await Deno.mkdir(folder, { recursive: true });
  try {
    const { files } = await receiveUpload(c.req.raw, folder, uploadLimits);
    if (files.length === 0) return textAnswer(400, "Missing archive file");
    await pool.validate(join(folder, findJobFile(files, "job.ini")), folder, null);
    return verdict();
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
