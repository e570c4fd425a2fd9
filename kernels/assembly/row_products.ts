// @ts-nocheck: AssemblyScript, compiled by `deno task kernels` into row_products.wasm
/** Dot products of the rows of two matrices: the bulk of the work on covariances. */

/** Where arrays may lie: from here on nothing is used. */
export function heapAddress(): usize {
  return (__heap_base + 63) & ~63;
}

function sum(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/**
 * Writes to `out`, shape (rows, columns), the products of the rows of `a`, a multiple of four of them, and of `b`, an
 * even number. All are `length` bytes long, a multiple of 16.
 */
export function products(a: usize, b: usize, length: usize, rows: i32, columns: i32, out: usize): void {
  const width = <usize> columns << 3;
  for (let i = 0; i < rows; i += 4) {
    const a0 = a + <usize> i * length;
    let to = out + <usize> i * width;
    for (let j = 0; j < columns; j += 2, to += 16) {
      let p = a0, q = b + <usize> j * length;
      const end = p + length;
      let s00 = f64x2.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
      for (; p < end; p += 16, q += 16) {
        const b0 = v128.load(q), b1 = v128.load(q + length);
        const r0 = v128.load(p);
        s00 = f64x2.relaxed_madd(r0, b0, s00);
        s01 = f64x2.relaxed_madd(r0, b1, s01);
        const r1 = v128.load(p + length);
        s10 = f64x2.relaxed_madd(r1, b0, s10);
        s11 = f64x2.relaxed_madd(r1, b1, s11);
        const r2 = v128.load(p + 2 * length);
        s20 = f64x2.relaxed_madd(r2, b0, s20);
        s21 = f64x2.relaxed_madd(r2, b1, s21);
        const r3 = v128.load(p + 3 * length);
        s30 = f64x2.relaxed_madd(r3, b0, s30);
        s31 = f64x2.relaxed_madd(r3, b1, s31);
      }
      store<f64>(to, sum(s00));
      store<f64>(to, sum(s01), 8);
      store<f64>(to + width, sum(s10));
      store<f64>(to + width, sum(s11), 8);
      store<f64>(to + 2 * width, sum(s20));
      store<f64>(to + 2 * width, sum(s21), 8);
      store<f64>(to + 3 * width, sum(s30));
      store<f64>(to + 3 * width, sum(s31), 8);
    }
  }
}
