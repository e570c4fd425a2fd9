/** The outputs of a calculation: their list, and each as a file. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { pathId, serve, unknownId } from "./endpoint.ts";
import { flag } from "./query_values.ts";
import { OUTPUT } from "./schemas.ts";
import { fileAnswer } from "./file_answer.ts";
import { jsonAnswer } from "./json.ts";
import { plainAnswer, serviceErrorAnswer } from "./service_errors.ts";
import type { Services } from "./services.ts";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  xml: "application/xml",
  geojson: "application/json",
};

const RESULT_QUERY = z.object({
  export_type: z.string().default("xml").openapi({ description: "one of the output's `outtypes`" }),
  dload: flag.default(true).openapi({ description: "false shows the file instead of saving it" }),
});

export function addResults(app: OpenAPIHono, services: Services): void {
  for (const path of ["/v1/calc/{id}/results", "/v1/calc/{id}/result/list"]) {
    serve(app, {
      method: "get",
      path,
      tag: "results",
      summary: "Outputs of a calculation",
      hasPreflight: false,
      answers: {
        200: ["outputs by type", "application/json", z.array(OUTPUT)],
        404: ["no such calculation, or no outputs", ""],
      },
    }, (c) => list(c, services));
  }

  serve(app, {
    method: "get",
    path: "/v1/calc/result/{id}",
    tag: "results",
    summary: "An output as a file, whole or the part asked for by a Range header",
    query: RESULT_QUERY,
    hasHead: true,
    answers: {
      200: ["the file, or a zip of several", "text/plain"],
      206: ["a part of it", "text/plain"],
      304: ["the client has it already", ""],
      400: ["a parameter of the query is wrong", "text/html"],
      404: ["no such output or format", "text/plain"],
      416: ["the range is not in it", ""],
    },
  }, (c, query) => download(c, query, services));
}

async function list(c: Context, { database, exportTypes }: Services): Promise<Response> {
  const id = pathId(c);
  const job = database.jobs.get(id);
  const outputs = job ? await database.outputs.ofJob(id) : [];
  if (outputs.length === 0) return unknownId();
  const { origin } = new URL(c.req.url);
  return jsonAnswer(
    await Promise.all(outputs.map(async ({ id, title, type, sizeMb }) => {
      const outtypes = await exportTypes(type);
      const url = `${origin}/v1/calc/result/${id}?export_type=${outtypes[0]}`;
      return { id, name: title, type, outtypes, url, size_mb: sizeMb ?? -1 };
    })),
  );
}

async function download(
  c: Context,
  { export_type: exportType, dload: isDownload }: z.infer<typeof RESULT_QUERY>,
  services: Services,
): Promise<Response> {
  const output = await services.database.outputs.get(pathId(c));
  if (!output) return unknownId();
  const { jobId, type } = output;
  if (!(await services.exportTypes(type)).includes(exportType)) {
    return plainAnswer(404, `DataStoreExportError: Could not export ${type} in ${exportType}`);
  }
  try {
    const datastore = services.directory.datastore(jobId);
    const { path, name } = await services.pool.exportOutput(datastore, jobId, type, exportType);
    const answer = await fileAnswer(c.req.raw, {
      path,
      name: `output-${output.id}-${name}`,
      contentType: CONTENT_TYPES[exportType] ?? (name.endsWith(".zip") ? "application/x-zip" : "text/plain"),
      isTemporary: true,
      isInline: !isDownload,
      // the same datastore gives the same bytes, except that HDF5 files tell when they were made
      source: exportType === "hdf5" ? undefined : datastore,
    });
    return answer!; // the service has just made the file
  } catch (error) {
    return serviceErrorAnswer(error);
  }
}
