import assert from "node:assert/strict";
import { interpolated, placeAmong, ramp } from "../../hazard/interpolation.ts";

const KNOTS = [1, 2, 4], VALUES = [10, 20, 0];

const POINTS: [name: string, x: number, place: [left: number, weight: number], value: number][] = [
  ["before the first knot", 0, [0, 0], 10],
  ["at the first knot", 1, [0, 0], 10],
  ["between knots", 1.25, [0, 0.25], 12.5],
  ["at a knot", 2, [0, 1], 20],
  ["between the last knots", 3, [1, 0.5], 10],
  ["at the last knot", 4, [1, 1], 0],
  ["after the last knot", 9, [1, 1], 0],
];

for (const [name, x, place, value] of POINTS) {
  Deno.test(`interpolated() and placeAmong() ${name}`, () => {
    assert.equal(interpolated(x, KNOTS, VALUES), value);
    assert.deepEqual(placeAmong(KNOTS, x), place);
  });
}

Deno.test("interpolated() among a single point is constant", () => {
  for (const x of [0, 1, 2]) assert.equal(interpolated(x, [1], [7]), 7);
});

Deno.test("ramp() is a line between two points, constant outside", () => {
  const along = [-1, 0, 1, 2, 3].map((x) => ramp(x, 0, 2, 5, 3));
  assert.deepEqual(along, [5, 5, 4, 3, 3]);
});
