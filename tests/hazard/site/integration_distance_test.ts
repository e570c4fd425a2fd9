import { deepEqual, equal, throws } from "node:assert/strict";
import {
  constantDistance,
  cutMagnitudes,
  distanceAtMagnitude,
  type MagnitudeDistances,
  magnitudeDistancesOf,
} from "../../../hazard/site/integration_distance.ts";

const PAIRS: MagnitudeDistances = [[3, 0], [6, 150], [10, 600]];

const CASES: [magnitude: number, distanceKm: number][] = [
  [2.99, 0],
  [3, 0],
  [4, 50],
  [6, 150],
  [7, 262.5],
  [10, 600],
  [10.01, 0],
];

for (const [magnitude, distanceKm] of CASES) {
  Deno.test(`distanceAtMagnitude() of magnitude ${magnitude} is ${distanceKm} km`, () => {
    equal(distanceAtMagnitude(PAIRS)(magnitude), distanceKm);
  });
}

Deno.test("constantDistance() holds from magnitude 2.5 to 10.2", () => {
  const distance = distanceAtMagnitude(constantDistance(200));
  deepEqual([2.4, 2.5, 7.3, 10.2, 10.3].map(distance), [0, 200, 200, 200, 0]);
});

Deno.test("distanceAtMagnitude() of a single pair holds only there", () => {
  deepEqual([4.9, 5, 5.1].map(distanceAtMagnitude([[5, 80]])), [0, 80, 0]);
});

// computed by the reference's IntegrationDistance.cut
Deno.test("cutMagnitudes() interpolates at the smallest magnitude", () => {
  deepEqual(cutMagnitudes({ default: [[4, 50], [8, 200]] }, { default: 5 }), {
    default: [[5, 87.5], [8, 200]],
  });
});

Deno.test("cutMagnitudes() adds the region types that only the magnitudes name", () => {
  deepEqual(cutMagnitudes({ default: constantDistance(200) }, { "Active Shallow Crust": 5.2, default: 4 }), {
    default: [[4, 200], [10.2, 200]],
    "Active Shallow Crust": [[5.2, 200], [10.2, 200]],
  });
});

Deno.test("cutMagnitudes() takes the farthest reaching pairs for a missing default", () => {
  const cut = cutMagnitudes({ Volcanic: constantDistance(100), Craton: constantDistance(300) }, {
    default: 0,
  });
  deepEqual(magnitudeDistancesOf(cut, "Subduction Interface"), constantDistance(300));
  deepEqual(magnitudeDistancesOf(cut, "Volcanic"), constantDistance(100));
});

Deno.test("cutMagnitudes() refuses to leave nothing", () => {
  throws(() => cutMagnitudes({ default: [[4, 50], [8, 200]] }, { default: 8.5 }), RangeError);
});
