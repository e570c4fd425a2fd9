import { equal } from "node:assert/strict";
import { havePlacesTwice } from "../../formats/same_places.ts";

const CASES: readonly [lon: number[], lat: number[], isTwice: boolean][] = [
  [[], [], false],
  [[1, 2, 1], [3, 3, 3], true],
  [[1, 2, 3], [3, 3, 3], false],
  [[1, 3], [3, 1], false],
  [[0, -0], [-0, 0], true],
  [[180, 179.99999, -180], [90, 90, 90], false],
  [[0.00001, 0, 0], [0, 0.00001, -0.00001], false],
  [[-180, -179.99999, -180], [-90, 90, -90], true],
  [[NaN, NaN], [0, 0], false],
];

for (const [lon, lat, isTwice] of CASES) {
  Deno.test(`havePlacesTwice(${lon}; ${lat}) is ${isTwice}`, () => {
    equal(havePlacesTwice(Float64Array.from(lon), Float64Array.from(lat)), isTwice);
  });
}
