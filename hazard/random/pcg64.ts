/**
 * The generator PCG64 (XSL-RR 128/64), bit by bit as numpy.random.default_rng.
 *
 * O'Neill, M. (2014), "PCG: A family of simple fast space-efficient statistically good algorithms for random number
 * generation", HMC-CS-2014-0905.
 */
import { seedState } from "./seed_sequence.ts";

const MULTIPLIER = 2549297995355413924n << 64n | 4865540595714422341n;
const MASK_64 = (1n << 64n) - 1n;
const MASK_128 = (1n << 128n) - 1n;

/** A stream of random numbers; equal seeds give equal streams. */
export class Pcg64 {
  #state: bigint;
  readonly #increment: bigint;

  /** @throws RangeError for a negative seed */
  constructor(seed: number | bigint) {
    const [stateHigh, stateLow, streamHigh, streamLow] = seedState(seed, 4);
    this.#increment = ((streamHigh << 64n | streamLow) << 1n | 1n) & MASK_128;
    this.#state = (this.#increment + (stateHigh << 64n | stateLow)) & MASK_128;
    this.#advance();
  }

  #advance(): void {
    this.#state = (this.#state * MULTIPLIER + this.#increment) & MASK_128;
  }

  /** The next 64 random bits. */
  nextBits(): bigint {
    this.#advance();
    const folded = (this.#state >> 64n ^ this.#state) & MASK_64;
    const rotation = this.#state >> 122n;
    return (folded >> rotation | folded << (64n - rotation)) & MASK_64;
  }

  /** The next uniform number in [0, 1), a multiple of 2^-53. */
  random(): number {
    return Number(this.nextBits() >> 11n) / 2 ** 53;
  }
}
