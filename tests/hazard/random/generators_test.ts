import assert from "node:assert/strict";
import { Mt19937 } from "../../../hazard/random/mt19937.ts";
import { Pcg64 } from "../../../hazard/random/pcg64.ts";
import { Philox } from "../../../hazard/random/philox.ts";
import { boundedInteger } from "../../../hazard/random/integers.ts";
import { assertDrawn, drawn } from "./digest.ts";
import figures from "./figures.json" with { type: "json" };

const GENERATORS = {
  Pcg64: (seed: bigint) => new Pcg64(seed),
  Philox: (seed: bigint) => Philox.ofSeed(seed),
  Mt19937: (seed: bigint) => new Mt19937(Number(seed)),
};

for (const name of ["Pcg64", "Philox", "Mt19937"] as const) {
  for (const { seed, ...digest } of figures.random[name]) {
    Deno.test(`${name} draws NumPy's uniform numbers, seed ${seed}`, () => {
      const generator = GENERATORS[name](BigInt(seed));
      assertDrawn(drawn(digest.count, () => generator.random()), digest);
    });
  }
}

Deno.test("a seed means the same as a number and as a bigint", () => {
  for (const seed of [0, 42, 2 ** 32 + 7, Number.MAX_SAFE_INTEGER]) {
    assert.equal(new Pcg64(seed).random(), new Pcg64(BigInt(seed)).random());
  }
});

Deno.test("Pcg64 keeps half a draw while whole ones are drawn", () => {
  const generator = new Pcg64(42), { count, ...digest } = figures.wordsBetween;
  const draws: number[] = [];
  while (draws.length < count) {
    draws.push(boundedInteger(generator, 10), generator.random());
    draws.push(boundedInteger(generator, 1000), boundedInteger(generator, 1000), generator.random());
  }
  assertDrawn(Float64Array.from(draws), { count, ...digest });
});

Deno.test("Philox draws words as halves of its numbers", () => {
  const generator = Philox.ofSeed(42);
  assertDrawn(drawn(1001, () => boundedInteger(generator, 1000)), figures.philoxWords);
});

for (const seed of [-1, -1n, 0.5, NaN, Infinity]) {
  Deno.test(`generators refuse the seed ${seed}`, () => {
    for (const make of [() => new Pcg64(seed), () => Philox.ofSeed(seed), () => new Mt19937(Number(seed))]) {
      assert.throws(make, { name: "RangeError", message: /a seed must be .*integer.*, got / });
    }
  });
}

Deno.test("Mt19937 refuses a seed of more than 32 bits, as RandomState does", () => {
  assert.throws(() => new Mt19937(2 ** 32), RangeError);
});
