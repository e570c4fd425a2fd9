import assert from "node:assert/strict";
import {
  plainPolygonDistances,
  polygonDistances,
  simdPolygonDistances,
} from "../../kernels/polygon_distances.ts";

/** A ring with dents, of any number of vertices. */
function star(numVertices: number) {
  const angle = (i: number) => 2 * Math.PI * i / numVertices + 0.1, radius = (i: number) => 20 + 7 * (i % 3);
  return {
    x: Float64Array.from({ length: numVertices }, (_, i) => radius(i) * Math.cos(angle(i))),
    y: Float64Array.from({ length: numVertices }, (_, i) => radius(i) * Math.sin(angle(i))),
  };
}

const SQUARE = { x: Float64Array.of(0, 10, 10, 0), y: Float64Array.of(0, 0, 10, 10) };
/** A line there and back, as the outline of a vertical fault, and a vertex that stands twice. */
const FLAT = { x: Float64Array.of(0, 10, 20, 20, 10), y: Float64Array.of(0, 1, 2, 2, 1) };
const POLYGONS: Record<string, typeof SQUARE> = {
  "a square": SQUARE,
  "without area": FLAT,
  "3 vertices": star(3),
  "9 vertices": star(9),
  "100 vertices": star(100),
  "as many as there is room for": star(1024),
  "one more": star(1025),
  "thousands": star(4096),
};

for (const [name, polygon] of Object.entries(POLYGONS)) {
  Deno.test(`distances() with vectors is equal to the last digit: ${name}`, async () => {
    const plain = plainPolygonDistances(), simd = (await simdPolygonDistances())!;
    assert.equal(simd.points.x.length, plain.points.x.length);
    for (const numPoints of [0, 1, 2, 7, plain.points.x.length]) {
      for (const { points } of [plain, simd]) {
        for (let k = 0; k < numPoints; k++) {
          // vertices themselves, then around, most of them near
          points.x[k] = polygon.x[k] ?? 50 * Math.sin(7 * k) ** 3;
          points.y[k] = polygon.y[k] ?? 50 * Math.cos(3 * k) ** 3;
        }
      }
      const expected = plain.distances(numPoints, polygon).subarray(0, numPoints);
      assert.deepEqual(simd.distances(numPoints, polygon).subarray(0, numPoints), expected);
    }
  });
}

const BESIDE_SQUARE: [x: number, y: number, distance: number][] = [
  [5, 5, 0],
  [9.999, 0.001, 0],
  [10, 4, 0],
  [12, 4, 2],
  [-1, 10, 1],
  [5, -3, 3],
  [5, 11, 1],
  [13, 14, 5],
  [-3, -4, 5],
];

Deno.test("distances() to a square: 0 inside, to sides and to corners outside", async () => {
  for (const polygons of [plainPolygonDistances(), (await simdPolygonDistances())!]) {
    BESIDE_SQUARE.forEach(([x, y], k) => [polygons.points.x[k], polygons.points.y[k]] = [x, y]);
    const actual = polygons.distances(BESIDE_SQUARE.length, SQUARE).subarray(0, BESIDE_SQUARE.length);
    assert.deepEqual([...actual], BESIDE_SQUARE.map(([, , distance]) => distance));
  }
});

Deno.test("distances() knows of the first numVertices vertices only", async () => {
  const x = Float64Array.of(...SQUARE.x, 99), y = Float64Array.of(...SQUARE.y, 99);
  for (const polygons of [plainPolygonDistances(), (await simdPolygonDistances())!]) {
    [polygons.points.x[0], polygons.points.y[0]] = [13, 14];
    assert.equal(polygons.distances(1, { x, y }, 4)[0], 5);
  }
});

Deno.test("polygonDistances uses vectors on this machine", async () => {
  assert.equal(polygonDistances.points.x.buffer, (await simdPolygonDistances())!.points.x.buffer);
});
