/** Cholesky factors of covariance matrices. */

/**
 * The lower triangle L with L L' = `matrix`, shape (size, size) row by row; the matrix is symmetric and becomes the
 * factor.
 * @throws RangeError unless it is positive definite
 */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array {
  for (let i = 0; i < size; i++) {
    const row = i * size;
    for (let j = 0; j <= i; j++) {
      const other = j * size;
      let sum = matrix[row + j];
      for (let k = 0; k < j; k++) sum -= matrix[row + k] * matrix[other + k];
      if (j < i) matrix[row + j] = sum / matrix[other + j];
      else if (sum > 0) matrix[row + i] = Math.sqrt(sum);
      else throw new RangeError("the matrix is not positive definite");
    }
    matrix.fill(0, row + i + 1, row + size);
  }
  return matrix;
}
