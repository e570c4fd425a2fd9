/** Zip archives from outside: unpacked member by member, with nothing believed that the archive says of itself. */
import { configure, type Entry, Reader, ZipReader } from "@zip.js/zip.js";
import { InputError } from "../hazard/input_error.ts";

configure({ useWebWorkers: false });

/** Bytes that can be read at any place, such as an open file. */
export interface RandomAccess {
  readonly size: number;
  /** `length` bytes from `offset`, fewer at the end */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** What an archive may hold. */
export interface UnpackLimits {
  readonly members: number;
  /** sum of the unpacked sizes */
  readonly unpackedBytes: number;
  /** unpacked to packed size of one member, for members above `RATIO_FREE_BYTES` */
  readonly ratio: number;
}

/** Below this size a high compression ratio is harmless. */
const RATIO_FREE_BYTES = 10 << 20;
const UNIX_FILE_TYPE = 0o170000, UNIX_SYMLINK = 0o120000, UNIX_FILE = 0o100000;

/**
 * Unpacks an archive. Absolute names are taken as relative ones, folders and what macOS adds are left out.
 * @param archive its name, for messages
 * @param open gives the stream that receives the member at `path` (relative, "/" between folders)
 * @returns the paths of the members
 * @throws InputError if it is no zip archive, is damaged or encrypted, has members that are links or leave the
 *   folder, or exceeds a limit
 */
export async function unpackZip(
  archive: string,
  source: RandomAccess,
  limits: UnpackLimits,
  open: (path: string) => Promise<WritableStream<Uint8Array>>,
): Promise<string[]> {
  const refuse = (message: string, member?: string) =>
    new InputError({
      file: archive,
      parameter: member === undefined ? undefined : JSON.stringify(member),
      message,
    });
  const reader = new ZipReader(new RandomAccessReader(source), {
    checkSignature: true,
    filenameValidation: "tolerant",
  });
  const paths: string[] = [];
  let unpackedBytes = 0;

  function countBytes(entry: Entry): TransformStream<Uint8Array, Uint8Array> {
    let memberBytes = 0;
    return new TransformStream({
      transform(chunk, controller) {
        memberBytes += chunk.length;
        unpackedBytes += chunk.length;
        if (unpackedBytes > limits.unpackedBytes) {
          throw refuse(`unpacks to more than ${megabytes(limits.unpackedBytes)}`);
        }
        if (memberBytes > Math.max(RATIO_FREE_BYTES, entry.compressedSize * limits.ratio)) {
          throw refuse(`unpacks to more than ${limits.ratio} times its size`, entry.filename);
        }
        controller.enqueue(chunk);
      },
    });
  }

  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (entry.directory) continue;
      const path = memberPath(entry.filename);
      if (path === null) throw refuse("expected a name inside the archive's own folder", entry.filename);
      if (isMacMetadata(path)) continue;
      if (isSpecialFile(entry)) throw refuse("expected a file, got a link or device", entry.filename);
      if (entry.encrypted) throw refuse("is encrypted; send it without password", entry.filename);
      if (paths.length === limits.members) throw refuse(`has more than ${limits.members} files`);
      paths.push(path);
      const { readable, writable } = countBytes(entry);
      const target = await open(path);
      await Promise.all([readable.pipeTo(target), entry.getData(writable)]);
    }
    return paths;
  } catch (error) {
    if (error instanceof InputError || !isArchiveError(error)) throw error;
    throw refuse(`is not a readable zip file (${(error as Error).message})`);
  } finally {
    await reader.close();
  }
}

/**
 * The path of a member inside its archive's folder: separators are "/", a drive or leading "/" falls away.
 * @returns null if the name is empty or would leave the folder
 */
export function memberPath(name: string): string | null {
  const parts = name.replaceAll("\\", "/").replace(/^[A-Za-z]:/, "").split("/")
    .filter((part) => part !== "" && part !== ".");
  // deno-lint-ignore no-control-regex
  const isSafe = parts.length > 0 && parts.every((part) => part !== ".." && !/[\u0000-\u001f]/.test(part));
  return isSafe ? parts.join("/") : null;
}

/** Whether a path is one of the companions that macOS puts into archives. */
export function isMacMetadata(path: string): boolean {
  const parts = path.split("/");
  return parts.includes("__MACOSX") || parts.at(-1) === ".DS_Store";
}

class RandomAccessReader extends Reader<RandomAccess> {
  constructor(private readonly source: RandomAccess) {
    super(source);
    this.size = source.size;
  }

  override readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    return this.source.read(offset, length);
  }
}

function isSpecialFile({ externalFileAttributes }: Entry): boolean {
  const type = ((externalFileAttributes ?? 0) >>> 16) & UNIX_FILE_TYPE;
  return type === UNIX_SYMLINK || (type !== 0 && type !== UNIX_FILE);
}

/** Errors of the archive are plain ones, TypeError of the decompressor among them; those of the file system are not. */
function isArchiveError(error: unknown): boolean {
  return error instanceof Error &&
    !("code" in error && typeof error.code === "string" && error.code.startsWith("E"));
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`;
}
