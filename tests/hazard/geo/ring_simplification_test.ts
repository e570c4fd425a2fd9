import assert from "node:assert/strict";
import { Ring } from "../../../hazard/geo/ring.ts";
import {
  keptVertices,
  keptVerticesOfAny,
  keptVerticesOfLine,
} from "../../../hazard/geo/ring_simplification.ts";

type Points = readonly (readonly [x: number, y: number])[];

/** A square with a vertex at 0.1 from the middle of the lower side, and its start in the middle of the left one. */
const SQUARE: Points = [[0, 5], [0, 10], [10, 10], [10, 0], [5, 0.1], [0, 0]];

const CASES = [
  { name: "what is within the tolerance goes", points: SQUARE, tolerance: 0.2, kept: [0, 1, 2, 3, 5] },
  { name: "what is at the tolerance goes, too", points: SQUARE, tolerance: 0.1, kept: [0, 1, 2, 3, 5] },
  { name: "what is beyond it stays", points: SQUARE, tolerance: 0.09, kept: [0, 1, 2, 3, 4, 5] },
  {
    name: "of a ring however small three points stay and the start",
    points: SQUARE,
    tolerance: 20,
    kept: [0, 1, 2, 3],
  },
  { name: "a triangle stays", points: [[0, 0], [1, 0], [0, 1]] as Points, tolerance: 9, kept: [0, 1, 2] },
];

for (const { name, points, tolerance, kept } of CASES) {
  Deno.test(name, () => assert.deepEqual(keptVertices(Ring.of(points), tolerance), kept));
}

Deno.test("a start that is a vertex like others goes, unless that would leave too few", () => {
  assert.deepEqual(keptVerticesOfAny(Ring.of(SQUARE), 0.2), [1, 2, 3, 5]);
  assert.deepEqual(keptVerticesOfAny(Ring.of(SQUARE), 20), [1, 2, 3]);
  assert.deepEqual(keptVerticesOfAny(Ring.of([[0, 0], [1, 0], [0, 1]]), 9), [0, 1, 2]);
  assert.deepEqual(keptVerticesOfAny(Ring.of(SQUARE.slice(1)), 0.2), [0, 1, 2, 4]);
});

Deno.test("the ends of a line stay", () => {
  const line = Ring.of([[0, 0], [1, 0.1], [2, 0], [3, 1], [4, 0]]);
  assert.deepEqual(keptVerticesOfLine(line, 0.2), [0, 2, 3, 4]);
  assert.deepEqual(keptVerticesOfLine(line, 5), [0, 4]);
});

Deno.test("what goes is within the tolerance of what stays", () => {
  const points = Array.from({ length: 200 }, (_, i): [number, number] => {
    const angle = i * Math.PI / 100, radius = 10 + Math.sin(7 * angle) + 0.3 * Math.cos(31 * angle);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
  for (const tolerance of [0.05, 0.3, 1]) {
    const kept = keptVertices(Ring.of(points), tolerance);
    assert.ok(kept.length < 200 && kept.length > 6);
    points.forEach(([x, y], i) => {
      const after = kept.findIndex((k) => k > i), [x1, y1] = points[kept.at(after < 0 ? -1 : after - 1)!];
      const [x2, y2] = points[after < 0 ? 0 : kept[after]];
      const part = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2);
      const clamped = Math.min(1, Math.max(0, part));
      assert.ok(Math.hypot(x - x1 - clamped * (x2 - x1), y - y1 - clamped * (y2 - y1)) <= tolerance + 1e-12);
    });
  }
});
