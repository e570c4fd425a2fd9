import assert from "node:assert/strict";
import { amplifyRates, rockLevelsFor, soilExceedance } from "../../../hazard/site/kernel_amplification.ts";

/** Doubles all shaking, without deviation. */
const TWICE = { levels: [0.01], factors: { PGA: { medians: [2], deviations: [0] } } };
const LOG_LEVELS = Float64Array.of(0.01, 0.1, 1).map(Math.log);

Deno.test("rockLevelsFor() reaches 4 deviations beyond the levels on soil, evenly", () => {
  const levels = rockLevelsFor(LOG_LEVELS, 0.5);
  assert.equal(levels.length, 40);
  assert.ok(Math.abs(levels[0] - (Math.log(0.01) - 2)) < 1e-12);
  assert.ok(Math.abs(levels[39] - 2) < 1e-12);
  assert.ok(Math.abs(levels[20] - levels[19] - (levels[1] - levels[0])) < 1e-12);
});

Deno.test("soilExceedance() is sure or nothing without deviation", () => {
  const rock = Float64Array.of(0.002, 0.004, 0.03, 0.1, 0.2).map(Math.log);
  assert.deepEqual([...soilExceedance(rock, LOG_LEVELS, TWICE, "PGA")], [
    ...[0, 0, 0], // middle of the range 0.003
    ...[1, 0, 0], // 0.017
    ...[1, 1, 0], // 0.065
    ...[1, 1, 0], // 0.15
  ]);
});

Deno.test("soilExceedance() spreads by the deviation at the shaking on rock", () => {
  const spread = {
    levels: [0.1, 0.3],
    factors: { PGA: { medians: [1, 2], deviations: [0.2, 0.4] } },
  };
  const rock = Float64Array.of(0.15, 0.25).map(Math.log); // middle 0.2: median 1.5, deviation 0.3
  const [below, at, above] = soilExceedance(
    rock,
    Float64Array.of(0.3 * Math.exp(-0.3), 0.3, 0.3 * Math.exp(0.3)).map(Math.log),
    spread,
    "PGA",
  );
  assert.ok(Math.abs(at - 0.5) < 1e-12);
  assert.ok(Math.abs(below - 0.841344746068543) < 1e-12);
  assert.ok(Math.abs(above - 0.158655253931457) < 1e-12);
});

Deno.test("amplifyRates() adds up the ranges with the function of each site, or the only one", () => {
  const exceedances = new Map([[1, [Float64Array.of(0.5, 0, 1, 0.25)]], [2, [Float64Array.of(1, 1, 1, 1)]]]);
  const amplification = {
    rockLevels: [Float64Array.of(-2, -1, 0)],
    soilLevels: [Float64Array.of(-1.5, -0.5)],
    exceedances,
  };
  const rates = Float64Array.of(0.7, 0.4, 0.2, 0.07, 0.04, 0.02); // of two sites
  const close = (actual: Float64Array, expected: number[]) =>
    expected.forEach((value, k) => assert.ok(Math.abs(actual[k] - value) < 1e-15, `${actual}`));
  close(amplifyRates(rates, amplification, [1, 2], 2), [0.35, 0.05, 0.05, 0.05]);
  const only = { ...amplification, exceedances: new Map([[1, [Float64Array.of(1, 1, 0, 0)]]]) };
  close(amplifyRates(rates, only, [0, 7], 2), [0.3, 0.3, 0.03, 0.03]);
});
