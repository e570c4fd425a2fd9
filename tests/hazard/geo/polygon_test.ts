/** Figures of the reference engine (data/*.json, see ../source/data/regenerate.py). */
import assert from "node:assert/strict";
import {
  containsPoint,
  dilatePolygon,
  discretizePolygon,
  projectPolygon,
  regionGrid,
} from "../../../hazard/geo/polygon.ts";
import { assertClose, readData } from "./close.ts";

const golden = readData("geodetic.json", import.meta.url);
const line = (points: number[][]) => ({ lon: points.map(([lon]) => lon), lat: points.map(([, lat]) => lat) });

Deno.test("discretizePolygon gives the points of the golden figures in their order", () => {
  for (const { polygon, spacing, lons, lats } of golden.polygon_discretize) {
    const points = discretizePolygon(line(polygon), spacing);
    assertClose(points.lon, lons, { what: "lon" });
    assertClose(points.lat, lats, { what: "lat" });
  }
});

for (const { name, ring, spacing, inside, region } of readData("polygons.json", import.meta.url)) {
  Deno.test(`discretizePolygon and regionGrid give the reference's points: polygon ${name}`, () => {
    const points = discretizePolygon(line(ring), spacing),
      grid = regionGrid(projectPolygon(line(ring)), spacing);
    assertClose(points.lon, inside[0], { what: "lon" });
    assertClose(points.lat, inside[1], { what: "lat" });
    assertClose(grid.lon, region[0], { what: "region lon" });
    assertClose(grid.lat, region[1], { what: "region lat" });
  });
}

Deno.test("regionGrid gives the 624 sites of the area source demo", () => {
  const { size, sites } = readData("demo_region.json", import.meta.url);
  const grid = regionGrid(projectPolygon({ lon: [-1, -1, 1, 1], lat: [-1.5, 0.7, 0.7, -1.5] }), 10);
  assert.equal(grid.lon.length, size);
  // the recorded answer is thinned: its sites appear in the order of the grid
  const keys = Array.from(grid.lon, (lon, i) => `${lon.toFixed(5)} ${grid.lat[i].toFixed(5)}`);
  const positions = sites.map(([lon, lat]: number[]) => keys.indexOf(`${lon.toFixed(5)} ${lat.toFixed(5)}`));
  assert.ok(positions.length > 30 && !positions.includes(-1));
  assert.deepEqual(positions, positions.toSorted((a: number, b: number) => a - b));
});

Deno.test("dilatePolygon has the outline of a shapely buffer around a convex polygon", () => {
  const { projection, x, y } = dilatePolygon(projectPolygon(line(golden.polygon_discretize[0].polygon)), 15);
  const outline = Array.from(x, (px, i) => projection.unproject(px, y[i]));
  const [lons, lats] = golden.polygon_dilate_15km;
  const shift = outline.findIndex(([lon, lat]) => Math.hypot(lon - lons[0], lat - lats[0]) < 1e-9);
  assert.ok(shift >= 0);
  const size = outline.length, direction = Math.abs(outline[(shift + 1) % size][0] - lons[1]) < 1e-9 ? 1 : -1;
  const turned = outline.map((_, i) => outline[(shift + direction * i + size) % size]);
  assertClose(turned.map(([lon]) => lon), lons);
  assertClose(turned.map(([, lat]) => lat), lats);
});

Deno.test("dilatePolygon holds what is nearer than the distance, also around a concave corner", () => {
  const ring = line([[0, 0], [0.2, 0.1], [0.4, 0], [0.4, 0.4], [0, 0.4]]);
  const dilated = dilatePolygon(projectPolygon(ring), 5);
  const isInside = (lon: number, lat: number) =>
    containsPoint(dilated, ...dilated.projection.project(lon, lat));
  const kmPerDegree = 6371 * Math.PI / 180;
  assert.ok(isInside(0.2, 0.1 - 5.5 / kmPerDegree), "5.5 km below the corner is 4.9 km from its edges");
  assert.ok(!isInside(0.2, 0.1 - 5.7 / kmPerDegree), "5.7 km below the corner is 5.1 km from its edges");
  assert.ok(isInside(0.2, 0.4 + 4.9 / kmPerDegree));
  assert.ok(!isInside(0.2, 0.4 + 5.1 / kmPerDegree));
});

Deno.test("containsPoint excludes the boundary", () => {
  const square = projectPolygon({ lon: [-0.3, 0.3, 0.3, -0.3], lat: [-0.3, -0.3, 0.3, 0.3] }),
    { x, y } = square;
  assert.ok(containsPoint(square, 0, 0));
  assert.ok(!containsPoint(square, x[0], y[0]));
  assert.ok(!containsPoint(square, 0, y[0]));
  assert.ok(containsPoint(square, 0, y[0] + 1e-9));
  assert.ok(!containsPoint(square, 0, y[0] - 1e-9));
});

Deno.test("polygons without an inside, or too wide, are refused", () => {
  assert.throws(() => discretizePolygon({ lon: [0, 0, 1], lat: [0, 0, 1] }, 10), /3 different points/);
  assert.throws(() => discretizePolygon({ lon: [0, 1, 1], lat: [0, 0, 1] }, 500), /500 km is too large/);
  assert.throws(() => discretizePolygon({ lon: [-170, 0, 170], lat: [0, 10, 0] }, 10), /180 degrees/);
});

Deno.test("discretizePolygon() comes to an end at the poles and with any spacing", () => {
  const southern = { lon: [0, 120, -120], lat: [-90, -88, -88] },
    northern = { lon: [0, 60, 30], lat: [88, 88, 90] };
  assert.ok(discretizePolygon({ lon: [0, 60, 30], lat: [-88, -88, -90] }, 10).lon.length > 100);
  assert.ok(discretizePolygon(northern, 10).lon.length > 100);
  for (const spacing of [5e3, 15e3, 1e7]) {
    assert.throws(() => discretizePolygon(northern, spacing), /km is too large/);
    assert.throws(() => discretizePolygon({ lon: [0, 1, 1], lat: [40, 40, 41] }, spacing), /km is too large/);
  }
  assert.throws(() => discretizePolygon(southern, 10), /180 degrees/);
});
