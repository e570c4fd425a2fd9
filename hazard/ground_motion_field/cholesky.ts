/** Cholesky factors of covariance matrices. */

/** Rows for which a pair of columns stays in the cache, and how many of them are worked at together. */
const ROWS = 16, ROWS_AT_ONCE = 4;

/**
 * The lower triangle L with L L' = `matrix`, shape (size, size) row by row; the matrix is symmetric and becomes the
 * factor.
 * @throws RangeError unless it is positive definite
 */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  for (let first = 0; first < size; first += ROWS) {
    const end = Math.min(first + ROWS, size), isWhole = end - first === ROWS;
    for (let j = 0; isWhole && j < first; j += 2) {
      for (let i = first; i < end; i += ROWS_AT_ONCE) eliminatePair(matrix, size, i, j);
    }
    for (let i = first; i < end; i++) {
      finishRow(matrix, size, i, isWhole ? first : 0);
      matrix.fill(0, i * size + i + 1, (i + 1) * size);
    }
  }
  return matrix;
}

/** Columns `j` and j + 1 of four rows from `i` on, whose columns before `j` are those of the factor already. */
function eliminatePair(matrix: Float64Array, size: number, i: number, j: number): void {
  const a = i * size, b = a + size, c = b + size, d = c + size, p = j * size, q = p + size;
  let ap = matrix[a + j], bp = matrix[b + j], cp = matrix[c + j], dp = matrix[d + j];
  let aq = matrix[a + j + 1], bq = matrix[b + j + 1], cq = matrix[c + j + 1], dq = matrix[d + j + 1];
  for (let k = 0; k < j; k++) {
    const inP = matrix[p + k], inQ = matrix[q + k];
    const inA = matrix[a + k], inB = matrix[b + k], inC = matrix[c + k], inD = matrix[d + k];
    ap -= inA * inP;
    aq -= inA * inQ;
    bp -= inB * inP;
    bq -= inB * inQ;
    cp -= inC * inP;
    cq -= inC * inQ;
    dp -= inD * inP;
    dq -= inD * inQ;
  }
  const diagonalP = matrix[p + j], diagonalQ = matrix[q + j + 1], below = matrix[q + j];
  matrix[a + j] = ap /= diagonalP;
  matrix[b + j] = bp /= diagonalP;
  matrix[c + j] = cp /= diagonalP;
  matrix[d + j] = dp /= diagonalP;
  matrix[a + j + 1] = (aq - ap * below) / diagonalQ;
  matrix[b + j + 1] = (bq - bp * below) / diagonalQ;
  matrix[c + j + 1] = (cq - cp * below) / diagonalQ;
  matrix[d + j + 1] = (dq - dp * below) / diagonalQ;
}

/** The columns of row `i` from `start` on. */
function finishRow(matrix: Float64Array, size: number, i: number, start: number): void {
  const row = i * size;
  for (let j = start; j <= i; j++) {
    const other = j * size;
    let sum = matrix[row + j];
    for (let k = 0; k < j; k++) sum -= matrix[row + k] * matrix[other + k];
    if (j < i) matrix[row + j] = sum / matrix[other + j];
    else if (sum > 0) matrix[row + i] = Math.sqrt(sum);
    else throw new RangeError("the matrix is not positive definite");
  }
}
