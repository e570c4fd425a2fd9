/**
 * Receives the files of a job: the multipart body is written to disk as it arrives, never held in memory, and a zip is
 * unpacked under limits. Whatever is wrong with it is an InputError, for the sender to mend.
 */
import { basename, dirname, join } from "node:path";
import busboy from "busboy";
import { InputError } from "../hazard/input_error.ts";
import { isMacMetadata, memberPath, type UnpackLimits, unpackZip } from "../formats/zip.ts";

export interface UploadLimits extends UnpackLimits {
  /** bytes of a whole request */
  readonly requestBytes: number;
  /** files in a request */
  readonly files: number;
  /** time without a byte after which a sender is given up */
  readonly idleMs: number;
  /** bytes that have to come in while the server has waited for so long */
  readonly idleBytes: number;
}

/** Limits generous for real models: the largest known job archives are below 2 GB. */
export const UPLOAD_LIMITS: UploadLimits = {
  requestBytes: 4 * 2 ** 30,
  files: 2_000,
  members: 20_000,
  unpackedBytes: 16 * 2 ** 30,
  ratio: 200,
  idleMs: 60_000,
  idleBytes: 60_000,
};

/** A form whose files lie in a folder. */
export interface Upload {
  readonly fields: ReadonlyMap<string, string>;
  /** paths relative to the folder, in order of arrival */
  readonly files: readonly string[];
  /** the file sent as `job_config`, if any */
  readonly config: string | null;
}

/** The sender went away before the end of its request; there is nobody to answer. */
export class SenderGoneError extends Error {
  override readonly name = "SenderGoneError";
}

const FORM_LIMITS = { fields: 100, fieldSize: 64 << 10, fieldNameSize: 200 };

/**
 * Writes the files of a request into `folder`, archives unpacked.
 * @throws InputError for what the sender did wrong, SenderGoneError if it went away
 */
export async function receiveUpload(request: Request, folder: string, limits: UploadLimits): Promise<Upload> {
  const upload = await receiveForm(request, folder, limits);
  const archives = upload.files.filter(isZip);
  if (archives.length === 0 || upload.files.some((file) => file.endsWith(".ini"))) return upload;
  const unpacked = await Promise.all(archives.map((archive) => unpack(archive, folder, limits)));
  return { ...upload, files: [...upload.files.filter((file) => !isZip(file)), ...unpacked.flat()] };
}

/**
 * The job file among uploaded ones: the first whose name ends in `suffix`, in the order of a walk through the folders.
 * @throws InputError if there is none
 */
export function findJobFile(files: readonly string[], suffix: string): string {
  const depth = (file: string) => file.split("/").length;
  const candidates = files.filter((file) => basename(file).endsWith(suffix) && !isMacMetadata(file))
    .toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  if (candidates.length > 0) return candidates[0];
  throw new InputError({ file: "archive", message: `There are no ${suffix} files in the archive` });
}

async function receiveForm(request: Request, folder: string, limits: UploadLimits): Promise<Upload> {
  const isEmpty = !request.body || request.headers.get("content-length") === "0";
  if (isEmpty) return { fields: new Map(), files: [], config: null };
  const fields = new Map<string, string>();
  const files: string[] = [];
  let config: string | null = null;
  const writing: Promise<void>[] = [];
  const parser = formParser(request, limits);
  const { promise: parsed, resolve, reject } = Promise.withResolvers<void>();

  parser.on("field", (name, value, { valueTruncated }) => {
    if (valueTruncated) reject(wrong(`the field ${name} is longer than ${FORM_LIMITS.fieldSize} bytes`));
    fields.set(name, value);
  });
  parser.on("file", (field, content, { filename }) => {
    content.on("error", () => {}); // reported by whoever reads it; left alone, it would end the server
    const path = memberPath(filename ?? "");
    if (path === null) {
      content.resume();
      return reject(wrong(`the file in the field ${field} has no usable name`));
    }
    if (files.includes(path)) {
      content.resume();
      return reject(wrong(`the file ${path} is there twice`));
    }
    files.push(path);
    if (field === "job_config") config = path;
    const written = writeTo(join(folder, path), content);
    written.catch((error) => {
      content.resume();
      reject(typeof error.code === "string" ? fileProblem(path, error) : unreadable(error));
    });
    writing.push(written);
  });
  parser.on("filesLimit", () => reject(wrong(`there are more than ${limits.files} files`)));
  parser.on("fieldsLimit", () => reject(wrong(`there are more than ${FORM_LIMITS.fields} fields`)));
  parser.on("error", (error) => reject(unreadable(error)));
  parser.on("close", resolve);

  try {
    await Promise.race([parsed, Promise.all([feed(parser, request, limits, parsed), parsed])]);
    await Promise.all(writing);
  } catch (error) {
    parser.destroy();
    await Promise.allSettled(writing);
    throw error;
  }
  return { fields, files, config };
}

function formParser(request: Request, limits: UploadLimits): FormParser {
  try {
    return busboy({
      headers: Object.fromEntries(request.headers),
      limits: { ...FORM_LIMITS, files: limits.files },
      defParamCharset: "utf8",
    });
  } catch (error) {
    throw wrong(`expected the content type multipart/form-data (${(error as Error).message})`);
  }
}

/** Passes the body to the parser at the parser's pace, until it is `parsed`. */
async function feed(
  parser: FormParser,
  request: Request,
  limits: UploadLimits,
  parsed: Promise<void>,
): Promise<void> {
  const reader = request.body!.getReader();
  // of the time since it was last looked whether the sender is too slow, that of waiting for it
  let received = 0, lookedAt = 0, waitedMs = 0;
  try {
    for (;;) {
      const start = performance.now();
      const { done, value } = await nextChunk(reader, limits.idleMs);
      if (done) break;
      received += value.length;
      waitedMs += performance.now() - start;
      if (waitedMs > limits.idleMs) {
        if (received - lookedAt < limits.idleBytes) throw tooSlow(limits);
        [lookedAt, waitedMs] = [received, 0];
      }
      if (received > limits.requestBytes) {
        throw wrong(`the request is larger than ${Math.round(limits.requestBytes / 2 ** 20)} MB`);
      }
      if (parser.destroyed) return;
      if (!parser.write(value)) await Promise.race([drained(parser), parsed]);
    }
    parser.end();
  } finally {
    reader.cancel().catch(() => {}); // the sender may be gone
  }
}

function tooSlow({ idleMs, idleBytes }: UploadLimits): InputError {
  return wrong(`less than ${idleBytes} bytes came in ${idleMs / 1000} s`);
}

async function nextChunk(reader: ReadableStreamDefaultReader<Uint8Array>, idleMs: number) {
  const { promise: idle, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(wrong(`no data came for ${idleMs / 1000} s`)), idleMs);
  try {
    return await Promise.race([reader.read(), idle]);
  } catch (error) {
    throw error instanceof InputError ? error : new SenderGoneError((error as Error).message);
  } finally {
    clearTimeout(timer);
  }
}

function drained(parser: FormParser): Promise<void> {
  return new Promise((resolve) => parser.once("drain", resolve));
}

async function writeTo(path: string, content: AsyncIterable<Uint8Array>): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  for await (const chunk of content) {
    for (let rest = chunk; rest.length > 0;) rest = rest.subarray(await file.write(rest));
  }
}

async function unpack(archive: string, folder: string, limits: UploadLimits): Promise<string[]> {
  const path = join(folder, archive);
  const packed = `${path}.packed`; // a member may have the archive's own name
  await Deno.rename(path, packed);
  using file = await Deno.open(packed);
  const source = {
    size: (await file.stat()).size,
    read: (at: number, length: number) => readAt(file, at, length),
  };
  try {
    return await unpackZip(archive, source, limits, async (member) => {
      const target = join(folder, member);
      await Deno.mkdir(dirname(target), { recursive: true });
      return (await Deno.open(target, { write: true, create: true, truncate: true })).writable;
    });
  } catch (error) {
    throw fileProblem(archive, error);
  } finally {
    await Deno.remove(packed);
  }
}

async function readAt(file: Deno.FsFile, offset: number, length: number): Promise<Uint8Array> {
  await file.seek(offset, Deno.SeekMode.Start);
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const count = await file.read(bytes.subarray(filled));
    if (count === null) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

/** Names that the file system refuses are the sender's mistake, all else is not. */
function fileProblem(file: string, error: unknown): unknown {
  const code = (error as { code?: string }).code ?? "";
  if (!["ENAMETOOLONG", "ENOTDIR", "EISDIR", "EEXIST", "EINVAL", "EILSEQ"].includes(code)) return error;
  return new InputError({ file, message: `cannot be stored under this name (${(error as Error).message})` });
}

function isZip(file: string): boolean {
  return file.toLowerCase().endsWith(".zip");
}

function unreadable(error: Error): InputError {
  return wrong(`the form cannot be read (${error.message})`);
}

function wrong(message: string): InputError {
  return new InputError({ file: "upload", message });
}

/** The part of busboy, which comes without types, that is used here. */
interface FormParser {
  readonly destroyed: boolean;
  write(chunk: Uint8Array): boolean;
  end(): void;
  destroy(): void;
  once(event: "drain", listener: () => void): void;
  on(
    event: "field",
    listener: (name: string, value: string, info: { valueTruncated: boolean }) => void,
  ): void;
  on(
    event: "file",
    listener: (field: string, content: FileContent, info: { filename?: string }) => void,
  ): void;
  on(event: "filesLimit" | "fieldsLimit" | "close", listener: () => void): void;
  on(event: "error", listener: (error: Error) => void): void;
}

interface FileContent extends AsyncIterable<Uint8Array> {
  on(event: "error", listener: () => void): void;
  resume(): void;
}
