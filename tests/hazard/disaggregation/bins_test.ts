/** Edges and bins; figures of the reference's lon_lat_bins and uniform_bins. */
import assert from "node:assert/strict";
import {
  coordinateEdges,
  distanceEdges,
  epsilonEdges,
  longitudeBin,
  magnitudeBin,
  magnitudeEdges,
  upperBin,
} from "../../../hazard/disaggregation/bins.ts";

function assertNear(got: readonly number[], expected: readonly number[]): void {
  assert.equal(got.length, expected.length, `${got}`);
  got.forEach((value, k) => assert.ok(Math.abs(value - expected[k]) < 1e-9, `${got}`));
}

Deno.test("magnitudeEdges() are multiples of the width, the largest magnitude below the last", () => {
  assertNear(magnitudeEdges([5.2, 6.7], 0.5), [5, 5.5, 6, 6.5, 7]);
  assertNear(magnitudeEdges([5, 6], 1), [5, 6, 7]);
  assertNear(magnitudeEdges([6.1], 1), [6, 7]);
});

Deno.test("distanceEdges() reach the largest distance, one bin without width", () => {
  assertNear(distanceEdges(200, 15), [0, 15, 30, 45, 60, 75, 90, 105, 120, 135, 150, 165, 180, 195, 210]);
  assertNear(distanceEdges(200), [0, 200]);
});

Deno.test("epsilonEdges() cut the truncated range into equal parts", () => {
  assertNear(epsilonEdges(3, 4), [-3, -1.5, 0, 1.5, 3]);
  assert.deepEqual(epsilonEdges(3, 3), [-3, -1, 1, 3]); // as NumPy rounds them
});

Deno.test("coordinateEdges() are around the site, as many as the width asks for", () => {
  const site = { lon: 10.2, lat: 45.3 };
  assertNear(coordinateEdges("lon", site, 200, 0.6), [
    7.642915062029935,
    9.347638354009979,
    11.05236164599002,
    12.757084937970063,
  ]);
  assertNear(coordinateEdges("lat", site, 200, 0.6), [
    43.50136,
    44.70045333333333,
    45.899546666666666,
    47.098639999999996,
  ]);
  const southern = { lon: -70, lat: -60 };
  assertNear(coordinateEdges("lon", southern, 110, 100), [-71.97850400001165, -68.02149599998835]);
});

Deno.test("magnitudeBin() counts an edge to the lower bin, and has none above the last edge", () => {
  const edges = [5, 6, 7];
  const cases: [mag: number, bin: number][] = [[4, 0], [5, 0], [5.5, 0], [6, 0], [6.01, 1], [7, 1], [
    7.01,
    2,
  ]];
  for (const [mag, bin] of cases) assert.equal(magnitudeBin(mag, edges), bin, `${mag}`);
});

Deno.test("upperBin() counts an edge to the upper bin, and what is beyond the edges to the bin at that end", () => {
  const edges = [0, 10, 20];
  const cases: [value: number, bin: number][] = [[-1, 0], [0, 0], [9.9, 0], [10, 1], [19, 1], [20, 1], [
    30,
    1,
  ]];
  for (const [value, bin] of cases) assert.equal(upperBin(value, edges), bin, `${value}`);
});

Deno.test("longitudeBin() goes on across the date line", () => {
  const edges = [178, 179, 180, 181, 182];
  const cases: [lon: number, bin: number][] = [[178.5, 0], [179.5, 1], [-179.5, 2], [-178.5, 3], [180, 2], [
    -180,
    2,
  ]];
  for (const [lon, bin] of cases) assert.equal(longitudeBin(lon, edges), bin, `${lon}`);
  assert.equal(longitudeBin(-70.5, [-71, -70, -69]), 0);
});
