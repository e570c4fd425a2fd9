/**
 * Polygons on the sphere: grids of points inside them, for area sources and for regions of hazard sites.
 *
 * Edges are great circles, up-sampled and projected orthographically, so that inside and outside are decided in
 * the plane (hazardlib conventions, numerics.md §1.2).
 */
import type { LonLatLine } from "../source/source.ts";
import {
  azimuth,
  EARTH_RADIUS,
  greatCircleDistance,
  longitudinalExtent,
  pointAt,
  pointsTowards,
  radians,
} from "./geodesy.ts";
import { type BoundingBox, boundingBox, OrthographicProjection } from "./projection.ts";

/** Longest piece of an edge, km; longer ones are cut before they are projected. */
const UPSAMPLING_STEP = 100;

/** Segments that stand for a quarter of a circle in a dilated outline. */
const SEGMENTS_PER_QUARTER = 16;

/** Fraction of the dilation below which the two offsets of a corner count as one point (JTS). */
const OFFSET_SEPARATION = 1e-3;

/** Columns of points in degrees. */
export interface LonLatColumns {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
}

/**
 * An outline in a plane of projection, km. It may overlap itself: inside is where its winding number is not zero.
 */
export interface ProjectedPolygon {
  readonly projection: OrthographicProjection;
  readonly bounds: BoundingBox;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Projects a ring (degrees, first point not repeated), its edges cut every 100 km along their great circles.
 * Throws RangeError when it has fewer than three different points or is wider than 180 degrees.
 */
export function projectPolygon(ring: LonLatLine): ProjectedPolygon {
  const { lon, lat } = upsampled(withoutRepeats(ring));
  const bounds = boundingBox(lon, lat), projection = OrthographicProjection.centredOn(bounds);
  const x = new Float64Array(lon.length), y = new Float64Array(lon.length);
  for (let i = 0; i < lon.length; i++) [x[i], y[i]] = projection.project(lon[i], lat[i]);
  return { projection, bounds, x, y };
}

function withoutRepeats(ring: LonLatLine): LonLatLine {
  const lon: number[] = [], lat: number[] = [];
  for (let i = 0; i < ring.lon.length; i++) {
    if (i > 0 && ring.lon[i] === ring.lon[i - 1] && ring.lat[i] === ring.lat[i - 1]) continue;
    lon.push(ring.lon[i]);
    lat.push(ring.lat[i]);
  }
  if (lon.length < 3) throw new RangeError("a polygon must have at least 3 different points");
  return { lon, lat };
}

function upsampled(ring: LonLatLine): LonLatLine {
  const lon: number[] = [], lat: number[] = [], size = ring.lon.length;
  for (let i = 0; i < size; i++) {
    const j = (i + 1) % size;
    const [lon1, lat1, lon2, lat2] = [ring.lon[i], ring.lat[i], ring.lon[j], ring.lat[j]];
    const length = greatCircleDistance(lon1, lat1, lon2, lat2);
    // the reference asks for this many points, ends included, so pieces may exceed the step
    const numPoints = Math.floor(length / UPSAMPLING_STEP) + 1;
    if (numPoints <= 2) {
      lon.push(lon1);
      lat.push(lat1);
      continue;
    }
    const points = pointsTowards(lon1, lat1, 0, azimuth(lon1, lat1, lon2, lat2), length, 0, numPoints);
    lon.push(...points.lon.subarray(0, numPoints - 1));
    lat.push(...points.lat.subarray(0, numPoints - 1));
  }
  return { lon, lat };
}

/** Whether a point of the plane is strictly inside a polygon, both in the same unit. */
export function containsPoint(
  { x, y }: Pick<ProjectedPolygon, "x" | "y">,
  px: number,
  py: number,
): boolean {
  let winding = 0;
  for (let i = 0, j = x.length - 1; i < x.length; j = i++) {
    const [x1, y1, x2, y2] = [x[j], y[j], x[i], y[i]];
    const side = (x2 - x1) * (py - y1) - (px - x1) * (y2 - y1);
    if (side === 0 && (px - x1) * (px - x2) <= 0 && (py - y1) * (py - y2) <= 0) return false;
    if (y1 <= py) {
      if (y2 > py && side > 0) winding++;
    } else if (y2 <= py && side < 0) winding--;
  }
  return winding !== 0;
}

/**
 * Grid of points (degrees) strictly inside a polygon: rows every `spacing` km southwards from its northern limit,
 * points every `spacing` km eastwards from its western limit; row by row. Throws RangeError when there is none.
 */
export function discretizePolygon(ring: LonLatLine, spacing: number): LonLatColumns {
  return gridInside(projectPolygon(ring), spacing);
}

function gridInside(polygon: ProjectedPolygon, spacing: number): LonLatColumns {
  const { west, east, north, south } = polygon.bounds;
  const lons: number[] = [], lats: number[] = [];
  // steps are counted, too: one beyond a pole or around the Earth would never pass the southern or eastern limit
  const numRows = stepsAlong(north - south, spacing),
    numCols = stepsAlong(longitudinalExtent(west, east), spacing);
  for (let lat = north, row = 0; lat > south && row < numRows; row++) {
    for (let lon = west, col = 0; longitudinalExtent(lon, east) > 0 && col < numCols; col++) {
      if (containsPoint(polygon, ...polygon.projection.project(lon, lat))) {
        lons.push(lon);
        lats.push(lat);
      }
      [lon] = pointAt(lon, lat, 90, spacing);
    }
    [, lat] = pointAt(west, lat, 180, spacing);
  }
  if (lons.length === 0) {
    throw new RangeError(`a spacing of ${spacing} km is too large: no grid point is inside the polygon`);
  }
  return { lon: Float64Array.from(lons), lat: Float64Array.from(lats) };
}

/** Most steps of `spacing` km along `angle` degrees of a great circle, the one of no length included. */
function stepsAlong(angle: number, spacing: number): number {
  return EARTH_RADIUS * radians(angle) / spacing + 1.5;
}

/**
 * A polygon grown by `distance` km: edges moved outwards, corners rounded with 16 segments per quarter of a circle.
 * Around a concave corner the outline runs through the corner and overlaps itself.
 */
export function dilatePolygon({ projection, x, y }: ProjectedPolygon, distance: number): ProjectedPolygon {
  const size = x.length, outward = signedArea(x, y) > 0 ? 1 : -1;
  const outline: [x: number, y: number][] = [];
  const offsets = Array.from({ length: size }, (_, i) => {
    const j = (i + 1) % size, dx = x[j] - x[i], dy = y[j] - y[i];
    const scale = outward * distance / Math.hypot(dx, dy);
    return { x: dy * scale, y: -dx * scale };
  });
  for (let i = 0; i < size; i++) {
    const before = offsets[(i + size - 1) % size], after = offsets[i];
    const isConvex = (before.x * after.y - before.y * after.x) * outward >= 0;
    outline.push([x[i] + before.x, y[i] + before.y]);
    if (!isConvex) outline.push([x[i], y[i]]);
    else if (Math.hypot(after.x - before.x, after.y - before.y) < distance * OFFSET_SEPARATION) continue;
    else outline.push(...fillet(x[i], y[i], before, after, distance, outward));
    outline.push([x[i] + after.x, y[i] + after.y]);
  }
  const points = outline.map(([px, py]) => projection.unproject(px, py));
  return {
    projection,
    bounds: boundingBox(points.map(([lon]) => lon), points.map(([, lat]) => lat)),
    x: Float64Array.from(outline, ([px]) => px),
    y: Float64Array.from(outline, ([, py]) => py),
  };
}

function fillet(
  x: number,
  y: number,
  from: { x: number; y: number },
  to: { x: number; y: number },
  radius: number,
  direction: number,
): [x: number, y: number][] {
  const start = Math.atan2(from.y, from.x);
  const turn = direction * (Math.atan2(to.y, to.x) - start);
  const angle = turn < 0 ? turn + 2 * Math.PI : turn;
  const segments = Math.floor(angle / (Math.PI / 2 / SEGMENTS_PER_QUARTER) + 0.5);
  return Array.from({ length: Math.max(segments - 1, 0) }, (_, i) => {
    const at = start + direction * (i + 1) * (angle / segments);
    return [x + radius * Math.cos(at), y + radius * Math.sin(at)];
  });
}

function signedArea(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0, j = x.length - 1; i < x.length; j = i++) sum += x[j] * y[i] - x[i] * y[j];
  return sum / 2;
}

/**
 * Grid of hazard sites (degrees) over a region: points every `spacing` km inside the region dilated by `spacing`,
 * sorted by longitude, then latitude. Throws RangeError when there is none.
 */
export function regionGrid(region: ProjectedPolygon, spacing: number): LonLatColumns {
  const { lon, lat } = gridInside(dilatePolygon(region, spacing), spacing);
  const order = Array.from(lon.keys()).sort((i, j) => lon[i] - lon[j] || lat[i] - lat[j]);
  return { lon: Float64Array.from(order, (i) => lon[i]), lat: Float64Array.from(order, (i) => lat[i]) };
}
