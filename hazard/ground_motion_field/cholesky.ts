/** Cholesky factors of covariance matrices. */
import { allRows, rowProducts, someRows } from "../../kernels/row_products.ts";

/** Columns that are finished at a time, and rows. */
const BLOCK = 24;

/**
 * The lower triangle L with L L' = `matrix`, shape (size, size) row by row; the matrix is symmetric and becomes the
 * factor. Numbers above the diagonal are not read.
 * @throws RangeError unless it is positive definite
 */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  const all = allRows(matrix, size);
  for (let first = 0; first < size; first += BLOCK) {
    const end = Math.min(first + BLOCK, size), columns = someRows(all, first, BLOCK);
    for (let top = first; top < size; top += BLOCK) {
      const rows = someRows(all, top, BLOCK);
      // what the columns before leave of these
      const explained = rowProducts(rows, columns, first);
      for (let i = 0, k = 0; i < rows.count; i++) {
        const start = (top + i) * size;
        for (let j = first; j < end; j++) matrix[start + j] -= explained[k++];
      }
      for (let i = top; i < top + rows.count; i++) finishRow(matrix, size, i, first, Math.min(end, i + 1));
    }
    for (let i = first; i < end; i++) matrix.fill(0, i * size + i + 1, (i + 1) * size);
  }
  return matrix;
}

/** Columns `first` to `end` of row `i`, from which those before are taken off already. */
function finishRow(matrix: Float64Array, size: number, i: number, first: number, end: number): void {
  const row = i * size;
  for (let j = first; j < end; j++) {
    const other = j * size;
    let sum = matrix[row + j];
    for (let k = first; k < j; k++) sum -= matrix[row + k] * matrix[other + k];
    if (j < i) matrix[row + j] = sum / matrix[other + j];
    else if (sum > 0) matrix[row + i] = Math.sqrt(sum);
    else throw new RangeError("the matrix is not positive definite");
  }
}
