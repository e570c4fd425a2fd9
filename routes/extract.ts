/** Extraction: arrays of a datastore, asked for by name and query, as npz. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { isRunning } from "../kv/job.ts";
import { pathId, serve, unknownId } from "./endpoint.ts";
import { fileAnswer } from "./file_answer.ts";
import { plainAnswer, serviceErrorAnswer } from "./service_errors.ts";
import type { Services } from "./services.ts";

export function addExtract(app: OpenAPIHono, services: Services): void {
  serve(app, {
    method: "get",
    path: "/v1/calc/{id}/extract/{spec}",
    tag: "results",
    summary: "Extract arrays, such as hcurves?kind=mean&imt=PGA",
    takesAnyQuery: true,
    hasHead: true,
    answers: {
      200: ["npz archive", "application/x-zip"],
      206: ["the part of it asked for by a Range header", "application/x-zip"],
      304: ["the client has it already", ""],
      400: ["the query is wrong", "text/plain"],
      404: ["no such calculation, or nothing of that name in it", "text/plain"],
      416: ["the range is not in it", ""],
    },
  }, (c) => extract(c, services));
}

async function extract(c: Context, { database, directory, pool }: Services): Promise<Response> {
  const id = pathId(c);
  const job = database.jobs.get(id);
  if (!job) return unknownId();
  const { pathname, search } = new URL(c.req.url);
  const place = ` in ${pathname}${search}`;
  const datastore = directory.datastore(id);
  const exists = await Deno.stat(datastore).then(() => true, () => false);
  if (!exists) return plainAnswer(404, `OSError: File not found: ${datastore}${place}`);
  try {
    const { path, name } = await pool.extract(datastore, c.req.param("spec")!, search.slice(1));
    const answer = await fileAnswer(c.req.raw, {
      path,
      name,
      contentType: "application/x-zip",
      isTemporary: true,
      source: datastore, // the same datastore gives the same bytes
    });
    return answer!; // the service has just made the file
  } catch (error) {
    // a file that is being written may be in any state
    if (isRunning(job.status)) return plainAnswer(503, `OSError: Calculation ${id} is still running${place}`);
    return serviceErrorAnswer(error, place);
  }
}
