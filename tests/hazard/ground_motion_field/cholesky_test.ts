import assert from "node:assert/strict";
import { choleskyFactor } from "../../../hazard/ground_motion_field/cholesky.ts";

/** Correlation of places on a line, `size` of them. */
function covariance(size: number): Float64Array {
  const between = (i: number, j: number) => Math.exp(-Math.abs(i - j) / 20) * (1 + i % 3) * (1 + j % 3);
  return Float64Array.from(
    { length: size * size },
    (_, cell) => between(Math.floor(cell / size), cell % size),
  );
}

// sizes on both sides of the numbers of rows that are worked at together
for (const size of [1, 2, 3, 4, 5, 31, 32, 33, 64, 75]) {
  Deno.test(`choleskyFactor() of ${size} rows: the product with its transpose is the matrix`, () => {
    const expected = covariance(size), factor = choleskyFactor(expected.slice(), size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        let product = 0;
        for (let k = 0; k < size; k++) product += factor[i * size + k] * factor[j * size + k];
        assert.ok(Math.abs(product - expected[i * size + j]) < 1e-13, `${i}, ${j}: ${product}`);
        if (j > i) assert.equal(factor[i * size + j], 0);
      }
    }
  });
}

Deno.test("choleskyFactor() refuses a matrix that is not positive definite", () => {
  for (const size of [2, 40]) {
    const matrix = covariance(size);
    matrix[size * size - 1] = -1;
    assert.throws(() => choleskyFactor(matrix, size), /not positive definite/);
  }
});
