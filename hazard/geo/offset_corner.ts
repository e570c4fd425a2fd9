/** Lines parallel to the sides of a polygon, and how they meet around its corners. */

/** x and y in any unit of length. */
export type PlanePoint = readonly [x: number, y: number];

/** Turn between neighbouring points of a round corner at most, nearly: a corner is divided into equal parts. */
const STEP = Math.PI / 4;

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

/** The point at a distance from another in the direction of a unit vector. */
export function beside([x, y]: PlanePoint, [u, v]: PlanePoint, distance: number): PlanePoint {
  return [x + distance * u, y + distance * v];
}

/**
 * Points of the line at a distance to the right of a way, at its corner in which the unit vectors to the right of the
 * sides before and after it are given: an arc in steps around a corner to the left, else where the sides' lines meet.
 */
export function offsetCorner(
  corner: PlanePoint,
  before: PlanePoint,
  after: PlanePoint,
  distance: number,
): PlanePoint[] {
  const turn = turnBetween(before, after), start = beside(corner, before, distance);
  if (turn <= 0) return [offsetMeeting(corner, before, after, distance)];
  if (2 * Math.sin(turn / 2) < LEAST_SEPARATION) return [start];
  const points = [start], angle = Math.atan2(before[1], before[0]), step = stepOf(turn);
  const numSteps = Math.round(turn / step);
  for (let i = 1; i < numSteps; i++) {
    const direction = angle + i * step;
    points.push(beside(corner, [Math.cos(direction), Math.sin(direction)], distance));
  }
  points.push(beside(corner, after, distance));
  return points;
}

/** Where the lines at a distance from the two sides of a corner meet. */
export function offsetMeeting(
  corner: PlanePoint,
  before: PlanePoint,
  after: PlanePoint,
  distance: number,
): PlanePoint {
  const u = before[0] + after[0], v = before[1] + after[1];
  const cosine = before[0] * after[0] + before[1] * after[1];
  return beside(corner, [u, v], distance / Math.max(1 + cosine, SHARPEST));
}

/** Angle (radians, to the left) from one unit vector to another. */
export function turnBetween([ux, uy]: PlanePoint, [vx, vy]: PlanePoint): number {
  return Math.atan2(ux * vy - uy * vx, ux * vx + uy * vy);
}

/**
 * Points of the line at a distance around two polygons that follow on one another, where their sides meet: `before` and
 * `after` are unit vectors to the right of the first one's side, on which the line comes, and of the second one's, on
 * which it goes on; `between` points from the first polygon into the second across their common side.
 */
export function offsetJunction(
  corner: PlanePoint,
  before: PlanePoint,
  between: PlanePoint,
  after: PlanePoint,
  distance: number,
): PlanePoint[] {
  const sine = before[0] * after[1] - before[1] * after[0];
  if (sine < 0) return [offsetMeeting(corner, before, after, distance)];
  const cosine = before[0] * after[0] + before[1] * after[1];
  if (cosine > 0 && sine < ALMOST_STRAIGHT) {
    const middle: PlanePoint = [(before[0] + after[0]) / 2, (before[1] + after[1]) / 2];
    const crossing = beside(corner, middle, distance * (1 - sine / 2 * Math.tan(STEP / 2)));
    return [beside(corner, before, distance), crossing, beside(corner, after, distance)];
  }
  const turn = Math.atan2(sine, cosine);
  const first = stepOf(turnBetween(before, between)), second = stepOf(turnBetween(reversed(between), after));
  if (first <= 0 || second <= 0) return [beside(corner, before, distance), beside(corner, after, distance)];
  // of the round corners' points, which are all on a circle, the one's from the start and the other's from the end on
  const arcs: { angle: number; step: number; isFirst: boolean }[] = [];
  for (let angle = 0; angle <= turn; angle += first) arcs.push({ angle, step: first, isFirst: true });
  for (let angle = turn; angle >= 0; angle -= second) arcs.push({ angle, step: second, isFirst: false });
  arcs.sort((a, b) => a.angle - b.angle);
  const points: PlanePoint[] = [], start = Math.atan2(before[1], before[0]);
  arcs.forEach(({ angle, step, isFirst }, i) => {
    const last = arcs[i - 1];
    if (i > 0 && last.isFirst !== isFirst) {
      const crossing = crossingOfChords(last.angle + last.step / 2, last.step, angle - step / 2, step);
      if (crossing) points.push(beside(corner, turned(crossing, before), distance));
    }
    const isEnd = i === 0 ? before : i === arcs.length - 1 ? after : undefined;
    points.push(beside(corner, isEnd ?? [Math.cos(start + angle), Math.sin(start + angle)], distance));
  });
  return points;
}

/** Turn between neighbouring points of a round corner with that turn. */
function stepOf(turn: number): number {
  return turn / Math.max(1, Math.floor(turn / STEP + 0.5));
}

function reversed([u, v]: PlanePoint): PlanePoint {
  return [-u, -v];
}

/** A vector relative to another one, in the axes of that. */
function turned([x, y]: PlanePoint, [u, v]: PlanePoint): PlanePoint {
  return [x * u - y * v, x * v + y * u];
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
