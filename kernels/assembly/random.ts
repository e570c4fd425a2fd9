// @ts-nocheck: AssemblyScript, compiled by `deno task kernels` into random.wasm
/**
 * Random numbers in columns: the generators PCG64 and Philox4x64 and the distributions that are drawn by the million.
 * The algorithms, their names and their papers are those of hazard/random/, which draws the same numbers.
 */

/** Room for the columns that the functions work on. */
const CAPACITY: i32 = 4096;
/** What is drawn, or what it is drawn for. */
const column = memory.data(8 * CAPACITY, 16);
/** Places in the column that need more work, and what was there. */
const places = memory.data(4 * CAPACITY, 16);
const kept = memory.data(8 * CAPACITY, 16);
/** Numbers of the streams to draw from. */
const rows = memory.data(4 * CAPACITY, 16);
/** State and increment of PCG64, the low halves first. */
const pcg = memory.data(32, 16);
/** Ziggurat of the normal distribution, filled by the host: scale, inside and density by layer. */
const ziggurat = memory.data(3 * 8 * 256, 16);

export function capacity(): i32 {
  return CAPACITY;
}
export function columnAddress(): usize {
  return column;
}
export function rowsAddress(): usize {
  return rows;
}
export function pcgAddress(): usize {
  return pcg;
}
export function zigguratAddress(): usize {
  return ziggurat;
}
/** Where streams may lie: from here on nothing is used. */
export function streamsAddress(): usize {
  return (__heap_base + 63) & ~63;
}

/** Upper half of the product of two 64-bit numbers. */
// @ts-ignore: decorators are valid here

function highHalf(a: u64, b: u64): u64 {
  const aLow = a & 0xffffffff, aHigh = a >> 32, bLow = b & 0xffffffff, bHigh = b >> 32;
  const middle = aHigh * bLow + ((aLow * bLow) >> 32);
  return aHigh * bHigh + (middle >> 32) + (((middle & 0xffffffff) + aLow * bHigh) >> 32);
}

// @ts-ignore: decorators are valid here

function unit(bits: u64): f64 {
  return f64(<i64> (bits >> 11)) * (1.0 / 9007199254740992.0);
}

// --- PCG64. The state of the call is in globals, which are faster than memory.

const MULTIPLIER_HIGH: u64 = 0x2360ed051fc65da4, MULTIPLIER_LOW: u64 = 0x4385df649fccf645;
let stateLow: u64 = 0, stateHigh: u64 = 0, incrementLow: u64 = 0, incrementHigh: u64 = 0;

function loadPcg(): void {
  stateLow = load<u64>(pcg);
  stateHigh = load<u64>(pcg, 8);
  incrementLow = load<u64>(pcg, 16);
  incrementHigh = load<u64>(pcg, 24);
}

function storePcg(): void {
  store<u64>(pcg, stateLow);
  store<u64>(pcg, stateHigh, 8);
}

// @ts-ignore: decorators are valid here

function nextPcg(): u64 {
  const low = stateLow * MULTIPLIER_LOW + incrementLow;
  const high = highHalf(stateLow, MULTIPLIER_LOW) + stateHigh * MULTIPLIER_LOW + stateLow * MULTIPLIER_HIGH +
    incrementHigh + u64(low < incrementLow);
  stateLow = low;
  stateHigh = high;
  return rotr<u64>(high ^ low, high >> 58);
}

// --- Philox4x64. A stream is a record of 64 bytes, laid out as in hazard/random/philox.ts.

const KEY_A: usize = 0, KEY_B: usize = 8, DRAWS: usize = 16, BLOCK: usize = 32, STREAM_SHIFT: usize = 6;
const MULTIPLIER_A: u64 = 0xd2e7470ee14c6c93, MULTIPLIER_B: u64 = 0xca5a826395121157;
const STEP_A: u64 = 0x9e3779b97f4a7c15, STEP_B: u64 = 0xbb67ae8584caa73b;

/** The stream that `nextPhilox` draws from. */
let stream: usize = 0;

function nextPhilox(): u64 {
  const draws = load<u64>(stream + DRAWS);
  if ((draws & 3) === 0) makeBlock((draws >> 2) + 1);
  store<u64>(stream + DRAWS, draws + 1);
  return load<u64>(stream + BLOCK + (<usize> (draws & 3) << 3));
}

function makeBlock(number: u64): void {
  let c0 = number, c1: u64 = 0, c2: u64 = 0, c3: u64 = 0;
  let a = load<u64>(stream + KEY_A), b = load<u64>(stream + KEY_B);
  for (let round = 0; round < 10; round++) {
    const ofA = highHalf(c0, MULTIPLIER_A), ofB = highHalf(c2, MULTIPLIER_B);
    const lowA = c0 * MULTIPLIER_A, lowB = c2 * MULTIPLIER_B;
    c0 = ofB ^ c1 ^ a;
    c1 = lowB;
    c2 = ofA ^ c3 ^ b;
    c3 = lowA;
    a += STEP_A;
    b += STEP_B;
  }
  const block = stream + BLOCK;
  store<u64>(block, c0);
  store<u64>(block, c1, 8);
  store<u64>(block, c2, 16);
  store<u64>(block, c3, 24);
}

/** The constant of the seed sequence, which moves on with every word. */
let constant: u32 = 0;

// @ts-ignore: decorators are valid here

function scramble(word: u32, multiplier: u32): u32 {
  const mixed = word ^ constant;
  constant *= multiplier;
  const product = mixed * constant;
  return product ^ (product >> 16);
}

// @ts-ignore: decorators are valid here

function mix(word: u32, other: u32): u32 {
  const mixed = 0xca01f9dd * word - 0x4973f715 * scramble(other, 0x931e8875);
  return mixed ^ (mixed >> 16);
}

/** Starts `size` streams from number `first` on with the seeds in the column, integers below 2^53. */
export function seedStreams(first: i32, size: i32): void {
  let record = streamsAddress() + (<usize> first << STREAM_SHIFT);
  for (let i = 0; i < size; i++) {
    const seed = <u64> load<f64>(column + (<usize> i << 3));
    constant = 0x43b0d7e5;
    let p0 = scramble(<u32> seed, 0x931e8875), p1 = scramble(<u32> (seed >> 32), 0x931e8875);
    let p2 = scramble(0, 0x931e8875), p3 = scramble(0, 0x931e8875);
    p1 = mix(p1, p0);
    p2 = mix(p2, p0);
    p3 = mix(p3, p0);
    p0 = mix(p0, p1);
    p2 = mix(p2, p1);
    p3 = mix(p3, p1);
    p0 = mix(p0, p2);
    p1 = mix(p1, p2);
    p3 = mix(p3, p2);
    p0 = mix(p0, p3);
    p1 = mix(p1, p3);
    p2 = mix(p2, p3);
    constant = 0x8b51f9dd;
    memory.fill(record, 0, 64);
    store<u32>(record, scramble(p0, 0x58f38ded));
    store<u32>(record, scramble(p1, 0x58f38ded), 4);
    store<u32>(record, scramble(p2, 0x58f38ded), 8);
    store<u32>(record, scramble(p3, 0x58f38ded), 12);
    record += 64;
  }
}

// --- Uniform numbers

/** Fills the column with `size` uniform numbers in [0, 1). */
export function uniforms(size: i32): void {
  loadPcg();
  const end = column + (<usize> size << 3);
  for (let to: usize = column; to < end; to += 8) store<f64>(to, unit(nextPcg()));
  storePcg();
}

// --- Standard normal numbers

// @ts-ignore: decorators are valid here

function nextBits(isPhilox: bool): u64 {
  return isPhilox ? nextPhilox() : nextPcg();
}

// @ts-ignore: decorators are valid here

// @ts-ignore: decorators are valid here

function normalOf(isPhilox: bool, bits: u64): f64 {
  const layer = <usize> (bits & 0xff) << 3;
  const place = f64(<i64> ((bits >> 9) & 0xfffffffffffff)), size = place * load<f64>(ziggurat + layer);
  const x = bits & 0x100 ? -size : size;
  return place < load<f64>(ziggurat + layer, 2048) ? x : atEdge(isPhilox, bits, x);
}

function nextNormal(isPhilox: bool): f64 {
  return normalOf(isPhilox, nextBits(isPhilox));
}

/** The number where x may lie above the density: in the tail, x, or one drawn anew. */
function atEdge(isPhilox: bool, bits: u64, x: f64): f64 {
  const layer = <usize> (bits & 0xff) << 3;
  if (layer === 0) {
    for (;;) {
      const beyond = -0.27366123732975827203338247596 * NativeMath.log1p(-unit(nextBits(isPhilox)));
      const y = -NativeMath.log1p(-unit(nextBits(isPhilox)));
      if (y + y > beyond * beyond) {
        const size = 3.6541528853610087963519472518 + beyond;
        return bits & 0x20000 ? -size : size;
      }
    }
  }
  const upper = load<f64>(ziggurat + layer, 4096 - 8), lower = load<f64>(ziggurat + layer, 4096);
  const height = (upper - lower) * unit(nextBits(isPhilox)) + lower;
  return height < NativeMath.exp(-0.5 * x * x) ? x : nextNormal(isPhilox);
}

/**
 * Fills the column with `size` standard normal numbers, one of each stream in `rows`. It comes before `normals`, since the
 * compiler can inline `normalOf` there only when it knows `nextNormal`.
 */
export function normalsOfStreams(size: i32): void {
  const first = streamsAddress();
  for (let i: usize = 0, end = <usize> size; i < end; i++) {
    stream = first + (<usize> load<u32>(rows + (i << 2)) << STREAM_SHIFT);
    store<f64>(column + (i << 3), nextNormal(true));
  }
}

/** Fills the column with `size` standard normal numbers. */
export function normals(size: i32): void {
  loadPcg();
  const end = column + (<usize> size << 3);
  for (let to: usize = column; to < end; to += 8) store<f64>(to, normalOf(false, nextPcg()));
  storePcg();
}

// --- Standard normal numbers with truncation: all as if in the middle, two at a time, then those of the tails anew

const MIDDLE_REACH: f64 = 0.425;
/** Coefficients of AS 241 in memory, since V8 makes a vector constant anew at each use, which takes longer. */
const MIDDLE = memory.data<f64>([
  0.180625,
  2.5090809287301226727e3,
  3.3430575583588128105e4,
  6.7265770927008700853e4,
  4.5921953931549871457e4,
  1.3731693765509461125e4,
  1.9715909503065514427e3,
  1.3314166789178437745e2,
  3.387132872796366608,
  5.2264952788528545610e3,
  2.8729085735721942674e4,
  3.9307895800092710610e4,
  2.1213794301586595867e4,
  5.3941960214247511077e3,
  6.8718700749205790830e2,
  4.2313330701600911252e1,
  1,
], 16);
const NEAR_TAIL = memory.data<f64>([
  1.6,
  7.74545014278341407640e-4,
  2.27238449892691845833e-2,
  2.41780725177450611770e-1,
  1.27045825245236838258,
  3.64784832476320460504,
  5.76949722146069140550,
  4.63033784615654529590,
  1.42343711074968357734,
  1.05075007164441684324e-9,
  5.47593808499534494600e-4,
  1.51986665636164571966e-2,
  1.48103976427480074590e-1,
  6.89767334985100004550e-1,
  1.67638483018380384940,
  2.05319162663775882187,
  1,
], 16);
const FAR_TAIL = memory.data<f64>([
  5,
  2.01033439929228813265e-7,
  2.71155556874348757815e-5,
  1.24266094738807843860e-3,
  2.65321895265761230930e-2,
  2.96560571828504891230e-1,
  1.78482653991729133580,
  5.46378491116411436990,
  6.65790464350110377720,
  2.04426310338993978564e-15,
  1.42151175831644588870e-7,
  1.84631831751005468180e-5,
  7.86869131145613259100e-4,
  1.48753612908506148525e-2,
  1.36929880922735805310e-1,
  5.99832206555887937690e-1,
  1,
], 16);

// @ts-ignore: decorators are valid here

function step(sum: v128, x: v128, coefficient: usize): v128 {
  return f64x2.add(f64x2.mul(sum, x), v128.load64_splat(coefficient));
}

/** The polynomial of degree 7 with coefficients in memory, the highest power first. */
// @ts-ignore: decorators are valid here

function polynomials(x: v128, at: usize): v128 {
  let sum = step(v128.load64_splat(at), x, at + 8);
  sum = step(sum, x, at + 16);
  sum = step(sum, x, at + 24);
  sum = step(sum, x, at + 32);
  sum = step(sum, x, at + 40);
  sum = step(sum, x, at + 48);
  return step(sum, x, at + 56);
}

/** Numerator and denominator at once, divided. */
function quotient(at: usize, root: f64): f64 {
  const x = f64x2.splat(root - load<f64>(at));
  let sum = f64x2.replace_lane(v128.load64_splat(at, 8), 1, load<f64>(at, 72));
  for (let c = at + 16; c < at + 72; c += 8) {
    sum = f64x2.add(f64x2.mul(sum, x), f64x2.replace_lane(v128.load64_splat(c), 1, load<f64>(c, 64)));
  }
  return f64x2.extract_lane(sum, 0) / f64x2.extract_lane(sum, 1);
}

/** Fills the column with `size` normal numbers within ± `level`, inside which is the probability `inside`. */
export function truncatedNormals(size: i32, level: f64, inside: f64): void {
  loadPcg();
  const end = column + (<usize> size << 3);
  let numTails: usize = 0;
  for (let to: usize = column; to < end; to += 8) {
    const p = inside * (unit(nextPcg()) - 0.5);
    store<f64>(to, p);
    store<f64>(kept + (numTails << 3), p);
    store<u32>(places + (numTails << 2), <u32> to);
    numTails += usize(abs(p) > MIDDLE_REACH);
  }
  storePcg();
  const centre = v128.load64_splat(MIDDLE);
  for (let to: usize = column; to < end; to += 16) {
    const p = v128.load(to), x = f64x2.sub(centre, f64x2.mul(p, p));
    v128.store(to, f64x2.mul(p, f64x2.div(polynomials(x, MIDDLE + 8), polynomials(x, MIDDLE + 72))));
  }
  for (let i: usize = 0; i < numTails; i++) {
    const p = load<f64>(kept + (i << 3)), root = sqrt(-NativeMath.log(0.5 - abs(p)));
    const tail = root <= 5 ? quotient(NEAR_TAIL, root) : root < Infinity ? quotient(FAR_TAIL, root) : level;
    store<f64>(<usize> load<u32>(places + (i << 2)), copysign(tail, p));
  }
  const upper = f64x2.splat(level), lower = f64x2.splat(-level);
  for (let to: usize = column; to < end; to += 16) {
    v128.store(to, f64x2.pmin(upper, f64x2.pmax(lower, v128.load(to))));
  }
}

/** Rounds the first `size` numbers of the column to 32 bits; they lie at its start then. */
export function roundColumn(size: i32): void {
  const end = column + (<usize> size << 3);
  for (let from: usize = column, to: usize = column; from < end; from += 16, to += 8) {
    v128.store64_lane(to, f32x4.demote_f64x2_zero(v128.load(from)), 0);
  }
}

// --- Poisson numbers

function logGamma(x: f64): f64 {
  if (x <= 2) return 0;
  let shifted = max<f64>(x, 7);
  const square = 1 / (shifted * shifted);
  let series = -1.392432216905900;
  series = series * square + 1.796443723688307e-01;
  series = series * square + -2.955065359477124e-02;
  series = series * square + 6.410256410256410e-03;
  series = series * square + -1.917526917526918e-03;
  series = series * square + 8.417508417508418e-04;
  series = series * square + -5.952380952380952e-04;
  series = series * square + 7.936507936507937e-04;
  series = series * square + -2.777777777777778e-03;
  series = series * square + 8.333333333333333e-02;
  let result = series / shifted + 0.5 * 1.8378770664093453 + (shifted - 0.5) * NativeMath.log(shifted) -
    shifted;
  while (shifted > x) {
    shifted--;
    result -= NativeMath.log(shifted);
  }
  return result;
}

function byRejection(mean: f64): f64 {
  const b = 0.931 + 2.53 * sqrt(mean), a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4), vr = 0.9277 - 3.6224 / (b - 2);
  let k: f64 = 0, isAccepted = false;
  while (!isAccepted) {
    const u = unit(nextPcg()) - 0.5, v = unit(nextPcg()), us = 0.5 - abs(u);
    k = floor((2 * a / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const proposed = NativeMath.log(v) + NativeMath.log(inverseAlpha) - NativeMath.log(a / (us * us) + b);
    isAccepted = proposed <= -mean + k * NativeMath.log(mean) - logGamma(k + 1);
  }
  return k;
}

function byProduct(mean: f64): f64 {
  let product = unit(nextPcg());
  if (product <= 1 - mean) return 0;
  const limit = NativeMath.exp(-mean);
  let count: f64 = 0;
  for (; product > limit; product *= unit(nextPcg())) count++;
  return count;
}

/** Replaces `size` means in the column, all 0 to 9.2e18, by numbers of events. */
export function poissons(size: i32): void {
  loadPcg();
  const end = column + (<usize> size << 3);
  for (let at: usize = column; at < end; at += 8) {
    const mean = load<f64>(at);
    store<f64>(at, mean >= 10 ? byRejection(mean) : mean > 0 ? byProduct(mean) : 0);
  }
  storePcg();
}
