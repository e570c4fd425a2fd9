/** Figures of the reference's _disagg_eps. */
import assert from "node:assert/strict";
import { EpsilonShares } from "../../../hazard/disaggregation/epsilon_shares.ts";
import { survivalFunction } from "../../../hazard/survival_function.ts";

const LEVELS = [-3.5, -2.5, -1, 0.3, 1.7, 2.5, 3.2];
const CASES: { edges: number[]; shares: number[][] }[] = [
  {
    edges: [-3, -1, 1, 3],
    shares: [
      [0.157731198, 0.684537604, 0.157731198],
      [0.152858275, 0.684537604, 0.157731198],
      [0, 0.684537604, 0.157731198],
      [0, 0.224038181, 0.157731198],
      [0, 0, 0.043332554],
      [0, 0, 0.004872923],
      [0, 0, 0],
    ],
  },
  {
    edges: [-2, -1, 0, 0.5, 2],
    shares: [
      [0.136273031, 0.342268802, 0.19198077, 0.286561063],
      [0.136273031, 0.342268802, 0.19198077, 0.286561063],
      [0.021458167, 0.342268802, 0.19198077, 0.286561063],
      [0, 0, 0.095208316, 0.286561063],
      [0, 0, 0, 0.043332554],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ],
  },
];

for (const { edges, shares } of CASES) {
  Deno.test(`EpsilonShares of bins between ${edges} are those of the reference`, () => {
    const epsilon = new EpsilonShares(edges, 3, false), out = new Float64Array(edges.length - 1);
    LEVELS.forEach((z, k) => {
      epsilon.write(z, out);
      out.forEach((share, e) => assert.ok(Math.abs(share - shares[k][e]) < 1e-9, `${z}: ${out}`));
    });
  });
}

Deno.test("EpsilonShares sum up to the probability of exceedance, of epsilon star in one bin", () => {
  const survival = survivalFunction(3), edges = [-3, -1.7, -1, 0, 0.4, 2, 3];
  const out = new Float64Array(edges.length - 1);
  for (const isEpsilonStar of [false, true]) {
    const epsilon = new EpsilonShares(edges, 3, isEpsilonStar);
    for (let z = -2.95; z < 3; z += 0.1) {
      epsilon.write(z, out);
      const sum = out.reduce((a, b) => a + b);
      assert.ok(Math.abs(sum - survival(z)) < 1e-12, `${z}: ${out}`);
      if (!isEpsilonStar) continue;
      const bin = edges.findIndex((edge, e) => z > edge && z <= edges[e + 1]);
      assert.deepEqual(Array.from(out.keys()).filter((e) => out[e] > 0), [bin], `${z}: ${out}`);
    }
  }
});
