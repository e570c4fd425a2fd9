import assert from "node:assert/strict";
import { LinearSystem } from "../../../hazard/ground_motion_field/linear_system.ts";
import { product } from "../../../hazard/ground_motion_field/matrix_product.ts";
import { Mt19937 } from "../../../hazard/random/mt19937.ts";

function randomNumbers(length: number): Float64Array {
  const generator = new Mt19937(length);
  return Float64Array.from({ length }, () => generator.standardNormal());
}

for (const size of [1, 2, 5, 30]) {
  Deno.test(`LinearSystem solves ${size} equations, with zeros on the diagonal, too`, () => {
    const matrix = randomNumbers(size * size), solutions = randomNumbers(size * 3 + 1).subarray(1);
    if (size > 1) matrix[0] = 0;
    const sides = product(matrix, solutions, size, size, 3);
    const solved = new LinearSystem(matrix.slice(), size).solve(sides, 3);
    solved.forEach((value, i) => assert.ok(Math.abs(value - solutions[i]) < 1e-10, `${i}: ${value}`));
  });
}

Deno.test("LinearSystem refuses a singular matrix", () => {
  assert.throws(() => new LinearSystem(Float64Array.of(1, 2, 2, 4), 2), /the matrix is singular/);
});
