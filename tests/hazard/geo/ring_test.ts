import assert from "node:assert/strict";
import { Ring } from "../../../hazard/geo/ring.ts";

Deno.test("a ring takes any number of points, and begins anew when it is cleared", () => {
  const ring = Ring.of([[1, 2], [3, 4]]);
  for (let i = 0; i < 1000; i++) ring.add(i, -i);
  assert.equal(ring.size, 1002);
  assert.deepEqual([ring.x[0], ring.y[1], ring.x[501], ring.y[1001]], [1, 4, 499, -999]);
  ring.clear();
  ring.add(7, 8);
  assert.deepEqual([ring.size, ring.x[0], ring.y[0]], [1, 7, 8]);
});
