// @ts-nocheck: AssemblyScript, compiled by `deno task kernels` into elementary.wasm
/**
 * Exponential and natural logarithm of a column, two numbers at a time, in place. Range reductions and minimax
 * polynomials are those of FreeBSD's e_exp.c and e_log.c (Sun Microsystems 1993, 2004), below 1 ulp; pairs with a
 * number out of their range go through the functions of the library. Products are added in one step where the machine
 * can do so, and rounded before where it can't: last digits may differ between such machines.
 */

/** a b + c; the compiler puts it in place */
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f64x2.relaxed_madd(a, b, c);
}

/** Room for the column that the functions work on. */
const CAPACITY: i32 = 4096;
const column = memory.data(8 * CAPACITY, 16);

// Numbers lie in memory, since V8 makes a vector constant anew at each use, which takes longer than loading it.

/** Adding the first, 2^52 + 2^51, to a small number leaves the nearest integer in the low bits; then 1023 more. */
const ROUNDING = memory.data<f64>([6755399441055744.0, 6755399441056767.0], 16);
/** ln 2 in two parts: the first has zeros at its end, so that small multiples of it are exact. */
const LN2 = memory.data<f64>([6.93147180369123816490e-01, 1.90821492927058770002e-10], 16);
/** Where exp is by the polynomial, 1 / ln 2, then P5 to P1. */
const EXP = memory.data<f64>([
  708,
  1.44269504088896338700,
  4.13813679705723846039e-08,
  -1.65339022054652515390e-06,
  6.61375632143793436117e-05,
  -2.77777777770155933842e-03,
  1.66666666666666019037e-01,
], 16);
/** Smallest and largest normal number, then Lg6, Lg4, Lg2 and Lg7, Lg5, Lg3, Lg1. */
const LOG = memory.data<f64>([
  2.2250738585072014e-308,
  1.7976931348623157e308,
  1.531383769920937332e-01,
  2.222219843214978396e-01,
  3.999999999940941908e-01,
  1.479819860511658591e-01,
  1.818357216161805012e-01,
  2.857142874366239149e-01,
  6.666666666666735130e-01,
], 16);
const ONE = memory.data<f64>([1, 2, 0.5], 16);
/** Bias of exponents; bits of the square root of 1/2, what they lack to those of 1, and the fraction's. */
const BITS = memory.data<i64>([1023, 0x3fe6a09e667f3bcd, 0x95f619980c433, 0xfffffffffffff], 16);

/** Where the column is that the functions replace. */
export function columnAddress(): usize {
  return column;
}

/** How many numbers the column holds. */
export function columnCapacity(): i32 {
  return CAPACITY;
}

/** Replaces the first `size` numbers of the column by their exponentials; one more may change. */
export function expColumn(size: i32): void {
  const rounding = v128.load64_splat(ROUNDING);
  const ln2High = v128.load64_splat(LN2), ln2Low = v128.load64_splat(LN2, 8);
  const limit = v128.load64_splat(EXP), perLn2 = v128.load64_splat(EXP, 8);
  const p5 = v128.load64_splat(EXP, 16), p4 = v128.load64_splat(EXP, 24), p3 = v128.load64_splat(EXP, 32);
  const p2 = v128.load64_splat(EXP, 40), p1 = v128.load64_splat(EXP, 48);
  const one = v128.load64_splat(ONE), two = v128.load64_splat(ONE, 8), bias = v128.load64_splat(BITS);
  const last = column + (size << 3);
  for (let address: usize = column; address < last; address += 16) {
    const x = v128.load(address);
    // false for what is no number too
    if (!i64x2.all_true(f64x2.lt(f64x2.abs(x), limit))) {
      store<f64>(address, NativeMath.exp(f64x2.extract_lane(x, 0)));
      store<f64>(address, NativeMath.exp(f64x2.extract_lane(x, 1)), 8);
      continue;
    }
    // x = k ln 2 + r
    const nearest = multiplyAdd(x, perLn2, rounding), k = f64x2.sub(nearest, rounding);
    const high = f64x2.relaxed_nmadd(k, ln2High, x), low = f64x2.mul(k, ln2Low);
    const r = f64x2.sub(high, low), rr = f64x2.mul(r, r);
    let p = multiplyAdd(rr, p5, p4);
    p = multiplyAdd(rr, p, p3);
    p = multiplyAdd(rr, p, p2);
    p = multiplyAdd(rr, p, p1);
    const c = f64x2.relaxed_nmadd(rr, p, r);
    const quotient = f64x2.div(f64x2.mul(r, c), f64x2.sub(two, c));
    const ofR = f64x2.sub(one, f64x2.sub(f64x2.sub(low, quotient), high));
    v128.store(address, f64x2.mul(ofR, i64x2.shl(i64x2.add(nearest, bias), 52)));
  }
}

/** Replaces the first `size` numbers of the column by their natural logarithms; one more may change. */
export function logColumn(size: i32): void {
  const rounding = v128.load64_splat(ROUNDING);
  const ln2High = v128.load64_splat(LN2), ln2Low = v128.load64_splat(LN2, 8);
  const smallest = v128.load64_splat(LOG), largest = v128.load64_splat(LOG, 8);
  const lg6 = v128.load64_splat(LOG, 16), lg4 = v128.load64_splat(LOG, 24), lg2 = v128.load64_splat(LOG, 32);
  const lg7 = v128.load64_splat(LOG, 40), lg5 = v128.load64_splat(LOG, 48), lg3 = v128.load64_splat(LOG, 56);
  const lg1 = v128.load64_splat(LOG, 64);
  const one = v128.load64_splat(ONE), two = v128.load64_splat(ONE, 8), half = v128.load64_splat(ONE, 16);
  const roundingAndBias = v128.load64_splat(ROUNDING, 8);
  const rootBits = v128.load64_splat(BITS, 8), toOne = v128.load64_splat(BITS, 16);
  const fraction = v128.load64_splat(BITS, 24);
  const last = column + (size << 3);
  for (let address: usize = column; address < last; address += 16) {
    const x = v128.load(address);
    if (!i64x2.all_true(v128.and(f64x2.ge(x, smallest), f64x2.le(x, largest)))) {
      store<f64>(address, NativeMath.log(f64x2.extract_lane(x, 0)));
      store<f64>(address, NativeMath.log(f64x2.extract_lane(x, 1)), 8);
      continue;
    }
    // x = 2^k (1 + f) with 1 + f between the square roots of 1/2 and 2
    const bits = i64x2.add(x, toOne);
    const f = f64x2.sub(i64x2.add(v128.and(bits, fraction), rootBits), one);
    const k = f64x2.sub(v128.or(i64x2.shr_u(bits, 52), rounding), roundingAndBias);
    const s = f64x2.div(f, f64x2.add(two, f)), z = f64x2.mul(s, s), w = f64x2.mul(z, z);
    let even = multiplyAdd(w, lg6, lg4);
    even = multiplyAdd(w, even, lg2);
    let odd = multiplyAdd(w, lg7, lg5);
    odd = multiplyAdd(w, odd, lg3);
    odd = multiplyAdd(w, odd, lg1);
    const polynomial = multiplyAdd(w, even, f64x2.mul(z, odd));
    const halfSquare = f64x2.mul(half, f64x2.mul(f, f));
    const tail = multiplyAdd(s, f64x2.add(halfSquare, polynomial), f64x2.mul(k, ln2Low));
    v128.store(address, multiplyAdd(k, ln2High, f64x2.sub(f, f64x2.sub(halfSquare, tail))));
  }
}
