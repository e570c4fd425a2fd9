import assert from "node:assert/strict";
import type { Forest } from "../../../hazard/secondary_peril/random_forest.ts";
import { createPeril } from "../../../hazard/secondary_peril/registry.ts";
import { RankedForest } from "../../../hazard/secondary_peril/site_steps.ts";

/**
 * Two trees: one asks whether feature 0 is at most 2, then 1 on the left, and feature 1 at most 7 on the right; the
 * other one whether feature 1 is at most 5, then feature 0 at most 2.
 */
const FOREST: Forest = {
  starts: Uint32Array.of(0, 7),
  features: Uint8Array.of(0, 0, 255, 255, 1, 255, 255, 1, 0, 255, 255, 255),
  values: Float32Array.of(2, 1, .25, .5, 7, .125, .0625, 5, 2, 0, .25, .03125),
  jumps: Uint16Array.of(4, 2, 0, 0, 2, 0, 0, 4, 2, 0, 0, 0),
};
const CASES: readonly (readonly [x: number, other: number, expected: number])[] = [
  [.5, 4, .25],
  [1, 4, .25], // up to the threshold
  [1.5, 4, .5],
  [2, 4, .5],
  [2.5, 4, .375],
  [.5, 6, .28125],
  [2.5, 6, .15625],
  [2.5, 8, .09375],
  [NaN, 8, .09375],
];
for (const [x, other, expected] of CASES) {
  Deno.test(`steps() say of ${x} with ${other} what the trees say`, () => {
    assert.equal(new RankedForest(FOREST).steps([other, 0, 0]).at(x), expected);
  });
}

Deno.test("TodorovicSilva2022NonParametric says of a site the same as it comes up again and again", async () => {
  const numSites = 20, rows = Uint32Array.from({ length: numSites }, (_, i) => i);
  const spread = (least: number, most: number, prime: number) =>
    Float64Array.from(rows, (i) => least + (most - least) * ((i * prime) % 19) / 19);
  const columns = [spread(200, 700, 7), spread(0, 5, 11), spread(0, 50, 5), spread(300, 2000, 13)];
  const known = await createPeril("TodorovicSilva2022NonParametric");
  for (let event = 0; event < 25; event++) {
    const shaking = [Float32Array.from(rows, (i) => 2 + 1.7 * event + 3 * i)];
    const outputs = () => [new Float32Array(numSites), new Float32Array(numSites)];
    const [found, expected] = [outputs(), outputs()];
    known.compute({ mag: 6, rows, shaking, columns }, found);
    const fresh = await createPeril("TodorovicSilva2022NonParametric");
    fresh.compute({ mag: 6, rows, shaking, columns }, expected);
    assert.deepEqual(found, expected);
    assert.ok(found[1].some((probability) => probability > .01));
  }
});
