import assert from "node:assert/strict";
import { truncatedSurvival } from "../../hazard/normal_distribution.ts";
import { survivalFunction } from "../../hazard/survival_function.ts";

Deno.test("survivalFunction() agrees with the series within and beyond the truncation", () => {
  for (const level of [0.5, 3, 5, 99]) {
    const survival = survivalFunction(level);
    for (let z = -9.3; z < 9.3; z += 0.37) {
      assert.ok(Math.abs(survival(z) - truncatedSurvival(z, level)) < 1e-14, `${z} truncated at ${level}`);
    }
    for (const z of [-level, level]) assert.ok(Math.abs(survival(z) - (z < 0 ? 1 : 0)) < 1e-14);
  }
});

Deno.test("survivalFunction() is a step without dispersion", () => {
  assert.deepEqual([-1, 0, 1].map(survivalFunction(0)), [1, 0.5, 0]);
});
