/**
 * The mesh of a kite surface, a fault whose width and dip vary along the strike, from profiles down its dip
 * (hazardlib conventions, numerics.md §1.7).
 *
 * The profiles are sampled at equal steps; points of equal number form edges along the strike. From the longest profile
 * the edges are sampled to both sides; where an edge begins only at a later profile its points are where it crosses the
 * lines through those of the other edges. Places that no edge reaches are NaN in the mesh.
 */
import { azimuth, greatCircleDistance } from "../geo/geodesy.ts";
import { resampleLineInDepth } from "../geo/line.ts";
import { OrthographicProjection } from "../geo/projection.ts";
import type { PointsInDepth } from "../source/source.ts";
import { angularMean } from "./angular_mean.ts";
import { FaultMesh } from "./fault_mesh.ts";
import { GriddedSurface } from "./gridded_surface.ts";

type Point = readonly [lon: number, lat: number, depth: number];

const NOWHERE: Point = [NaN, NaN, NaN];
/** Profiles are of equal length if their lengths differ by less than this share of a step. */
const EQUAL_LENGTHS = 0.1;
/** Points of a profile that differ by less (km) to the east lie on a line to the north. */
const SAME_EAST = 1e-5;
/** degrees by which the top edge may turn from the strike of all points, else the mesh runs backwards */
const MOST_TURN = 60;
/** Dip (degrees) of the plane through all points from which on its strike may be either way. */
const ALMOST_VERTICAL = 89.999;
/** degrees between the dip of a cell and the direction at the left of its strike that show it runs backwards */
const LEFT_TURN = 40;

function isSomewhere([lon]: Point): boolean {
  return !Number.isNaN(lon);
}

/**
 * Mesh with points every `downDip` km along the profiles and every `alongStrike` km between them, rows down the dip.
 * Throws RangeError when the profiles are too short for that or make no surface.
 */
export function meshOfProfiles(
  profiles: readonly PointsInDepth[],
  downDip: number,
  alongStrike: number,
): FaultMesh {
  const sampled = profiles.map((profile) => pointsOf(resampleLineInDepth(profile, downDip)));
  const numRows = Math.max(...sampled.map(({ length }) => length));
  const reference = longest(sampled, downDip);
  const projection = projectionOf(sampled.flat());
  const full = sampled.map((profile) => padded(profile, numRows));
  const after = reference < full.length - 1 ? alongEdges(full.slice(reference), alongStrike, projection) : [];
  const before = reference > 0
    ? alongEdges(full.slice(0, reference + 1).reverse(), alongStrike, projection)
    : [];
  const columns = [...after.toReversed(), ...before.slice(after.length > 0 ? 1 : 0)];
  if (columns.length < 2) throw new RangeError("the spacing of the mesh is too large for the profiles");
  const height = Math.max(...columns.map(({ length }) => length));
  const rows = Array.from({ length: height }, (_, row) => columns.map((column) => column[row] ?? NOWHERE));
  removeLonely(rows);
  return meshOf(rightHanded(withoutEmpty(followingStrike(sortedByDepth(rows)))));
}

/** About how many points the mesh has, rather too many; makes none of them. */
export function estimatedPointsOfProfiles(
  profiles: readonly PointsInDepth[],
  downDip: number,
  alongStrike: number,
): number {
  const width = Math.max(...profiles.map((profile) => lengthOf(pointsOf(profile))));
  const tops = profiles.map(({ lon, lat, depth }): Point => [lon[0], lat[0], depth[0]]);
  const bottoms = profiles.map((profile) => pointsOf(profile)[profile.lon.length - 1]);
  const length = Math.max(lengthOf(tops), lengthOf(bottoms));
  return (width / downDip + 2) * (length / alongStrike + 2);
}

function pointsOf({ lon, lat, depth }: PointsInDepth): Point[] {
  return lon.map((_, i) => [lon[i], lat[i], depth[i]]);
}

function padded(points: readonly Point[], length: number): Point[] {
  return Array.from({ length }, (_, i) => points[i] ?? NOWHERE);
}

/** km along the surface and the depth together */
function distance([lon1, lat1, depth1]: Point, [lon2, lat2, depth2]: Point): number {
  return Math.hypot(greatCircleDistance(lon1, lat1, lon2, lat2), depth2 - depth1);
}

function lengthOf(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, point, i) => sum + distance(points[i], point), 0);
}

/** Number of the longest profile, the first one if they hardly differ. */
function longest(profiles: readonly (readonly Point[])[], step: number): number {
  const lengths = profiles.map(lengthOf), most = Math.max(...lengths);
  return most - Math.min(...lengths) > step * EQUAL_LENGTHS ? lengths.indexOf(most) : 0;
}

function projectionOf(points: readonly Point[]): OrthographicProjection {
  const lons = points.map(([lon]) => lon), lats = points.map(([, lat]) => lat);
  return OrthographicProjection.centredOn({
    west: Math.min(...lons),
    east: Math.max(...lons),
    north: Math.max(...lats),
    south: Math.min(...lats),
  });
}

/** Profiles `first` to `last` through which an edge goes without a gap. */
interface Piece {
  readonly first: number;
  readonly last: number;
  readonly edge: number;
}

/** Points of an edge, from a new profile on. */
interface SampledPiece {
  readonly profile: number;
  readonly edge: number;
  readonly points: readonly Point[];
}

/** y = slope x + intercept; a slope that is infinite makes x = intercept of it. */
interface PlaneLine {
  readonly slope: number;
  readonly intercept: number;
}

/** New profiles every `step` km from the first of the old ones on; they hold the edges in the order they are met. */
function alongEdges(
  profiles: readonly (readonly Point[])[],
  step: number,
  projection: OrthographicProjection,
): Point[][] {
  const pieces = profiles[0].flatMap((_, edge) => piecesOf(profiles.map((profile) => profile[edge]), edge))
    .sort((a, b) => a.first - b.first || b.last - a.last || a.edge - b.edge);
  if (pieces.length === 0) {
    throw new RangeError("no two neighbouring profiles are at the same number of steps");
  }
  const sampled: SampledPiece[] = [], lines: PlaneLine[] = [];
  for (const [first, ofFirst] of Map.groupBy(pieces, (piece) => piece.first)) {
    for (const { last, edge } of ofFirst) {
      const points = profiles.slice(first, last + 1).map((profile) => profile[edge]);
      sampled.push({
        edge,
        ...(first === pieces[0].first ? sampledFrom(points, step) : crossings(points, lines, projection)),
      });
    }
    lines.push(...linesThrough(sampled.filter(({ profile }) => profile === first), projection));
  }
  const edges = new Map<number, Point[]>();
  for (const { profile, edge, points } of sampled) {
    const known = edges.get(edge) ?? [];
    if (profile > 0 && profile < known.length) throw new RangeError("the edges between the profiles overlap");
    const gap = profile > 0 ? padded([], profile - known.length) : [];
    edges.set(edge, [...known, ...gap, ...points]);
  }
  const numProfiles = Math.max(...Array.from(edges.values(), ({ length }) => length));
  return Array.from(
    { length: numProfiles },
    (_, i) => Array.from(edges.values(), (points) => points[i] ?? NOWHERE),
  );
}

function piecesOf(points: readonly Point[], edge: number): Piece[] {
  const pieces: Piece[] = [];
  for (let first = 0; first < points.length; first++) {
    if (!isSomewhere(points[first])) continue;
    let last = first;
    while (last + 1 < points.length && isSomewhere(points[last + 1])) last++;
    if (last > first) pieces.push({ first, last, edge });
    first = last;
  }
  return pieces;
}

function sampledFrom(points: readonly Point[], step: number): Omit<SampledPiece, "edge"> {
  const line = {
    lon: points.map(([lon]) => lon),
    lat: points.map(([, lat]) => lat),
    depth: points.map(([, , depth]) => depth),
  };
  const sampled = pointsOf(resampleLineInDepth(line, step, true));
  return { profile: 0, points: sampled.length < 3 ? sampled : sampled.slice(0, -1) };
}

/** Where an edge crosses the lines of the new profiles. */
function crossings(
  points: readonly Point[],
  lines: readonly PlaneLine[],
  projection: OrthographicProjection,
): Omit<SampledPiece, "edge"> {
  const found: Point[] = [], profiles: number[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [x1, y1] = projection.project(points[i][0], points[i][1]);
    const [x2, y2] = projection.project(points[i + 1][0], points[i + 1][1]);
    const slope = (y2 - y1) / (x2 - x1), intercept = y1 - slope * x1;
    const isBetween = (value: number, a: number, b: number) =>
      value > Math.min(a, b) && value < Math.max(a, b);
    lines.forEach((line, profile) => {
      const x = line.slope === Infinity
        ? line.intercept
        : (intercept - line.intercept) / (line.slope - slope);
      const y = x * slope + intercept;
      if (!isBetween(x, x1, x2) || !isBetween(y, y1, y2)) return;
      const [, , depth1] = points[i], [, , depth2] = points[i + 1];
      found.push([...projection.unproject(x, y), depth1 + (depth2 - depth1) * (x - x1) / (x2 - x1)]);
      profiles.push(profile);
    });
  }
  if (found.length === 0) {
    throw new RangeError("an edge between the profiles crosses none of the other edges'");
  }
  return { profile: Math.min(...profiles), points: found };
}

/** For each new profile the line through its points on these edges. */
function linesThrough(pieces: readonly SampledPiece[], projection: OrthographicProjection): PlaneLine[] {
  const size = Math.max(0, ...pieces.map(({ points }) => points.length));
  return Array.from({ length: size }, (_, i) => {
    const points = pieces.flatMap(({ points }) => i < points.length ? [points[i]] : []);
    return lineThrough(points.map(([lon, lat]) => projection.project(lon, lat)));
  });
}

/** By least squares. */
function lineThrough(points: readonly (readonly [x: number, y: number])[]): PlaneLine {
  const [[firstX]] = points;
  if (points.every(([x]) => Math.abs(x - firstX) < SAME_EAST)) {
    return { slope: Infinity, intercept: firstX };
  }
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const meanX = mean(0), meanY = mean(1);
  const covariance = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const slope = covariance / points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return { slope, intercept: meanY - slope * meanX };
}

/** Takes out points that have no neighbour in their row or none in their column, one after the other. */
function removeLonely(rows: Point[][]): void {
  const isThere = (row: number, col: number) => isSomewhere(rows[row]?.[col] ?? NOWHERE);
  rows.forEach((points, row) =>
    points.forEach((_, col) => {
      const hasRow = isThere(row, col - 1) || isThere(row, col + 1);
      const hasColumn = isThere(row - 1, col) || isThere(row + 1, col);
      if (!hasRow || !hasColumn) points[col] = NOWHERE;
    })
  );
}

/** The rows by mean depth, empty ones last; then those exchanged that are deeper than a lower one anywhere. */
function sortedByDepth(rows: readonly Point[][]): Point[][] {
  const meanDepth = (row: readonly Point[]) => {
    const there = row.filter(isSomewhere);
    return there.length === 0 ? Infinity : there.reduce((sum, [, , depth]) => sum + depth, 0) / there.length;
  };
  const means = new Map(rows.map((row) => [row, meanDepth(row)]));
  const sorted = rows.toSorted((a, b) => means.get(a)! < means.get(b)! ? -1 : 1);
  // the reference leaves the lowest row where it is
  for (let upper = 0; upper < sorted.length - 1; upper++) {
    for (let lower = upper; lower < sorted.length - 1; lower++) {
      const isDeeper = sorted[upper].some(([, , depth], col) => sorted[lower][col][2] < depth);
      if (isDeeper) [sorted[upper], sorted[lower]] = [sorted[lower], sorted[upper]];
    }
  }
  return sorted;
}

/** The rows, which run from the last profile to the first, turned to the strike of the plane through all points. */
function followingStrike(rows: Point[][]): Point[][] {
  const points = rows.flat().filter(isSomewhere);
  if (points.length < 3) throw new RangeError("the spacing of the mesh is too large for the profiles");
  const { strike, dip } = new GriddedSurface({
    lon: points.map(([lon]) => lon),
    lat: points.map(([, lat]) => lat),
    depth: points.map(([, , depth]) => depth),
  });
  // in the reference rounding decides how a vertical surface runs; here it runs as its profiles do
  if (dip > ALMOST_VERTICAL) return rows.map((row) => row.toReversed());
  const turn = (azimuthOfRow(rows[0]) - strike + 540) % 360 - 180;
  return Math.abs(turn) < MOST_TURN ? rows : rows.map((row) => row.toReversed());
}

function azimuthOfRow(row: readonly Point[]): number {
  const points = row.filter(isSomewhere);
  const azimuths = points.slice(1).map(([lon, lat], i) => azimuth(points[i][0], points[i][1], lon, lat));
  const lengths = points.slice(1).map(([lon, lat], i) =>
    greatCircleDistance(points[i][0], points[i][1], lon, lat)
  );
  return azimuths.length === 1 ? azimuths[0] : angularMean(azimuths, lengths);
}

/** Without the rows, and then the columns, that have no point. */
function withoutEmpty(rows: readonly Point[][]): Point[][] {
  const full = rows.filter((row) => row.some(isSomewhere));
  if (full.length === 0) throw new RangeError("the spacing of the mesh is too large for the profiles");
  const cols = Array.from(full[0].keys()).filter((col) => full.some((row) => isSomewhere(row[col])));
  return full.map((row) => cols.map((col) => row[col]));
}

/** The rows turned so that their first whole cell dips to the right of its strike. */
function rightHanded(rows: Point[][]): Point[][] {
  for (let row = 0, col = 0; row + 1 < rows.length; row++, col = 1) {
    for (; col + 1 < rows[0].length; col++) {
      const [corner, along, down] = [rows[row][col], rows[row][col + 1], rows[row + 1][col]];
      if (![corner, along, down, rows[row + 1][col + 1]].every(isSomewhere)) continue;
      const strike = azimuth(corner[0], corner[1], along[0], along[1]);
      const dip = azimuth(corner[0], corner[1], down[0], down[1]);
      const isBackwards = Math.abs((strike + 270) % 360 - dip) < LEFT_TURN;
      return isBackwards ? rows.map((points) => points.toReversed()) : rows;
    }
  }
  throw new RangeError("the spacing of the mesh is too large for the profiles: no cell of it is whole");
}

function meshOf(rows: readonly (readonly Point[])[]): FaultMesh {
  const points = rows.flat(), column = (axis: 0 | 1 | 2) => Float64Array.from(points, (point) => point[axis]);
  return new FaultMesh(rows.length, rows[0].length, column(0), column(1), column(2));
}
