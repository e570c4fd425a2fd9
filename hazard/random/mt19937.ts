/**
 * The Mersenne Twister with 32-bit words, bit by bit as numpy.random.RandomState, NumPy's generator of before 2019. The
 * reference uses it for truncated multivariate normals, discrete loss ratios and ShakeMaps.
 *
 * Matsumoto, M., Nishimura, T. (1998), "Mersenne Twister: a 623-dimensionally equidistributed uniform pseudo-random number
 * generator", ACM Transactions on Modeling and Computer Simulation 8, 3-30, doi:10.1145/272991.272995.
 */
import type { UniformSource } from "./bit_generator.ts";

const SIZE = 624, MIDDLE = 397;
const TWIST = 0x9908b0df, SEED_MULTIPLIER = 1812433253;
const LARGEST_SEED = 2 ** 32 - 1;

/** A stream of random numbers; equal seeds give equal streams. */
export class Mt19937 implements UniformSource {
  readonly #words = new Uint32Array(SIZE);
  /** Index of the next word; all are used up at first. */
  #next = SIZE;
  /** The second normal number of a pair, or NaN. */
  #second = NaN;

  /** @throws RangeError for a seed that is no integer between 0 and 2^32 - 1 */
  constructor(seed: number) {
    if (!Number.isInteger(seed) || seed < 0 || seed > LARGEST_SEED) {
      throw new RangeError(`a seed must be an integer between 0 and ${LARGEST_SEED}, got ${seed}`);
    }
    const words = this.#words;
    words[0] = seed;
    for (let i = 1; i < SIZE; i++) {
      words[i] = Math.imul(SEED_MULTIPLIER, words[i - 1] ^ words[i - 1] >>> 30) + i;
    }
  }

  #twist(): void {
    const words = this.#words;
    for (let i = 0; i < SIZE; i++) {
      const following = words[i + 1 < SIZE ? i + 1 : 0];
      const joined = words[i] & 0x80000000 | following & 0x7fffffff;
      words[i] = words[i < SIZE - MIDDLE ? i + MIDDLE : i + MIDDLE - SIZE] ^ joined >>> 1 ^
        (following & 1 ? TWIST : 0);
    }
    this.#next = 0;
  }

  /** The next 32 bits. */
  nextWord(): number {
    if (this.#next === SIZE) this.#twist();
    let word = this.#words[this.#next++];
    word ^= word >>> 11;
    word ^= word << 7 & 0x9d2c5680;
    word ^= word << 15 & 0xefc60000;
    return (word ^ word >>> 18) >>> 0;
  }

  /** The next number in [0, 1), a multiple of 2^-53. */
  random(): number {
    const upper = this.nextWord() >>> 5;
    return (upper * 2 ** 26 + (this.nextWord() >>> 6)) / 2 ** 53;
  }

  /** The next standard normal number, by the polar method (Marsaglia and Bray 1964, doi:10.1137/1006063). */
  standardNormal(): number {
    const second = this.#second;
    if (!Number.isNaN(second)) {
      this.#second = NaN;
      return second;
    }
    for (;;) {
      const x = 2 * this.random() - 1, y = 2 * this.random() - 1, square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt(-2 * Math.log(square) / square);
      this.#second = factor * x;
      return factor * y;
    }
  }
}
