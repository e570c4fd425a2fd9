/** The ring at a distance outside of polygons that lie side by side, with round corners in steps. */
import type { IndexList } from "./index_list.ts";
import { PlanePoints } from "./plane_points.ts";

/** Turn between neighbouring points of a round corner at most, nearly: a corner is divided into equal parts. */
const STEP = Math.PI / 4;

/** Cosines of the least turns that are divided into two and three parts. */
const TWO_PARTS = Math.cos(1.5 * STEP), THREE_PARTS = Math.cos(2.5 * STEP);

/** Sine of a turn that is small enough for the sides' lines to share an end, or for round corners to cross half way. */
const ALMOST_STRAIGHT = 1e-3;

/** 1 + the cosine of a turn from which on the sides' lines meet no further away. */
const SHARPEST = 1e-3;

/** Points of the ring at a corner at most. */
const MOST_POINTS = 32;

/** Corners by their indices among points of the plane. */
export interface Corners {
  readonly points: IndexList;
  /** Where two polygons meet, the other end of their common side; elsewhere -1. */
  readonly inner: IndexList;
}

/** Unit vectors to the right of the sides that begin at the corners. */
const rightward = new PlanePoints();

/**
 * Makes `ring` that at a distance outside of corners in anticlockwise order: where they go to the left, an arc in steps
 * between the lines beside the two sides, where they go to the right, the point where those lines meet. Where they go
 * back the same way, it ends flat at half the distance.
 */
export function drawOffset(points: PlanePoints, corners: Corners, distance: number, ring: PlanePoints): void {
  findSides(points, corners.points);
  const { at, size } = corners.points, { x: u, y: v } = rightward;
  ring.restart(MOST_POINTS * size);
  for (let k = 0, before = size - 1; k < size; before = k++) {
    const x = points.x[at[k]], y = points.y[at[k]], isJunction = corners.inner.at[k] >= 0;
    const sine = u[before] * v[k] - v[before] * u[k], cosine = u[before] * u[k] + v[before] * v[k];
    const betweenU = u[before] + u[k], betweenV = v[before] + v[k];
    if (at[before] === at[k + 1 < size ? k + 1 : 0]) {
      const half = distance / 2;
      ring.add(x + half * (u[before] - v[before]), y + half * (v[before] + u[before]));
      ring.add(x + half * (u[k] + v[k]), y + half * (v[k] - u[k]));
      continue;
    }
    if (sine < 0) {
      const scale = distance / Math.max(1 + cosine, SHARPEST);
      ring.add(x + scale * betweenU, y + scale * betweenV);
      continue;
    }
    ring.add(x + distance * u[before], y + distance * v[before]);
    if (cosine > 0 && sine < ALMOST_STRAIGHT) {
      if (!isJunction) continue;
      const scale = distance * (1 - sine / 2 * Math.tan(STEP / 2)) / 2;
      ring.add(x + scale * betweenU, y + scale * betweenV);
    } else if (isJunction) {
      addJunction(points, corners, k, before, circleAround(x, y, before, distance, ring));
    } else if (cosine < THREE_PARTS) {
      addArc(Math.atan2(sine, cosine), circleAround(x, y, before, distance, ring));
    } else if (cosine < TWO_PARTS) {
      const scale = distance / Math.sqrt(2 + 2 * cosine);
      ring.add(x + scale * betweenU, y + scale * betweenV);
    }
    ring.add(x + distance * u[k], y + distance * v[k]);
  }
}

function findSides({ x, y }: PlanePoints, { at, size }: IndexList): void {
  rightward.restart(size);
  for (let k = 0; k < size; k++) {
    const from = at[k], to = at[k + 1 < size ? k + 1 : 0], alongX = x[to] - x[from], alongY = y[to] - y[from];
    const perLength = 1 / Math.sqrt(alongX * alongX + alongY * alongY);
    rightward.add(alongY * perLength, -alongX * perLength);
  }
}

/** Adds a point of the plane in which a corner is the origin, the first axis points to the right of the side before it. */
type AddAround = (x: number, y: number) => void;

/** ... and the unit is `radius`. */
function circleAround(x: number, y: number, side: number, radius: number, ring: PlanePoints): AddAround {
  const u = radius * rightward.x[side], v = radius * rightward.y[side];
  return (cosine, sine) => ring.add(x + u * cosine - v * sine, y + u * sine + v * cosine);
}

/** Adds the points of the unit circle that divide a turn into equal parts. */
function addArc(turn: number, add: AddAround): void {
  const step = stepOf(turn), numSteps = Math.round(turn / step);
  for (let i = 1; i < numSteps; i++) add(Math.cos(i * step), Math.sin(i * step));
}

/** Adds what shows of the round corners of two polygons between their sides `before` and `k`. */
function addJunction(
  { x, y }: PlanePoints,
  { points, inner }: Corners,
  k: number,
  before: number,
  add: AddAround,
): void {
  const { x: u, y: v } = rightward, from = points.at[k], to = inner.at[k];
  const acrossU = y[to] - y[from], acrossV = x[from] - x[to];
  addCrossings(
    turnBetween(u[before], v[before], u[k], v[k]),
    stepOf(turnBetween(u[before], v[before], acrossU, acrossV)),
    stepOf(turnBetween(-acrossU, -acrossV, u[k], v[k])),
    add,
  );
}

/**
 * Adds the points between the ends of two arcs in steps on the unit circle, one in steps of `first` from 0 on, the other
 * in steps of `second` up to `turn`, and those where their sides cross.
 */
function addCrossings(turn: number, first: number, second: number, add: AddAround): void {
  if (first <= 0 || second <= 0) return;
  let angle = 0, isFirst = true, nextOfFirst = first, numLeft = Math.floor(turn / second);
  while (numLeft >= 0) {
    const nextOfSecond = turn - numLeft * second, wasFirst = isFirst, last = angle;
    isFirst = nextOfFirst <= nextOfSecond;
    angle = isFirst ? nextOfFirst : nextOfSecond;
    if (wasFirst && !isFirst) addCrossing(last + first / 2, first, angle - second / 2, second, add);
    if (!wasFirst && isFirst) addCrossing(last + second / 2, second, angle - first / 2, first, add);
    if (isFirst) nextOfFirst += first;
    else numLeft--;
    if (numLeft >= 0) add(Math.cos(angle), Math.sin(angle));
  }
}

/** Adds where two chords of the unit circle cross, given the angles of their middles and the angles that they span. */
function addCrossing(middle1: number, span1: number, middle2: number, span2: number, add: AddAround): void {
  const distance1 = Math.cos(span1 / 2), distance2 = Math.cos(span2 / 2), sine = Math.sin(middle2 - middle1);
  if (Math.abs(sine) < 1e-9) return;
  add(
    (distance1 * Math.sin(middle2) - distance2 * Math.sin(middle1)) / sine,
    (distance2 * Math.cos(middle1) - distance1 * Math.cos(middle2)) / sine,
  );
}

/** Turn between neighbouring points of a round corner with that turn. */
function stepOf(turn: number): number {
  return turn / Math.max(1, Math.floor(turn / STEP + 0.5));
}

/** Angle (radians, to the left) from one vector to another. */
function turnBetween(ux: number, uy: number, vx: number, vy: number): number {
  return Math.atan2(ux * vy - uy * vx, ux * vx + uy * vy);
}
