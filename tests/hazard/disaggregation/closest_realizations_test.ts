import assert from "node:assert/strict";
import { closestRealizations, closestToLevel } from "../../../hazard/disaggregation/closest_realizations.ts";

Deno.test("closestRealizations() orders by the distance of logarithms", () => {
  const mean = [0.5, 0.05];
  const curves = [[0.9, 0.05], [0.5, 0.04], [0.5, 0.05]];
  assert.deepEqual(closestRealizations(curves.flat(), mean), [2, 1, 0]);
  assert.deepEqual(closestRealizations([curves[0], curves[2], curves[2]].flat(), mean), [1, 2, 0]);
  // probabilities below 1e-12 are all alike
  assert.deepEqual(closestRealizations([0.5, 1e-20, 0.5, 0], [0.5, 1e-13]), [0, 1]);
});

Deno.test("closestToLevel() compares each level with all of the mean", () => {
  // the reference's distance: the root of the sum over all pairs of levels
  const mean = [0.5, 0.05], curves = [[0.5, 0.05], [0.2, 0.1], [0.9, 0.01]];
  const squares = curves.map((curve) =>
    curve.reduce((sum, a) => sum + mean.reduce((part, b) => part + (Math.log(a) - Math.log(b)) ** 2, 0), 0)
  );
  const expected = [0, 1, 2].toSorted((a, b) => squares[a] - squares[b]);
  assert.deepEqual(closestToLevel(curves.flat(), mean), expected);
  assert.deepEqual(expected, [1, 0, 2]);
});
