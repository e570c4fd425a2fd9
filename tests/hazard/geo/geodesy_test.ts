/** Golden figures of hazardlib (data/geodetic.json, see ../source/data/regenerate.py). */
import assert from "node:assert/strict";
import {
  azimuth,
  cartesian,
  floorMod,
  geographic,
  greatCircleDistance,
  longitudinalExtent,
  pointAt,
  pointsTowards,
  roundHalfAway,
  roundHalfEven,
} from "../../../hazard/geo/geodesy.ts";
import { assertClose, readData } from "./close.ts";

const golden = readData("geodetic.json", import.meta.url);

Deno.test("cartesian and geographic agree with the reference and invert each other", () => {
  const { points, xyz } = golden.spherical_to_cartesian;
  points.forEach(([lon, lat, depth]: number[], i: number) => {
    const position = cartesian(lon, lat, depth);
    assertClose(position, xyz[i], { what: "position" });
    const back = geographic(...position);
    assertClose(back.slice(1), [lat, depth], { what: "back" });
    if (Math.abs(lat) < 90) assertClose([Math.cos(back[0] * Math.PI / 180)], [Math.cos(lon * Math.PI / 180)]);
  });
});

Deno.test("greatCircleDistance agrees with the reference within its float32 radians", () => {
  golden.pairs.forEach(([lon1, lat1, , lon2, lat2]: number[], i: number) => {
    // the array form of the reference casts radians to float32: 0.5 m near by, much more close to antipodes
    const expected = golden.geodetic_distance[i], absolute = expected > 19000 ? 2 : 1e-3;
    assertClose([greatCircleDistance(lon1, lat1, lon2, lat2)], [expected], { relative: 1e-6, absolute });
  });
});

Deno.test("greatCircleDistance is exact on simple arcs", () => {
  const quarter = 6371 * Math.PI / 2;
  assertClose([greatCircleDistance(0, 0, 90, 0)], [quarter], { absolute: 0, relative: 1e-15 });
  assertClose([greatCircleDistance(10, 0, 10, -90)], [quarter], { absolute: 0, relative: 1e-15 });
  assert.equal(greatCircleDistance(12, 34, 12, 34), 0);
});

Deno.test("azimuth agrees with the reference", () => {
  golden.pairs.forEach(([lon1, lat1, , lon2, lat2]: number[], i: number) => {
    assertClose([azimuth(lon1, lat1, lon2, lat2)], [golden.azimuth[i]], { what: `pair ${i}` });
  });
});

Deno.test("pointAt agrees with the reference", () => {
  assert.deepEqual(golden.point_at.columns.slice(0, 6), [
    "lon",
    "lat",
    "azimuth",
    "distance",
    "lon2",
    "lat2",
  ]);
  for (const [lon, lat, azimuth, distance, lon2, lat2] of golden.point_at.rows) {
    assertClose(pointAt(lon, lat, azimuth, distance), [lon2, lat2], {
      what: `${[lon, lat, azimuth, distance]}`,
    });
  }
});

Deno.test("pointsTowards agrees with the reference", () => {
  for (const { args, out } of golden.npoints_towards) {
    const [lon, lat, depth, azimuth, horizontal, vertical, count] = args;
    const points = pointsTowards(lon, lat, depth, azimuth, horizontal, vertical, count);
    assertClose(points.lon, out[0], { what: "lon" });
    assertClose(points.lat, out[1], { what: "lat" });
    assertClose(points.depth, out[2], { what: "depth" });
  }
});

Deno.test("longitudinalExtent is signed and wraps at the meridian 180", () => {
  const cases = [[10, 20, 10], [20, 10, -10], [179, -179, 2], [-179, 179, -2], [0, 180, -180]];
  for (const [lon1, lon2, extent] of cases) assert.equal(longitudinalExtent(lon1, lon2), extent);
});

Deno.test("rounding takes halves away from zero or to even", () => {
  const away = [[0.5, 1], [1.5, 2], [2.5, 3], [-0.5, -1], [-2.5, -3], [2.4999, 2], [-2.4999, -2]];
  for (const [x, rounded] of away) assert.equal(roundHalfAway(x), rounded);
  assert.equal(roundHalfAway(2.00000005, 7), 2.0000001);
  assert.equal(roundHalfAway(2.00000004, 7), 2);
  const even = [[0.5, 0], [1.5, 2], [2.5, 2], [-0.5, 0], [-1.5, -2], [-2.5, -2], [2.51, 3], [2.49, 2]];
  for (const [x, rounded] of even) assert.equal(roundHalfEven(x) + 0, rounded);
});

Deno.test("floorMod is never negative", () => {
  for (const [x, result] of [[370, 10], [-10, 350], [0, 0], [360, 0], [-360, 0]]) {
    assert.equal(floorMod(x, 360) + 0, result);
  }
});
