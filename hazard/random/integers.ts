/**
 * Integers below a bound, all alike probable, as numpy.random.Generator.integers.
 *
 * Lemire, D. (2019), "Fast random integer generation in an interval", ACM Transactions on Modeling and Computer Simulation
 * 29 (1), 3, doi:10.1145/3230636.
 */
import type { BitGenerator } from "./bit_generator.ts";
import { highWord, multiply64 } from "./wide_product.ts";

const WORD = 2 ** 32;
const product = new Uint32Array(4);

/** The next integer from 0 to `bound` - 1. @throws RangeError for a bound that is no integer from 1 to 2^53 - 1 */
export function boundedInteger(generator: BitGenerator, bound: number): number {
  if (!Number.isSafeInteger(bound) || bound < 1) {
    throw new RangeError(`the bound of random integers must be an integer of 1 or more, got ${bound}`);
  }
  if (bound === 1) return 0;
  if (bound < WORD) return fromWord(generator, bound);
  return bound === WORD ? generator.nextWord() : fromDraw(generator, bound);
}

/** Fills `out` with integers from 0 to `bound` - 1, or throws as `boundedInteger`. */
export function fillIntegers(generator: BitGenerator, bound: number, out: Float64Array | Uint32Array): void {
  for (let i = 0; i < out.length; i++) out[i] = boundedInteger(generator, bound);
}

/** The upper word of a random word times the bound; a lower word that would be too frequent is refused. */
function fromWord(generator: BitGenerator, bound: number): number {
  for (;;) {
    const word = generator.nextWord(), lower = Math.imul(word, bound) >>> 0;
    if (lower >= bound || lower >= (WORD - bound) % bound) return highWord(word, bound);
  }
}

/** The same with 64 bits. */
function fromDraw(generator: BitGenerator, bound: number): number {
  const boundHigh = Math.floor(bound / WORD), boundLow = bound >>> 0;
  for (;;) {
    generator.advance();
    multiply64(generator.low, generator.high, boundLow, boundHigh, product);
    // a lower half with an upper word above the bound's is never too frequent
    if (product[1] > boundHigh || !isTooFrequent(product[1], product[0], bound)) {
      return product[3] * WORD + product[2];
    }
  }
}

/** Whether a lower half is below 2^64 modulo the bound. */
function isTooFrequent(high: number, low: number, bound: number): boolean {
  return (BigInt(high) << 32n | BigInt(low)) < (1n << 64n) % BigInt(bound);
}
