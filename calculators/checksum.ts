/** A number that tells one set of inputs from another. */
import { crc32 } from "node:zlib";
import type { JobFile } from "./job.ts";

/** CRC-32 of the contents of all files, in order. */
export function checksumOf(files: readonly JobFile[]): number {
  return files.reduce((checksum, { bytes }) => crc32(bytes, checksum), 0);
}
