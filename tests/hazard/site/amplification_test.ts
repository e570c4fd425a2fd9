import assert from "node:assert/strict";
import { type AmplificationFunction, amplifyCurve } from "../../../hazard/site/amplification.ts";

const ROCK = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6];
const POES = [0.5, 0.35, 0.2, 0.09, 0.04, 0.015, 0.004, 0.0007, 0];
const SOIL = [0.02, 0.05, 0.1, 0.2, 0.4, 0.8];

function pga(levels: number[], medians: number[], deviations: number[]): AmplificationFunction {
  return { levels, factors: { PGA: { medians, deviations } } };
}

/** Functions with what the reference gives for them: Amplifier(...).amplify_one(code, "PGA", POES). */
const CASES: readonly [name: string, AmplificationFunction, expected: readonly number[]][] = [
  [
    "by level, with deviations",
    pga([0.05, 0.2, 0.6], [1.9, 1.5, 0.9], [0.25, 0.3, 0.35]),
    [0.3326378057, 0.1604074862, 0.08393642471, 0.03308263511, 0.007840365808, 0.0005211124998],
  ],
  [
    "by level, without deviations",
    pga([0.05, 0.6], [1.2, 1.1], [0, 0]),
    [0.2245067685, 0.1069323991, 0.04617904595, 0.01813229004, 0.00403372728, 0.0002012344635],
  ],
  [
    "one for all levels",
    pga([0], [1.3], [0.1]),
    [0.2475349974, 0.1129491653, 0.05410037437, 0.02126935362, 0.005998432519, 0.0006621161688],
  ],
];

for (const [name, amplification, expected] of CASES) {
  Deno.test(`amplifyCurve() agrees with the reference: ${name}`, () => {
    const out = new Float64Array(SOIL.length).fill(9);
    amplifyCurve(POES, ROCK, SOIL, amplification, "PGA", out);
    expected.forEach((value, l) =>
      assert.ok(Math.abs(out[l] - value) < 1e-9 * value, `${SOIL[l]}: ${out[l]}`)
    );
  });
}

Deno.test("amplifyCurve() gives zeros where nothing exceeds the levels on rock", () => {
  const out = new Float64Array(SOIL.length).fill(9);
  amplifyCurve(new Float64Array(ROCK.length), ROCK, SOIL, CASES[0][1], "PGA", out);
  assert.deepEqual([...out], SOIL.map(() => 0));
});
