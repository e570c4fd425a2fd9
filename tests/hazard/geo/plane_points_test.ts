import assert from "node:assert/strict";
import { PlanePoints } from "../../../hazard/geo/plane_points.ts";

Deno.test("PlanePoints begin anew with room for as many as they are told", () => {
  const points = PlanePoints.of([[1, 2], [3, 4]]);
  assert.deepEqual([points.size, points.x[1], points.y[0]], [2, 3, 2]);
  points.restart(1000);
  assert.equal(points.size, 0);
  for (let i = 0; i < 1000; i++) points.add(i, -i);
  assert.deepEqual([points.size, points.x[0], points.x[999], points.y[999]], [1000, 0, 999, -999]);
});
