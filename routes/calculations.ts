/** The calculations: list, record, state, abort, remove. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { isRunning, type Job } from "../kv/job.ts";
import { callerOf, visibleJobs } from "./auth/caller.ts";
import { pathId, serve, unknownId } from "./endpoint.ts";
import { jobRecord, jobSummary } from "./job_view.ts";
import { jsonAnswer } from "./json.ts";
import { count, flag, time } from "./query_values.ts";
import { JOB_RECORD, JOB_SUMMARY, REFUSAL, SUCCESS } from "./schemas.ts";
import type { Services } from "./services.ts";

const ORDER: Readonly<Record<string, (job: Job) => string | number>> = {
  id: (job) => job.id,
  start_time: (job) => job.started ?? job.created,
  user_name: (job) => job.userName,
  calculation_mode: (job) => job.calculationMode,
  status: (job) => job.status,
  description: (job) => job.description,
  size_mb: (job) => job.sizeMb ?? -1,
};

const LIST_QUERY = z.object({
  calculation_mode: z.string().optional(),
  is_running: flag.optional(),
  user_name_like: z.string().optional().openapi({ description: "SQL LIKE pattern" }),
  start_time: time.optional().openapi({ description: "jobs started then or later" }),
  include_shared: flag.default(true).openapi({ description: "shared jobs of all users" }),
  preferred_only: flag.default(false).openapi({ description: "jobs preferred for a tag" }),
  filter_by_tag: z.string().optional(),
  limit: count.default(100),
  offset: count.default(0),
  order_by: z.string().default("id").openapi({ description: Object.keys(ORDER).join(", ") }),
  order_dir: z.string().default("DESC").openapi({ description: "ASC or DESC" }),
});

export function addCalculations(app: OpenAPIHono, services: Services): void {
  const { database: { jobs } } = services;
  const get = { method: "get", tag: "calculations", hasPreflight: false } as const;
  const post = { method: "post", tag: "calculations" } as const;
  const known = (description: string, schema: z.ZodType) =>
    ({ 200: [description, "application/json", schema], 404: ["no such calculation", ""] }) as const;
  const refused = ["refused, and why", "application/json", REFUSAL] as const;

  serve(app, {
    ...get,
    path: "/v1/calc/list",
    summary: "List calculations, the newest first",
    query: LIST_QUERY,
    answers: {
      200: ["calculations", "application/json", z.array(JOB_SUMMARY)],
      400: ["a parameter of the query is wrong", "text/html"],
    },
  }, async (c, query) => {
    const visible = visibleJobs(
      jobs.newestFirst(),
      callerOf(c),
      query.include_shared,
      services.database.users,
    );
    return jsonAnswer((await select(visible, query)).map((job) => summary(c, job)));
  });

  serve(app, {
    ...get,
    path: "/v1/calc/{id}",
    summary: "Record of a calculation",
    answers: known("the record", JOB_RECORD),
  }, (c) => {
    const job = jobs.get(pathId(c));
    return job ? jsonAnswer(jobRecord(job)) : unknownId();
  });

  serve(app, {
    ...get,
    path: "/v1/calc/{id}/status",
    summary: "State of a calculation",
    answers: known("the state", JOB_SUMMARY),
  }, (c) => {
    const job = jobs.get(pathId(c));
    return job ? jsonAnswer(summary(c, job)) : unknownId();
  });

  serve(app, {
    ...post,
    path: "/v1/calc/{id}/abort",
    summary: "End a waiting or executing calculation",
    answers: { 200: ["`success` or `error`", "application/json", z.union([SUCCESS, REFUSAL])] },
  }, async (c) => jsonAnswer(await abort(pathId(c), services)));

  for (const [verb, to] of [["share", "shared"], ["unshare", "complete"]] as const) {
    serve(app, {
      ...post,
      path: `/v1/calc/{id}/${verb}`,
      summary: verb === "share" ? "Show a complete calculation to all users" : "Show it to its owner only",
      answers: { ...known("the new state", SUCCESS), 403: refused },
    }, (c) => setShared(pathId(c), to, services));
  }

  serve(app, {
    ...post,
    path: "/v1/calc/{id}/remove",
    summary: "Delete a calculation and its files",
    answers: {
      200: ["deleted", "application/json", SUCCESS.extend({ hdf5paths: z.array(z.string()) })],
      403: refused,
    },
  }, (c) => remove(pathId(c), callerOf(c).name, services));
}

function summary(c: Context, job: Job) {
  return jobSummary(job, new URL(c.req.url).origin);
}

async function abort(id: number, { queue }: Services) {
  switch (await queue.abort(id)) {
    case "aborted":
      return { success: `Killing job ${id}` };
    case "not running":
      return { error: `Job ${id} is not running` };
    case "unknown":
      return { error: `Unknown job ${id}` };
  }
}

async function setShared(
  id: number,
  to: "shared" | "complete",
  { database: { jobs } }: Services,
): Promise<Response> {
  const job = jobs.get(id);
  if (!job) return unknownId();
  const { status } = job;
  if (status === to) return jsonAnswer({ success: `Calculation ${id} was already ${to}` });
  const isFinished = status === "complete" || status === "shared";
  if (isFinished && await jobs.transition(id, to)) {
    return jsonAnswer({ success: `The status of calculation ${id} was changed from "${status}" to "${to}"` });
  }
  const error = to === "shared"
    ? `Can not share calculation ${id} from status "${status}"`
    : `Can not force the status of calculation ${id} from "${status}" to "complete"`;
  return jsonAnswer({ error }, 403);
}

async function remove(
  id: number,
  userName: string,
  { database, directory, queue }: Services,
): Promise<Response> {
  const refuse = (reason: string) => jsonAnswer({ error: `Cannot delete calculation ${id}: ${reason}` }, 403);
  const job = database.jobs.get(id);
  if (!job) return refuse("ID does not exist");
  const dependents = database.jobs.dependents(id);
  if (dependents.length > 0) {
    return refuse(`there are calculations dependent from it: [${dependents.join(", ")}]`);
  }
  if (job.userName !== userName) return refuse(`it belongs to ${job.userName} and you are ${userName}`);
  if (isRunning(job.status)) await queue.abort(id);
  await queue.ended(id);
  if (!await database.remove(id)) return refuse("ID does not exist");
  return jsonAnswer({
    success: String(id),
    hdf5paths: [directory.datastore(id), directory.temporaryDatastore(id)],
  });
}

/** The jobs a query asks for; the default order needs no more of them than are shown. */
async function select(newestFirst: AsyncIterable<Job>, query: z.infer<typeof LIST_QUERY>): Promise<Job[]> {
  const { limit, offset } = query;
  const isAscending = query.order_dir.toUpperCase() === "ASC";
  const order = Object.hasOwn(ORDER, query.order_by) ? ORDER[query.order_by] : ORDER.id;
  const isDefaultOrder = order === ORDER.id && !isAscending;
  const isWanted = filter(query);
  const found: Job[] = [];
  for await (const job of newestFirst) {
    if (isDefaultOrder && found.length >= offset + limit) break;
    if (isWanted(job)) found.push(job);
  }
  if (!isDefaultOrder) {
    const direction = isAscending ? 1 : -1;
    found.sort((a, b) => (order(a) < order(b) ? -direction : Number(order(a) > order(b)) * direction));
  }
  return found.slice(offset, offset + limit);
}

function filter(query: z.infer<typeof LIST_QUERY>): (job: Job) => boolean {
  const { user_name_like: owner, filter_by_tag: tag } = query;
  const since = query.start_time?.toISOString();
  return (job) =>
    (query.calculation_mode === undefined || job.calculationMode === query.calculation_mode) &&
    (query.is_running === undefined || isRunning(job.status) === query.is_running) &&
    (owner === undefined || isLike(job.userName, owner) || query.include_shared && job.status === "shared") &&
    (!query.preferred_only || job.tags.some(({ isPreferred }) => isPreferred)) &&
    (!tag || job.tags.some(({ name }) => name === tag)) &&
    (since === undefined || (job.started ?? job.created) >= since);
}

/** SQL's LIKE: % for any text, _ for any character, case does not matter. In linear time, whatever the pattern. */
function isLike(text: string, pattern: string): boolean {
  const [first, ...others] = pattern.split("%").map((part) =>
    part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&").replaceAll("_", ".")
  );
  const last = others.pop();
  let at = new RegExp(`^${first}${last === undefined ? "$" : ""}`, "is").exec(text)?.[0].length;
  for (const part of others) {
    if (at === undefined) return false;
    const found = new RegExp(part, "is").exec(text.slice(at));
    at = found ? at + found.index + found[0].length : undefined;
  }
  return at !== undefined && (last === undefined || new RegExp(`${last}$`, "is").test(text.slice(at)));
}
