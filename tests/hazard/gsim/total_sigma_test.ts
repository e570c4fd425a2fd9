/** Mean and sigma must be the same whether or not tau and phi are asked for, also of models around others. */
import assert from "node:assert/strict";
import { computeGroundMotion, groundMotionBuffers } from "../../../hazard/context_block.ts";
import { availableGsims, createModel } from "../../../hazard/gsim/registry.ts";
import { parseImt } from "../../../hazard/imt.ts";
import {
  contextBlock,
  GOLDEN_FOLDER,
  type GoldenCase,
  type GoldenContext,
  modelName,
  modelOptions,
  moduleNames,
  readContexts,
  readModule,
} from "./golden.ts";

const contexts = readContexts(GOLDEN_FOLDER);
const available = new Set(availableGsims());

/** The contexts of a case that the model takes, rupture by rupture. */
function contextsOf(golden: GoldenCase): Iterable<GoldenContext[]> {
  const indices = golden.contexts === "all" ? [...contexts.keys()] : golden.contexts;
  const refused = new Set(Object.values(golden.context_errors ?? {}).flat().map(([index]) => index));
  const taken = indices.filter((index) => !refused.has(index)).map((index) => contexts[index]);
  return Map.groupBy(taken, ({ rup }) => rup).values();
}

for (const name of moduleNames(GOLDEN_FOLDER)) {
  const { cases } = await readModule(GOLDEN_FOLDER, name);
  const known = cases.filter((golden) => available.has(modelName(golden)));
  if (known.length === 0) continue;
  Deno.test(`models of ${name}: mean and sigma are the same without tau and phi`, async () => {
    for (const golden of known) {
      const imts = golden.imts.map(parseImt);
      const model = await createModel(modelName(golden), modelOptions(golden));
      for (const group of contextsOf(golden)) {
        const block = contextBlock(group, golden.overrides);
        const whole = groundMotionBuffers(imts.length, block.size);
        computeGroundMotion(model, block, imts, whole);
        const total = { ...groundMotionBuffers(imts.length, block.size), isTotalOnly: true };
        for (const rows of [total.tau, total.phi]) for (const row of rows) row.fill(NaN);
        computeGroundMotion(model, block, imts, total);
        assert.deepEqual(total.mean, whole.mean, model.name);
        assert.deepEqual(total.sigma, whole.sigma, model.name);
      }
    }
  });
}
