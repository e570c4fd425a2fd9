import assert from "node:assert/strict";
import {
  addOffsetCorner,
  addOffsetJunction,
  type PlanePoint,
  rightward,
} from "../../../hazard/geo/offset_corner.ts";
import { Ring } from "../../../hazard/geo/ring.ts";
import { assertClose } from "./close.ts";

const unit = (
  degrees: number,
): PlanePoint => [Math.cos(degrees * Math.PI / 180), Math.sin(degrees * Math.PI / 180)];

/** The points that a function adds to a ring. */
function added(add: (ring: Ring) => void): PlanePoint[] {
  const ring = new Ring();
  add(ring);
  return Array.from({ length: ring.size }, (_, i) => [ring.x[i], ring.y[i]]);
}

/** Distances and directions (degrees) from the corner in which the tests take place. */
function polar(points: readonly PlanePoint[]) {
  return points.map(([x, y]) => [Math.hypot(x - 3, y - 4), Math.atan2(y - 4, x - 3) * 180 / Math.PI]);
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
    const points = polar(added((ring) => addOffsetCorner(ring, [3, 4], unit(0), unit(turn), 2)));
    assertClose(points.flat(), directions.flatMap((direction) => [2, direction]));
  });
}

Deno.test("at a turn to the right the sides meet", () => {
  const [[x, y]] = added((ring) => addOffsetCorner(ring, [3, 4], unit(0), unit(-90), 2));
  assertClose([x, y], [5, 2]);
});

Deno.test("to the right of the way to the north is the east", () => {
  assertClose(rightward([1, 1], [1, 5]), [1, 0]);
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
    const points = added((ring) => addOffsetJunction(ring, [3, 4], unit(0), unit(90), unit(turn), 2)),
      polars = polar(points);
    assertClose(polars.map(([, direction]) => direction), [0, ...crossings, turn], { absolute: 1e-3 });
    assertClose([polars[0][0], polars.at(-1)![0]], [2, 2]);
    const inside = polars[1][0];
    assert.ok(inside <= 2 && inside > 2 * Math.cos(turn * Math.PI / 360) * 0.9, `${inside}`);
  });
}

Deno.test("at a junction with a large turn points of both round corners show", () => {
  // of the first at 0 and 45, of the second at 10 and 60
  const polars = polar(added((ring) => addOffsetJunction(ring, [3, 4], unit(0), unit(90), unit(60), 2)));
  const onCircle = polars.filter(([distance]) => Math.abs(distance - 2) < 1e-9).map(([, direction]) =>
    direction
  );
  assertClose(onCircle, [0, 10, 45, 60]);
  assert.equal(polars.length, 7);
});

Deno.test("at a junction with a turn to the right the sides meet", () => {
  assertClose(added((ring) => addOffsetJunction(ring, [3, 4], unit(0), unit(90), unit(-90), 2))[0], [5, 2]);
});
