import assert from "node:assert/strict";
import { readChoice, readMixture, readOptions } from "../../../hazard/gsim/options.ts";

const DEFAULTS = { region: "CAL", epsilon: 0, hasBasin: false, coeffs: null };

Deno.test("readOptions() overlays the defaults", () => {
  assert.deepEqual(readOptions("Model", {}, DEFAULTS), DEFAULTS);
  const coeffs = { PGA: { c20: 0.1 } };
  assert.deepEqual(readOptions("Model", { region: "JPN", coeffs }, DEFAULTS), {
    ...DEFAULTS,
    region: "JPN",
    coeffs,
  });
});

Deno.test("readOptions() takes 0, 1 and the text true as booleans", () => {
  assert.equal(readOptions("Model", { hasBasin: "true" }, DEFAULTS).hasBasin, true);
  assert.throws(() => readOptions("Model", { hasBasin: "false" }, DEFAULTS), TypeError);
  assert.equal(readOptions("Model", { hasBasin: 1 }, DEFAULTS).hasBasin, true);
  assert.equal(readOptions("Model", { hasBasin: 0 }, { hasBasin: true }).hasBasin, false);
});

Deno.test("readOptions() refuses unknown names and wrong types", () => {
  const unknown = /Model has no option regoin, its options: region, epsilon, hasBasin, coeffs/;
  assert.throws(() => readOptions("Model", { regoin: "JPN" }, DEFAULTS), unknown);
  const wrong = { name: "TypeError", message: 'option epsilon of Model must be a number, got "1"' };
  assert.throws(() => readOptions("Model", { epsilon: "1" }, DEFAULTS), wrong);
  assert.throws(() => readOptions("Model", { hasBasin: 2 }, DEFAULTS), TypeError);
});

Deno.test("readChoice() lists the choices", () => {
  assert.equal(readChoice("Model", "region", "JPN", ["CAL", "JPN"]), "JPN");
  const wrong = { name: "RangeError", message: 'option region of Model: "XX" is not one of CAL, JPN' };
  assert.throws(() => readChoice("Model", "region", "XX", ["CAL", "JPN"]), wrong);
});

Deno.test("readMixture() wants as many factors as weights", () => {
  const mixture = { factors: [0.8, 1.2], weights: [0.5, 0.5] };
  assert.deepEqual(readMixture("Model", mixture), mixture);
  assert.throws(() => readMixture("Model", { factors: [0.8], weights: [0.5, 0.5] }), TypeError);
  assert.throws(() => readMixture("Model", { factors: ["a"], weights: [1] }), TypeError);
  assert.throws(() => readMixture("Model", {}), TypeError);
});
