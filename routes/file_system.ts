/** Whether a client, such as the QGIS plugin, sees the same files as the server. */
import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { serve, textAnswer } from "./endpoint.ts";
import { limitForm, readForm } from "./form.ts";
import { jsonAnswer } from "./json.ts";
import { YES_OR_NO } from "./schemas.ts";
import type { Services } from "./services.ts";

const PATH = "/v1/on_same_fs";
/** bytes at the start of the file that the checksum covers */
const CHECKED_BYTES = 32;

const FORM = z.object({
  filename: z.string().openapi({ description: "path of a file" }),
  checksum: z.string().openapi({ description: "Adler-32, begun at 0, of its first 32 bytes, decimal" }),
});

export function addFileSystem(app: OpenAPIHono, _: Services): void {
  limitForm(app, PATH);
  serve(app, {
    method: "post",
    path: PATH,
    tag: "server",
    summary: "Whether the server reads the same file",
    form: FORM,
    answers: { 200: ["`success`", "application/json", YES_OR_NO], 400: ["a field is missing", "text/html"] },
  }, async (c) => {
    const form = await readForm(c, FORM);
    if (!form) return textAnswer(400, "Please provide the parameters filename and checksum");
    const { filename, checksum } = form;
    const start = await readStart(filename).catch(() => null);
    return jsonAnswer({ success: start !== null && checksum.trim() === String(adler32(start)) });
  });
}

async function readStart(path: string): Promise<Uint8Array> {
  using file = await Deno.open(path);
  if (!(await file.stat()).isFile) throw new Deno.errors.NotFound(path); // reading a pipe may never end
  const bytes = new Uint8Array(CHECKED_BYTES);
  return bytes.subarray(0, await file.read(bytes) ?? 0);
}

/** RFC 1950, section 8.2, but begun at 0 as by the clients of the reference, not at 1. */
function adler32(bytes: Uint8Array): number {
  let a = 0, b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}
