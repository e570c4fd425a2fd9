/** Products of 32-bit words that need more bits. */

/** The upper 32 bits of the product of two unsigned words; the lower ones are `Math.imul(a, b) >>> 0`. */
export function highWord(a: number, b: number): number {
  // the rounded product less the lower word is next to a multiple of 2^32
  return Math.floor((a * b - (Math.imul(a, b) >>> 0)) / 2 ** 32 + 0.5);
}

/** The four words of the product of two 64-bit numbers given by their words; `out` has the low one first. */
export function multiply64(aLow: number, aHigh: number, bLow: number, bHigh: number, out: Uint32Array): void {
  const word1 = highWord(aLow, bLow) + (Math.imul(aLow, bHigh) >>> 0) + (Math.imul(aHigh, bLow) >>> 0);
  const word2 = highWord(aLow, bHigh) + highWord(aHigh, bLow) + (Math.imul(aHigh, bHigh) >>> 0) +
    Math.floor(word1 / 2 ** 32);
  out[0] = Math.imul(aLow, bLow);
  out[1] = word1;
  out[2] = word2;
  out[3] = highWord(aHigh, bHigh) + Math.floor(word2 / 2 ** 32);
}
