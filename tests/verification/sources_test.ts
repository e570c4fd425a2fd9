import assert from "node:assert/strict";
import { AREA_OUTLINE } from "../../verification/peer_set_1/definition.ts";
import { pointsInside } from "../../verification/peer_set_1/sources.ts";

Deno.test("pointsInside() gives the multiples of the step inside a ring", () => {
  const triangle = [{ lon: 0.05, lat: 0.05 }, { lon: 0.45, lat: 0.05 }, { lon: 0.05, lat: 0.35 }];
  assert.deepEqual(pointsInside(triangle, 0.1).map(({ lon, lat }) => [lon, lat]), [
    [0.1, 0.1],
    [0.2, 0.1],
    [0.3, 0.1],
    [0.1, 0.2],
    [0.2, 0.2],
    [0.1, 0.3],
  ]);
});

Deno.test("pointsInside() fills the area of set 1: a circle of 100 km", () => {
  const step = 0.01, perDegree = 111.19;
  const points = pointsInside(AREA_OUTLINE, step);
  const area = points.reduce(
    (sum, { lat }) => sum + (step * perDegree) ** 2 * Math.cos(lat * Math.PI / 180),
    0,
  );
  assert.ok(Math.abs(area / (Math.PI * 100 ** 2) - 1) < 0.005, `${area} km²`);
});
