/**
 * Spreads a seed over the state of a generator, bit by bit as NumPy's SeedSequence.
 *
 * O'Neill, M. (2015), "Developing a seed_seq alternative", https://www.pcg-random.org/posts/developing-a-seed_seq-alternative.html
 */

const POOL_SIZE = 4;
const INIT_A = 0x43b0d7e5, MULTIPLIER_A = 0x931e8875;
const INIT_B = 0x8b51f9dd, MULTIPLIER_B = 0x58f38ded;
const MIX_LEFT = 0xca01f9dd, MIX_RIGHT = 0x4973f715;

/** The constant that scrambles the next word; it moves on with every word. */
let constant = 0;
const pool = new Uint32Array(POOL_SIZE);

function scramble(word: number, multiplier: number): number {
  const mixed = word ^ constant;
  constant = Math.imul(constant, multiplier);
  const product = Math.imul(mixed, constant);
  return product ^ (product >>> 16);
}

function mixIntoPool(target: number, word: number): void {
  const mixed = Math.imul(MIX_LEFT, pool[target]) - Math.imul(MIX_RIGHT, scramble(word, MULTIPLIER_A)) | 0;
  pool[target] = mixed ^ (mixed >>> 16);
}

/** Words of 32 bits of a large seed above the lowest `POOL_SIZE` ones, the low one first. */
function furtherWords(seed: bigint): number[] {
  const words: number[] = [];
  for (let rest = seed >> 128n; rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffffffffn));
  return words;
}

/**
 * Fills `out` with words of 32 bits that depend on all bits of the seed, a non-negative integer. Pairs of words are the
 * 64-bit numbers of NumPy, the low word first.
 * @throws RangeError for a seed that is negative or no integer
 */
export function spreadSeed(seed: number | bigint, out: Uint32Array): void {
  const isExact = typeof seed === "bigint" || Number.isInteger(seed);
  if (!isExact || seed < 0) throw new RangeError(`a seed must be a non-negative integer, got ${seed}`);
  constant = INIT_A;
  if (seed <= Number.MAX_SAFE_INTEGER) {
    const words = Number(seed);
    pool[0] = scramble(words >>> 0, MULTIPLIER_A);
    pool[1] = scramble(Math.floor(words / 2 ** 32), MULTIPLIER_A);
    for (let i = 2; i < POOL_SIZE; i++) pool[i] = scramble(0, MULTIPLIER_A);
    stirPool();
  } else {
    const words = BigInt(seed);
    for (let i = 0; i < POOL_SIZE; i++) {
      pool[i] = scramble(Number(words >> BigInt(32 * i) & 0xffffffffn), MULTIPLIER_A);
    }
    stirPool();
    for (const word of furtherWords(words)) {
      for (let target = 0; target < POOL_SIZE; target++) mixIntoPool(target, word);
    }
  }
  constant = INIT_B;
  for (let i = 0; i < out.length; i++) out[i] = scramble(pool[i % POOL_SIZE], MULTIPLIER_B);
}

/** Lets every word of the pool depend on all others. */
function stirPool(): void {
  for (let source = 0; source < POOL_SIZE; source++) {
    for (let target = 0; target < POOL_SIZE; target++) {
      if (source !== target) mixIntoPool(target, pool[source]);
    }
  }
}
