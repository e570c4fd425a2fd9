import assert from "node:assert/strict";
import { convexHull } from "../../../hazard/geo/convex_hull.ts";
import { regionGrid } from "../../../hazard/geo/polygon.ts";

/** Points, corners of their hull, and the grid every 15 km over it, from the reference (Mesh.get_convex_hull). */
const CASES: [
  about: string,
  points: [number, number][],
  hull: [number, number][],
  grid: [number, number][],
][] = [
  [
    "points around one inside",
    [[10, 45], [10.5, 45.2], [10.2, 45.6], [10.1, 45.1]],
    [[10, 45], [10.5, 45.2], [10.2, 45.6]],
    [
      ...[[9.99986, 44.92549], [10.00031, 45.06039], [10.00076, 45.19529], [10.00121, 45.33018]],
      ...[[10.00167, 45.46508], [10.00213, 45.59998], [10.19038, 44.92549], [10.19128, 45.06039]],
      ...[[10.19219, 45.19529], [10.1931, 45.33018], [10.19401, 45.46508], [10.19494, 45.59998]],
      ...[[10.38226, 45.06039], [10.38361, 45.19529], [10.38498, 45.33018], [10.38636, 45.46508]],
      ...[[10.38774, 45.59998], [10.57504, 45.19529], [10.57686, 45.33018]],
    ] as [number, number][],
  ],
  [
    "a single point",
    [[10, 45]],
    [[9.999936408359398, 45], [10, 44.99995503391969], [10.0000635916406, 45], [10, 45.000044966080296]],
    [[9.99949, 44.86515], [9.99994, 45.00005], [10.19071, 45.00005]],
  ],
  [
    "two points",
    [[10, 45], [10.4, 45.1]],
    [
      [9.999940103420617, 44.999984894978404],
      [10.000021361615293, 44.99995764685484],
      [10.400021102279215, 45.099957572740806],
      [10.400060106419925, 45.10001489554521],
      [10.399978897689547, 45.10004242725533],
      [9.999978638353003, 45.00004235314115],
    ],
    [
      ...[[10.00004, 44.96502], [10.00049, 45.09992], [10.1907, 44.96502], [10.1916, 45.09992]],
      ...[[10.38136, 44.96502], [10.38271, 45.09992], [10.57381, 45.09992]],
    ] as [number, number][],
  ],
];

for (const [about, points, corners, expected] of CASES) {
  Deno.test(`convexHull() has the corners of the reference: ${about}`, () => {
    const hull = convexHull({
      lon: Float64Array.from(points, ([lon]) => lon),
      lat: Float64Array.from(points, ([, lat]) => lat),
    });
    assert.equal(hull.x.length, corners.length);
    corners.forEach(([lon, lat], i) => {
      const found = hull.projection.unproject(hull.x[i], hull.y[i]);
      assert(Math.abs(found[0] - lon) < 1e-9 && Math.abs(found[1] - lat) < 1e-9, `${i}: ${found}`);
    });
    const grid = regionGrid(hull, 15);
    const rounded = Array.from(
      grid.lon,
      (lon, i) => [Number(lon.toFixed(5)), Number(grid.lat[i].toFixed(5))],
    );
    assert.deepEqual(rounded, expected);
  });
}
