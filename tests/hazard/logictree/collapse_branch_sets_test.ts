import assert from "node:assert/strict";
import { collapseBranchSets } from "../../../hazard/logictree/collapse_branch_sets.ts";
import type { GsimBranch, GsimLogicTree } from "../../../hazard/logictree/gsim_logic_tree.ts";

function branch(gsim: string, weight: number, others: Partial<GsimBranch> = {}): GsimBranch {
  return { id: gsim, gsim, options: {}, toml: `[${gsim}]`, weight, line: 7, ...others };
}

const TREE: GsimLogicTree = {
  file: "gmm.xml",
  branchSets: [
    { id: "A", tectonicRegionType: "Crust", branches: [branch("First", 0.5), branch("Second", 0.5)] },
    {
      id: "B",
      tectonicRegionType: "Slab",
      branches: [
        branch("First", 0.25),
        branch("Second", 0.75, { options: { factor: 2 }, toml: "[Second]\nfactor = 2.0" }),
      ],
    },
    { id: "C", tectonicRegionType: "Volcanic", branches: [branch("First", 1)] },
  ],
};

Deno.test("collapseBranchSets() replaces the models of the named sets by their average", () => {
  const [a, b, c] = collapseBranchSets(TREE, ["B", "C"]).branchSets;
  assert.equal(a, TREE.branchSets[0]);
  assert.equal(c, TREE.branchSets[2]); // a single branch has nothing to collapse
  assert.deepEqual(b.branches, [{
    id: "AvgPoeGMPE",
    gsim: "AvgPoeGMPE",
    options: { b1: { First: { weight: 0.25 } }, b2: { Second: { factor: 2, weight: 0.75 } } },
    toml: "[AvgPoeGMPE.b1.First]\nweight = 0.25\n\n[AvgPoeGMPE.b2.Second]\nweight = 0.75\nfactor = 2.0",
    weight: 1,
    line: 7,
  }]);
});

Deno.test("collapseBranchSets() keeps tables inside the options of a model inside them", () => {
  const branches = [branch("Outer", 0.5, { toml: "[Outer.inner]\ndepth = 1.0" }), branch("First", 0.5)];
  const tree = { file: "", branchSets: [{ id: "A", tectonicRegionType: "Crust", branches }] };
  assert.equal(
    collapseBranchSets(tree, ["A"]).branchSets[0].branches[0].toml,
    "[AvgPoeGMPE.b1.Outer]\nweight = 0.5\n\n[AvgPoeGMPE.b1.Outer.inner]\ndepth = 1.0\n\n" +
      "[AvgPoeGMPE.b2.First]\nweight = 0.5",
  );
});
