import assert from "node:assert/strict";
import { binomial, multinomial } from "../../../hazard/random/binomial.ts";
import { standardExponential } from "../../../hazard/random/exponential.ts";
import { beta, standardGamma } from "../../../hazard/random/gamma.ts";
import { boundedInteger, fillIntegers } from "../../../hazard/random/integers.ts";
import { Mt19937 } from "../../../hazard/random/mt19937.ts";
import { standardNormal } from "../../../hazard/random/normal.ts";
import { Pcg64 } from "../../../hazard/random/pcg64.ts";
import { Philox } from "../../../hazard/random/philox.ts";
import { logGamma, poisson } from "../../../hazard/random/poisson.ts";
import { deviationOfCentral, fillTruncatedNormals } from "../../../hazard/random/truncated_normal.ts";
import { assertDrawn, drawn, withTailRounded } from "./digest.ts";
import figures from "./figures.json" with { type: "json" };

const SEED = 42;

Deno.test("standardNormal() draws NumPy's numbers", () => {
  for (const [name, generator] of [["Pcg64", new Pcg64(SEED)], ["Philox", Philox.ofSeed(SEED)]] as const) {
    const digest = figures.standardNormal[name];
    assertDrawn(withTailRounded(drawn(digest.count, () => standardNormal(generator))), digest);
  }
});

Deno.test("Mt19937 draws the normal numbers of RandomState, also around uniform ones", () => {
  const generator = new Mt19937(SEED);
  const normals = (count: number) => drawn(count, () => generator.standardNormal());
  const draws = [...normals(5), ...drawn(3, () => generator.random()), ...normals(992)];
  assertDrawn(Float64Array.from(draws), figures.standardNormal.Mt19937);
});

Deno.test("standardExponential() draws NumPy's numbers", () => {
  const generator = new Pcg64(SEED);
  assertDrawn(drawn(100000, () => standardExponential(generator)), figures.standardExponential);
});

for (const { mean, ...digest } of figures.poisson) {
  Deno.test(`poisson() draws NumPy's numbers, mean ${mean}`, () => {
    const generator = new Pcg64(SEED);
    assertDrawn(drawn(digest.count, () => poisson(generator, mean)), digest);
  });
}

for (const { bound, ...digest } of figures.integers) {
  Deno.test(`boundedInteger() draws NumPy's numbers below ${bound}`, () => {
    const generator = new Pcg64(SEED);
    assertDrawn(drawn(digest.count, () => boundedInteger(generator, bound)), digest);
    const filled = new Float64Array(digest.count);
    fillIntegers(new Pcg64(SEED), bound, filled);
    assertDrawn(filled, digest);
  });
}

for (const { trials, probability, ...digest } of figures.binomial) {
  Deno.test(`binomial() draws NumPy's numbers, ${trials} trials of probability ${probability}`, () => {
    const generator = new Pcg64(SEED);
    assertDrawn(drawn(digest.count, () => binomial(generator, trials, probability)), digest);
  });
}

for (const { trials, probabilities, ...digest } of figures.multinomial) {
  Deno.test(`multinomial() draws NumPy's numbers, ${trials} trials of ${probabilities.join(" ")}`, () => {
    const rows = Array.from(
      { length: 100 },
      (_, seed) => multinomial(new Pcg64(seed), trials, probabilities),
    );
    assertDrawn(Float64Array.from(rows.flatMap((row) => [...row])), digest);
  });
}

for (const { shape, ...digest } of figures.standardGamma) {
  Deno.test(`standardGamma() draws NumPy's numbers, shape ${shape}`, () => {
    const generator = new Pcg64(SEED);
    assertDrawn(drawn(digest.count, () => standardGamma(generator, shape)), digest);
  });
}

// as 32-bit numbers, since last digits are those of the machine's power function if both shapes are below 1
for (const { a, b, ...digest } of figures.beta) {
  Deno.test(`beta() draws NumPy's numbers, shapes ${a} and ${b}`, () => {
    const generator = Philox.ofSeed(SEED);
    assertDrawn(Float32Array.from({ length: digest.count }, () => beta(generator, a, b)), digest);
  });
}

for (const { level, ...digest } of figures.truncatedNormals.Pcg64) {
  Deno.test(`fillTruncatedNormals() draws the reference's numbers, level ${level}`, () => {
    const draws = new Float32Array(digest.count);
    fillTruncatedNormals(new Pcg64(SEED), level, draws);
    assertDrawn(draws, digest);
  });
}

for (const { level, ...digest } of figures.truncatedNormals.Mt19937) {
  Deno.test(`fillTruncatedNormals() draws the reference's numbers of a RandomState, level ${level}`, () => {
    const draws = new Float32Array(digest.count);
    fillTruncatedNormals(new Mt19937(SEED), level, draws);
    assertDrawn(draws, digest);
  });
}

for (const [end, level, limit] of [[0, 3, -3], [1 - 2 ** -53, 3, 3], [0, 99, -99]]) {
  Deno.test(`fillTruncatedNormals() stays within ${level} where the uniform number is ${end}`, () => {
    const draws = new Float64Array(1);
    fillTruncatedNormals({ random: () => end }, level, draws);
    assert.ok(Math.abs(draws[0] - limit) < 1e-11 && Math.abs(draws[0]) <= level, `got ${draws[0]}`);
  });
}

Deno.test("deviationOfCentral() is the quantile function within 1e-15", () => {
  figures.quantilesOfHalves.forEach((quantile, i) => {
    for (const sign of [-1, 1]) {
      const actual = deviationOfCentral(sign * (0.5 - 2 ** -(i + 1)));
      assert.ok(Math.abs(actual + sign * quantile) <= 1e-15 * Math.abs(quantile), `${actual} at 2^-${i + 1}`);
    }
  });
});

Deno.test("logGamma() is the logarithm of the factorial", () => {
  let logFactorial = 0;
  for (let n = 1; n <= 170; n++) {
    logFactorial += Math.log(n);
    const error = logGamma(n + 1) / (logFactorial || 1) - (n === 1 ? 0 : 1);
    assert.ok(Math.abs(error) < 1e-13, `${error} at ${n}`);
  }
});

const generator = new Pcg64(SEED);
const REFUSED: readonly [string, () => unknown, RegExp][] = [
  ["a negative mean", () => poisson(generator, -1), /mean .* got -1/],
  ["a mean that is no number", () => poisson(generator, NaN), /mean .* got NaN/],
  ["a mean that is not finite", () => poisson(generator, Infinity), /mean .* got Infinity/],
  ["no bound above 0", () => boundedInteger(generator, 0), /bound .* got 0/],
  ["a bound that is no integer", () => boundedInteger(generator, 1.5), /bound .* got 1.5/],
  ["a probability above 1", () => binomial(generator, 1, 1.1), /probability .* got 1.1/],
  ["negative trials", () => binomial(generator, -1, 0.5), /trials .* got -1/],
  ["probabilities above 1 in sum", () => multinomial(generator, 1, [0.9, 0.2]), /add up to 1, got 1.1/],
  ["a negative probability", () => multinomial(generator, 1, [-0.1, 1]), /probability .* got -0.1/],
  ["a negative gamma shape", () => standardGamma(generator, -1), /shape .* got -1/],
  ["a beta shape of 0", () => beta(generator, 0, 1), /shapes .* got 0, 1/],
];
for (const [what, draw, message] of REFUSED) {
  Deno.test(`distributions refuse ${what}`, () => assert.throws(draw, { name: "RangeError", message }));
}
