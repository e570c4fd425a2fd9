import assert from "node:assert/strict";
import { isHdf5, motionTable, readHdf5Input } from "../../datastore/hdf5_input.ts";
import {
  computeGroundMotion,
  emptyBlock,
  groundMotionBuffers,
  requirementsOf,
} from "../../hazard/context_block.ts";
import type { ModelOption } from "../../hazard/gsim/model.ts";
import { createModel } from "../../hazard/gsim/registry.ts";
import { parseImt } from "../../hazard/imt.ts";
import figures from "./data/motion_table.json" with { type: "json" };

const TABLE = new URL("data/motion_table.hdf5", import.meta.url).pathname;
/** The reference takes the logarithms of the table in single precision. */
const TOLERANCE = 1e-6;

Deno.test("a table of motion read from hdf5 gives the figures of the reference", async () => {
  const gmpe_table = await readHdf5Input(TABLE, "motion_table.hdf5", motionTable) as unknown as ModelOption;
  const model = await createModel("GMPETable", { gmpe_table });
  assert.deepEqual(model.requires, { rupture: ["mag"], distances: ["rjb"], sites: [] });
  assert.deepEqual(model.imtFamilies, ["PGA", "SA"]);
  for (const { mag, rjb, imts, mean, sigma } of figures) {
    const { contexts } = emptyBlock(rjb.length, requirementsOf([model]));
    contexts.size = rjb.length;
    contexts.mag.fill(mag);
    contexts.rjb.set(rjb);
    const out = groundMotionBuffers(imts.length, rjb.length);
    computeGroundMotion(model, contexts, imts.map(parseImt), out);
    imts.forEach((imt, row) =>
      rjb.forEach((distance, i) => {
        const where = `M ${mag}, ${distance} km, ${imt}`;
        const close = (actual: number, expected: number) =>
          assert.ok(Math.abs(actual - expected) < TOLERANCE * Math.max(1, Math.abs(expected)), where);
        close(out.mean[row][i], mean[row][i]);
        close(out.sigma[row][i], sigma[row][i]);
      })
    );
  }
});

Deno.test("a table without the measure, and a magnitude below the table, are refused", async () => {
  const gmpe_table = await readHdf5Input(TABLE, "t", motionTable) as unknown as ModelOption;
  const model = await createModel("GMPETable", { gmpe_table });
  const { contexts } = emptyBlock(1, requirementsOf([model]));
  contexts.size = 1;
  contexts.mag.fill(6);
  for (const imt of ["PGV", "SA(0.05)", "SA(2.0)"]) {
    assert.throws(() => model.compute(contexts, [parseImt(imt)], groundMotionBuffers(1, 1)), RangeError);
  }
  contexts.mag.fill(4);
  const compute = () => model.compute(contexts, [parseImt("PGA")], groundMotionBuffers(1, 1));
  assert.throws(compute, { name: "RangeError", message: /magnitude 4 is below 5/ });
});

Deno.test("readHdf5Input() refuses what is no hdf5 file", async () => {
  const path = new URL("data/motion_table.json", import.meta.url).pathname;
  await assert.rejects(readHdf5Input(path, "table.hdf5", motionTable), {
    message: /table.hdf5: is not an hdf5 file/,
  });
  assert.equal(isHdf5(await Deno.readFile(path)), false);
  assert.equal(isHdf5(await Deno.readFile(TABLE)), true);
});

Deno.test("GMPETable refuses the name of a table", () =>
  assert.rejects(createModel("GMPETable", { gmpe_table: "table.hdf5" }), {
    message: /needs gmpe_table, an hdf5/,
  }));
