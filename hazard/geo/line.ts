/** Lines on the sphere: resampling of fault traces. */
import type { LonLatLine, PointsInDepth } from "../source/source.ts";
import { azimuth } from "./geodesy.ts";
import { boundingBox, OrthographicProjection } from "./projection.ts";

/** Part of the sample length that may be missing for one more sample before a vertex. */
const LENGTH_TOLERANCE = 0.9999;

/** Two samples closer than this in longitude and latitude (degrees) are taken to keep the direction. */
const SHORT_STEP = 1e-2;

/** Largest change of azimuth (degrees) from the last two samples to the end that counts as the same direction. */
const SAME_DIRECTION = 30;

/** km; z is the depth */
interface ProjectedPoint {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/**
 * Resamples a line (degrees) from its first point at straight steps of `spacing` km in an orthographic projection
 * (hazardlib conventions, numerics.md §1.5). A last step is added, straight on, when more than half of it is left.
 * Throws RangeError when the line has fewer than two different points or turns back within one step.
 */
export function resampleLine({ lon, lat }: LonLatLine, spacing: number): LonLatLine {
  const resampled = resampleLineInDepth({ lon, lat, depth: lon.map(() => 0) }, spacing);
  return { lon: resampled.lon, lat: resampled.lat };
}

/**
 * The same for a line in space. With `keepsEnd` no step is added at the end but the last point itself, however near.
 */
export function resampleLineInDepth(line: PointsInDepth, spacing: number, keepsEnd = false): PointsInDepth {
  const { lon: lons, lat: lats, depth: depths } = withoutRepeats(line);
  const projection = OrthographicProjection.centredOn(boundingBox(lons, lats));
  const vertices = lons.map((lon, i): ProjectedPoint => {
    const [x, y] = projection.project(lon, lats[i]);
    return { x, y, z: depths[i] };
  });
  const lon = [lons[0]], lat = [lats[0]], depth = [depths[0]];
  let last = vertices[0];
  const add = (sample: ProjectedPoint) => {
    const [sampleLon, sampleLat] = projection.unproject(sample.x, sample.y);
    lon.push(sampleLon);
    lat.push(sampleLat);
    depth.push(sample.z);
    last = sample;
  };
  const end = vertices.length - 1;
  for (let from = 0;;) {
    const reached = farthestWithin(vertices, from, last, spacing);
    if (reached === end) break;
    const next = vertices[reached + 1];
    add(crossing(next, vertices[reached], last, spacing));
    const distance = separation(next, last);
    const step = spacing / distance, { x, y, z } = last;
    const [dx, dy, dz] = [step * (next.x - x), step * (next.y - y), step * (next.z - z)];
    while (separation(next, last) > spacing * LENGTH_TOLERANCE) {
      add({ x: last.x + dx, y: last.y + dy, z: last.z + dz });
    }
    from = reached + 1;
  }
  if (keepsEnd) {
    lon.push(lons[end]);
    lat.push(lats[end]);
    depth.push(depths[end]);
    return withoutRepeats({ lon, lat, depth });
  }
  const isStraight = lon.length === 1 || keepsDirection(lon, lat, depth, lons[end], lats[end], depths[end]);
  const left = separation(vertices[end], last);
  if (isStraight ? left > spacing / 2 : left < spacing / 2) {
    const [a, b] = [vertices[end - 1], vertices[end]], step = spacing / separation(a, b);
    add({ x: last.x + step * (b.x - a.x), y: last.y + step * (b.y - a.y), z: last.z + step * (b.z - a.z) });
  }
  return { lon, lat, depth };
}

function withoutRepeats({ lon, lat, depth }: PointsInDepth): PointsInDepth {
  const keep = Array.from(lon.keys()).filter((i) =>
    i === 0 || lon[i] !== lon[i - 1] || lat[i] !== lat[i - 1] || depth[i] !== depth[i - 1]
  );
  if (keep.length < 2) throw new RangeError("a line must have at least 2 different points");
  const kept = (values: readonly number[]) => keep.map((i) => values[i]);
  return { lon: kept(lon), lat: kept(lat), depth: kept(depth) };
}

function separation(a: ProjectedPoint, b: ProjectedPoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);
}

/** Index, from `from` on, of the vertex that is farthest from `point` but not farther than `limit`. */
function farthestWithin(
  vertices: readonly ProjectedPoint[],
  from: number,
  point: ProjectedPoint,
  limit: number,
): number {
  let farthest = from, largest = -Infinity;
  for (let i = from; i < vertices.length; i++) {
    const distance = separation(vertices[i], point);
    if (distance > limit || distance <= largest) continue;
    farthest = i;
    largest = distance;
  }
  return farthest;
}

/** Where the segment from `a` to `b` crosses the sphere around `centre`; of two such points the one nearer to `b`. */
function crossing(
  a: ProjectedPoint,
  b: ProjectedPoint,
  centre: ProjectedPoint,
  radius: number,
): ProjectedPoint {
  const dx = b.x - a.x, dy = b.y - a.y, dz = b.z - a.z;
  const ex = a.x - centre.x, ey = a.y - centre.y, ez = a.z - centre.z;
  const square = dx * dx + dy * dy + dz * dz, half = dx * ex + dy * ey + dz * ez;
  const discriminant = half * half - square * (ex * ex + ey * ey + ez * ez - radius * radius);
  if (discriminant < 0) throw new RangeError("the line turns back within one step of its resampling");
  const farther = (-half + Math.sqrt(discriminant)) / square;
  const fraction = farther >= 0 && farther <= 1 ? farther : (-half - Math.sqrt(discriminant)) / square;
  return { x: a.x + fraction * dx, y: a.y + fraction * dy, z: a.z + fraction * dz };
}

function keepsDirection(
  lon: readonly number[],
  lat: readonly number[],
  depth: readonly number[],
  endLon: number,
  endLat: number,
  endDepth: number,
): boolean {
  const last = lon.length - 1,
    [lon1, lat1, lon2, lat2] = [lon[last - 1], lat[last - 1], lon[last], lat[last]];
  // so steep that only the depth tells
  if (Math.abs(lon2 - lon1) < SHORT_STEP && Math.abs(lat2 - lat1) < SHORT_STEP) {
    return endDepth >= depth[last];
  }
  // the reference does not wrap the difference around north
  return Math.abs(azimuth(lon1, lat1, lon2, lat2) - azimuth(lon2, lat2, endLon, endLat)) < SAME_DIRECTION;
}
