import assert from "node:assert/strict";
import { type Segment, segmentBetween, segmentDistance } from "../../hazard/rupture/top_edge.ts";
import { FaultMesh } from "../../hazard/rupture/fault_mesh.ts";
import { direction } from "../../hazard/geo/vector.ts";
import {
  distanceTables,
  EDGE_KINDS,
  plainDistanceTables,
  simdDistanceTables,
} from "../../kernels/distance_tables.ts";

const plain = plainDistanceTables(), simd = (await simdDistanceTables())!;
const NUM_SITES = [1, 2, 3, 64, 65];

function columns(size: number, value: (i: number) => { x: number; y: number; z: number }) {
  const vectors = Array.from({ length: size }, (_, i) => value(i));
  return {
    x: Float64Array.from(vectors, ({ x }) => x),
    y: Float64Array.from(vectors, ({ y }) => y),
    z: Float64Array.from(vectors, ({ z }) => z),
  };
}

/** Unit vectors without order around 12 E 42 N, from some km to a quarter of the globe away. */
const sites = columns(65, (i) => {
  const distance = 90 * ((i * 0.618034) % 1) ** 4;
  return direction(12.2 + distance * Math.sin(5 * i), 42.1 + 0.5 * distance * Math.cos(5 * i));
});

for (const numSites of NUM_SITES) {
  Deno.test(`fillSquares() with vectors is equal to the last digit: ${numSites} sites`, () => {
    const points = columns(11, (i) => direction(12 + 0.1 * i, 42 - 0.01 * i * i));
    const [expected, actual] = [plain, simd].map((tables) => {
      tables.claim({});
      const placed = tables.placeSites(sites, numSites), table = tables.allocate(11 * numSites);
      tables.fillSquares(table, points, placed);
      return table.values;
    });
    assert.deepEqual(actual, expected);
    const [x, y, z] = [0, 1, 2].map((c) => Object.values(points)[c][3] - Object.values(sites)[c][0]);
    assert.equal(expected[3 * numSites], x * x + y * y + z * z);
  });

  for (const kind of EDGE_KINDS) {
    Deno.test(`fillEdges() of a ${kind}: the distances of segments or NaN, ${numSites} sites`, () => {
      const cols = 6, lon = Float64Array.from({ length: 2 * cols }, (_, i) => 12 + 0.1 * (i % cols));
      const lat = Float64Array.from({ length: 2 * cols }, (_, i) => 42 + 0.02 * (i % cols) ** 2);
      const mesh = new FaultMesh(2, cols, lon, lat, new Float64Array(2 * cols));
      const segments: Segment[] = [0, 1, 2, 3, 4].map((i) =>
        kind === "backward" ? segmentBetween(mesh, i + 1, i, kind) : segmentBetween(mesh, i, i + 1, kind)
      );
      const edges = Float64Array.from(
        segments.flatMap(({ start, end, ahead, aheadAtEnd, right }) =>
          [start, end, ahead, aheadAtEnd, right].flatMap(({ x, y, z }) => [x, y, z])
        ),
      );
      for (const tables of [plain, simd]) {
        tables.claim({});
        const placed = tables.placeSites(sites, numSites), table = tables.allocate(5 * numSites);
        const guard = tables.allocate(1);
        guard.values[0] = 7;
        const numLeft = tables.fillEdges(table, edges, kind, 6371, placed);
        const isNear = (distance: number) => Math.abs(distance) < 6371 * 0.08;
        let numNaN = 0;
        segments.forEach((segment, j) => {
          for (let k = 0; k < numSites; k++) {
            const actual = table.values[j * numSites + k];
            const expected = segmentDistance(segment, sites.x[k], sites.y[k], sites.z[k]);
            if (Number.isNaN(actual)) {
              numNaN++;
              assert.ok(tables === plain || !isNear(expected), `${expected} was left out`);
            } else assert.ok(Object.is(actual, expected), `${actual} instead of ${expected}`);
          }
        });
        assert.equal(numLeft, numNaN);
        assert.equal(guard.values[0], 7);
      }
    });
  }
}

for (
  const [numRows, rowLength, size, shift] of [[1, 9, 8, 1], [3, 10, 7, 3], [4, 12, 12, 24], [2, 5, 1, 1]]
) {
  Deno.test(`keepNearer() with vectors: ${size} numbers of ${numRows} rows, ${shift} further on`, () => {
    const numbers = Float64Array.from(
      { length: numRows * rowLength + shift },
      (_, i) => (i * 7919 % 41) - 20,
    );
    const [expected, actual] = [plain, simd].map((tables) => {
      tables.claim({});
      const table = tables.allocate(numbers.length);
      table.values.set(numbers);
      tables.keepNearer(table, numRows, rowLength, size, shift);
      return table.values;
    });
    assert.deepEqual(actual, expected);
    const last = (numRows - 1) * rowLength + size - 1;
    assert.equal(Math.abs(actual[last]), Math.min(...[0, shift].map((by) => Math.abs(numbers[last + by]))));
    assert.deepEqual(actual.subarray(last + 1), numbers.subarray(last + 1));
  });
}

Deno.test("tables keep their numbers when others make the memory grow, until they are claimed", () => {
  const [first, second] = [{}, {}];
  simd.claim(first);
  const small = simd.allocate(3);
  small.values.set([1, 2, 3]);
  simd.allocate(1 << 20).values.fill(9);
  assert.deepEqual([...small.values], [1, 2, 3]);
  assert.ok(simd.isOwnedBy(first));
  simd.claim(second);
  assert.ok(!simd.isOwnedBy(first) && simd.isOwnedBy(second));
});

Deno.test("distanceTables uses vectors on this machine", () => {
  distanceTables.claim({});
  assert.notEqual(distanceTables.allocate(1).values.buffer.byteLength, 8);
});
