/** Systems of linear equations with many right-hand sides. */

/** A square matrix, factored so that equations with it are solved fast. */
export class LinearSystem {
  readonly #size: number;
  /** both triangles row by row, by place: the lower one without its diagonal, which is 1 */
  readonly #factors: Float64Array;
  /** row of the matrix by place */
  readonly #order: Uint32Array;

  /**
   * Elimination with the largest pivot of each column.
   * @param matrix shape (size, size) row by row; it is used up
   * @throws RangeError if the matrix is singular
   */
  constructor(matrix: Float64Array, size: number) {
    const order = Uint32Array.from({ length: size }, (_, row) => row);
    for (let j = 0; j < size; j++) {
      let pivot = j;
      for (let i = j + 1; i < size; i++) {
        if (Math.abs(matrix[i * size + j]) > Math.abs(matrix[pivot * size + j])) pivot = i;
      }
      if (!(Math.abs(matrix[pivot * size + j]) > 0)) throw new RangeError("the matrix is singular");
      if (pivot !== j) {
        const row = matrix.slice(j * size, (j + 1) * size);
        matrix.copyWithin(j * size, pivot * size, (pivot + 1) * size);
        matrix.set(row, pivot * size);
        [order[j], order[pivot]] = [order[pivot], order[j]];
      }
      for (let i = j + 1; i < size; i++) {
        const factor = matrix[i * size + j] /= matrix[j * size + j];
        if (factor !== 0) {
          addMultiple(matrix, i * size + j + 1, matrix, j * size + j + 1, -factor, size - j - 1);
        }
      }
    }
    this.#size = size;
    this.#factors = matrix;
    this.#order = order;
  }

  /** Solutions for right-hand sides that are the columns of `sides`, shape (size, count) row by row. */
  solve(sides: Float64Array, count: number): Float64Array {
    const size = this.#size, factors = this.#factors, out = new Float64Array(size * count);
    this.#order.forEach((row, place) => {
      out.set(sides.subarray(row * count, (row + 1) * count), place * count);
    });
    for (let i = 1; i < size; i++) {
      for (let k = 0; k < i; k++) addMultiple(out, i * count, out, k * count, -factors[i * size + k], count);
    }
    for (let i = size - 1; i >= 0; i--) {
      for (let k = i + 1; k < size; k++) {
        addMultiple(out, i * count, out, k * count, -factors[i * size + k], count);
      }
      const pivot = factors[i * size + i];
      for (let c = i * count; c < (i + 1) * count; c++) out[c] /= pivot;
    }
    return out;
  }
}

/** Adds `factor` times `count` numbers from `start` on to those from `at` on. */
function addMultiple(
  to: Float64Array,
  at: number,
  from: Float64Array,
  start: number,
  factor: number,
  count: number,
): void {
  for (let k = 0; k < count; k++) to[at + k] += factor * from[start + k];
}
