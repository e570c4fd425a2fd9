/** Lines on the sphere: resampling of fault traces. */
import type { LonLatLine } from "../source/source.ts";
import { azimuth } from "./geodesy.ts";
import { boundingBox, OrthographicProjection } from "./projection.ts";

/** Part of the sample length that may be missing for one more sample before a vertex. */
const LENGTH_TOLERANCE = 0.9999;

/** Two samples closer than this in longitude and latitude (degrees) are taken to keep the direction. */
const SHORT_STEP = 1e-2;

/** Largest change of azimuth (degrees) from the last two samples to the end that counts as the same direction. */
const SAME_DIRECTION = 30;

interface PlanePoint {
  readonly x: number;
  readonly y: number;
}

/**
 * Resamples a line (degrees) from its first point at straight steps of `spacing` km in an orthographic projection
 * (hazardlib conventions, numerics.md §1.5). A last step is added, straight on, when more than half of it is left.
 * Throws RangeError when the line has fewer than two different points or turns back within one step.
 */
export function resampleLine(line: LonLatLine, spacing: number): LonLatLine {
  const { lon: lons, lat: lats } = withoutRepeats(line);
  const projection = OrthographicProjection.centredOn(boundingBox(lons, lats));
  const vertices = lons.map((lon, i): PlanePoint => {
    const [x, y] = projection.project(lon, lats[i]);
    return { x, y };
  });
  const lon = [lons[0]], lat = [lats[0]];
  let last = vertices[0];
  const add = (sample: PlanePoint) => {
    const [sampleLon, sampleLat] = projection.unproject(sample.x, sample.y);
    lon.push(sampleLon);
    lat.push(sampleLat);
    last = sample;
  };
  const end = vertices.length - 1;
  for (let from = 0;;) {
    const reached = farthestWithin(vertices, from, last, spacing);
    if (reached === end) break;
    const next = vertices[reached + 1];
    add(crossing(next, vertices[reached], last, spacing));
    const distance = separation(next, last);
    const step = { x: spacing * (next.x - last.x) / distance, y: spacing * (next.y - last.y) / distance };
    while (separation(next, last) > spacing * LENGTH_TOLERANCE) {
      add({ x: last.x + step.x, y: last.y + step.y });
    }
    from = reached + 1;
  }
  const isStraight = lon.length === 1 || keepsDirection(lon, lat, lons[end], lats[end]);
  const left = separation(vertices[end], last);
  if (isStraight ? left > spacing / 2 : left < spacing / 2) {
    const [a, b] = [vertices[end - 1], vertices[end]], length = separation(a, b);
    add({ x: last.x + spacing * (b.x - a.x) / length, y: last.y + spacing * (b.y - a.y) / length });
  }
  return { lon, lat };
}

function withoutRepeats({ lon, lat }: LonLatLine): { lon: number[]; lat: number[] } {
  const keep = Array.from(lon.keys()).filter((i) =>
    i === 0 || lon[i] !== lon[i - 1] || lat[i] !== lat[i - 1]
  );
  if (keep.length < 2) throw new RangeError("a line must have at least 2 different points");
  return { lon: keep.map((i) => lon[i]), lat: keep.map((i) => lat[i]) };
}

function separation(a: PlanePoint, b: PlanePoint): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Index, from `from` on, of the vertex that is farthest from `point` but not farther than `limit`. */
function farthestWithin(
  vertices: readonly PlanePoint[],
  from: number,
  point: PlanePoint,
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

/** Where the segment from `a` to `b` crosses the circle around `centre`; of two such points the one nearer to `b`. */
function crossing(a: PlanePoint, b: PlanePoint, centre: PlanePoint, radius: number): PlanePoint {
  const dx = b.x - a.x, dy = b.y - a.y, ex = a.x - centre.x, ey = a.y - centre.y;
  const square = dx * dx + dy * dy, half = dx * ex + dy * ey;
  const discriminant = half * half - square * (ex * ex + ey * ey - radius * radius);
  if (discriminant < 0) throw new RangeError("the line turns back within one step of its resampling");
  const farther = (-half + Math.sqrt(discriminant)) / square;
  const fraction = farther >= 0 && farther <= 1 ? farther : (-half - Math.sqrt(discriminant)) / square;
  return { x: a.x + fraction * dx, y: a.y + fraction * dy };
}

function keepsDirection(
  lon: readonly number[],
  lat: readonly number[],
  endLon: number,
  endLat: number,
): boolean {
  const last = lon.length - 1,
    [lon1, lat1, lon2, lat2] = [lon[last - 1], lat[last - 1], lon[last], lat[last]];
  if (Math.abs(lon2 - lon1) < SHORT_STEP && Math.abs(lat2 - lat1) < SHORT_STEP) return true;
  // the reference does not wrap the difference around north
  return Math.abs(azimuth(lon1, lat1, lon2, lat2) - azimuth(lon2, lat2, endLon, endLat)) < SAME_DIRECTION;
}
