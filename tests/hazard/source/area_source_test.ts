import assert from "node:assert/strict";
import { discretizePolygon } from "../../../hazard/geo/polygon.ts";
import { pointsOfArea } from "../../../hazard/source/area_source.ts";
import { occurrenceRates } from "../../../hazard/source/mfd.ts";
import { assertClose } from "../geo/close.ts";
import { areaSource } from "./sources.ts";

Deno.test("pointsOfArea shares the rates among the grid points and nothing is lost", () => {
  const area = areaSource(), points = pointsOfArea(area, 20);
  const grid = discretizePolygon(area.polygon, 20);
  assert.deepEqual(
    points.map(({ lon, lat }) => [lon, lat]),
    Array.from(grid.lon, (lon, i) => [lon, grid.lat[i]]),
  );
  const expected = occurrenceRates(area.mfd, 0.1).rates, sum = new Float64Array(expected.length);
  for (const { mfd } of points) occurrenceRates(mfd, 0.1).rates.forEach((rate, i) => sum[i] += rate);
  assertClose(sum, expected, { absolute: 0 });
});

Deno.test("points of an area share their distributions and carry its parameters", () => {
  const area = areaSource({ id: "zone" }), [first, second] = pointsOfArea(area, 20);
  assert.deepEqual([first.kind, first.id, second.id], ["point", "zone:0", "zone:1"]);
  assert.equal(first.mfd, second.mfd);
  assert.equal(first.nodalPlanes, area.nodalPlanes);
  assert.equal(first.hypocentralDepths, area.hypocentralDepths);
  assert.equal(first.lowerSeismogenicDepth, area.lowerSeismogenicDepth);
});

Deno.test("the discretization of the source wins over that of the job", () => {
  const own = pointsOfArea(areaSource({ discretization: 10 }), 20);
  assert.equal(own.length, 68);
  assert.equal(pointsOfArea(areaSource(), 20).length, 14);
});

Deno.test("an area without grid points is refused with file and line", () => {
  assert.throws(
    () => pointsOfArea(areaSource({ id: "tiny" }), 400),
    /source_model.xml:12: areaSource "tiny": a spacing of 400 km is too large/,
  );
});
