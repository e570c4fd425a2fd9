import assert from "node:assert/strict";
import { parseImt } from "../../../hazard/imt.ts";
import { MotionTable } from "../../../hazard/gsim/motion_table.ts";

const PGA = parseImt("PGA");
const table = () =>
  new MotionTable(
    { magnitudes: [5, 5.5, 6], distances: [10, 100], imts: ["PGA", "SA(0.1)"], sigma: [0.6, 0.7] },
    [[0.1, 0.2, 0.3, 0.01, 0.02, 0.03], [0.2, 0.4, 0.6, 0.02, 0.04, 0.06]],
  );

Deno.test("MotionTable takes magnitudes with two decimals, halves to the even one", () => {
  assert.deepEqual(table().levels(PGA, 5.125), table().levels(PGA, 5.12));
  assert.deepEqual(table().levels(PGA, 5.375), table().levels(PGA, 5.38));
});

Deno.test("MotionTable keeps to the largest magnitude beyond it and refuses smaller ones", () => {
  assert.deepEqual(table().levels(PGA, 8), table().levels(PGA, 6));
  assert.throws(() => table().levels(PGA, 4.9), /magnitude 4.9 is below 5/);
});
