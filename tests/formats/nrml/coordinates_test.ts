import assert from "node:assert/strict";
import { roundDegrees } from "../../../formats/nrml/coordinates.ts";

/** Python 3.11: round(degrees, 5). */
const ROUNDED: readonly [degrees: number, rounded: number][] = [
  [0.015625, 0.01562],
  [-0.015625, -0.01562],
  [0.046875, 0.04688],
  [179.984375, 179.98438],
  [-179.984375, -179.98438],
  [33.703125, 33.70312],
  [1.000005, 1.00001],
  [123.300795, 123.30079],
  [2.675, 2.675],
  [-180, -180],
  [0, 0],
  [-0.000001, -0],
];

for (const [degrees, rounded] of ROUNDED) {
  Deno.test(`roundDegrees(${degrees}) is ${rounded}`, () => assert.equal(roundDegrees(degrees), rounded));
}

Deno.test("roundDegrees() gives the double nearest to the decimal text with 5 decimals", () => {
  for (let i = 0; i < 50_000; i++) {
    const degrees = 360 * ((i * 0.6180339887498949) % 1 - 0.5), nearTie = (i - 25_000.5) / 1e5;
    assert.equal(roundDegrees(degrees), Number(degrees.toFixed(5)));
    const isTie = Number.isInteger(nearTie * 64); // toFixed rounds ties to another side
    if (!isTie) assert.equal(roundDegrees(nearTie), Number(nearTie.toFixed(5)));
  }
  assert.equal(roundDegrees(NaN), NaN);
});
