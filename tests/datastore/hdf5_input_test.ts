import assert from "node:assert/strict";
import { isHdf5, motionTable, readHdf5Input, residualTerms } from "../../datastore/hdf5_input.ts";
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
import residualFigures from "./data/residual_terms.json" with { type: "json" };

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

const TERMS = new URL("data/residual_terms.hdf5", import.meta.url).pathname;

Deno.test("terms of residuals read from hdf5 give the figures of the reference", async () => {
  const grid_hdf5_file = await readHdf5Input(TERMS, "terms.hdf5", residualTerms) as unknown as ModelOption;
  const model = await createModel("GridAdjustedGMPE", { gmpe_name: "AkkarEtAlRjb2014", grid_hdf5_file });
  const { fields, imts } = residualFigures;
  const { contexts } = emptyBlock(fields.mag.length, requirementsOf([model]));
  contexts.size = fields.mag.length;
  for (const [name, values] of Object.entries(fields)) contexts[name as keyof typeof fields].set(values);
  const out = groundMotionBuffers(imts.length, contexts.size);
  computeGroundMotion(model, contexts, imts.map(parseImt), out);
  for (const quantity of ["mean", "sigma", "tau", "phi"] as const) {
    residualFigures[quantity].forEach((row, m) =>
      row.forEach((expected, i) => {
        const actual = out[quantity][m][i];
        const where = `${quantity} of ${imts[m]} at site ${i}: ${actual} instead of ${expected}`;
        assert.ok(Math.abs(actual - expected) <= 1e-9 * Math.abs(expected), where);
      })
    );
  }
});

/** One term of the site in a cell near (0, 0), with changes. */
function term(changes: Record<string, ModelOption>): ModelOption {
  const byImt = { PGA: { cells: ["83754efffffffff"], mean: [0.1], deviation: 9 } };
  return [{ name: "dS2S", location: "site", action: "sub", component: "phi", byImt, ...changes }];
}

const REFUSED: readonly [string, Record<string, ModelOption>, RegExp][] = [
  [
    "a place that is none",
    { location: "moon" },
    /location of the term dS2S: expected hypo or site or path, got moon/,
  ],
  ["an action that is none", { action: "drop" }, /sig_adjustment of the term dS2S: expected none or sub/],
  [
    "a deviation that is none",
    { component: "rho" },
    /sig_comp_modified of the term dS2S: expected tau or phi/,
  ],
  ["a deviation below 0", { byImt: { PGA: { cells: [], mean: [], deviation: -1 } } }, /must not be below 0/],
  ["deviations by cell along a path", {
    location: "path",
    byImt: { PGA: { cells: [], mean: [], deviation: [1] } },
  }, /a term of the path has one deviation/],
];
for (const [what, changes, message] of REFUSED) {
  Deno.test(`GridAdjustedGMPE refuses ${what}`, () => {
    const options = { gmpe_name: "AkkarEtAlRjb2014", grid_hdf5_file: term(changes) };
    return assert.rejects(createModel("GridAdjustedGMPE", options), { name: "RangeError", message });
  });
}

Deno.test("GridAdjustedGMPE refuses a model without parts of its deviation, and a term that leaves none", async () => {
  const grid_hdf5_file = term({});
  const campbell = createModel("GridAdjustedGMPE", { gmpe_name: "Campbell2003", grid_hdf5_file });
  await assert.rejects(campbell, { message: /Campbell2003 has no deviations between and within events/ });
  const model = await createModel("GridAdjustedGMPE", { gmpe_name: "AkkarEtAlRjb2014", grid_hdf5_file });
  const { contexts } = emptyBlock(1, requirementsOf([model]));
  contexts.size = 1;
  contexts.mag.fill(6);
  contexts.vs30.fill(760);
  const compute = () => computeGroundMotion(model, contexts, [parseImt("PGA")], groundMotionBuffers(1, 1));
  assert.throws(compute, { name: "RangeError", message: /dS2S takes away 9, more than/ });
});
