import assert from "node:assert/strict";
import type { ContextBlock } from "../../../hazard/gsim/model.ts";
import { createModel } from "../../../hazard/gsim/registry.ts";
import { parseImt } from "../../../hazard/imt.ts";

Deno.test("TavakoliPezeshk2005 refuses magnitudes above 8.5, which its equations have no value for", async () => {
  const model = await createModel("TavakoliPezeshk2005MblgAB1987NSHMP2008");
  const compute = (mag: number) => {
    const column = () => [new Float64Array(1)];
    const block = { size: 1, mag: Float64Array.of(mag), rrup: Float64Array.of(50) } as ContextBlock;
    model.compute(block, [parseImt("PGA")], {
      mean: column(),
      sigma: column(),
      tau: column(),
      phi: column(),
    });
  };
  compute(7.8); // moment magnitude 8.28
  assert.throws(() => compute(8.1), /TavakoliPezeshk2005\w+ has no value for moment magnitude 8\.80/);
});
