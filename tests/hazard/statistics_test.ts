import assert from "node:assert/strict";
import { statisticNamed, toProbability, toProbability32, toRate } from "../../hazard/statistics.ts";
import { levelAtPoe } from "../../hazard/hazard_map.ts";

const near = (got: number, expected: number, message: string) =>
  assert.ok(
    Math.abs(got - expected) <= 1e-14 + 1e-12 * Math.abs(expected),
    `${message}: ${got} is not ${expected}`,
  );

// openquake.hazardlib.stats of 3.26.2: mean_curve, std_curve, quantile_curve
const VALUES = Float64Array.of(0.3, 0.1, 0.25, 0.4, 0.1);
const WEIGHTS = Float64Array.of(0.1, 0.3, 0.2, 0.25, 0.15);
const STATISTICS: [string, number][] = [
  ["mean", 0.225],
  ["std", 0.12399596767637244],
  ["max", 0.4],
  ["quantile-0", 0.1],
  ["quantile-0.3", 0.1],
  ["quantile-0.45", 0.1],
  ["quantile-0.5", 0.1375],
  ["quantile-0.65", 0.25],
  ["quantile-0.9", 0.36],
  ["quantile-0.95", 0.38],
  ["quantile-1", 0.4],
];

for (const [name, expected] of STATISTICS) {
  Deno.test(`statisticNamed() ${name} agrees with the reference`, () => {
    // two levels of five realizations, the second of them half of the first
    const values = Float64Array.from({ length: 10 }, (_, k) => VALUES[k >> 1] * (k % 2 ? 0.5 : 1));
    const out = new Float64Array(2);
    statisticNamed(name)({ values, stride: 2, weights: WEIGHTS }, 0, 2, out);
    near(out[0], expected, name);
    near(out[1], expected / 2, name);
  });
}

Deno.test("statisticNamed() interpolates quantiles of many realizations", () => {
  // realization r has the value of its rank, so that the cumulated weight of value v is (v + 1) / 100
  const values = Float64Array.from({ length: 100 }, (_, r) => (37 * r) % 100);
  const weights = new Float64Array(100).fill(0.01), out = new Float64Array(1);
  for (const [q, expected] of [[0.005, 0], [0.255, 24.5], [0.5, 49], [0.999, 98.9], [1, 99]]) {
    statisticNamed(`quantile-${q}`)({ values, stride: 1, weights }, 0, 1, out);
    assert.ok(Math.abs(out[0] - expected) < 1e-9, `${q}: ${out[0]}, expected ${expected}`);
  }
});

Deno.test("statisticNamed() refuses an unknown name", () => {
  assert.throws(() => statisticNamed("quantile-1.5"), RangeError);
  assert.throws(() => statisticNamed("median"), RangeError);
});

Deno.test("toProbability() and toProbability32() round as 1 - exp(-rate) of NumPy does in 64 and 32 bits", () => {
  assert.equal(toProbability(1.2047e-15), 11 * 2 ** -53);
  near(toProbability(0.5), 0.3934693402873666, "64 bits");
  assert.deepEqual([3.5e-7, 1.198e-5, 0.5].map(toProbability32), [
    3.5762786865234375e-07,
    1.2040138244628906e-05,
    0.39346933364868164,
  ]);
});

Deno.test("toRate() undoes toProbability() between its limits", () => {
  for (const rate of [1e-3, 0.01, 1]) near(toRate(toProbability(rate)) / rate, 1, `${rate}`);
  assert.deepEqual([toRate(0), toRate(1e-13)], [0, 0]);
  near(toRate(1), 100, "certainty");
});

const LEVELS = [0.01, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6];
const POES = [0.95, 0.9, 0.5, 0.1, 0.02, 0.001, 1e-6];
// openquake.hazardlib.map_array.compute_hazard_maps of 3.26.2
const MAPS: [number[], number[]][] = [
  [[0.9, 0.5, 0.3, 0.1, 0.01, 0, 0], [
    0,
    0.01,
    0.05,
    0.2,
    0.3246690819927653,
    0.4100256847863499,
    0.44163580546952497,
  ]],
  [[0.05, 0.01, 0.001, 1e-5, 0, 0, 0], [0, 0, 0, 0, 0.025, 0.1, 0.20562276533121332]],
  [[0.9, 0.9, 0.5, 0.5, 0.5, 0.4, 0.3], [0, 0.01, 0.1, 1.6, 1.6, 1.6, 1.6]],
];

Deno.test("levelAtPoe() agrees with the reference on falling, low and flat curves", () => {
  for (const [curve, expected] of MAPS) {
    POES.forEach((poe, p) => near(levelAtPoe(curve, LEVELS, poe), expected[p], `poe ${poe} of ${curve}`));
  }
});
