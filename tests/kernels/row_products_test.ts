import assert from "node:assert/strict";
import { Mt19937 } from "../../hazard/random/mt19937.ts";
import {
  allRows,
  plainRowProducts,
  rowProducts,
  someRows,
  wasmRowProducts,
} from "../../kernels/row_products.ts";

function randomNumbers(length: number): Float64Array {
  const generator = new Mt19937(length);
  return Float64Array.from({ length }, () => generator.standardNormal());
}

const kernels = { plain: plainRowProducts(), wasm: (await wasmRowProducts())!, "of choice": rowProducts };
for (const [name, multiply] of Object.entries(kernels)) {
  Deno.test(`row products, ${name}: of any numbers of rows and of numbers in them`, () => {
    // larger and smaller ones in turn, since memory is used again
    for (
      const [rows, columns, length] of [[4, 2, 8], [9, 5, 7], [64, 64, 100], [3, 1, 1], [6, 6, 0], [5, 3, 9]]
    ) {
      const stride = length + 3, a = allRows(randomNumbers(stride * (rows + 2)), stride);
      const b = allRows(randomNumbers(stride * (columns + 1)), stride);
      const products = multiply(someRows(a, 2, rows), someRows(b, 1, columns), length);
      assert.equal(products.length, rows * columns);
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) {
          let sum = 0;
          for (let k = 0; k < length; k++) {
            sum += a.values[(i + 2) * stride + k] * b.values[(j + 1) * stride + k];
          }
          const product = products[i * columns + j];
          assert.ok(
            Math.abs(product - sum) < 1e-12,
            `${rows} ${columns} ${length}: ${i} ${j} ${product} ${sum}`,
          );
        }
      }
    }
  });
}

Deno.test("someRows() are no more than there are", () => {
  assert.equal(someRows(allRows(new Float64Array(12), 3), 3, 64).count, 1);
});
