import assert from "node:assert/strict";
import { IndexList } from "../../../hazard/geo/index_list.ts";
import { PlanePoints } from "../../../hazard/geo/plane_points.ts";
import {
  keepVertices,
  keepVerticesOfAny,
  keepVerticesOfLine,
} from "../../../hazard/geo/ring_simplification.ts";

type Points = readonly (readonly [x: number, y: number])[];

/** Indices of the points that one of the functions keeps. */
function kept(keep: typeof keepVertices, points: Points, tolerance: number): number[] {
  const indices = IndexList.of([7, 7, 7, 7, 7, 7, 7]);
  keep(PlanePoints.of(points), tolerance, indices);
  return indices.at.slice(0, indices.size);
}

/** A square with a vertex at 0.1 from the middle of the lower side, and its start in the middle of the left one. */
const SQUARE: Points = [[0, 5], [0, 10], [10, 10], [10, 0], [5, 0.1], [0, 0]];

const CASES = [
  { name: "what is within the tolerance goes", points: SQUARE, tolerance: 0.2, indices: [0, 1, 2, 3, 5] },
  { name: "what is at the tolerance goes, too", points: SQUARE, tolerance: 0.1, indices: [0, 1, 2, 3, 5] },
  { name: "what is beyond it stays", points: SQUARE, tolerance: 0.09, indices: [0, 1, 2, 3, 4, 5] },
  {
    name: "of a ring however small three points stay and the start",
    points: SQUARE,
    tolerance: 20,
    indices: [0, 1, 2, 3],
  },
  { name: "a triangle stays", points: [[0, 0], [1, 0], [0, 1]] as Points, tolerance: 9, indices: [0, 1, 2] },
];

for (const { name, points, tolerance, indices } of CASES) {
  Deno.test(name, () => assert.deepEqual(kept(keepVertices, points, tolerance), indices));
}

Deno.test("a start that is a vertex like others goes, unless that would leave too few", () => {
  assert.deepEqual(kept(keepVerticesOfAny, SQUARE, 0.2), [1, 2, 3, 5]);
  assert.deepEqual(kept(keepVerticesOfAny, SQUARE, 20), [1, 2, 3]);
  assert.deepEqual(kept(keepVerticesOfAny, [[0, 0], [1, 0], [0, 1]], 9), [0, 1, 2]);
  assert.deepEqual(kept(keepVerticesOfAny, SQUARE.slice(1), 0.2), [0, 1, 2, 4]);
});

Deno.test("the ends of a line stay", () => {
  const line: Points = [[0, 0], [1, 0.1], [2, 0], [3, 1], [4, 0]];
  assert.deepEqual(kept(keepVerticesOfLine, line, 0.2), [0, 2, 3, 4]);
  assert.deepEqual(kept(keepVerticesOfLine, line, 5), [0, 4]);
});

Deno.test("what goes is within the tolerance of what stays", () => {
  const points = Array.from({ length: 200 }, (_, i): [number, number] => {
    const angle = i * Math.PI / 100, radius = 10 + Math.sin(7 * angle) + 0.3 * Math.cos(31 * angle);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  for (const tolerance of [0.05, 0.3, 1]) {
    const left = kept(keepVertices, points, tolerance);
    assert.ok(left.length < 200 && left.length > 6);
    points.forEach(([x, y], i) => {
      const after = left.findIndex((k) => k > i), [x1, y1] = points[left.at(after < 0 ? -1 : after - 1)!];
      const [x2, y2] = points[after < 0 ? 0 : left[after]];
      const part = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2);
      const clamped = Math.min(1, Math.max(0, part));
      assert.ok(Math.hypot(x - x1 - clamped * (x2 - x1), y - y1 - clamped * (y2 - y1)) <= tolerance + 1e-12);
    });
  }
});
