/**
 * Delaunay triangulation of points in a plane.
 *
 * A. Bowyer (1981), Computing Dirichlet tessellations, The Computer Journal 24; D. F. Watson (1981), Computing the
 * n-dimensional Delaunay tessellation, The Computer Journal 24.
 */

/** Numbers of the three corners. */
export type Triangle = readonly [a: number, b: number, c: number];

/** Share of the squared radius of a circle within which a point counts as on it. */
const ON_CIRCLE = 1e-12;

/** A triangle with the circle around it. */
interface Circled {
  readonly corners: Triangle;
  readonly x: number;
  readonly y: number;
  readonly squaredRadius: number;
}

/**
 * Triangles between points, none of which lies inside the circle around a triangle; none if all points are on a line.
 * Slivers along the convex hull, a thousand times longer than wide, may be left out. Time grows with the square of the
 * number of points.
 */
export function delaunay(xs: ArrayLike<number>, ys: ArrayLike<number>): Triangle[] {
  const size = xs.length, x = Array.from(xs), y = Array.from(ys);
  const extent = (values: readonly number[]) =>
    values.reduce((max, value) => Math.max(max, Math.abs(value - values[0])), 0);
  const far = 1e3 * Math.max(extent(x), extent(y));
  if (size < 3 || far === 0) return [];
  // a triangle around all points, taken away in the end
  x.push(x[0] - 3 * far, x[0] + 3 * far, x[0]);
  y.push(y[0] - far, y[0] - far, y[0] + 3 * far);
  let triangles = [circled(x, y, [size, size + 1, size + 2])!];
  for (let i = 0; i < size; i++) {
    const edges = new Map<string, [from: number, to: number]>();
    const kept: Circled[] = [];
    for (const triangle of triangles) {
      const dx = x[i] - triangle.x, dy = y[i] - triangle.y;
      if (dx * dx + dy * dy >= triangle.squaredRadius * (1 - ON_CIRCLE)) {
        kept.push(triangle);
        continue;
      }
      const [a, b, c] = triangle.corners;
      for (const [from, to] of [[a, b], [b, c], [c, a]]) {
        // an edge of two triangles that fall away is inside the hole
        if (!edges.delete(`${to} ${from}`)) edges.set(`${from} ${to}`, [from, to]);
      }
    }
    for (const [from, to] of edges.values()) {
      const triangle = circled(x, y, [from, to, i]);
      if (triangle) kept.push(triangle);
    }
    triangles = kept;
  }
  return triangles.map(({ corners }) => corners).filter((corners) => corners.every((i) => i < size));
}

/** The circle through three points; undefined if they are on a line. */
function circled(x: readonly number[], y: readonly number[], corners: Triangle): Circled | undefined {
  const [a, b, c] = corners;
  const bx = x[b] - x[a], by = y[b] - y[a], cx = x[c] - x[a], cy = y[c] - y[a];
  const cross = 2 * (bx * cy - by * cx), bb = bx * bx + by * by, cc = cx * cx + cy * cy;
  if (Math.abs(cross) < 1e-14 * (bb + cc)) return undefined;
  const ux = (cy * bb - by * cc) / cross, uy = (bx * cc - cx * bb) / cross;
  return { corners, x: x[a] + ux, y: y[a] + uy, squaredRadius: ux * ux + uy * uy };
}
