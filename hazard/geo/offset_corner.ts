/** Lines parallel to the sides of a polygon, and how they meet around its corners. */
import type { Ring } from "./ring.ts";

/** x and y in any unit of length. */
export type PlanePoint = readonly [x: number, y: number];

/** Turn between neighbouring points of a round corner at most, nearly: a corner is divided into equal parts. */
const STEP = Math.PI / 4;

/** Cosine of a turn that is not divided, a bit more than that of the least one that is. */
const LEAST_DIVIDED = Math.cos(1.4 * STEP);

/** Offset lines that end this near to each other, as a part of their distance from the polygon, share a point. */
const LEAST_SEPARATION = 1e-3;

/** Sine of a turn that is small enough for the round corners to cross half way. */
const ALMOST_STRAIGHT = 1e-3;

/** 1 + the cosine of a turn from which on the sides' lines meet no further away. */
const SHARPEST = 1e-3;

/** Unit vector to the right of the way from one point to another. */
export function rightward([x1, y1]: PlanePoint, [x2, y2]: PlanePoint): PlanePoint {
  const dx = x2 - x1, dy = y2 - y1, perLength = 1 / Math.sqrt(dx * dx + dy * dy);
  return [dy * perLength, -dx * perLength];
}

/** Adds the point at a distance times (`u`, `v`) from another. */
export function addBeside(ring: Ring, [x, y]: PlanePoint, u: number, v: number, distance: number): void {
  ring.add(x + distance * u, y + distance * v);
}

/**
 * Adds points of the line at a distance to the right of a way, at its corner in which the unit vectors to the right of
 * the sides before and after it are given: an arc in steps around a corner to the left, else where the sides' lines
 * meet.
 */
export function addOffsetCorner(
  ring: Ring,
  corner: PlanePoint,
  before: PlanePoint,
  after: PlanePoint,
  distance: number,
): void {
  const sine = before[0] * after[1] - before[1] * after[0],
    cosine = before[0] * after[0] + before[1] * after[1];
  if (sine < 0) return addMeeting(ring, corner, before, after, distance);
  addBeside(ring, corner, before[0], before[1], distance);
  if (cosine > 0 && sine < LEAST_SEPARATION) return;
  if (cosine < LEAST_DIVIDED) addArc(ring, corner, before, Math.atan2(sine, cosine), distance);
  addBeside(ring, corner, after[0], after[1], distance);
}

/** Adds the points within an arc that begins in the direction of a unit vector. */
function addArc(ring: Ring, corner: PlanePoint, [u, v]: PlanePoint, turn: number, distance: number): void {
  const step = stepOf(turn), numSteps = Math.round(turn / step);
  for (let i = 1; i < numSteps; i++) {
    const cosine = Math.cos(i * step), sine = Math.sin(i * step);
    addBeside(ring, corner, u * cosine - v * sine, u * sine + v * cosine, distance);
  }
}

/** Adds the point where the lines at a distance from the two sides of a corner meet. */
function addMeeting(
  ring: Ring,
  corner: PlanePoint,
  before: PlanePoint,
  after: PlanePoint,
  distance: number,
): void {
  const cosine = before[0] * after[0] + before[1] * after[1];
  const scale = 1 / Math.max(1 + cosine, SHARPEST);
  addBeside(ring, corner, before[0] + after[0], before[1] + after[1], distance * scale);
}

/**
 * Adds points of the line at a distance around two polygons that follow on one another, where their sides meet:
 * `before` and `after` are unit vectors to the right of the first one's side, on which the line comes, and of the
 * second one's, on which it goes on; `between` points from the first polygon into the second across their common side.
 */
export function addOffsetJunction(
  ring: Ring,
  corner: PlanePoint,
  before: PlanePoint,
  between: PlanePoint,
  after: PlanePoint,
  distance: number,
): void {
  const sine = before[0] * after[1] - before[1] * after[0],
    cosine = before[0] * after[0] + before[1] * after[1];
  if (sine < 0) return addMeeting(ring, corner, before, after, distance);
  addBeside(ring, corner, before[0], before[1], distance);
  if (cosine > 0 && sine < ALMOST_STRAIGHT) {
    const inwards = distance * (1 - sine / 2 * Math.tan(STEP / 2)) / 2;
    addBeside(ring, corner, before[0] + after[0], before[1] + after[1], inwards);
  } else {
    addCrossings(ring, corner, before, between, after, distance);
  }
  addBeside(ring, corner, after[0], after[1], distance);
}

/** Adds what shows of two round corners between their sides: their points, which are all on a circle, and crossings. */
function addCrossings(
  ring: Ring,
  corner: PlanePoint,
  before: PlanePoint,
  between: PlanePoint,
  after: PlanePoint,
  distance: number,
): void {
  const turn = turnBetween(before, after), first = stepOf(turnBetween(before, between));
  const second = stepOf(turnBetween([-between[0], -between[1]], after));
  if (first <= 0 || second <= 0) return;
  const points: { angle: number; step: number; isFirst: boolean }[] = [];
  for (let angle = 0; angle <= turn; angle += first) points.push({ angle, step: first, isFirst: true });
  for (let angle = turn; angle >= 0; angle -= second) points.push({ angle, step: second, isFirst: false });
  points.sort((a, b) => a.angle - b.angle);
  const add = ([x, y]: PlanePoint) =>
    addBeside(ring, corner, before[0] * x - before[1] * y, before[1] * x + before[0] * y, distance);
  for (let i = 1; i < points.length; i++) {
    const last = points[i - 1], { angle, step, isFirst } = points[i];
    if (last.isFirst !== isFirst) {
      const crossing = crossingOfChords(last.angle + last.step / 2, last.step, angle - step / 2, step);
      if (crossing) add(crossing);
    }
    if (i < points.length - 1) add([Math.cos(angle), Math.sin(angle)]);
  }
}

/** Where two chords of the unit circle cross, given the angles of their middles and the angles that they span. */
function crossingOfChords(
  middle1: number,
  span1: number,
  middle2: number,
  span2: number,
): PlanePoint | undefined {
  const distance1 = Math.cos(span1 / 2), distance2 = Math.cos(span2 / 2), sine = Math.sin(middle2 - middle1);
  if (Math.abs(sine) < 1e-9) return undefined;
  return [
    (distance1 * Math.sin(middle2) - distance2 * Math.sin(middle1)) / sine,
    (distance2 * Math.cos(middle1) - distance1 * Math.cos(middle2)) / sine,
  ];
}

/** Turn between neighbouring points of a round corner with that turn. */
function stepOf(turn: number): number {
  return turn / Math.max(1, Math.floor(turn / STEP + 0.5));
}

/** Angle (radians, to the left) from one unit vector to another. */
function turnBetween([ux, uy]: PlanePoint, [vx, vy]: PlanePoint): number {
  return Math.atan2(ux * vy - uy * vx, ux * vx + uy * vy);
}
