/** Compares draws with the figures of NumPy in figures.json, which `regenerate.py` writes. */
import assert from "node:assert/strict";
import { crc32 } from "node:zlib";

/** Of many draws the first ones and a checksum of all. */
export interface Digest {
  readonly count: number;
  readonly first: readonly number[];
  readonly crc32: number;
}

/** Fails unless all draws are those of the figures, bit by bit; the checksum is that of the array's own type. */
export function assertDrawn(
  draws: Float64Array | Float32Array,
  { count, first, crc32: checksum }: Digest,
): void {
  assert.equal(draws.length, count);
  assert.deepEqual([...draws.subarray(0, first.length)], [...first]);
  assert.equal(crc32(new Uint8Array(draws.buffer, draws.byteOffset, draws.byteLength)), checksum);
}

/** The numbers of `count` calls. */
export function drawn(count: number, draw: () => number): Float64Array {
  return Float64Array.from({ length: count }, draw);
}

/** Where numbers begin that depend on the machine's logarithm. */
const TAIL = 3.65;

/** Normal numbers of a ziggurat, those of the tail rounded to 32 bits. */
export function withTailRounded(normals: Float64Array): Float64Array {
  return normals.map((x) => Math.abs(x) > TAIL ? Math.fround(x) : x);
}
