/** Dot products of the rows of two matrices, the bulk of the work on covariances. */

/** Rows of the first matrix and of the second that are worked at together. */
const ROWS = 4, COLUMNS = 2;

/** What is needed of the products; by default all of them, over the whole rows. */
export interface NeededProducts {
  /** of so many rows of the second matrix, by the last of the rows of the first that are worked at together */
  readonly columnsOf?: (lastRow: number) => number;
  /** over so many numbers of the rows: the others are zeros in these rows of the first matrix */
  readonly lengthOf?: (lastRow: number) => number;
}

/**
 * Fills `out`, shape (rows, columns), with the dot products of the rows of `a`, shape (rows, length), and of `b`, shape
 * (columns, length).
 */
export function fillRowProducts(
  a: Float64Array,
  b: Float64Array,
  length: number,
  out: Float64Array | Float32Array,
  { columnsOf, lengthOf }: NeededProducts = {},
): void {
  const numRows = a.length / length, numColumns = b.length / length;
  const rowsOfFour = numRows - numRows % ROWS;
  for (let i = 0; i < rowsOfFour; i += ROWS) {
    const last = i + ROWS - 1, columns = columnsOf?.(last) ?? numColumns, inner = lengthOf?.(last) ?? length;
    const pairs = columns - columns % COLUMNS;
    for (let j = 0; j < pairs; j += COLUMNS) fillTile(a, b, length, inner, i, j, out, numColumns);
    for (let j = pairs; j < columns; j++) {
      for (let row = i; row <= last; row++) {
        out[row * numColumns + j] = dot(a, row * length, b, j * length, inner);
      }
    }
  }
  for (let i = rowsOfFour; i < numRows; i++) {
    const columns = columnsOf?.(i) ?? numColumns, inner = lengthOf?.(i) ?? length;
    for (let j = 0; j < columns; j++) out[i * numColumns + j] = dot(a, i * length, b, j * length, inner);
  }
}

/** The products of four rows from `i` on and two from `j` on. */
function fillTile(
  a: Float64Array,
  b: Float64Array,
  length: number,
  inner: number,
  i: number,
  j: number,
  out: Float64Array | Float32Array,
  numColumns: number,
): void {
  const a0 = i * length,
    a1 = a0 + length,
    a2 = a1 + length,
    a3 = a2 + length,
    b0 = j * length,
    b1 = b0 + length;
  let s00 = 0, s01 = 0, s10 = 0, s11 = 0, s20 = 0, s21 = 0, s30 = 0, s31 = 0;
  for (let k = 0; k < inner; k++) {
    const p = b[b0 + k], q = b[b1 + k];
    const r0 = a[a0 + k], r1 = a[a1 + k], r2 = a[a2 + k], r3 = a[a3 + k];
    s00 += r0 * p;
    s01 += r0 * q;
    s10 += r1 * p;
    s11 += r1 * q;
    s20 += r2 * p;
    s21 += r2 * q;
    s30 += r3 * p;
    s31 += r3 * q;
  }
  let at = i * numColumns + j;
  out[at] = s00;
  out[at + 1] = s01;
  out[at += numColumns] = s10;
  out[at + 1] = s11;
  out[at += numColumns] = s20;
  out[at + 1] = s21;
  out[at += numColumns] = s30;
  out[at + 1] = s31;
}

function dot(a: Float64Array, atA: number, b: Float64Array, atB: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[atA + k] * b[atB + k];
  return sum;
}
