/** Sends files from disk as streams, in whole or in part, without holding them in memory. */

export interface FileAnswer {
  readonly path: string;
  /** file name the client sees */
  readonly name: string;
  readonly contentType: string;
  /** whether the file was made for this answer only (default false) */
  readonly isTemporary?: boolean;
  /** whether browsers show it instead of saving it (default false) */
  readonly isInline?: boolean;
  /** the file that decides its bytes (default itself) */
  readonly source?: string;
}

const CHUNK_BYTES = 256 << 10;

/** Bytes `start` to `end` (excluded) of a file. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The answer to a GET or HEAD of a file: 200, 206 for a part, 416 for a part that is not there, 304 if the client has
 * it; null without the file. Several ranges in one request are answered with the whole file, as RFC 9110 (14.2) allows,
 * and so is a range of another version (If-Range), so that a download that goes on never mixes two.
 */
export async function fileAnswer(request: Request, answer: FileAnswer): Promise<Response | null> {
  const file = await Deno.open(answer.path).catch(ifMissing);
  if (!file) return null;
  const info = await file.stat(), { size } = info;
  const tag = tagOf(answer.source && await Deno.stat(answer.source).catch(ifMissing) || info);
  if (answer.isTemporary) await Deno.remove(answer.path); // the open file stays readable
  const headers = new Headers({
    "content-type": answer.contentType,
    "content-disposition": `${answer.isInline ? "inline" : "attachment"}; filename=${answer.name}`,
    "accept-ranges": "bytes",
    "etag": tag,
  });
  if (matches(request.headers.get("if-none-match"), tag)) {
    file.close();
    return new Response(null, { status: 304, headers: { "etag": tag } });
  }
  const ifRange = request.headers.get("if-range"), isOther = ifRange !== null && ifRange.trim() !== tag;
  const range = isOther ? null : requestedRange(request.headers.get("range"), size);
  if (range === "unsatisfiable") {
    file.close();
    headers.set("content-range", `bytes */${size}`);
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: size };
  headers.set("content-length", String(end - start));
  if (range) headers.set("content-range", `bytes ${start}-${end - 1}/${size}`);
  const status = range ? 206 : 200;
  if (request.method === "HEAD") {
    file.close();
    return new Response(null, { status, headers });
  }
  await file.seek(start, Deno.SeekMode.Start);
  return new Response(fileStream(file, end - start), { status, headers });
}

function fileStream(file: Deno.FsFile, length: number): ReadableStream<Uint8Array> {
  let rest = length;
  return new ReadableStream({
    async pull(controller) {
      const chunk = new Uint8Array(Math.min(CHUNK_BYTES, rest));
      const count = rest > 0 ? await file.read(chunk) : null;
      if (count === null) {
        file.close();
        // a file that shrank cannot keep the promised length: break off rather than end early
        if (rest > 0) controller.error(new Error("the file became shorter while it was sent"));
        else controller.close();
        return;
      }
      rest -= count;
      controller.enqueue(chunk.subarray(0, count));
    },
    cancel() {
      file.close();
    },
  }, { highWaterMark: 0 });
}

/** Whether a header If-None-Match names a tag. */
function matches(header: string | null, tag: string): boolean {
  return header?.split(",").some((each) => ["*", tag, `W/${tag}`].includes(each.trim())) ?? false;
}

/** The range of a header such as `bytes=0-99`, `bytes=100-` or `bytes=-100`; null for the whole file. */
function requestedRange(header: string | null, size: number): Range | "unsatisfiable" | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "") ?? [];
  if (!first && !last) return null;
  if (first && last && Number(last) < Number(first)) return null;
  const start = first ? Number(first) : Math.max(0, size - Number(last));
  const end = first && last ? Math.min(Number(last) + 1, size) : size;
  return start < end ? { start, end } : "unsatisfiable";
}

/** The ETag of what is made from a file, by its size and time. */
function tagOf({ size, mtime }: Deno.FileInfo): string {
  return `"${size.toString(36)}-${(mtime?.getTime() ?? 0).toString(36)}"`;
}

function ifMissing(error: unknown): null {
  if (error instanceof Deno.errors.NotFound) return null;
  throw error;
}
