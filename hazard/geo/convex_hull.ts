/** The convex hull of points on the sphere, in a plane of projection. */
import type { LonLatColumns, ProjectedPolygon } from "./polygon.ts";
import { boundingBox, OrthographicProjection } from "./projection.ts";

/** Half the width in km of the stripe that stands for points that are all on a line. */
const HALF_WIDTH = 0.005;

/**
 * The hull of points (degrees), anticlockwise, in the orthographic projection around the middle of their box; around
 * points on a line a pointed stripe 10 m wide. Throws RangeError when they are wider than 180 degrees.
 *
 * A. M. Andrew (1979), Information Processing Letters 9(5), 216-219: the lower and the upper chain of sorted points.
 */
export function convexHull({ lon, lat }: LonLatColumns): ProjectedPolygon {
  const projection = OrthographicProjection.centredOn(boundingBox(lon, lat));
  const points = Array.from(lon, (_, i) => projection.project(lon[i], lat[i]))
    .sort(([x1, y1], [x2, y2]) => x1 - x2 || y1 - y2);
  const chain = [...halfHull(points), ...halfHull(points.toReversed())];
  const outline = chain.length > 2 ? chain : stripe(points[0], points[points.length - 1]);
  const corners = outline.map(([x, y]) => projection.unproject(x, y));
  return {
    projection,
    bounds: boundingBox(corners.map(([lon]) => lon), corners.map(([, lat]) => lat)),
    x: Float64Array.from(outline, ([x]) => x),
    y: Float64Array.from(outline, ([, y]) => y),
  };
}

type Point = readonly [x: number, y: number];

/** The corners to the right of the way through sorted points, all but the last. */
function halfHull(points: readonly Point[]): Point[] {
  const hull: Point[] = [];
  for (const point of points) {
    while (hull.length > 1 && !isLeftTurn(hull[hull.length - 2], hull[hull.length - 1], point)) hull.pop();
    hull.push(point);
  }
  return hull.slice(0, -1);
}

function isLeftTurn([x1, y1]: Point, [x2, y2]: Point, [x3, y3]: Point): boolean {
  return (x2 - x1) * (y3 - y1) > (x3 - x1) * (y2 - y1);
}

/** The outline around a line between two points, anticlockwise; they may be the same. */
function stripe([x1, y1]: Point, [x2, y2]: Point): Point[] {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [u, v] = length > 0
    ? [(x2 - x1) / length * HALF_WIDTH, (y2 - y1) / length * HALF_WIDTH]
    : [HALF_WIDTH, 0];
  const corners: Point[] = [
    [x1 - u, y1 - v],
    [x1 + v, y1 - u],
    [x2 + v, y2 - u],
    [x2 + u, y2 + v],
    [x2 - v, y2 + u],
    [x1 - v, y1 + u],
  ];
  return corners.filter(([x, y], i) => i === 0 || x !== corners[i - 1][0] || y !== corners[i - 1][1]);
}
