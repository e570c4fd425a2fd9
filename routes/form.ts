/** Small forms, without files, read into memory. */
import type { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { textAnswer } from "./endpoint.ts";

/** Refuses larger requests to a path; to be called before the path is served. */
export function limitForm(app: OpenAPIHono, path: string, maxBytes = 64 << 10): void {
  app.use(path, bodyLimit({ maxSize: maxBytes, onError: () => textAnswer(413) }));
}

/** The fields of a form, url-encoded or multipart; null if one that is needed is missing. */
export async function readForm<Fields extends z.ZodObject>(
  c: Context,
  fields: Fields,
): Promise<z.infer<Fields> | null> {
  return fields.safeParse(await c.req.parseBody().catch(() => ({}))).data ?? null;
}
