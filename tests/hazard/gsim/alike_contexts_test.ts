import assert from "node:assert/strict";
import { computeGroundMotion, groundMotionBuffers } from "../../../hazard/context_block.ts";
import { contextsToCompute, repeatFirst } from "../../../hazard/gsim/alike_contexts.ts";
import type { ContextBlock } from "../../../hazard/gsim/model.ts";
import { createModel } from "../../../hazard/gsim/registry.ts";
import { parseImt } from "../../../hazard/imt.ts";
import { contextBlock, GOLDEN_FOLDER, readContexts } from "./golden.ts";

const COUNTS: [name: string, size: number, columns: number[][], count: number][] = [
  ["one if all columns have one value", 3, [[7, 7, 7], [1, 1, 1]], 1],
  ["all if a column has two values", 3, [[7, 7, 7], [1, 1, 2]], 3],
  ["one if only entries beyond the size differ", 2, [[7, 7, 8]], 1],
  ["none of an empty block", 0, [[7, 8]], 0],
];
for (const [name, size, columns, count] of COUNTS) {
  Deno.test(`contextsToCompute() is ${name}`, () => {
    assert.equal(contextsToCompute(size, ...columns.map((column) => Float64Array.from(column))), count);
  });
}

Deno.test("repeatFirst() fills the contexts that were not worked out, no others", () => {
  const repeated = Float64Array.of(5, 0, 0, 9), own = Float64Array.of(5, 6, 7, 9);
  repeatFirst(1, 3, repeated);
  repeatFirst(3, 3, own);
  assert.deepEqual([...repeated], [5, 5, 5, 9]);
  assert.deepEqual([...own], [5, 6, 7, 9]);
});

/** Models that work out alike contexts once, or skip terms that no context of the block has. */
const MODELS: [name: string, options: Record<string, string | number | boolean>][] = [
  ["AbrahamsonEtAl2014", {}],
  ["AbrahamsonEtAl2014", { region: "JPN" }],
  ["AbrahamsonEtAl2014", { region: "TWN", usgs_basin_scaling: true }],
  ["AbrahamsonEtAl2015SInter", {}],
  ["BooreEtAl2014", {}],
  ["BooreEtAl2014", { region: "JPN" }],
  ["BooreEtAl2014", { region: "CAL", usgs_basin_scaling: true }],
  ["CampbellBozorgnia2014", {}],
  ["CampbellBozorgnia2014", { SJ: true, usgs_basin_scaling: true }],
  ["ChiouYoungs2008", {}],
  ["ChiouYoungs2014", {}],
  ["ChiouYoungs2014", { region: "JPN" }],
  ["ChiouYoungs2014", { usgs_basin_scaling: true, cybershake_basin_adj: true }],
];
const IMTS = ["PGA", "SA(0.1)", "SA(0.2)", "SA(0.5)", "SA(1.0)", "SA(2.0)", "SA(4.0)"].map(parseImt);
const SITES = [
  { vs30: 180, z1pt0: 900, z2pt5: 4 },
  { vs30: 600, z1pt0: -999, z2pt5: -999 },
  { vs30: 1500, z1pt0: 5, z2pt5: 0.4 },
];
/** Only how pairs of numbers go through vectors differs. */
const RELATIVE_TOLERANCE = 1e-13;

function motionOf(model: Awaited<ReturnType<typeof createModel>>, block: ContextBlock) {
  const out = groundMotionBuffers(IMTS.length, block.size);
  computeGroundMotion(model, block, IMTS, out);
  return out;
}

const contexts = readContexts(GOLDEN_FOLDER);
for (const [name, options] of MODELS) {
  Deno.test(`${name} ${JSON.stringify(options)}: contexts of alike sites as each by itself`, async () => {
    const model = await createModel(name, options);
    for (const group of Map.groupBy(contexts, ({ rup }) => rup).values()) {
      for (const site of SITES) {
        const alike = group.map((context) => ({ ...context, ...site, backarc: 0 }));
        const together = motionOf(model, contextBlock(alike));
        alike.forEach((context, i) => {
          const alone = motionOf(model, contextBlock([context]));
          for (const quantity of ["mean", "sigma", "tau", "phi"] as const) {
            IMTS.forEach((imt, row) => {
              const actual = together[quantity][row][i], expected = alone[quantity][row][0];
              assert.ok(
                Math.abs(actual - expected) <= RELATIVE_TOLERANCE * Math.max(1, Math.abs(expected)),
                `${quantity} of ${imt.id}: ${actual} instead of ${expected}`,
              );
            });
          }
        });
      }
    }
  });
}
