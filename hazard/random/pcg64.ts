/**
 * The generator PCG64 (XSL-RR 128/64), bit by bit as numpy.random.default_rng.
 *
 * O'Neill, M. (2014), "PCG: A family of simple fast space-efficient statistically good algorithms for random number
 * generation", HMC-CS-2014-0905.
 */
import { BitGenerator } from "./bit_generator.ts";
import { spreadSeed } from "./seed_sequence.ts";
import { highWord } from "./wide_product.ts";

/** The words of 0x2360ed051fc65da44385df649fccf645, the low one first. */
const M0 = 0x9fccf645, M1 = 0x4385df64, M2 = 0x1fc65da4, M3 = 0x2360ed05;

const seedWords = new Uint32Array(8);

/** A stream of random numbers; equal seeds give equal streams. */
export class Pcg64 extends BitGenerator {
  /** 128 bits of state, then 128 bits of increment, each as four words, the low one first. */
  readonly words = new Uint32Array(8);
  /** The upper half of a draw of which the lower half has been used, or -1. */
  #half = -1;

  /** @throws RangeError for a seed that is negative or no integer */
  constructor(seed: number | bigint) {
    super();
    const { words } = this;
    // 64-bit numbers in this order: state high, state low, stream high, stream low
    spreadSeed(seed, seedWords);
    for (let i = 0; i < 4; i++) words[4 + i] = seedWords[4 + (i ^ 2)];
    for (let i = 7; i > 4; i--) words[i] = words[i] << 1 | words[i - 1] >>> 31;
    words[4] = words[4] << 1 | 1;
    let sum = 0;
    for (let i = 0; i < 4; i++) {
      sum = words[4 + i] + seedWords[i ^ 2] + (sum > 0xffffffff ? 1 : 0);
      words[i] = sum;
    }
    this.#step();
  }

  /** state = multiplier state + increment, modulo 2^128 */
  #step(): void {
    const { words } = this;
    const s0 = words[0], s1 = words[1], s2 = words[2], s3 = words[3];
    const sum0 = (Math.imul(s0, M0) >>> 0) + words[4];
    const sum1 = (Math.imul(s0, M1) >>> 0) + (Math.imul(s1, M0) >>> 0) + highWord(s0, M0) +
      words[5] + (sum0 > 0xffffffff ? 1 : 0);
    const sum2 = (Math.imul(s0, M2) >>> 0) + (Math.imul(s1, M1) >>> 0) + (Math.imul(s2, M0) >>> 0) +
      highWord(s0, M1) + highWord(s1, M0) + words[6] + Math.floor(sum1 / 2 ** 32);
    const sum3 = Math.imul(s0, M3) + Math.imul(s1, M2) + Math.imul(s2, M1) + Math.imul(s3, M0) +
      highWord(s0, M2) + highWord(s1, M1) + highWord(s2, M0) + words[7] + Math.floor(sum2 / 2 ** 32);
    words[0] = sum0;
    words[1] = sum1;
    words[2] = sum2;
    words[3] = sum3;
  }

  advance(): void {
    this.#step();
    const { words } = this;
    const low = words[0] ^ words[2], high = words[1] ^ words[3], rotation = words[3] >>> 26;
    const shift = rotation & 31;
    // rotated right by 0 to 63: by 32 or more the halves change places
    const [upper, lower] = rotation < 32 ? [high, low] : [low, high];
    this.low = (shift === 0 ? lower : lower >>> shift | upper << 32 - shift) >>> 0;
    this.high = (shift === 0 ? upper : upper >>> shift | lower << 32 - shift) >>> 0;
  }

  nextWord(): number {
    const half = this.#half;
    if (half >= 0) {
      this.#half = -1;
      return half;
    }
    this.advance();
    this.#half = this.high;
    return this.low;
  }
}
