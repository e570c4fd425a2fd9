import assert from "node:assert/strict";
import { deviations, largestDeviation } from "../../verification/comparison.ts";

Deno.test("deviations() compares where one of the curves is above 1e-6", () => {
  assert.deepEqual(deviations([0.011, 2e-6, 5e-7, 0], [0.01, 1e-6, 9e-7, 2e-6]).map(rounded), [
    0.1,
    1,
    undefined,
    -1,
  ]);
  assert.deepEqual(deviations([2e-6], [0]), [Infinity]);
});

Deno.test("largestDeviation() finds the level, whatever the sign", () => {
  const { deviation, ...rest } = largestDeviation([0.0101, 0.0096, 1e-7], [0.01, 0.01, 0]);
  assert.equal(rounded(deviation), -0.04);
  assert.deepEqual(rest, { level: 1, published: 0.01, computed: 0.0096, numCompared: 2 });
});

Deno.test("largestDeviation() refuses curves without a level to compare", () => {
  assert.throws(() => largestDeviation([1e-7], [0]), RangeError);
});

function rounded(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value.toFixed(9));
}
