/** What a user of a locked server may ask for, by url. What is not named here is for everyone who has logged in. */
import type { Job } from "../../kv/job.ts";
import { textAnswer, withCors } from "../endpoint.ts";
import { jsonAnswer } from "../json.ts";
import type { Services } from "../services.ts";
import { type Caller, maySee, owns } from "./caller.ts";

/** What changes tags, although it is a GET; for users of level 2. */
const TAG_CHANGE =
  /^\/v1\/calc\/(\d+\/)?(create_tag|delete_tag|add_tag|remove_tag|(un)?set_preferred_job_for_tag)\//;
/** Other urls for users of level 2. */
const ADVANCED = /^\/v1\/calc\/\d+\/(share|unshare|job_zip)$/;

/** What reads any file of the server's machine, others' inputs among them; for superusers. */
const LOCAL_FILES = /^\/v1\/calc\/(run_ini|validate_ini|jobs_from_inis)$/;

const OF_JOB = /^\/(?:v1\/calc|engine)\/(\d+)(?:\/(.*))?$/;
const OF_OUTPUT = /^\/v1\/calc\/result\/(\d+)$/;
const EXTRACT = /^extract\/(.*)$/;

/** Requests on a job that are only for those whose it is, also when others may see it. */
const OWNERS_ONLY = ["abort", "share", "unshare"];

/** What users below level 2 may extract: results, not the models behind them. */
const EXTRACTABLE = new Set([
  "agg_curves",
  "agg_damages",
  "agg_losses",
  "agg_risk",
  "aggrisk_tags",
  "asset_risk",
  "asset_tags",
  "composite_risk_model",
  "damages-rlzs",
  "damages-stats",
  "disagg_layer",
  "events",
  "exposure_by_location",
  "exposure_by_lse",
  "exposure_metadata",
  "gmf_data",
  "hcurves",
  "hmaps",
  "losses_by_asset",
  "losses_by_location",
  "losses_by_site",
  "mmi_tags",
  "oqparam",
  "realizations",
  "risk_by_event",
  "rupture_info",
  "sitecol",
  "uhs",
]);

/** Outputs that show what was computed with, for users of level 2. */
const ADVANCED_OUTPUTS = ["exposure", "job"];

/** Whether a request changes something, so that it must come from our own pages or from a program. */
export function isChange(method: string, path: string): boolean {
  return method !== "GET" && method !== "HEAD" || TAG_CHANGE.test(path);
}

/** The answer to a caller who may not ask for `path`; null if it may be asked for. Unknown ids are left to the routes. */
export async function refusal(caller: Caller, path: string, services: Services): Promise<Response | null> {
  const { jobs, outputs } = services.database;
  if (!caller.isSuperuser && LOCAL_FILES.test(path)) return forbidden();
  const isAdvanced = caller.isSuperuser || caller.level === 2;
  if (!isAdvanced && (ADVANCED.test(path) || TAG_CHANGE.test(path))) return forbidden();

  const [, outputId] = OF_OUTPUT.exec(path) ?? [];
  const output = outputId ? await outputs.get(Number(outputId)) : null;
  if (output && !isAdvanced && ADVANCED_OUTPUTS.includes(output.type)) return forbidden();

  const [, id, request = ""] = OF_JOB.exec(path) ?? [];
  const job = jobs.get(output?.jobId ?? Number(id ?? 0));
  if (!job) return null;
  const [, spec] = EXTRACT.exec(request) ?? [];
  const isOpen = isAdvanced || spec === undefined || EXTRACTABLE.has(spec.split(/[/.]/)[0]);
  return await jobRefusal(caller, job, request, services) ?? (isOpen ? null : forbidden());
}

async function jobRefusal(
  caller: Caller,
  job: Job,
  request: string,
  { database: { users } }: Services,
): Promise<Response | null> {
  if (request === "remove") return null; // says itself whose the job is
  const isAllowed = OWNERS_ONLY.includes(request)
    ? await owns(caller, job, users)
    : await maySee(caller, job, users);
  if (isAllowed) return null;
  if (request === "status") return withCors(textAnswer(404));
  if (request !== "abort") return forbidden();
  return withCors(
    jsonAnswer({ error: `User ${caller.name} has no permission to abort job ${job.id}` }, 403),
  );
}

function forbidden(): Response {
  return withCors(textAnswer(403));
}
