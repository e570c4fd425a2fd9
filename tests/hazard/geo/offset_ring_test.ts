import assert from "node:assert/strict";
import { IndexList } from "../../../hazard/geo/index_list.ts";
import { drawOffset } from "../../../hazard/geo/offset_ring.ts";
import { PlanePoints } from "../../../hazard/geo/plane_points.ts";
import { assertClose } from "./close.ts";

type Point = readonly [x: number, y: number];

/** The ring at a distance of 2 around points, in which those of `junctions` have another point within. */
function ringAround(points: readonly Point[], junctions: Record<number, Point> = {}): Point[] {
  const inner = points.map((_, k) =>
    k in junctions ? points.length + Object.keys(junctions).indexOf(`${k}`) : -1
  );
  const corners = { points: IndexList.of([...points.keys()]), inner: IndexList.of(inner) };
  const ring = new PlanePoints();
  drawOffset(PlanePoints.of([...points, ...Object.values(junctions)]), corners, 2, ring);
  return Array.from({ length: ring.size }, (_, i) => [ring.x[i], ring.y[i]]);
}

/** The corner in which the tests take place; the way to it goes to the north, so that the east is on its right. */
const CORNER: Point = [30, 40], SOUTH: Point = [30, -60];

/** The point at 100 from the corner in a direction, in degrees anticlockwise from the north. */
const ahead = (turn: number): Point => {
  const angle = turn * Math.PI / 180;
  return [30 - 100 * Math.sin(angle), 40 + 100 * Math.cos(angle)];
};

/** Distances and directions (degrees, anticlockwise from the east) from the corner, of the points near it. */
function polar(points: readonly Point[]) {
  return points.map(([x, y]) => [Math.hypot(x - 30, y - 40), Math.atan2(y - 40, x - 30) * 180 / Math.PI])
    .filter(([distance]) => distance < 10);
}

/** The way goes on in another direction by `turn` degrees to the left; directions are from the right-hand side. */
const CORNERS = [
  { turn: 90, directions: [0, 45, 90] },
  { turn: 60, directions: [0, 60] },
  { turn: 70, directions: [0, 35, 70] },
  { turn: 20, directions: [0, 20] },
  { turn: 120, directions: [0, 40, 80, 120] },
  { turn: 0.05, directions: [0] },
];

for (const { turn, directions } of CORNERS) {
  Deno.test(`round corner at a turn of ${turn} degrees to the left`, () => {
    const points = polar(ringAround([SOUTH, CORNER, ahead(turn)]));
    assertClose(points.flat(), directions.flatMap((direction) => [2, direction]), { absolute: 1e-12 });
  });
}

Deno.test("at a turn to the right the sides meet", () => {
  const points = polar(ringAround([SOUTH, CORNER, ahead(-90), [-500, 500]]));
  assertClose(points.flat(), [2 * Math.SQRT2, -45]);
});

Deno.test("a line there and back ends flat at half the distance", () => {
  const ring = ringAround([[0, 0], [10, 0]]);
  assertClose(ring.flat(), [-1, 1, -1, -1, 11, -1, 11, 1]);
});

/** Junctions of polygons with a common side towards the west: of them, the second has its side turned by so much. */
const JUNCTIONS = [
  { turn: 0, crossings: [0] },
  { turn: 0.05, crossings: [0.025] },
  // of chords from 0 to 45 and from -35 to 20
  { turn: 20, crossings: [11.845] },
];

for (const { turn, crossings } of JUNCTIONS) {
  Deno.test(`round corners at a turn of ${turn} degrees cross between their ends`, () => {
    const polars = polar(ringAround([SOUTH, CORNER, ahead(turn)], { 1: ahead(90) }));
    assertClose(polars.map(([, direction]) => direction), [0, ...crossings, turn], { absolute: 1e-3 });
    assertClose([polars[0][0], polars.at(-1)![0]], [2, 2]);
    const inside = polars[1][0];
    assert.ok(inside <= 2 + 1e-12 && inside > 2 * Math.cos(turn * Math.PI / 360) * 0.9, `${inside}`);
  });
}

Deno.test("at a junction with a large turn points of both round corners show", () => {
  // of the first at 0 and 45, of the second at 10 and 60
  const polars = polar(ringAround([SOUTH, CORNER, ahead(60)], { 1: ahead(90) }));
  const onCircle = polars.filter(([distance]) => Math.abs(distance - 2) < 1e-9);
  assertClose(onCircle.map(([, direction]) => direction), [0, 10, 45, 60], { absolute: 1e-12 });
  assert.equal(polars.length, 7);
});

Deno.test("at a junction with a turn to the right the sides meet", () => {
  const points = polar(ringAround([SOUTH, CORNER, ahead(-90), [-500, 500]], { 1: ahead(90) }));
  assertClose(points.flat(), [2 * Math.SQRT2, -45]);
});
