import assert from "node:assert/strict";
import { CROSS_CORRELATIONS } from "../../hazard/cross_correlation.ts";
import { parseImt } from "../../hazard/imt.ts";

/** Model, two measures, and what the reference engine computes for them (get_correlation). */
const FIGURES = [
  ["BakerJayaram2008", "PGA", "PGA", 1],
  ["BakerJayaram2008", "PGA", "SA(0.05)", 0.934538653367],
  ["BakerJayaram2008", "SA(0.02)", "SA(0.1)", 0.907394228055],
  ["BakerJayaram2008", "PGA", "SA(0.15)", 0.887585403401],
  ["BakerJayaram2008", "SA(0.105)", "SA(0.15)", 0.883594098604],
  ["BakerJayaram2008", "PGA", "SA(1.0)", 0.524292315633],
  ["BakerJayaram2008", "SA(0.15)", "SA(0.19)", 0.913589604392],
  ["BakerJayaram2008", "SA(0.3)", "SA(3.0)", 0.253526741064],
  ["BakerJayaram2008", "SA(5.0)", "SA(0.05)", 0.0743245969212],
  ["GodaAtkinson2009", "PGA", "PGA", 1],
  ["GodaAtkinson2009", "PGA", "SA(0.05)", 1],
  ["GodaAtkinson2009", "SA(0.02)", "SA(0.1)", 0.952465008508],
  ["GodaAtkinson2009", "PGA", "SA(0.15)", 0.978437422888],
  ["GodaAtkinson2009", "SA(0.105)", "SA(0.15)", 1],
  ["GodaAtkinson2009", "PGA", "SA(1.0)", 0.230466327248],
  ["GodaAtkinson2009", "SA(0.15)", "SA(0.19)", 0.984741697074],
  ["GodaAtkinson2009", "SA(0.3)", "SA(3.0)", 0.363346394256],
  ["GodaAtkinson2009", "SA(5.0)", "SA(0.05)", 0.130494973393],
] as const;

Deno.test("CROSS_CORRELATIONS agree with the reference in every range of periods, in both directions", () => {
  for (const [model, a, b, expected] of FIGURES) {
    const [first, second] = [a, b].map(parseImt);
    for (const got of [CROSS_CORRELATIONS[model](first, second), CROSS_CORRELATIONS[model](second, first)]) {
      assert.ok(Math.abs(got - expected) < 1e-10, `${model} ${a} ${b}: ${got}, expected ${expected}`);
    }
  }
});
