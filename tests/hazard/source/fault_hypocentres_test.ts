import assert from "node:assert/strict";
import { hypocentrePositions } from "../../../hazard/source/fault_hypocentres.ts";
import { simpleFaultSource } from "./sources.ts";

const hypocentralDepths = [
  { probability: 0.1, depth: 2 },
  { probability: 0.2, depth: 5, fixedDipFraction: 0.25 },
  { probability: 0.3, depth: 6 },
  { probability: 0.4, depth: 12 },
];

Deno.test("hypocentrePositions gives the hypocentres of a source without hypocentral depths", () => {
  const hypocentres = [{ alongStrike: 0.25, downDip: 0.5, weight: 1 }];
  assert.equal(hypocentrePositions(simpleFaultSource({ hypocentres }), { top: 0, bottom: 1 }), hypocentres);
  assert.deepEqual(hypocentrePositions(simpleFaultSource(), { top: 0, bottom: 1 }), []);
});

Deno.test("hypocentrePositions keeps the depths within a rupture, ends included, and their weights sum to 1", () => {
  const source = simpleFaultSource({ hypocentralDepths });
  assert.deepEqual(hypocentrePositions(source, { top: 2, bottom: 6 }), [
    { alongStrike: 0.5, downDip: 0, weight: 0.1 / (0.1 + 0.2 + 0.3) },
    { alongStrike: 0.5, downDip: 0.25, weight: 0.2 / (0.1 + 0.2 + 0.3) },
    { alongStrike: 0.5, downDip: 1, weight: 0.3 / (0.1 + 0.2 + 0.3) },
  ]);
});

Deno.test("hypocentrePositions merges depths at the same fraction", () => {
  const source = simpleFaultSource({ hypocentralDepths });
  assert.deepEqual(hypocentrePositions(source, { top: 4, bottom: 12 }), [
    { alongStrike: 0.5, downDip: 0.25, weight: (0.2 + 0.3) / (0.2 + 0.3 + 0.4) },
    { alongStrike: 0.5, downDip: 1, weight: 0.4 / (0.2 + 0.3 + 0.4) },
  ]);
});

Deno.test("hypocentrePositions refuses a rupture that holds none of the depths", () => {
  const source = simpleFaultSource({ hypocentralDepths });
  assert.throws(() => hypocentrePositions(source, { top: 7, bottom: 10.5 }), {
    name: "RangeError",
    message: "no depth of hypoDepthDist is within a rupture from 7.00 to 10.50 km",
  });
});
