/** What the server says of itself. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { HTML, serve, textAnswer } from "./endpoint.ts";
import { jsonAnswer } from "./json.ts";
import type { Services } from "./services.ts";

/** The version of the reference engine whose API this server speaks. */
export const ENGINE_VERSION = "3.26.2";

export function addInfo(app: OpenAPIHono, { availableGsims, iniDefaults }: Services): void {
  const get = { method: "get", tag: "server" } as const;
  const json = (description: string, schema: z.ZodType) =>
    ({ 200: [description, "application/json", schema] }) as const;

  serve(app, {
    ...get,
    path: "/v1/engine_version",
    summary: "Version of the engine whose API this server speaks",
    answers: { 200: ["the version", HTML] },
  }, () => textAnswer(200, ENGINE_VERSION));

  serve(app, {
    ...get,
    path: "/v1/engine_latest_version",
    summary: "Message about a newer version; this server does not look for one, which clients know as None",
    answers: { 200: ["None", HTML] },
  }, () => textAnswer(200, "None"));

  serve(app, {
    ...get,
    path: "/v1/available_gsims",
    summary: "Names of the ground-motion models",
    answers: json("sorted names", z.array(z.string())),
  }, async () => jsonAnswer(await availableGsims()));

  serve(app, {
    ...get,
    path: "/v1/ini_defaults",
    summary: "Parameters of a job and their defaults",
    answers: json("name → default", z.record(z.string(), z.unknown())),
  }, async () => jsonAnswer(await iniDefaults()));
}
