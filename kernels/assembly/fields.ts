// @ts-nocheck: AssemblyScript, compiled by `deno task kernels` into fields.wasm
/**
 * Ground motion fields of a rupture: random residuals become shaking, and shaking that is strong enough rows of a table.
 * Numbers have 32 bits as in the reference; only exponentials are computed with 64.
 */
import { columnAddress as exponents, columnCapacity, expColumn } from "./elementary";
import { capacity as randomCapacity, columnAddress as randomNumbers, truncatedNormals } from "./random";

export { pcgAddress } from "./random";

/** Where arrays may lie: from here on nothing is used. */
export function heapAddress(): usize {
  return (__heap_base + 63) & ~63;
}

/** Rounds `size` numbers to 32 bits; one more may be written. */
function round(from: usize, to: usize, size: i32): void {
  const end = from + (<usize> size << 3);
  for (; from < end; from += 16, to += 8) {
    v128.store64_lane(to, f32x4.demote_f64x2_zero(v128.load(from)), 0);
  }
}

/**
 * Writes `size` standard normal numbers within ± `level`, inside which is the probability `inside`; one more may be
 * written.
 */
export function residuals(to: usize, size: i32, level: f64, inside: f64): void {
  const room = randomCapacity();
  for (; size > 0; size -= room, to += <usize> room << 2) {
    const length = min(size, room);
    truncatedNormals(length, level, inside);
    round(randomNumbers(), to, length);
  }
}

/**
 * Residuals, shape (sites, events), become shaking: mean + within * residual + between * epsilon, or e to the power of
 * that. One number more may be written.
 */
export function shake(
  field: usize,
  mean: usize,
  within: usize,
  between: usize,
  epsilon: usize,
  numSites: i32,
  numEvents: i32,
  isLogarithm: bool,
): void {
  const column = exponents(), room = columnCapacity(), full = column + (<usize> room << 3);
  const lastSite = mean + (<usize> numSites << 2), lastEvent = epsilon + (<usize> numEvents << 2);
  let from = field, to = column, written = field;
  for (let site = mean; site < lastSite; site += 4) {
    const m = load<f32>(site), w = load<f32>(within + (site - mean)), b = load<f32>(between + (site - mean));
    const ms = f32x4.splat(m), ws = f32x4.splat(w), bs = f32x4.splat(b);
    for (let event = epsilon; event < lastEvent;) {
      const stop = min(lastEvent, event + ((full - to) >> 1));
      for (; event + 4 < stop; event += 8, from += 8, to += 16) {
        const ofSite = f32x4.add(ms, f32x4.mul(ws, v128.load64_zero(from)));
        const log = f32x4.add(ofSite, f32x4.mul(bs, v128.load64_zero(event)));
        v128.store(to, f64x2.promote_low_f32x4(log));
      }
      for (; event < stop; event += 4, from += 4, to += 8) {
        store<f64>(to, <f64> (m + w * load<f32>(from) + b * load<f32>(event)));
      }
      if (to < full) continue;
      if (isLogarithm) expColumn(room);
      round(column, written, room);
      written = from;
      to = column;
    }
  }
  const rest = <i32> ((to - column) >> 3);
  if (rest & 1) store<f64>(to, 0); // its pair decides how an exponential is computed
  if (isLogarithm) expColumn(rest);
  round(column, written, rest);
}

/**
 * Writes the rows of events `first` to `last` that are not below the least value of each measure: numbers of sites, and
 * a column for each measure. Fields and columns lie `fieldBytes` and `columnBytes` from one measure to the next. Tells
 * how many rows each event has, and returns how many there are; one row more may be written.
 */
export function collect(
  field: usize,
  fieldBytes: usize,
  least: usize,
  sites: usize,
  numMeasures: i32,
  numSites: i32,
  numEvents: i32,
  first: i32,
  last: i32,
  siteIds: usize,
  columns: usize,
  columnBytes: usize,
  counts: usize,
): i32 {
  const step = <usize> numEvents << 2, lastLeast = least + (<usize> numMeasures << 3);
  const lastSite = sites + (<usize> numSites << 2);
  let row: usize = 0;
  for (let event = first; event < last; event++) {
    const before = row;
    let from = field + (<usize> event << 2);
    for (let site = sites; site < lastSite; site += 4, from += step) {
      let value = from, column = columns + row, isShaken = false;
      for (let bound = least; bound < lastLeast; bound += 8, value += fieldBytes, column += columnBytes) {
        const shaking = load<f32>(value);
        store<f32>(column, shaking);
        isShaken = isShaken | !(<f64> shaking < load<f64>(bound));
      }
      store<u32>(siteIds + row, load<u32>(site));
      row += <usize> isShaken << 2;
    }
    store<u32>(counts, <u32> ((row - before) >> 2));
    counts += 4;
  }
  return <i32> (row >> 2);
}
