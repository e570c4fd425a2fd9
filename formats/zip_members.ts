/** Members of a zip archive that lies in memory. */
import { type UnpackLimits, unpackZip } from "./zip.ts";

/** What an archive that a job names may hold. */
const LIMITS: UnpackLimits = { members: 1000, unpackedBytes: 1 << 30, ratio: 200 };

/**
 * Unpacks an archive: its members by path.
 * @param archive its name, for messages
 * @throws InputError if it is no archive or holds too much
 */
export async function zipMembers(
  archive: string,
  bytes: Uint8Array,
): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const members = new Map<string, Uint8Array<ArrayBuffer>>();
  const source = {
    size: bytes.length,
    read: (offset: number, length: number) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
  await unpackZip(archive, source, LIMITS, (path) => {
    const chunks: Uint8Array<ArrayBuffer>[] = [];
    return Promise.resolve(
      new WritableStream<Uint8Array>({
        write(chunk) {
          chunks.push(Uint8Array.from(chunk));
        },
        async close() {
          members.set(path, new Uint8Array(await new Blob(chunks).arrayBuffer()));
        },
      }),
    );
  });
  return members;
}
