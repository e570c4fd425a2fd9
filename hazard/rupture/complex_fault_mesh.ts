/** The mesh of a complex fault between its edges (hazardlib conventions, numerics.md §1.6). */
import { azimuth, greatCircleDistance, pointAt, roundHalfAway, roundHalfEven } from "../geo/geodesy.ts";
import type { FaultEdge } from "../source/source.ts";
import { FaultMesh } from "./fault_mesh.ts";
import type { Hypocentre } from "./rupture.ts";

/** A sample nearer than this (km) to a vertex of the line is that vertex. */
const SHORTEST_OFFSET = 1e-5;

/** Decimals to which the reference rounds the length of a segment before it divides it (km). */
const LENGTH_DIGITS = 7;

type Point = Hypocentre;

/**
 * Mesh of about `spacing` km between the edges, the top one first: as many points on every edge as the mean length
 * asks for, and on every line across the edges as many as the mean width does. Throws RangeError when the spacing is
 * too large for two points along the edges and two across.
 */
export function meshOfComplexFault(edges: readonly FaultEdge[], spacing: number): FaultMesh {
  const lines = edges.map(pointsOf);
  const cols = numPoints(mean(lines.map(lengthOf)), spacing, "length");
  const along = lines.map((line) => resampled(line, cols));
  const across = Array.from({ length: cols }, (_, col) => along.map((line) => line[col]));
  const rows = numPoints(mean(across.map(lengthOf)), spacing, "width");
  const columns = across.map((line) => resampled(line, rows));
  const byRow = (value: (point: Point) => number) =>
    Float64Array.from({ length: rows * cols }, (_, i) => value(columns[i % cols][Math.floor(i / cols)]));
  return new FaultMesh(rows, cols, byRow((p) => p.lon), byRow((p) => p.lat), byRow((p) => p.depth));
}

/** About how many points the mesh has; makes none of them. */
export function estimatedPointsOfMesh(edges: readonly FaultEdge[], spacing: number): number {
  const lines = edges.map(pointsOf);
  const across = mean([
    lengthOf(lines.map((line) => line[0])),
    lengthOf(lines.map((line) => line[line.length - 1])),
  ]);
  return (mean(lines.map(lengthOf)) / spacing + 1) * (across / spacing + 1);
}

function numPoints(length: number, spacing: number, side: string): number {
  const intervals = roundHalfEven(length / spacing);
  if (intervals >= 1) return intervals + 1;
  throw new RangeError(
    `a mesh spacing of ${spacing} km is too large for the mean ${side} of the fault, ${length.toFixed(1)} km`,
  );
}

function pointsOf({ lon, lat, depth }: FaultEdge): Point[] {
  return lon.map((_, i) => ({ lon: lon[i], lat: lat[i], depth: depth[i] }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Horizontal and vertical distance, and the two at right angles (km). */
function separation(from: Point, to: Point) {
  const horizontal = greatCircleDistance(from.lon, from.lat, to.lon, to.lat);
  const vertical = to.depth - from.depth;
  return { horizontal, vertical, total: Math.sqrt(horizontal * horizontal + vertical * vertical) };
}

function lengthOf(line: readonly Point[]): number {
  return line.slice(1).reduce((sum, point, i) => sum + separation(line[i], point).total, 0);
}

/** `count` points from the first point of the line on, at equal distances along it. */
function resampled(line: readonly Point[], count: number): Point[] {
  const step = lengthOf(line) / (count - 1);
  const points = [line[0]];
  // `passed` is the length of the line up to its vertex `next`
  for (let i = 1, next = 0, passed = 0, last = 0; i < count; i++) {
    while (i * step > passed && next < line.length - 1) {
      last = separation(line[next], line[next + 1]).total;
      passed += last;
      next++;
    }
    points.push(pointTowards(line[next - 1], line[next], i * step - (passed - last)));
  }
  return points;
}

function pointTowards(from: Point, to: Point, distance: number): Point {
  if (distance < SHORTEST_OFFSET) return from;
  const { horizontal, vertical, total } = separation(from, to);
  const fraction = distance / roundHalfAway(total, LENGTH_DIGITS);
  const course = azimuth(from.lon, from.lat, to.lon, to.lat);
  const [lon, lat] = pointAt(from.lon, from.lat, course, horizontal * fraction);
  return { lon, lat, depth: from.depth + vertical * fraction };
}
