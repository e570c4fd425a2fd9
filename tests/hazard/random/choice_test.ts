import assert from "node:assert/strict";
import {
  chooseDistinct,
  discreteDraw,
  fillEvenChoices,
  fillWeightedChoices,
  sumOccurrences,
  weightedHistogram,
} from "../../../hazard/random/choice.ts";
import { Mt19937 } from "../../../hazard/random/mt19937.ts";
import { Pcg64 } from "../../../hazard/random/pcg64.ts";
import { eventSeed, ruptureSeed, sourceSeed } from "../../../hazard/random/seeds.ts";
import { assertDrawn, drawn } from "./digest.ts";
import figures from "./figures.json" with { type: "json" };

const SEED = 42;

for (const { weights, ...digest } of figures.weightedChoices) {
  Deno.test(`fillWeightedChoices() draws NumPy's indices, weights ${weights.join(" ")}`, () => {
    const draws = new Uint32Array(digest.count);
    fillWeightedChoices(new Pcg64(SEED), weights, draws);
    assertDrawn(Float64Array.from(draws), digest);
  });
}

for (const weights of [[], [0, 0], [1, -1, 1], [NaN, 1]]) {
  Deno.test(`fillWeightedChoices() refuses the weights ${weights.join(" ") || "of nothing"}`, () => {
    assert.throws(
      () => fillWeightedChoices(new Pcg64(SEED), weights, new Uint32Array(1)),
      /RangeError: weights/,
    );
  });
}

for (const { population, size, ...digest } of figures.distinct) {
  Deno.test(`chooseDistinct() draws NumPy's ${size} of ${population}`, () => {
    assertDrawn(Float64Array.from(chooseDistinct(new Pcg64(SEED), population, size)), digest);
  });
}

Deno.test("chooseDistinct() refuses more indices than there are", () => {
  assert.throws(() => chooseDistinct(new Pcg64(SEED), 3, 4), /RangeError: 4 of 3/);
});

for (const { of, ...digest } of figures.evenChoices) {
  Deno.test(`fillEvenChoices() gives the reference's realizations, ${of} of them`, () => {
    const draws = new Uint32Array(digest.count);
    fillEvenChoices(new Pcg64(SEED), of, draws);
    assertDrawn(Float64Array.from(draws), digest);
  });
}

for (const { weights, draws, counts } of figures.histogram) {
  Deno.test(`weightedHistogram() counts as the reference, weights ${weights.join(" ")}`, () => {
    assert.deepEqual([...weightedHistogram(new Pcg64(SEED), weights, draws)], counts);
  });
}

for (const { probabilities, draws, ...digest } of figures.occurrences) {
  Deno.test(`sumOccurrences() draws the reference's numbers, probabilities ${probabilities.join(" ")}`, () => {
    const generator = new Pcg64(SEED);
    assertDrawn(drawn(digest.count, () => sumOccurrences(generator, probabilities, draws)), digest);
  });
}

for (const { probabilities, ...digest } of figures.discreteDraws) {
  Deno.test(`discreteDraw() draws as rv_discrete of scipy, probabilities ${probabilities.join(" ")}`, () => {
    let seed = SEED;
    assertDrawn(drawn(digest.count, () => discreteDraw(new Mt19937(seed++), probabilities)), digest);
  });
}

Deno.test("discreteDraw() falls back on the first index beyond the sum of probabilities, as scipy does", () => {
  assert.equal(discreteDraw({ random: () => 0.9999 }, [0.5, 0.4]), 0);
});

for (const { id, sesSeed, seed } of figures.sourceSeeds) {
  Deno.test(`sourceSeed() of "${id}" is the reference's`, () => assert.equal(sourceSeed(id, sesSeed), seed));
}

Deno.test("seeds of ruptures and events count on from the seed of the job", () => {
  assert.equal(ruptureSeed(5, 3, 42), 5 + 3 * 1073741824 + 42);
  assert.equal(eventSeed(1000, 42), 1042);
});
