/**
 * The basin adjustment of the US 2023 model. Figures: `_get_us23_nshm_adjustments` of the reference's
 * hazardlib/gsim/zhao_2006.py, version 3.26.2, on a mean of 0 (the golden figures have no case with the M9 term).
 */
import assert from "node:assert/strict";
import type { ContextBlock } from "../../../hazard/gsim/model.ts";
import { addBasinTerm } from "../../../hazard/gsim/us_2023_basin.ts";
import { parseImt } from "../../../hazard/imt.ts";

const contexts = {
  size: 6,
  vs30: Float64Array.of(300, 300, 300, 600, 90, 900),
  z2pt5: Float64Array.of(7, 2, 0.4, 6, -999, -999),
} as ContextBlock;

const LN2 = 0.6931471805599453;

/** [CB14 basin term, M9 term, intensity measure, expected addition per context] */
const CASES: readonly [boolean, boolean, string, number[]][] = [
  [true, false, "PGA", [
    0.21580094073474548,
    0,
    0.00384,
    0.18012987030926111,
    0.21476781124620548,
    0.003199335702843677,
  ]],
  [true, false, "SA(3.0)", [
    0.4322008582437278,
    0,
    -0.20868,
    0.3607597088220629,
    0.43013173171395636,
    -0.17386389960141108,
  ]],
  [false, true, "SA(1.8)", [0, 0, 0, 0, 0, 0]],
  [false, true, "SA(1.9)", [LN2, 0, 0, LN2, LN2, 0]],
  [true, true, "SA(1.8)", [
    0.4529414434451637,
    0,
    -0.18164392162440976,
    0.3780719545877798,
    0.4507730230471254,
    -0.15133851136914395,
  ]],
  [true, true, "SA(1.9)", [LN2, 0, -0.18424878219295152, LN2, LN2, -0.15350877788421305]],
];

for (const [cb14_basin_term, m9_basin_term, imt, expected] of CASES) {
  Deno.test(`addBasinTerm at ${imt}, CB14 ${cb14_basin_term}, M9 ${m9_basin_term}`, () => {
    const mean = new Float64Array(contexts.size);
    addBasinTerm({ cb14_basin_term, m9_basin_term }, parseImt(imt), contexts, mean);
    expected.forEach((value, i) => {
      // double precision: only the order of operations differs
      assert.ok(Math.abs(mean[i] - value) <= 1e-12, `context ${i}: ${mean[i]} instead of ${value}`);
    });
  });
}
