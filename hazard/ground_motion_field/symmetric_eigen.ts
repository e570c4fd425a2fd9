/** Eigenvalues and eigenvectors of small symmetric matrices. */

/** Row by row: `vectors` has the vector of value k in column k. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const MAX_SWEEPS = 60;

/**
 * By rotations (Jacobi 1846, doi:10.1515/crll.1846.30.51), of a matrix of shape (size, size), row by row; values in no
 * order.
 */
export function symmetricEigen(matrix: ArrayLike<number>, size: number): Eigen {
  const a = Float64Array.from(matrix), vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  for (let sweep = 0; sweep < MAX_SWEEPS && rotateAll(a, vectors, size); sweep++);
  return { values: Float64Array.from({ length: size }, (_, i) => a[i * size + i]), vectors };
}

/** One sweep over all elements above the diagonal; false if they are all nothing. */
function rotateAll(a: Float64Array, vectors: Float64Array, size: number): boolean {
  let hasChanged = false;
  for (let p = 0; p < size; p++) {
    for (let q = p + 1; q < size; q++) {
      const off = a[p * size + q], app = a[p * size + p], aqq = a[q * size + q];
      if (Math.abs(off) <= 1e-17 * Math.sqrt(Math.abs(app * aqq)) || off === 0) continue;
      hasChanged = true;
      const theta = (aqq - app) / (2 * off);
      const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
      const c = 1 / Math.sqrt(t * t + 1), s = t * c;
      for (let k = 0; k < size; k++) rotate(a, k * size + p, k * size + q, c, s);
      for (let k = 0; k < size; k++) rotate(a, p * size + k, q * size + k, c, s);
      for (let k = 0; k < size; k++) rotate(vectors, k * size + p, k * size + q, c, s);
      a[p * size + q] = a[q * size + p] = 0;
    }
  }
  return hasChanged;
}

function rotate(values: Float64Array, i: number, j: number, c: number, s: number): void {
  const x = values[i], y = values[j];
  values[i] = c * x - s * y;
  values[j] = s * x + c * y;
}
