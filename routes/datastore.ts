/** The datastore of a calculation as a file. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import { pathId, serve, unknownId } from "./endpoint.ts";
import { fileAnswer } from "./file_answer.ts";
import type { Services } from "./services.ts";

export function addDatastore(app: OpenAPIHono, { database, directory }: Services): void {
  serve(app, {
    method: "get",
    path: "/v1/calc/{id}/datastore",
    tag: "results",
    summary: "The HDF5 file of a calculation, whole or the part asked for by a Range header",
    answers: {
      200: ["the file", "application/x-hdf"],
      206: ["a part of the file", "application/x-hdf"],
      404: ["no such calculation or file", ""],
      416: ["the range is not in the file", ""],
    },
  }, async (c) => {
    const id = pathId(c);
    if (!await database.jobs.get(id)) return unknownId();
    const file = { path: directory.datastore(id), name: `calc_${id}.hdf5`, contentType: "application/x-hdf" };
    return await fileAnswer(c.req.raw, file) ?? unknownId();
  });
}
