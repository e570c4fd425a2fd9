/** Small forms, without files, read into memory. */
import type { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { textAnswer } from "./endpoint.ts";

/** What a form may cost. */
interface FormLimits {
  readonly maxBytes?: number;
  /** time for all of it to come in */
  readonly maxMs?: number;
}

/** Refuses larger and slower forms sent to a path; to be called before the path is served. */
export function limitForm(
  app: OpenAPIHono,
  path: string,
  { maxBytes = 64 << 10, maxMs = 30_000 }: FormLimits = {},
): void {
  app.use(path, async function receiveForm(c, next) {
    const { body, method, url, headers } = c.req.raw;
    if (!body) return await next();
    if (Number(headers.get("content-length") ?? 0) > maxBytes) return textAnswer(413);
    const bytes = await readBody(body, maxBytes, maxMs);
    if (typeof bytes === "number") return textAnswer(bytes);
    c.req.raw = new Request(url, { method, headers, body: bytes });
    await next();
  });
}

/** The fields of a form, url-encoded or multipart; null if one that is needed is missing. */
export async function readForm<Fields extends z.ZodObject>(
  c: Context,
  fields: Fields,
): Promise<z.infer<Fields> | null> {
  return fields.safeParse(await c.req.parseBody().catch(() => ({}))).data ?? null;
}

/** A body, or the status that says why not: 400 for a sender that went away, 408 for one too slow, 413. */
async function readBody(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
  maxMs: number,
): Promise<Uint8Array<ArrayBuffer> | 400 | 408 | 413> {
  const reader = body.getReader(), chunks: Uint8Array[] = [];
  const { promise: late, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), maxMs);
  let size = 0;
  try {
    for (;;) {
      const read = await Promise.race([reader.read(), late]);
      if (read === "late") return 408;
      if (read.done) return joined(chunks, size);
      size += read.value.length;
      if (size > maxBytes) return 413;
      chunks.push(read.value);
    }
  } catch {
    return 400;
  } finally {
    clearTimeout(timer);
    reader.cancel().catch(() => {}); // the sender may be gone
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
