import assert from "node:assert/strict";
import { positionsAmong, valueAt } from "../../../hazard/gsim/piecewise_linear.ts";

const KNOTS = [0, 10, 30], ORDINATES = [1, 2, 6];

const CASES = [
  { x: 0, y: 1, place: "first knot" },
  { x: 5, y: 1.5, place: "between knots" },
  { x: 10, y: 2, place: "inner knot" },
  { x: 20, y: 4, place: "second interval" },
  { x: 30, y: 6, place: "last knot" },
  { x: -10, y: 0, place: "before the first knot" },
  { x: 40, y: 8, place: "after the last knot" },
];

for (const { x, y, place } of CASES) {
  Deno.test(`valueAt() ${place}`, () => {
    assert.equal(valueAt(positionsAmong(KNOTS, Float64Array.of(x), 1), 0, ORDINATES), y);
  });
}
