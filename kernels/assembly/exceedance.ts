// @ts-nocheck: AssemblyScript, compiled by `deno task kernels` into exceedance.wasm
/**
 * The sums of kernels/exceedance.ts with 128-bit vectors, two levels at a time. Everything lies at addresses that the
 * host chose; there is no allocation and no state. Products are added in one step where the machine can do so, and
 * rounded before where it can't: last digits may differ between such machines, never on one of them.
 *
 * The survival function is piecewise: a row of 64 bytes holds the six coefficients of an interval, so that two rows
 * and an even-odd split of the polynomial give two values. Row 0 is the constant 1 and the last row the constant 0.
 */

/** Adding it to a small number leaves the nearest integer in the low bits: 2^52 + 2^51. */
const ROUNDING: f64 = 6755399441055744.0;

/** a b + c; the compiler puts it in place */
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f64x2.relaxed_madd(a, b, c);
}

/**
 * Finds for each context the levels inside the truncation: range[0] <= level < range[1], by the guide and a step or
 * two. A pass of its own, since the processor can then look for several ranges at a time.
 */
function findRanges(
  size: i32,
  mean: usize,
  sigma: usize,
  levels: usize,
  numLevels: i32,
  guide: usize,
  firstLevel: f64,
  bucketsPerUnit: f64,
  numBuckets: i32,
  limit: f64,
  ranges: usize,
): void {
  const rounding = f64x2.splat(ROUNDING);
  const deviations = f64x2.replace_lane(f64x2.splat(limit), 0, -limit);
  const origin = f64x2.splat(firstLevel), perUnit = f64x2.splat(bucketsPerUnit);
  const firstBucket = f64x2.splat(0), lastBucket = f64x2.splat(<f64> numBuckets);
  for (let i = 0; i < size; i++) {
    const mu = v128.load64_splat(mean + (i << 3)), s = v128.load64_splat(sigma + (i << 3));
    const bounds = f64x2.add(mu, f64x2.mul(s, deviations));
    const lower = f64x2.extract_lane(bounds, 0), upper = f64x2.extract_lane(bounds, 1);
    const position = f64x2.mul(f64x2.sub(bounds, origin), perUnit);
    const bucket = f64x2.add(f64x2.pmin(lastBucket, f64x2.pmax(firstBucket, position)), rounding);
    // written so that a bound that is no number leaves all levels inside
    let first = load<i32>(guide + (i32x4.extract_lane(bucket, 0) << 2));
    first += i32(load<f64>(levels + (first << 3)) <= lower);
    while (first < numLevels && load<f64>(levels + (first << 3)) <= lower) first++;
    let end = load<i32>(guide + (i32x4.extract_lane(bucket, 2) << 2));
    end += i32(!(load<f64>(levels + (end << 3)) >= upper));
    while (end < numLevels && !(load<f64>(levels + (end << 3)) >= upper)) end++;
    store<i32>(ranges + (i << 3), first);
    store<i32>(ranges + (i << 3), end, 4);
  }
}

/**
 * Adds the contributions of `size` contexts to the rates of one intensity measure type.
 * @param mean address of `size` f64: natural logarithms of medians; likewise `sigma` and `rateTime`
 * @param siteRow address of `size` u32: row in `rates` and `saturated`, of `numLevels` + 1 f64 each
 * @param levels address of `numLevels` increasing f64, then one that is Infinity
 * @param guide address of `numBuckets` + 1 u32: how many levels lie below the bucket around
 *   firstLevel + k / bucketsPerUnit for certain (numLevels - 1 at most)
 * @param limit the truncation in standard deviations
 * @param ranges address of room for 2 `size` u32
 * @param table address of the `numRows` rows of the survival function, a multiple of 64; it covers `limit` standard
 *   deviations to both sides in rows 1 to numRows - 2, `intervalsPerDeviation` for each
 */
export function addTruncated(
  size: i32,
  mean: usize,
  sigma: usize,
  rateTime: usize,
  siteRow: usize,
  levels: usize,
  numLevels: i32,
  guide: usize,
  firstLevel: f64,
  bucketsPerUnit: f64,
  numBuckets: i32,
  limit: f64,
  ranges: usize,
  rates: usize,
  saturated: usize,
  table: usize,
  numRows: i32,
  intervalsPerDeviation: f64,
): void {
  findRanges(
    size,
    mean,
    sigma,
    levels,
    numLevels,
    guide,
    firstLevel,
    bucketsPerUnit,
    numBuckets,
    limit,
    ranges,
  );
  // the middle of the first interval is at position 1, the row of that interval
  const middle = f64x2.splat(limit * intervalsPerDeviation + 0.5);
  const lastPosition = f64x2.splat(<f64> (numRows - 1));
  const rowRounding = f64x2.splat(ROUNDING + <f64> (table >> 6));

  for (let i = 0; i < size; i++) {
    const first = load<i32>(ranges + (i << 3)), end = load<i32>(ranges + (i << 3), 4);
    const r = load<f64>(rateTime + (i << 3)), offset = (load<i32>(siteRow + (i << 2)) * (numLevels + 1)) << 3;
    const step = saturated + offset + (first << 3);
    store<f64>(step, load<f64>(step) + r);

    // of an odd number the last level has company: one outside the truncation, where the survival is 0, or the
    // one at Infinity, for which each row has room
    const row = rates + offset;
    const mu = v128.load64_splat(mean + (i << 3)), r2 = f64x2.splat(r);
    const scale = f64x2.splat(intervalsPerDeviation / load<f64>(sigma + (i << 3)));
    for (let l = first; l < end; l += 2) {
      const x = f64x2.sub(v128.load(levels + (l << 3)), mu);
      // in this order pmin keeps what is no number
      const position = f64x2.pmin(multiplyAdd(x, scale, middle), lastPosition);
      const nearest = f64x2.add(position, rowRounding);
      const d = f64x2.sub(position, f64x2.sub(nearest, rowRounding)), dd = f64x2.mul(d, d);
      const address = i32x4.shl(nearest, 6);
      const a = <usize> i32x4.extract_lane(address, 0), b = <usize> i32x4.extract_lane(address, 2);
      const ddA = v128.shuffle<f64>(dd, dd, 0, 0), ddB = v128.shuffle<f64>(dd, dd, 1, 1);
      let ofA = multiplyAdd(v128.load(a, 32), ddA, v128.load(a, 16));
      let ofB = multiplyAdd(v128.load(b, 32), ddB, v128.load(b, 16));
      ofA = multiplyAdd(ofA, ddA, v128.load(a));
      ofB = multiplyAdd(ofB, ddB, v128.load(b));
      const even = v128.shuffle<f64>(ofA, ofB, 0, 2), odd = v128.shuffle<f64>(ofA, ofB, 1, 3);
      const survival = multiplyAdd(odd, d, even);
      const rate = row + (l << 3);
      v128.store(rate, multiplyAdd(r2, survival, v128.load(rate)));
    }
  }
}

/**
 * Combines the exceedance probabilities of single contexts with those of their sites, see kernels/exceedance.ts, and
 * leaves zeros of the former. The levels of a context are looked at in pairs from the highest down, since those below
 * the truncation share one entry above them.
 * @param survivals address of rows of `numLevels` + 1 f64, one a context, `saturated` too
 * @param siteRow address of `size` u32: the row of each context among the `probabilities`, which are as long
 * @param occurrences address of `numOccurrences` + 1 f64 for each context
 */
export function combine(
  size: i32,
  survivals: usize,
  saturated: usize,
  numLevels: i32,
  siteRow: usize,
  occurrences: usize,
  numOccurrences: i32,
  probabilities: usize,
  areExclusive: i32,
): void {
  const rowLength = (numLevels + 1) << 3, one = f64x2.splat(1), zero = f64x2.splat(0);
  const shares = f64x2.splat(areExclusive ? 0 : 1);
  const firstPair = (numLevels - 1) & ~1, hasLone = (numLevels & 1) === 0;
  for (let i = 0; i < size; i++) {
    const row = survivals + i * rowLength, step = saturated + i * rowLength;
    const to = probabilities + load<i32>(siteRow + (i << 2)) * rowLength;
    const rest = occurrences + ((i * (numOccurrences + 1)) << 3), last = rest + (numOccurrences << 3);
    const more = v128.load64_splat(rest);
    let sum = 0.0;
    if (hasLone) {
      sum = load<f64>(step + (numLevels << 3));
      store<f64>(step + (numLevels << 3), 0);
      store<f64>(row + (numLevels << 3), 0);
    }
    for (let l = firstPair; l >= 0; l -= 2) {
      const here = <usize> l << 3, above = load<f64>(step + here, 8);
      const shared = f64x2.replace_lane(f64x2.splat(sum), 0, sum + above);
      const survival = f64x2.add(v128.load(row + here), shared), none = f64x2.sub(one, survival);
      sum += above + load<f64>(step + here);
      v128.store(row + here, zero);
      v128.store(step + here, zero);
      let factor = v128.load64_splat(last);
      for (let k = last - 8; k > rest; k -= 8) factor = multiplyAdd(factor, none, v128.load64_splat(k));
      const exceedance = f64x2.max(zero, multiplyAdd(survival, factor, more));
      const p = v128.load(to + here);
      const free = f64x2.sub(one, f64x2.mul(shares, p));
      v128.store(to + here, multiplyAdd(exceedance, free, p));
    }
  }
}
