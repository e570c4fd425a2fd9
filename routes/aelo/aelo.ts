/**
 * The hazard of single sites by the American design standards, with the models of a mosaic: the reference's mode AELO.
 * Users give a place and its ground, the job is made here.
 */
import { dirname, join } from "node:path";
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { InputError } from "../../hazard/input_error.ts";
import { unstartedJob } from "../../kv/job.ts";
import type { SiteRequest } from "../../kv/site_requests.ts";
import { showPage } from "../accounts/account_page.ts";
import { callerOf } from "../auth/caller.ts";
import { HTML, pathId, serve, unknownId } from "../endpoint.ts";
import { limitForm, readForm } from "../form.ts";
import { jsonAnswer } from "../json.ts";
import type { Services } from "../services.ts";
import { groundText } from "./end_mails.ts";
import { EDITIONS, SITE_CLASSES } from "./site_classes.ts";
import { problemsText, readSiteForm, type Site, SITE_FORM } from "./site_form.ts";
import { siteJob, siteJobDescription } from "./site_job.ts";

const RUN_PATH = "/v1/calc/aelo_run";

const STARTED = z.object({
  status: z.literal("created"),
  job_id: z.number().int(),
  outputs_uri: z.string(),
  log_uri: z.string(),
  traceback_uri: z.string(),
  WARNING: z.string().optional().openapi({ description: "without a mail address no mail is sent" }),
}).openapi("SiteJob");

const REFUSED = z.object({
  status: z.literal("failed"),
  error_msg: z.string(),
  invalid_inputs: z.array(z.string()).optional().openapi({
    description: "fields of the form that are wrong",
  }),
  error_cls: z.string().optional().openapi({ description: "where no model can answer" }),
}).openapi("RefusedSite");

export function addAelo(app: OpenAPIHono, services: Services): void {
  const { database: { siteRequests }, accounts } = services;
  const { mosaic } = services.aelo!;

  limitForm(app, RUN_PATH);
  serve(app, {
    method: "post",
    path: RUN_PATH,
    tag: "sites",
    summary: "Compute the hazard of a site by a design standard",
    form: SITE_FORM,
    answers: {
      200: ["the job was made", "application/json", STARTED],
      400: ["a field is wrong, or no model covers the site", "application/json", REFUSED],
    },
  }, (c) => runSite(c, services));

  serve(app, {
    method: "get",
    path: "/v1/aelo_site_classes",
    tag: "sites",
    summary: "Site classes of the American design standards and their vs30",
    answers: {
      200: [
        "edition → class → `display_name`, `vs30`",
        "application/json",
        z.record(z.string(), z.record(z.string(), z.unknown())),
      ],
    },
  }, () => jsonAnswer(SITE_CLASSES));

  serve(app, {
    method: "get",
    path: "/engine/{id}/outputs_aelo",
    tag: "pages",
    summary: "Page of the results for a site",
    answers: { 200: ["page", HTML], 404: ["no such calculation", ""] },
  }, async (c) => {
    const request = await siteRequests.get(pathId(c));
    if (!request) return unknownId();
    return await showPage(c, accounts, "outputs_aelo.html", {
      id: String(request.jobId),
      name: request.siteName,
      lon: String(request.lon),
      lat: String(request.lat),
      ground: groundText(request),
      standard: EDITIONS[request.asceVersion],
      version: request.modelsVersion,
    });
  });

  app.get("/engine/aelo_changelog", (c) => {
    const texts = mosaic.versions.map(({ version, date, notes }) => `${version}, ${date}\n${notes}`);
    return showPage(c, accounts, "aelo_changelog.html", { versions: texts.join("\n\n") });
  });
}

async function runSite(c: Context, services: Services): Promise<Response> {
  const site = readSiteForm(await readForm(c, SITE_FORM) ?? {});
  if (site instanceof Map) {
    return refusal({ error_msg: problemsText(site), invalid_inputs: [...site.keys()] });
  }
  try {
    return jsonAnswer(await startSiteJob(c, site as Site, services));
  } catch (error) {
    if (error instanceof InputError) return refusal({ error_cls: error.name, error_msg: error.message });
    if (error instanceof RangeError) return refusal({ error_cls: "ValueError", error_msg: error.message });
    throw error;
  }
}

function refusal(reasons: Omit<z.infer<typeof REFUSED>, "status">): Response {
  return jsonAnswer({ status: "failed", ...reasons }, 400);
}

/** Makes and queues the job. @throws RangeError where no model covers the site, InputError for a broken model */
async function startSiteJob(c: Context, site: Site, services: Services): Promise<z.infer<typeof STARTED>> {
  const { database: { jobs, siteRequests, users }, directory, host, queue, accounts } = services;
  const { mosaic, endMails } = services.aelo!;
  const model = mosaic.modelAt(site.lon, site.lat);
  if (model === null) {
    throw new RangeError(`Site at lon=${site.lon} lat=${site.lat} is not covered by any model!`);
  }
  const modelFile = mosaic.jobFile(model);
  const text = await Deno.readTextFile(modelFile).catch(() => {
    throw new InputError({ file: modelFile, message: "there is no such file" });
  });
  const id = await jobs.takeId();
  const folder = directory.jobFolder(id);
  const iniText = siteJob(site, { name: model, folder: dirname(modelFile), text }, folder);
  const iniPath = join(folder, "job.ini");
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(iniPath, iniText);

  const { name: userName } = callerOf(c), origin = new URL(c.req.url).origin;
  const request: SiteRequest = {
    ...site,
    jobId: id,
    modelsVersion: mosaic.version,
    // the host of a request is its sender's word, which does not belong into a mail
    resultsUrl: `${accounts.publicUrl}/engine/${id}/outputs_aelo`,
    mailTo: (await users.get(userName))?.email ?? null,
  };
  await siteRequests.put(request);
  // the model is the server's own: reading it all, which may take minutes, is left to the calculation
  await jobs.insert({
    ...unstartedJob({ id, userName, hazardCalculationId: null, notifyTo: null, host }),
    description: siteJobDescription(site),
    calculationMode: "classical",
    checksum: null,
    iniPath,
    status: "created",
  });
  await queue.submit(id);
  if (request.mailTo !== null) endMails.watch(request);
  return startedJob(id, origin, request.mailTo !== null);
}

function startedJob(id: number, origin: string, isMailed: boolean): z.infer<typeof STARTED> {
  const url = `${origin}/v1/calc/${id}`;
  const outputs_uri = `${url}/results`, traceback_uri = `${url}/traceback`;
  return {
    status: "created",
    job_id: id,
    outputs_uri,
    log_uri: `${url}/log/0:`,
    traceback_uri,
    ...!isMailed && {
      WARNING:
        "No email address is specified for your user account, so no email will tell you of the end of the " +
        `job. Its outputs will be at ${outputs_uri}, or if it fails, the reason at ${traceback_uri}`,
    },
  };
}
