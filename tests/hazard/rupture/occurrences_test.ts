import assert from "node:assert/strict";
import { occurrencesOf } from "../../../hazard/rupture/occurrences.ts";
import { PlanarSurface } from "../../../hazard/rupture/planar_surface.ts";
import type { Rupture } from "../../../hazard/rupture/rupture.ts";

const WITH_RATE: Rupture = {
  mag: 6,
  rake: 0,
  occurrenceRate: 0.1,
  hypocentre: { lon: 0, lat: 0, depth: 5 },
  surface: PlanarSurface.fromCorners([0, 0.1, 0, 0.1], [0, 0, 0.1, 0.1], [0, 0, 10, 10]),
};
const WITH_PROBABILITIES = {
  ...WITH_RATE,
  occurrenceRate: NaN,
  probabilities: [0.5, 0.25, 0.125, 0.125],
  weight: 0.5,
};
const DEPENDENCE = { group: "g", hasExclusiveRuptures: false, probability: 1 };
const CASES: readonly [name: string, ...Parameters<typeof occurrencesOf>, expected: number[]][] = [
  ["a rupture with a rate", WITH_RATE, undefined, []],
  ["a rupture with probabilities", WITH_PROBABILITIES, undefined, [0, 0.5, 0.25, 0.125]],
  ["one of a source that excludes others", WITH_PROBABILITIES, DEPENDENCE, [0, 0.5, 0.25, 0.125]],
  [
    "a rupture with probabilities that lack something to 1",
    { ...WITH_RATE, probabilities: [0.5, 0.25, 0.125] },
    undefined,
    [0.125, 0.375, 0.125],
  ],
  [
    "one that excludes others",
    WITH_PROBABILITIES,
    { ...DEPENDENCE, hasExclusiveRuptures: true },
    [0, 0.25, 0.125, 0.0625],
  ],
  [
    "exclusive ones in a cluster",
    WITH_PROBABILITIES,
    { ...DEPENDENCE, hasExclusiveRuptures: true, clusterRate: 0.1 },
    [0, 0.25, 0.125, 0.0625],
  ],
  ["one that occurs with its cluster", WITH_RATE, { ...DEPENDENCE, clusterRate: 0.1 }, [0, 1]],
];

for (const [name, rupture, dependence, expected] of CASES) {
  Deno.test(`occurrencesOf() of ${name}`, () => {
    assert.deepEqual([...Float64Array.from(occurrencesOf(rupture, dependence))], expected);
  });
}
