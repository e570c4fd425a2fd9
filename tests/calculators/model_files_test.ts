import assert from "node:assert/strict";
import { withModelFiles } from "../../calculators/model_files.ts";
import type { GsimBranch } from "../../hazard/logictree/gsim_logic_tree.ts";

function branch(options: GsimBranch["options"]): GsimBranch {
  return { id: "b", gsim: "Model", options, toml: "[Model]", weight: 1, line: 1 };
}

Deno.test("withModelFiles() puts the text of a file next to the tree in the place of its name", async () => {
  const branches = [branch({ volc_arc_file: "zones.geojson", region: "JPN" }), branch({})];
  const tree = { file: "in/gmpe.xml", branchSets: [{ id: "bs", tectonicRegionType: "Volcanic", branches }] };
  const read = (path: string) => Promise.resolve(`text of ${path}`);
  const { branchSets: [set], file } = await withModelFiles(tree, "/job/in/gmpe.xml", read);
  assert.equal(file, "in/gmpe.xml");
  assert.deepEqual(set.branches[0].options, {
    volc_arc_file: "text of /job/in/zones.geojson",
    region: "JPN",
  });
  assert.deepEqual(set.branches[1], branches[1]);
});
