import assert from "node:assert/strict";
import {
  computeGroundMotion,
  emptyBlock,
  groundMotionBuffers,
  requirementsOf,
} from "../../../hazard/context_block.ts";
import type { GroundMotion, GroundMotionModel, ModelOptions } from "../../../hazard/gsim/model.ts";
import { periodCorrelation } from "../../../hazard/gsim/period_correlation.ts";
import { createModel } from "../../../hazard/gsim/registry.ts";
import { parseImt } from "../../../hazard/imt.ts";

const INNER = "BooreEtAl2014";

function motionOf(model: GroundMotionModel, ...imts: string[]): GroundMotion {
  const { contexts } = emptyBlock(1, requirementsOf([model]));
  contexts.size = 1;
  contexts.mag.fill(6);
  contexts.rjb.fill(30);
  contexts.vs30.fill(500);
  const out = groundMotionBuffers(imts.length, 1);
  computeGroundMotion(model, contexts, imts.map(parseImt), out);
  return out;
}

const close = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} instead of ${expected}`);

Deno.test("GenericGmpeAvgSA leaves other measures to the model, whatever is asked together", async () => {
  const options = { gmpe_name: INNER, avg_periods: [0.5, 1], corr_func: "none" };
  const model = await createModel("GenericGmpeAvgSA", options);
  const plain = motionOf(await createModel(INNER), "SA(0.5)", "SA(1.0)", "SA(2.0)");
  const { mean, sigma } = motionOf(model, "AvgSA", "SA(2.0)");
  close(mean[0][0], (plain.mean[0][0] + plain.mean[1][0]) / 2, 1e-12);
  close(sigma[0][0], (plain.sigma[0][0] + plain.sigma[1][0]) / 2, 1e-12);
  assert.equal(mean[1][0], plain.mean[2][0]);
});

Deno.test("GmpeIndirectAvgSA interpolates where the measures need too many periods", async () => {
  const options = { gmpe_name: INNER, corr_func: "eshm20", n_per: 10 };
  const few = await createModel("GmpeIndirectAvgSA", { ...options, max_num_per: 15 });
  const all = await createModel("GmpeIndirectAvgSA", options);
  const imts = ["AvgSA(0.5)", "AvgSA(1.0)"];
  const [coarse, fine] = [motionOf(few, ...imts), motionOf(all, ...imts)];
  assert.notEqual(coarse.mean[0][0], fine.mean[0][0]);
  close(coarse.mean[0][0], fine.mean[0][0], 0.02);
  // with one measure there are few enough
  assert.equal(motionOf(few, "AvgSA(1.0)").mean[0][0], motionOf(all, "AvgSA(1.0)").mean[0][0]);
});

for (
  const [what, name, options, message] of [
    ["no periods", "GenericGmpeAvgSA", { gmpe_name: INNER }, /needs avg_periods/],
    [
      "an unknown correlation",
      "GmpeIndirectAvgSA",
      { gmpe_name: INNER, corr_func: "best" },
      /is not one of akkar/,
    ],
    ["periods that shrink", "GmpeIndirectAvgSA", {
      gmpe_name: INNER,
      corr_func: "none",
      t_low: 2,
    }, /0 < t_low < t_high/],
    ["an option that the model inside lacks", "GmpeIndirectAvgSA", {
      gmpe_name: INNER,
      corr_func: "none",
      loud: 1,
    }, /BooreEtAl2014 has no option loud/],
  ] as [string, string, ModelOptions, RegExp][]
) {
  Deno.test(`${name} refuses ${what}`, () => assert.rejects(createModel(name, options), { message }));
}

Deno.test("GmpeIndirectAvgSA refuses a measure without a period", async () => {
  const model = await createModel("GmpeIndirectAvgSA", { gmpe_name: INNER, corr_func: "none" });
  assert.throws(() => motionOf(model, "AvgSA"), { name: "RangeError", message: /needs a period/ });
});

// name, periods, correlation: rows of the published tables, halves of the way between them
const CORRELATIONS: readonly [string, number, number, number][] = [
  ["clemett_asc", 0, 0.025, 0.997],
  ["clemett_asc", 0.025, 0, 0.997],
  ["clemett_asc", 0, 0.0325, (0.997 + 0.98) / 2],
  ["clemett_sslab", 0, 0.05, 0.976],
  ["akkar", 0.01, 0.02, 0.99845932],
  ["eshm20", 0.3, 0.3, 1],
  ["none", 0.1, 9, 1],
];
for (const [name, t1, t2, expected] of CORRELATIONS) {
  Deno.test(`correlation ${name} between ${t1} and ${t2} s`, async () => {
    close((await periodCorrelation(name))(t1, t2), expected, 1e-8); // the table has eight decimals
  });
}

Deno.test("a tabulated correlation ends with its table", async () => {
  const correlation = await periodCorrelation("akkar");
  assert.throws(() => correlation(0.1, 5), {
    name: "RangeError",
    message: /period 5 s, expected 0.01 to 4 s/,
  });
});
