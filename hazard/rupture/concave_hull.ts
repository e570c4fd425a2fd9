/**
 * The outline of scattered points: as many of the smallest triangles between them as it takes to reach every point.
 *
 * H. Edelsbrunner, D. Kirkpatrick, R. Seidel (1983), On the shape of a set of points in the plane, IEEE Transactions on
 * Information Theory 29: alpha shapes; alpha is the largest that leaves no point out.
 */
import { delaunay, type Triangle } from "../geo/delaunay.ts";

/** km by which the reference widens what does not hang together. */
const MARGIN = 0.005;

/** A set of triangles in a plane. */
export class ConcaveHull {
  readonly #x: readonly number[];
  readonly #y: readonly number[];
  readonly #triangles: readonly Triangle[];
  readonly #margin: number;

  constructor(x: readonly number[], y: readonly number[]) {
    this.#x = x;
    this.#y = y;
    this.#triangles = smallestCover(normalized(x), normalized(y));
    this.#margin = hangTogether(this.#triangles) ? 0 : MARGIN;
  }

  /** Distance from a point to the nearest triangle, 0 inside; without triangles, to the nearest point. */
  distance(px: number, py: number): number {
    const x = this.#x, y = this.#y;
    if (this.#triangles.length === 0) {
      return x.reduce((min, _, i) => Math.min(min, Math.hypot(px - x[i], py - y[i])), Infinity);
    }
    let nearest = Infinity;
    for (const corners of this.#triangles) {
      let numLeft = 0;
      for (let i = 0; i < 3; i++) {
        const a = corners[i], b = corners[(i + 1) % 3];
        const ex = x[b] - x[a], ey = y[b] - y[a], dx = px - x[a], dy = py - y[a];
        if (ex * dy - ey * dx >= 0) numLeft++;
        const fraction = Math.min(Math.max((dx * ex + dy * ey) / (ex * ex + ey * ey), 0), 1);
        nearest = Math.min(nearest, Math.hypot(dx - fraction * ex, dy - fraction * ey));
      }
      if (numLeft === 3 || numLeft === 0) return 0;
    }
    return Math.max(0, nearest - this.#margin);
  }
}

/** Whether triangles are one piece, joined along edges. */
function hangTogether(triangles: readonly Triangle[]): boolean {
  const reached = new Set(triangles.slice(0, 1)), queue = [...reached];
  for (let triangle = queue.pop(); triangle; triangle = queue.pop()) {
    for (const other of triangles) {
      if (reached.has(other) || other.filter((corner) => triangle!.includes(corner)).length < 2) continue;
      reached.add(other);
      queue.push(other);
    }
  }
  return reached.size === triangles.length;
}

/** Values moved and scaled to a range of 1 around their mean. */
function normalized(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const range = values.reduce((max, v) => Math.max(max, v), -Infinity) -
    values.reduce((min, v) => Math.min(min, v), Infinity);
  return values.map((value) => range > 0 ? (value - mean) / range : 0);
}

/** The triangles with the smallest circles around them, as many as reach all points, but a third of all at least. */
function smallestCover(x: readonly number[], y: readonly number[]): Triangle[] {
  const triangles = delaunay(x, y).map((corners) => ({ corners, radius: radiusAround(x, y, corners) }));
  triangles.sort((a, b) => a.radius - b.radius);
  const missing = new Set(triangles.flatMap(({ corners }) => corners));
  let used = 0;
  while (used < triangles.length && (missing.size > 0 || used <= Math.floor(triangles.length / 3))) {
    for (const i of triangles[used].corners) missing.delete(i);
    used++;
  }
  return triangles.slice(0, used).map(({ corners }) => corners);
}

function radiusAround(x: readonly number[], y: readonly number[], [a, b, c]: Triangle): number {
  const side = (i: number, j: number) => Math.hypot(x[i] - x[j], y[i] - y[j]);
  const area = Math.abs((x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a])) / 2;
  return side(a, b) * side(b, c) * side(c, a) / (4 * area);
}
