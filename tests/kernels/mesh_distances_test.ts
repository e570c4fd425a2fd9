import assert from "node:assert/strict";
import {
  meshDistances,
  type MeshWindow,
  plainMeshDistances,
  setVector,
  simdMeshDistances,
} from "../../kernels/mesh_distances.ts";

/** Vectors without order, of the size of the Earth and near each other. */
function vectors(size: number, seed: number) {
  const column = (k: number) =>
    Float64Array.from({ length: size }, (_, i) => 3000 + 500 * (((i + seed) * (0.618034 + 0.1 * k)) % 1));
  return { x: column(0), y: column(1), z: column(2) };
}

const whole = (rows: number, cols: number): MeshWindow => ({ start: 0, rows, cols, stride: cols });
const WINDOWS: Record<string, MeshWindow> = {
  "a point": whole(1, 1),
  "an odd number": whole(3, 3),
  "a window of a mesh": { start: 2 * 61 + 7, rows: 5, cols: 11, stride: 61 },
  "long rows of a mesh": { start: 5, rows: 7, cols: 50, stride: 61 },
  "as many points as there is room for": whole(16, 64),
  "one more": whole(5, 205),
  "thousands of points": whole(31, 137),
  "thousands of points in rows with gaps": { start: 3, rows: 40, cols: 63, stride: 67 },
  "a row longer than the room": { start: 1, rows: 2, cols: 1500, stride: 1501 },
};

/** The largest number of points that windows need. */
const POINTS = vectors(4300, 0.3);

for (const [name, window] of Object.entries(WINDOWS)) {
  Deno.test(`nearestSquares() with vectors is equal to the last digit: ${name}`, async () => {
    const plain = plainMeshDistances(), simd = (await simdMeshDistances())!, capacity = plain.sites.x.length;
    assert.equal(simd.sites.x.length, capacity);
    for (const numSites of [0, 1, 2, 3, 4, 5, 64, 65, capacity]) {
      const { x, y, z } = vectors(numSites, 0.7);
      for (const { sites } of [plain, simd]) {
        for (let k = 0; k < numSites; k++) setVector(sites, k, x[k], y[k], z[k]);
      }
      const expected = plain.nearestSquares(numSites, POINTS, window).subarray(0, numSites);
      assert.ok(expected.every((squared) => squared >= 0 && squared < 3 * 500 ** 2));
      assert.deepEqual(simd.nearestSquares(numSites, POINTS, window).subarray(0, numSites), expected);
    }
  });
}

Deno.test("nearestSquares() finds each point of a window, and none beside it", async () => {
  const window = { start: 20, rows: 3, cols: 4, stride: 10 };
  for (const distances of [plainMeshDistances(), (await simdMeshDistances())!]) {
    for (let i = 0; i < 60; i++) {
      const row = Math.floor(i / 10) - 2, col = i % 10;
      const isInside = row >= 0 && row < window.rows && col < window.cols;
      for (let k = 0; k < 5; k++) setVector(distances.sites, k, POINTS.x[i], POINTS.y[i], POINTS.z[i]);
      const squares = distances.nearestSquares(5, POINTS, window).subarray(0, 5);
      assert.ok(squares.every((squared) => (squared === 0) === isInside), `point ${i}`);
    }
  }
});

Deno.test("meshDistances uses vectors on this machine", async () => {
  assert.equal(meshDistances.sites.x.buffer, (await simdMeshDistances())!.sites.x.buffer);
});
