import assert from "node:assert/strict";
import type { ContextBlock, GroundMotion } from "../../../hazard/gsim/model.ts";
import { createModel } from "../../../hazard/gsim/registry.ts";
import { parseImt } from "../../../hazard/imt.ts";

Deno.test("TusaLanger2016Rhypo refuses ground of class C, of which it knows nothing, as the reference does", async () => {
  const model = await createModel("TusaLanger2016Rhypo");
  const compute = (vs30: number): number => {
    const column = (value: number) => Float64Array.of(value);
    const contexts = { size: 1, mag: column(5), rhypo: column(20), vs30: column(vs30) };
    const rows = () => [new Float64Array(1)];
    const out: GroundMotion = { mean: rows(), sigma: rows(), tau: rows(), phi: rows() };
    model.compute(contexts as unknown as ContextBlock, [parseImt("PGA")], out);
    return out.mean[0][0];
  };
  for (const vs30 of [150, 180, 360, 900]) assert.ok(Number.isFinite(compute(vs30)));
  assert.throws(() => compute(300), /no ground with vs30 between 180 and 360 m\/s, got 300/);
});
