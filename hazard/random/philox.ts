/**
 * The generator Philox4x64 with 10 rounds, bit by bit as numpy.random.Philox: the n-th block of four 64-bit numbers is a
 * function of n and a key, so that starting a stream costs next to nothing.
 *
 * Salmon, J.K., Moraes, M.A., Dror, R.O., Shaw, D.E. (2011), "Parallel random numbers: as easy as 1, 2, 3", SC '11,
 * doi:10.1145/2063384.2063405.
 */
import { BitGenerator } from "./bit_generator.ts";
import { spreadSeed } from "./seed_sequence.ts";
import { multiply64 } from "./wide_product.ts";

const NUM_ROUNDS = 10;
/** The multipliers 0xd2e7470ee14c6c93 and 0xca5a826395121157. */
const A_LOW = 0xe14c6c93, A_HIGH = 0xd2e7470e, B_LOW = 0x95121157, B_HIGH = 0xca5a8263;
/** What the halves of the key grow by from round to round: 0x9e3779b97f4a7c15 and 0xbb67ae8584caa73b. */
const STEP_A_LOW = 0x7f4a7c15, STEP_A_HIGH = 0x9e3779b9, STEP_B_LOW = 0x84caa73b, STEP_B_HIGH = 0xbb67ae85;

/** Number of words that describe a stream. */
export const PHILOX_WORDS = 16;
/** Where they are: two 64-bit numbers of key, the number of draws so far, a half draw, and the current block. */
const KEY = 0, DRAWS = 4, HAS_HALF = 6, HALF = 7, BLOCK = 8;

const product = new Uint32Array(4);
const keyWords = new Uint32Array(4);

/** Makes the stream that is described from `offset` on one at its start. @throws RangeError as `Pcg64` */
export function seedPhilox(seed: number | bigint, words: Uint32Array, offset: number): void {
  spreadSeed(seed, keyWords);
  words.fill(0, offset, offset + PHILOX_WORDS);
  words.set(keyWords, offset + KEY);
}

/** A stream whose state is part of an array, so that a kernel may draw from it too. */
export class Philox extends BitGenerator {
  readonly #words: Uint32Array;
  readonly #offset: number;

  /** @param words describe many streams, this one from `offset` on */
  constructor(words: Uint32Array, offset: number) {
    super();
    this.#words = words;
    this.#offset = offset;
  }

  /** A stream of its own. @throws RangeError for a seed that is negative or no integer */
  static ofSeed(seed: number | bigint): Philox {
    const words = new Uint32Array(PHILOX_WORDS);
    seedPhilox(seed, words, 0);
    return new Philox(words, 0);
  }

  advance(): void {
    const words = this.#words, draws = this.#offset + DRAWS, count = words[draws];
    const place = this.#offset + BLOCK + 2 * (count & 3);
    if ((count & 3) === 0) this.#makeBlock(count >>> 2 | words[draws + 1] << 30, words[draws + 1] >>> 2);
    words[draws] = count + 1;
    if (words[draws] === 0) words[draws + 1]++;
    this.low = words[place];
    this.high = words[place + 1];
  }

  /** Computes a block by its number; NumPy counts them from 1. */
  #makeBlock(before: number, beforeHigh: number): void {
    const words = this.#words, key = this.#offset + KEY, block = this.#offset + BLOCK;
    let kaLow = words[key], kaHigh = words[key + 1], kbLow = words[key + 2], kbHigh = words[key + 3];
    let c0Low = before + 1 >>> 0, c0High = beforeHigh + (c0Low === 0 ? 1 : 0);
    let c1Low = 0, c1High = 0, c2Low = 0, c2High = 0, c3Low = 0, c3High = 0;
    for (let round = 0; round < NUM_ROUNDS; round++) {
      multiply64(c0Low, c0High, A_LOW, A_HIGH, product);
      const a0 = product[0], a1 = product[1], a2 = product[2], a3 = product[3];
      multiply64(c2Low, c2High, B_LOW, B_HIGH, product);
      c0Low = (product[2] ^ c1Low ^ kaLow) >>> 0;
      c0High = (product[3] ^ c1High ^ kaHigh) >>> 0;
      c1Low = product[0];
      c1High = product[1];
      c2Low = (a2 ^ c3Low ^ kbLow) >>> 0;
      c2High = (a3 ^ c3High ^ kbHigh) >>> 0;
      c3Low = a0;
      c3High = a1;
      kaLow += STEP_A_LOW;
      kaHigh = kaHigh + STEP_A_HIGH + (kaLow > 0xffffffff ? 1 : 0) >>> 0;
      kaLow >>>= 0;
      kbLow += STEP_B_LOW;
      kbHigh = kbHigh + STEP_B_HIGH + (kbLow > 0xffffffff ? 1 : 0) >>> 0;
      kbLow >>>= 0;
    }
    words[block] = c0Low;
    words[block + 1] = c0High;
    words[block + 2] = c1Low;
    words[block + 3] = c1High;
    words[block + 4] = c2Low;
    words[block + 5] = c2High;
    words[block + 6] = c3Low;
    words[block + 7] = c3High;
  }

  nextWord(): number {
    const words = this.#words, at = this.#offset;
    if (words[at + HAS_HALF] === 1) {
      words[at + HAS_HALF] = 0;
      return words[at + HALF];
    }
    this.advance();
    words[at + HAS_HALF] = 1;
    words[at + HALF] = this.high;
    return this.low;
  }
}
