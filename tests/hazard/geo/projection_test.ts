import assert from "node:assert/strict";
import { boundingBox, middlePoint, OrthographicProjection } from "../../../hazard/geo/projection.ts";
import { assertClose, readData } from "./close.ts";

Deno.test("OrthographicProjection agrees with the reference both ways", () => {
  const golden = readData("geodetic.json", import.meta.url).orthographic;
  const [west, east, north, south] = golden.west_east_north_south;
  const projection = OrthographicProjection.centredOn({ west, east, north, south });
  golden.lons.forEach((lon: number, i: number) => {
    const [x, y] = projection.project(lon, golden.lats[i]);
    assertClose([x, y], [golden.x[i], golden.y[i]], { what: "plane" });
    assertClose(projection.unproject(x, y), [golden.rlons[i], golden.rlats[i]], { what: "sphere" });
  });
});

Deno.test("unproject keeps longitudes between -180 and 180", () => {
  const projection = new OrthographicProjection(179.9, 10);
  assertClose(projection.unproject(...projection.project(-179.8, 11)), [-179.8, 11]);
});

Deno.test("boundingBox starts at the lowest positive longitude across the meridian 180", () => {
  assert.deepEqual(boundingBox([179, -179, 178.5, -178], [1, -1, 2, 0]), {
    west: 178.5,
    east: -178,
    north: 2,
    south: -1,
  });
  assert.deepEqual(boundingBox([-10, 20], [1, 2]), { west: -10, east: 20, north: 2, south: 1 });
});

Deno.test("middlePoint is half way, or the point itself", () => {
  assertClose(middlePoint(0, 0, 10, 0), [5, 0]);
  assert.deepEqual(middlePoint(7, 8, 7, 8), [7, 8]);
});
