/** The datastore of a calculation as a file, and what it keeps beside results: inputs and pictures. */
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { TransferFile } from "../workers/service.ts";
import { pathId, serve, unknownId } from "./endpoint.ts";
import { fileAnswer } from "./file_answer.ts";
import { serviceErrorAnswer } from "./service_errors.ts";
import type { Services } from "./services.ts";

export function addDatastore(app: OpenAPIHono, services: Services): void {
  const { database, directory, pool } = services;
  const get = { method: "get", tag: "results" } as const;

  serve(app, {
    ...get,
    path: "/v1/calc/{id}/datastore",
    summary: "The HDF5 file of a calculation, whole or the part asked for by a Range header",
    answers: {
      200: ["the file", "application/x-hdf"],
      206: ["a part of the file", "application/x-hdf"],
      304: ["the client has it already", ""],
      404: ["no such calculation or file", ""],
      416: ["the range is not in the file", ""],
    },
  }, async (c) => {
    const id = pathId(c);
    if (!database.jobs.get(id)) return unknownId();
    const file = { path: directory.datastore(id), name: `calc_${id}.hdf5`, contentType: "application/x-hdf" };
    return await fileAnswer(c.req.raw, file) ?? unknownId();
  });

  serve(app, {
    ...get,
    path: "/v1/calc/{id}/job_zip",
    summary: "The inputs of a calculation that has ruptures and an exposure",
    answers: {
      200: ["zip of the files", "application/x-zip"],
      400: ["the calculation has no ruptures or no exposure", "text/plain"],
      404: ["no such calculation, or one without datastore", ""],
    },
  }, async (c) => {
    const id = pathId(c), datastore = directory.datastore(id);
    const isThere = database.jobs.get(id) &&
      await Deno.stat(datastore).then(({ isFile }) => isFile, () => false);
    if (!isThere) return unknownId();
    const make = () => pool.exportJob(datastore, id);
    return madeFile(c, make, "application/x-zip", (error) => serviceErrorAnswer(error, " in job_zip", 400));
  });

  serve(app, {
    ...get,
    path: "/v1/calc/{id}/download_png/{picture}",
    summary: "A picture that a calculation has stored",
    hasPreflight: false,
    answers: {
      200: ["the picture", "image/png"],
      404: ["no such calculation or picture", "text/plain"],
    },
  }, (c) => {
    const id = pathId(c), name = c.req.param("picture")!;
    if (!database.jobs.get(id)) return unknownId();
    return madeFile(
      c,
      () => pool.exportPicture(directory.datastore(id), name),
      "image/png",
      serviceErrorAnswer,
    );
  });
}

async function madeFile(
  c: Context,
  make: () => Promise<TransferFile>,
  contentType: string,
  refuse: (error: unknown) => Response,
): Promise<Response> {
  try {
    const { path, name } = await make();
    const answer = await fileAnswer(c.req.raw, { path, name, contentType, isTemporary: true });
    return answer!; // the service has just made the file
  } catch (error) {
    return refuse(error);
  }
}
