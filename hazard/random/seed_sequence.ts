/**
 * Spreads a seed over the state of a generator, bit by bit as NumPy's SeedSequence.
 *
 * O'Neill, M. (2015), "Developing a seed_seq alternative", https://www.pcg-random.org/posts/developing-a-seed_seq-alternative.html
 */

const POOL_SIZE = 4;
const INIT_A = 0x43b0d7e5, MULTIPLIER_A = 0x931e8875;
const INIT_B = 0x8b51f9dd, MULTIPLIER_B = 0x58f38ded;
const MIX_LEFT = 0xca01f9dd, MIX_RIGHT = 0x4973f715;

/** Scrambles words one after the other; its constant moves on with every word. */
function scrambler(initial: number, multiplier: number): (word: number) => number {
  let constant = initial;
  return (word) => {
    word ^= constant;
    constant = Math.imul(constant, multiplier);
    word = Math.imul(word, constant);
    return (word ^ (word >>> 16)) >>> 0;
  };
}

function mix(left: number, right: number): number {
  const mixed = Math.imul(MIX_LEFT, left) - Math.imul(MIX_RIGHT, right) | 0;
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Words of 32 bits of a non-negative integer, the low one first. */
function words(seed: bigint): number[] {
  const list = [Number(seed & 0xffffffffn)];
  for (let rest = seed >> 32n; rest > 0n; rest >>= 32n) list.push(Number(rest & 0xffffffffn));
  return list;
}

/**
 * `count` words of 64 bits of state for the seed, a non-negative integer.
 * @throws RangeError for a negative seed
 */
export function seedState(seed: number | bigint, count: number): bigint[] {
  const entropy = words(checkedSeed(seed));
  const scrambleIn = scrambler(INIT_A, MULTIPLIER_A);
  const pool = Array.from({ length: POOL_SIZE }, (_, i) => scrambleIn(entropy[i] ?? 0));
  for (let source = 0; source < POOL_SIZE; source++) {
    for (let target = 0; target < POOL_SIZE; target++) {
      if (source !== target) pool[target] = mix(pool[target], scrambleIn(pool[source]));
    }
  }
  for (const word of entropy.slice(POOL_SIZE)) {
    for (let target = 0; target < POOL_SIZE; target++) pool[target] = mix(pool[target], scrambleIn(word));
  }
  const scrambleOut = scrambler(INIT_B, MULTIPLIER_B);
  return Array.from({ length: count }, (_, i) => {
    const low = scrambleOut(pool[(2 * i) % POOL_SIZE]);
    const high = scrambleOut(pool[(2 * i + 1) % POOL_SIZE]);
    return BigInt(high) << 32n | BigInt(low);
  });
}

function checkedSeed(seed: number | bigint): bigint {
  if (seed < 0) throw new RangeError(`a seed must be a non-negative integer, got ${seed}`);
  return BigInt(seed);
}
