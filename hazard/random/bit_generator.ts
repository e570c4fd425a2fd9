/** What all generators of random bits have in common. */

/** A source of uniform random numbers. */
export interface UniformSource {
  /** The next number in [0, 1), a multiple of 2^-53. */
  random(): number;
}

/** A stream of random 64-bit numbers, each given as two words of 32 bits, since JavaScript has no fast wider integers. */
export abstract class BitGenerator implements UniformSource {
  /** The words of the number drawn last, each 0 to 2^32 - 1. */
  high = 0;
  low = 0;

  /** Draws the next 64 bits into `high` and `low`. */
  abstract advance(): void;

  /** The next 32 bits: lower half and upper half of a draw in turn. Draws of 64 bits in between don't lose a half. */
  abstract nextWord(): number;

  random(): number {
    this.advance();
    return (this.high * 0x200000 + (this.low >>> 11)) / 2 ** 53;
  }
}
