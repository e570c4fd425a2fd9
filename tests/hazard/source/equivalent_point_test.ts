import assert from "node:assert/strict";
import { equivalentPoint } from "../../../hazard/source/equivalent_point.ts";
import { sourceRuptures } from "../../../hazard/source/ruptures.ts";
import { areaSource, pointSource, simpleFaultSource } from "./sources.ts";

Deno.test("equivalentPoint() gives a point one plane, one depth and ruptures without size", () => {
  const source = pointSource();
  const point = equivalentPoint(source) as typeof source;
  const [plane, ...otherPlanes] = point.nodalPlanes, [depth, ...otherDepths] = point.hypocentralDepths;
  assert.equal(otherPlanes.length + otherDepths.length, 0);
  // 0.3·20 + 0.5·130 + 0.2·250, and so on
  const expected = { strike: 121, dip: 60, rake: 31.5, depth: 9.8 };
  const found: Record<string, number> = { ...plane, depth: depth.depth };
  for (const [name, value] of Object.entries(expected)) {
    assert(Math.abs(found[name] - value) < 1e-12, `${name}: ${found[name]}`);
  }
  const ruptures = [...sourceRuptures(point, { binWidth: 0.5 })];
  assert.deepEqual(ruptures.map(({ mag }) => mag), [...new Set(ruptures.map(({ mag }) => mag))]);
});

Deno.test("equivalentPoint() keeps the polygon of an area, and leaves faults as they are", () => {
  const area = areaSource(), fault = simpleFaultSource();
  assert.deepEqual((equivalentPoint(area) as typeof area).polygon, area.polygon);
  assert.equal(equivalentPoint(fault), fault);
});
