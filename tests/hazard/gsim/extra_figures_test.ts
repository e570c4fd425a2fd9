/** Options that the golden figures don't cover, against the reference engine (extra_figures.py). */
import assert from "node:assert/strict";
import type { ContextBlock, GroundMotion, ModelOptions } from "../../../hazard/gsim/model.ts";
import { createModel } from "../../../hazard/gsim/registry.ts";
import { parseImt } from "../../../hazard/imt.ts";
import data from "./extra_figures.json" with { type: "json" };
import { QUANTITIES } from "./golden.ts";

const imts = data.imts.map(parseImt);

/** Places of the contexts of each magnitude: a block has one. */
const blocks = [...Map.groupBy(data.contexts.keys(), (i) => data.contexts[i].mag).values()];

function block(places: number[]): ContextBlock {
  const names = Object.keys(data.contexts[0]) as (keyof typeof data.contexts[0])[];
  const columns = names.map((name) => [name, Float64Array.from(places, (i) => data.contexts[i][name])]);
  return { size: places.length, ...Object.fromEntries(columns) };
}

function rows(size: number): GroundMotion {
  const zeros = () => imts.map(() => new Float64Array(size));
  return { mean: zeros(), sigma: zeros(), tau: zeros(), phi: zeros() };
}

for (const { model: name, options, ...figures } of data.cases) {
  Deno.test(`${name} ${JSON.stringify(options)} agrees with the reference`, async () => {
    const model = await createModel(name, options as unknown as ModelOptions);
    for (const places of blocks) {
      const out = rows(places.length);
      model.compute(block(places), imts, out);
      for (const quantity of QUANTITIES) {
        imts.forEach((imt, row) =>
          places.forEach((place, i) => {
            const actual = out[quantity][row][i], expected = figures[quantity][row][place];
            const isClose = Math.abs(actual - expected) <= 1e-9 * Math.abs(expected);
            assert.ok(
              isClose,
              `${quantity} of ${imt.id}, context ${place}: ${actual} instead of ${expected}`,
            );
          })
        );
      }
    }
  });
}
