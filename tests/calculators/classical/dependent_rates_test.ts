import assert from "node:assert/strict";
import { DependentRates } from "../../../calculators/classical/dependent_rates.ts";

const P = [0.4, 0.1], RATES = P.map((p) => Float64Array.of(-Math.log1p(-p), 0));
const COMMON = { group: "m.xml:3", hasExclusiveRuptures: false, probability: 1 };
const YEARS = 50;

/** 1 - exp(-rate) of the first level */
function probability(dependence: typeof COMMON & { clusterRate?: number }, weights: (number | undefined)[]) {
  const rates = new DependentRates(dependence, YEARS, 2);
  RATES.forEach((ofSource, i) => rates.add(ofSource, weights[i]));
  const [first, second] = rates.finish();
  assert.equal(second, 0, "no rate makes none");
  return -Math.expm1(-first);
}

const either = 1 - (1 - P[0]) * (1 - P[1]);
const CASES: readonly [name: string, got: number, expected: number][] = [
  ["sources that exclude each other", probability(COMMON, [0.3, 0.7]), 0.3 * P[0] + 0.7 * P[1]],
  [
    "those of a group that may not exist",
    probability({ ...COMMON, probability: 0.5 }, [0.3, 0.7]),
    0.5 * (0.3 * P[0] + 0.7 * P[1]),
  ],
  [
    "sources whose ruptures exclude each other",
    probability({ ...COMMON, hasExclusiveRuptures: true }, [0.3, 0.7]),
    either,
  ],
  // the sum over n of Poisson(n) (1 - p)^n
  [
    "a cluster",
    probability({ ...COMMON, clusterRate: 0.02 }, [undefined, undefined]),
    1 - Math.exp(-0.02 * YEARS * either),
  ],
];

for (const [name, got, expected] of CASES) {
  Deno.test(`DependentRates combine ${name}`, () => {
    // they have 32 bits
    assert.ok(Math.abs(got - expected) < 2e-7, `${got}, expected ${expected}`);
  });
}
