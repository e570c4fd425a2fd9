import assert from "node:assert/strict";
import {
  normalCdf,
  SURVIVAL_TERMS,
  survivalTable,
  truncatedSurvival,
} from "../../hazard/normal_distribution.ts";

// scipy.special.ndtr of SciPy 1.17
const NDTR: [number, number][] = [
  [-6, 9.865876450376946e-10],
  [-3, 0.0013498980316300933],
  [-1.5, 0.06680720126885807],
  [0, 0.5],
  [0.25, 0.5987063256829237],
  [2, 0.9772498680518208],
  [5, 0.9999997133484281],
];

Deno.test("normalCdf() agrees with SciPy", () => {
  for (const [z, expected] of NDTR) assert.ok(Math.abs(normalCdf(z) - expected) < 1e-15, `z=${z}`);
});

Deno.test("truncatedSurvival() is 1, 0.5, 0 at the lower end, the centre and the upper end", () => {
  for (const t of [0.5, 2, 3, 6, 99]) {
    assert.equal(truncatedSurvival(-t - 1, t), 1);
    assert.equal(truncatedSurvival(0, t), 0.5);
    assert.ok(Math.abs(truncatedSurvival(t, t)) < 1e-15);
  }
  assert.deepEqual([-1, 0, 1].map((z) => truncatedSurvival(z, 0)), [1, 0.5, 0]);
});

Deno.test("survivalTable() gives the truncated survival within 1e-15 or so", () => {
  for (const t of [0.1, 1, 2, 3, 4, 6, 8.5]) {
    const { limit, intervalsPerDeviation, coefficients } = survivalTable(t);
    for (let z = -t; z <= t; z += t / 997) {
      const position = (z + limit) * intervalsPerDeviation, interval = Math.floor(position);
      const series = coefficients.subarray(interval * SURVIVAL_TERMS, (interval + 1) * SURVIVAL_TERMS);
      const got = series.reduceRight((sum, c) => sum * (position - interval - 0.5) + c, 0);
      assert.ok(Math.abs(got - truncatedSurvival(z, t)) < 1e-14, `t=${t} z=${z} got ${got}`);
    }
  }
});
