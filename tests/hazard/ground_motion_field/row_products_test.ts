import assert from "node:assert/strict";
import { product, transposed } from "../../../hazard/ground_motion_field/matrix_product.ts";
import { fillRowProducts } from "../../../hazard/ground_motion_field/row_products.ts";
import { Mt19937 } from "../../../hazard/random/mt19937.ts";

function randomNumbers(length: number): Float64Array {
  const generator = new Mt19937(length);
  return Float64Array.from({ length }, () => generator.standardNormal());
}

for (const [rows, columns, length] of [[4, 2, 8], [9, 5, 7], [3, 1, 1], [6, 6, 6]]) {
  Deno.test(`fillRowProducts() of ${rows} and ${columns} rows of ${length}`, () => {
    const a = randomNumbers(rows * length), b = randomNumbers(columns * length + 1).subarray(1);
    const expected = product(a, transposed(b, columns, length), rows, length, columns);
    const out = new Float64Array(rows * columns);
    fillRowProducts(a, b, length, out);
    out.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-12, `${i}: ${value}`));
  });
}

Deno.test("fillRowProducts() of lower triangles: only what is needed", () => {
  const size = 10, triangle = randomNumbers(size * size).map((x, k) => k % size > k / size ? 0 : x);
  const expected = product(triangle, transposed(triangle, size, size), size, size, size);
  const upTo = (lastRow: number) => lastRow + 1, out = new Float64Array(size * size);
  fillRowProducts(triangle, triangle, size, out, { columnsOf: upTo, lengthOf: upTo });
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) assert.ok(Math.abs(out[i * size + j] - expected[i * size + j]) < 1e-12);
  }
});
