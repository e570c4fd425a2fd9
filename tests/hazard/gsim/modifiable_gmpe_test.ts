import assert from "node:assert/strict";
import {
  computeGroundMotion,
  emptyBlock,
  groundMotionBuffers,
  requirementsOf,
} from "../../../hazard/context_block.ts";
import { conversionOf, forGeometricMean } from "../../../hazard/gsim/horizontal_component.ts";
import type { GroundMotion, GroundMotionModel, ModelOptions } from "../../../hazard/gsim/model.ts";
import { createModel } from "../../../hazard/gsim/registry.ts";
import { parseImt } from "../../../hazard/imt.ts";

const PGA = parseImt("PGA"), IA = parseImt("IA"), SIZE = 3;

/** Contexts that differ in distance and vs30. */
function motionOf(model: GroundMotionModel, imt = PGA, isTotalOnly = false): GroundMotion {
  const { contexts } = emptyBlock(SIZE, requirementsOf([model]));
  contexts.size = SIZE;
  contexts.mag.fill(6);
  for (const name of ["rjb", "rrup"] as const) contexts[name]?.set([10, 30, 100]);
  contexts.vs30?.set([250, 500, 1000]);
  const out = { ...groundMotionBuffers(1, SIZE), isTotalOnly };
  computeGroundMotion(model, contexts, [imt], out);
  return out;
}

const modified = (changes: ModelOptions, inner = "BooreEtAl2014") =>
  createModel("ModifiableGMPE", { gmpe: { [inner]: {} }, ...changes });

const REFUSED: readonly [string, ModelOptions, RegExp][] = [
  [
    "an unknown option",
    { gmpe: { BooreEtAl2014: {} }, louder: {} },
    /no option louder, its options: gmpe, add_/,
  ],
  ["no model", {}, /option gmpe of ModifiableGMPE: expected one model/],
  ["an unknown model", { gmpe: { Boor: {} } }, /unknown ground-motion model "Boor"/],
  ["a change that is no table", {
    gmpe: { BooreEtAl2014: {} },
    add_delta_to_tau_std_scalar: 1,
  }, /must be a table/],
  [
    "a change without its number",
    { gmpe: { BooreEtAl2014: {} }, set_between_epsilon: {} },
    /set_between_epsilon needs the number epsilon_tau/,
  ],
  [
    "a change of parts that the model lacks",
    { gmpe: { Campbell2003: {} }, set_between_epsilon: { epsilon_tau: 1 } },
    /Campbell2003 has no deviations between and within events/,
  ],
  [
    "a conditional model for a measure it does not predict",
    { gmpe: { BooreEtAl2014: {} }, conditional_gmpe: { IA: { gmpe: { AbrahamsonBhasin2020: {} } } } },
    /AbrahamsonBhasin2020 does not predict IA/,
  ],
  [
    "a model in the place of a conditional one",
    { gmpe: { BooreEtAl2014: {} }, conditional_gmpe: { PGV: { gmpe: { BooreEtAl2014: {} } } } },
    /unknown conditional model "BooreEtAl2014", expected one of Abra/,
  ],
];

for (const [what, options, message] of REFUSED) {
  Deno.test(`ModifiableGMPE refuses ${what}`, async () => {
    await assert.rejects(createModel("ModifiableGMPE", options), (error) => {
      assert.ok(error instanceof TypeError || error instanceof RangeError);
      assert.match(error.message, message);
      return true;
    });
  });
}

Deno.test("ModifiableGMPE applies its changes in the order in which they are given", async () => {
  const scale = { set_scale_total_sigma_scalar: { scaling_factor: 2 } };
  const delta = { add_delta_to_total_std_scalar: { delta: 0.3 } };
  const plain = motionOf(await createModel("BooreEtAl2014")).sigma[0];
  const scaledFirst = motionOf(await modified({ ...scale, ...delta })).sigma[0];
  const scaledLast = motionOf(await modified({ ...delta, ...scale })).sigma[0];
  for (let i = 0; i < SIZE; i++) {
    assert.ok(Math.abs(scaledFirst[i] - Math.hypot(2 * plain[i], 0.3)) < 1e-12);
    assert.ok(Math.abs(scaledLast[i] - 2 * Math.hypot(plain[i], 0.3)) < 1e-12);
  }
});

Deno.test("set_total_std_as_tau_plus_delta takes the tau of each context", async () => {
  // the reference takes that of the third context for all
  const { tau } = motionOf(await createModel("CampbellBozorgnia2014"));
  const change = { set_total_std_as_tau_plus_delta: { delta: 0.4 } };
  const { sigma } = motionOf(await modified(change, "CampbellBozorgnia2014"));
  for (let i = 0; i < SIZE; i++) assert.ok(Math.abs(sigma[0][i] - Math.hypot(tau[0][i], 0.4)) < 1e-12);
});

Deno.test("a change of tau counts where only the total deviation is asked for", async () => {
  const model = await modified({ add_delta_to_tau_std_scalar: { delta: 0.2 } });
  assert.deepEqual(motionOf(model, PGA, true).sigma, motionOf(model).sigma);
});

Deno.test("a change that takes away more than there is stops the calculation", async () => {
  const model = await modified({ add_delta_to_tau_std_scalar: { delta: -0.9 } });
  assert.throws(() => motionOf(model), { name: "RangeError", message: /delta -0.9 takes away more/ });
});

Deno.test("a conditional model adds its measure to those of the model", async () => {
  const conditional = { IA: { gmpe: { MacedoEtAl2019SInter: {} } } };
  const model = await modified({ conditional_gmpe: conditional }, "AbrahamsonGulerce2020SInter");
  assert.ok(model.imtFamilies.includes("IA"));
  assert.ok(motionOf(model, IA).mean[0].every((mean) => mean < 0));
  assert.deepEqual(motionOf(model).mean, motionOf(await createModel("AbrahamsonGulerce2020SInter")).mean);
});

Deno.test("a modified model has the horizontal component of the model inside", async () => {
  const plain = motionOf(await modified({})).mean[0];
  const converted = motionOf(forGeometricMean(await modified({}))).mean[0];
  const { median } = conversionOf("RotD50", PGA);
  for (let i = 0; i < SIZE; i++) assert.ok(Math.abs(plain[i] - Math.log(median) - converted[i]) < 1e-12);
});

Deno.test("averaged models are converted each from its own component", async () => {
  const branches = { b1: { BooreEtAl2014: { weight: 0.4 } }, b2: { SadighEtAl1997: { weight: 0.6 } } };
  const model = forGeometricMean(await createModel("AvgPoeGMPE", branches));
  const [first, second] = model.averaged!;
  assert.deepEqual([first.weight, second.weight], [0.4, 0.6]);
  const { median } = conversionOf("RotD50", PGA);
  const plain = motionOf(await createModel("BooreEtAl2014")).mean[0];
  assert.ok(Math.abs(motionOf(first.model).mean[0][0] - plain[0] + Math.log(median)) < 1e-12);
  assert.deepEqual(motionOf(second.model).mean, motionOf(await createModel("SadighEtAl1997")).mean);
});

for (const options of [{}, { b1: { BooreEtAl2014: {} } }, { b1: 2 }] as ModelOptions[]) {
  Deno.test(`AvgGMPE refuses the branches ${JSON.stringify(options)}`, () =>
    assert.rejects(createModel("AvgGMPE", options), TypeError));
}

for (
  const [what, name, options, message] of [
    ["no part", "SplitSigmaGMPE", { gmpe_name: "Campbell2003" }, /needs between_absolute or within_absolute/],
    ["no models", "MultiGMPE", {}, /needs a model for each measure/],
    [
      "a measure that the model does not predict",
      "MultiGMPE",
      { IA: { BooreEtAl2014: {} } },
      /does not predict IA/,
    ],
  ] as [string, string, ModelOptions, RegExp][]
) {
  Deno.test(`${name} refuses ${what}`, () => assert.rejects(createModel(name, options), { message }));
}

Deno.test("SplitSigmaGMPE refuses a part that is more than the total", async () => {
  const model = await createModel("SplitSigmaGMPE", { gmpe_name: "BooreEtAl2014", between_absolute: 2 });
  assert.throws(() => motionOf(model), { name: "RangeError", message: /is below 2/ });
});

Deno.test("MultiGMPE refuses a measure for which it has no model", async () => {
  const model = await createModel("MultiGMPE", { PGA: { BooreEtAl2014: {} } });
  assert.throws(() => motionOf(model, parseImt("SA(1.0)")), {
    name: "RangeError",
    message: /no model for SA/,
  });
});
