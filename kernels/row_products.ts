/** Dot products of the rows of two matrices, the bulk of the work on covariances; source: assembly/row_products.ts. */
import { type Allocator, HEAP } from "./arrays.ts";
import { KernelMemory } from "./memory.ts";

/** Some rows of a matrix. */
export interface MatrixRows {
  readonly values: Float64Array;
  /** place of the first number of the first row */
  readonly start: number;
  /** from the start of a row to that of the next */
  readonly stride: number;
  readonly count: number;
}

/**
 * The products of the first `length` numbers of rows, one row of `a` after the other; good until the next call. A few
 * dozen rows of `a` at a time are best.
 */
export type RowProducts = (a: MatrixRows, b: MatrixRows, length: number) => Float64Array;

/** All rows of a matrix. */
export function allRows(values: Float64Array, stride: number): MatrixRows {
  return { values, start: 0, stride, count: values.length / stride };
}

/** Some of them: from `first` on, `count` or as many as there are. */
export function someRows(
  { values, start, stride, count }: MatrixRows,
  first: number,
  most: number,
): MatrixRows {
  return { values, start: start + first * stride, stride, count: Math.min(most, count - first) };
}

/** Rows of `a` and of `b` that are multiplied at a time, and numbers of them. */
const ROWS = 4, COLUMNS = 2, NUMBERS = 2;

interface Arrays {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly out: Float64Array;
}

/** The loops: rows of `a` and `b` without gaps between them, numbers of rows as above. */
type Multiply = (arrays: Arrays, length: number, rows: number, columns: number) => void;

function rowProductsOf(
  allocate: (build: (allocator: Allocator) => Arrays) => Arrays,
  multiply: Multiply,
): RowProducts {
  let arrays: Arrays = { a: new Float64Array(), b: new Float64Array(), out: new Float64Array() };
  return function multiplyRows(a, b, length) {
    const numbers = roundedUp(length, NUMBERS),
      rows = roundedUp(a.count, ROWS),
      columns = roundedUp(b.count, COLUMNS);
    const fits = arrays.a.length >= rows * numbers && arrays.b.length >= columns * numbers &&
      arrays.out.length >= rows * columns;
    if (!fits) {
      const { a: { length: ofA }, b: { length: ofB }, out: { length: ofOut } } = arrays;
      arrays = allocate((allocator) => ({
        a: allocator.float64(Math.max(ofA, rows * numbers)),
        b: allocator.float64(Math.max(ofB, columns * numbers)),
        out: allocator.float64(Math.max(ofOut, rows * columns)),
      }));
    }
    pack(a, length, numbers, arrays.a);
    pack(b, length, numbers, arrays.b);
    multiply(arrays, numbers, rows, columns);
    const { out } = arrays;
    if (columns !== b.count) {
      for (let i = 1; i < a.count; i++) out.copyWithin(i * b.count, i * columns, i * columns + b.count);
    }
    return out.subarray(0, a.count * b.count);
  };
}

function roundedUp(count: number, unit: number): number {
  return Math.ceil(count / unit) * unit;
}

/** Copies rows without gaps; `numbers` in each, zeros beyond the first `length`. */
function pack(
  { values, start, stride, count }: MatrixRows,
  length: number,
  numbers: number,
  out: Float64Array,
): void {
  for (let row = 0; row < count; row++) {
    const from = start + row * stride, to = row * numbers;
    out.set(values.subarray(from, from + length), to);
    if (numbers > length) out[to + length] = 0;
  }
}

/** The products in plain TypeScript. */
export function plainRowProducts(): RowProducts {
  return rowProductsOf((build) => build(HEAP), function multiply({ a, b, out }, length, rows, columns) {
    for (let i = 0; i < rows; i += ROWS) {
      for (let j = 0; j < columns; j += COLUMNS) {
        fillTile(a, i * length, b, j * length, length, out, i * columns + j, columns);
      }
    }
  });
}

/** Four rows of `a` times two of `b`. */
function fillTile(
  a: Float64Array,
  a0: number,
  b: Float64Array,
  b0: number,
  length: number,
  out: Float64Array,
  at: number,
  width: number,
): void {
  const a1 = a0 + length, a2 = a1 + length, a3 = a2 + length, b1 = b0 + length;
  let s00 = 0, s01 = 0, s10 = 0, s11 = 0, s20 = 0, s21 = 0, s30 = 0, s31 = 0;
  for (let k = 0; k < length; k++) {
    const p = b[b0 + k], q = b[b1 + k], r0 = a[a0 + k], r1 = a[a1 + k], r2 = a[a2 + k], r3 = a[a3 + k];
    s00 += r0 * p;
    s01 += r0 * q;
    s10 += r1 * p;
    s11 += r1 * q;
    s20 += r2 * p;
    s21 += r2 * q;
    s30 += r3 * p;
    s31 += r3 * q;
  }
  out[at] = s00;
  out[at + 1] = s01;
  out[at + width] = s10;
  out[at + width + 1] = s11;
  out[at + 2 * width] = s20;
  out[at + 2 * width + 1] = s21;
  out[at + 3 * width] = s30;
  out[at + 3 * width + 1] = s31;
}

/** The products in WebAssembly; undefined if this machine does not know vectors. */
export async function wasmRowProducts(): Promise<RowProducts | undefined> {
  const instance = await load();
  if (instance === undefined) return undefined;
  const memory = new KernelMemory(instance.memory, instance.heapAddress());
  return rowProductsOf(
    (build) => memory.layOut(build),
    function multiply({ a, b, out }, length, rows, columns) {
      instance.products(a.byteOffset, b.byteOffset, 8 * length, rows, columns, out.byteOffset);
    },
  );
}

async function load(): Promise<typeof import("./row_products.wasm") | undefined> {
  try {
    return await import("./row_products.wasm");
  } catch (error) {
    if (error instanceof WebAssembly.CompileError) return undefined;
    throw error;
  }
}

/** The products of choice on this machine. */
export const rowProducts: RowProducts = await wasmRowProducts() ?? plainRowProducts();
