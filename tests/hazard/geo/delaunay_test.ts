import assert from "node:assert/strict";
import { delaunay } from "../../../hazard/geo/delaunay.ts";

const scattered = (size: number) => ({
  x: Array.from({ length: size }, (_, i) => (i * 0.618034) % 1 + 0.001 * i),
  y: Array.from({ length: size }, (_, i) => (i * 0.754878) % 1),
});

Deno.test("no point is inside the circle around a triangle, and together they fill the convex hull", () => {
  const { x, y } = scattered(60), triangles = delaunay(x, y);
  const doubled = ([a, b, c]: readonly number[]) =>
    (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a]);
  for (const [a, b, c] of triangles) {
    const rows = (i: number) =>
      [a, b, c].map((j) => [x[j] - x[i], y[j] - y[i], (x[j] - x[i]) ** 2 + (y[j] - y[i]) ** 2]);
    const sign = Math.sign(doubled([a, b, c]));
    for (let i = 0; i < x.length; i++) {
      if ([a, b, c].includes(i)) continue;
      const [[ax, ay, as], [bx, by, bs], [cx, cy, cs]] = rows(i);
      const inCircle = ax * (by * cs - bs * cy) - ay * (bx * cs - bs * cx) + as * (bx * cy - by * cx);
      assert.ok(sign * inCircle <= 1e-12, `point ${i} is in the circle around ${[a, b, c]}`);
    }
  }
  const hull = convexHull(x, y);
  const area = hull.reduce((sum, j, k) => {
    const i = hull[(k + hull.length - 1) % hull.length];
    return sum + x[i] * y[j] - x[j] * y[i];
  }, 0);
  const covered = triangles.reduce((sum, triangle) => sum + Math.abs(doubled(triangle)), 0);
  assert.ok(Math.abs(covered - Math.abs(area)) < 1e-6 * covered);
});

function convexHull(x: number[], y: number[]): number[] {
  const order = [...x.keys()].sort((i, j) => x[i] - x[j] || y[i] - y[j]);
  const half = (indices: number[]) => {
    const chain: number[] = [];
    for (const i of indices) {
      while (chain.length > 1) {
        const [a, b] = chain.slice(-2);
        if ((x[b] - x[a]) * (y[i] - y[a]) - (y[b] - y[a]) * (x[i] - x[a]) > 0) break;
        chain.pop();
      }
      chain.push(i);
    }
    return chain.slice(0, -1);
  };
  return [...half(order), ...half(order.toReversed())];
}

Deno.test("a lattice is filled, too, though its points share circles", () => {
  const x = Array.from({ length: 20 }, (_, i) => i % 5),
    y = Array.from({ length: 20 }, (_, i) => Math.floor(i / 5));
  const area = delaunay(x, y).reduce(
    (sum, [a, b, c]) => sum + Math.abs((x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a])) / 2,
    0,
  );
  assert.ok(Math.abs(area - 12) < 1e-9);
});

Deno.test("points on a line, and fewer than three, have no triangles", () => {
  assert.deepEqual(delaunay([0, 1, 2, 3], [0, 1, 2, 3]), []);
  assert.deepEqual(delaunay([0, 1], [0, 1]), []);
  assert.deepEqual(delaunay([0, 0, 0], [1, 1, 1]), []);
});
