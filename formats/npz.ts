/** Zip archives made in memory (node:zlib only): .npz files for NumPy, and several exported files as one. */
import { crc32, deflateRawSync } from "node:zlib";
import { concatenated, totalLength } from "./byte_parts.ts";
import { type NpyArray, npyHeader } from "./npy.ts";

/** Above this size arrays are stored as they are: deflating 100 MB costs seconds, sending them little. */
const DEFLATE_BELOW_BYTES = 4 << 20;
/** Zip without its 64-bit extension ends at 4 GiB. */
const MAX_ARCHIVE_BYTES = 0xffff_0000;

/** One member of an archive. */
export interface ZipMember {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A .npz archive with the arrays in the given order; small ones are deflated at level 1. */
export function npz(arrays: readonly (readonly [name: string, array: NpyArray])[]): Uint8Array<ArrayBuffer> {
  return zip(arrays.map(([name, array]) => {
    return { name: name + ".npy", bytes: concatenated([...npyParts(array)]) };
  }));
}

/** The bytes of a .npy file, one part after the other. */
export function* npyParts(array: NpyArray): Iterable<Uint8Array> {
  yield npyHeader(array);
  yield array.data;
  yield* array.rest ?? [];
}

/** A zip archive; throws a RangeError beyond 4 GiB or 65535 members. */
export function zip(members: readonly ZipMember[]): Uint8Array<ArrayBuffer> {
  if (members.length > 0xffff) throw new RangeError("the archive would have more than 65535 members");
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of members) {
    const isDeflated = bytes.length > 0 && bytes.length < DEFLATE_BELOW_BYTES;
    const body = isDeflated ? deflateRawSync(bytes, { level: 1 }) : bytes;
    const encodedName = new TextEncoder().encode(name);
    const entry = entryFields(isDeflated, crc32(bytes), body.length, bytes.length, encodedName.length);
    const local = record(LOCAL_HEADER, entry, [0]);
    directory.push(
      record(DIRECTORY_HEADER, entry, [0, 0, 0, 0, 0, 0, offset & 0xffff, offset >>> 16]),
      encodedName,
    );
    parts.push(local, encodedName, body);
    offset += local.length + encodedName.length + body.length;
    if (offset > MAX_ARCHIVE_BYTES) throw new RangeError("the archive would be larger than 4 GiB");
  }
  const size = totalLength(directory);
  return concatenated([...parts, ...directory, endRecord(members.length, size, offset)]);
}

/** signature, and for the directory the version that made the entry */
const LOCAL_HEADER = [0x4b50, 0x0403];
const DIRECTORY_HEADER = [0x4b50, 0x0201, 20];
/** flag for UTF-8 names; date 1980-01-01, so that equal contents give equal archives */
const UTF8_NAMES = 0x0800, EPOCH_DATE = 0x0021, DEFLATED = 8;

/** The 16-bit words that the local header and the directory have in common. */
function entryFields(isDeflated: boolean, crc: number, packed: number, size: number, name: number): number[] {
  const words = (value: number) => [value & 0xffff, value >>> 16];
  const method = isDeflated ? DEFLATED : 0;
  return [20, UTF8_NAMES, method, 0, EPOCH_DATE, ...words(crc), ...words(packed), ...words(size), name];
}

function endRecord(numMembers: number, directorySize: number, directoryOffset: number): Uint8Array {
  const words = (value: number) => [value & 0xffff, value >>> 16];
  return record([0x4b50, 0x0605, 0, 0], [numMembers, numMembers], [
    ...words(directorySize),
    ...words(directoryOffset),
    0,
  ]);
}

function record(...words: readonly number[][]): Uint8Array {
  return new Uint8Array(Uint16Array.from(words.flat()).buffer);
}
