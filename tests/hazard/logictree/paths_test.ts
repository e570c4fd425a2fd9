/** Realizations against those of the reference engine; data/regenerate.py writes the expected figures. */
import assert from "node:assert/strict";
import { InputError } from "../../../hazard/input_error.ts";
import {
  buildFullLogicTree,
  countPotentialRealizations,
  tectonicRegionTypeIndex,
} from "../../../hazard/logictree/paths.ts";
import type { SamplingMethod } from "../../../hazard/logictree/sampling.ts";
import type { BranchSet, SourceModelLogicTree } from "../../../hazard/logictree/source_model_logic_tree.ts";
import runs from "./data/expected.json" with { type: "json" };
import { gsimLogicTree, sourceModelLogicTree, tectonicRegionTypesByFile } from "./logic_trees.ts";

const trees = { sourceModelLogicTree, gsimLogicTree, tectonicRegionTypesByFile };

/** Single precision: the reference keeps the weights of paths so, and the sums of rounding differ. */
const TOLERANCE = 1e-7;

function assertClose(actual: readonly number[], expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) =>
    assert.ok(Math.abs(actual[i] - value) <= TOLERANCE * value, `${actual[i]} ${value}`)
  );
}

for (const run of runs) {
  const title = run.numSamples === 0 ? "full enumeration" : run.method;
  const full = buildFullLogicTree({
    ...trees,
    numSamples: run.numSamples,
    seed: 42,
    samplingMethod: run.method as SamplingMethod,
  });

  Deno.test(`buildFullLogicTree, ${title}: source model paths of the reference`, () => {
    assert.deepEqual(
      full.sourceModelPaths.map(({ pathId, samples }) => [pathId, samples]),
      run.paths.map(([pathId, , samples]) => [pathId, samples]),
    );
    assertClose(
      full.sourceModelPaths.map(({ weight }) => weight),
      run.paths.map(([, weight]) => weight as number),
    );
  });

  Deno.test(`buildFullLogicTree, ${title}: branch paths and weights of the reference`, () => {
    assert.deepEqual(full.realizations.map(({ branchPath }) => branchPath), run.branchPaths);
    const column = (imt: string) => run.weights.map((weights) => weights[run.imts.indexOf(imt)]);
    assertClose(full.realizations.map(({ weight }) => weight), column("weight"));
    if (run.imts.includes("PGA")) {
      assertClose(full.realizations.map(({ imtWeights }) => imtWeights!.PGA), column("PGA"));
    }
  });

  Deno.test(`buildFullLogicTree, ${title}: the branches of a realization spell its path`, () => {
    for (const { sourceModelPath, gsimBranches, branchPath } of full.realizations) {
      const letters = gsimBranches.map((index) => "ABC"[index]).join("");
      assert.equal(branchPath, `${full.sourceModelPaths[sourceModelPath].shortPath}~${letters}`);
    }
  });
}

Deno.test("buildFullLogicTree leaves out tectonic region types without sources", () => {
  const full = buildFullLogicTree({ ...trees, numSamples: 0, seed: 1, samplingMethod: "early_weights" });
  assert.deepEqual(full.tectonicRegionTypes, ["Active Shallow Crust", "Stable Shallow Crust"]);
  assert.equal(tectonicRegionTypeIndex(full, "Stable Shallow Crust"), 1);
  assert.throws(() => tectonicRegionTypeIndex(full, "Volcanic"), /RangeError.*"Volcanic"/);
});

Deno.test("buildFullLogicTree refuses a tectonic region type without models", () => {
  const types = new Map([["north.xml", new Set(["Volcanic", "Subduction Interface"])]]);
  assert.throws(
    () => countPotentialRealizations({ ...trees, tectonicRegionTypesByFile: types }),
    new InputError({
      file: "gsim_logic_tree.xml",
      parameter: "applyToTectonicRegionType",
      message: 'no branch set for "Subduction Interface", which sources have; there are sets for ' +
        '"Stable Shallow Crust", "Volcanic", "Active Shallow Crust"',
    }),
  );
});

Deno.test("buildFullLogicTree takes all branch sets, sorted by type, without sources", () => {
  const full = buildFullLogicTree({
    ...trees,
    tectonicRegionTypesByFile: new Map(),
    numSamples: 0,
    seed: 1,
    samplingMethod: "early_weights",
  });
  assert.deepEqual(full.tectonicRegionTypes, ["Active Shallow Crust", "Stable Shallow Crust", "Volcanic"]);
});

Deno.test("buildFullLogicTree refuses a weight for an unknown intensity measure type", () => {
  const [stable, ...others] = gsimLogicTree.branchSets;
  const branches = stable.branches.map((branch) => ({ ...branch, imtWeights: { PGX: 0.5 } }));
  const tree = { ...gsimLogicTree, branchSets: [{ ...stable, branches }, ...others] };
  assert.throws(
    () =>
      buildFullLogicTree({
        ...trees,
        gsimLogicTree: tree,
        numSamples: 0,
        seed: 1,
        samplingMethod: "early_weights",
      }),
    /InputError: gsim_logic_tree.xml:5: uncertaintyWeight: unknown intensity measure type "PGX"/,
  );
});

Deno.test("countPotentialRealizations counts without enumerating", () => {
  assert.equal(countPotentialRealizations(trees), runs[0].branchPaths.length);
});

/** A tree of `depth` further sets of 3 branches each. */
function deepTree(depth: number, changes: Partial<BranchSet> = {}): SourceModelLogicTree {
  const branchSets = Array.from({ length: depth }, (_, i): BranchSet => ({
    id: `set${i}`,
    uncertaintyType: "bGRRelative",
    branches: [0, 1, 2].map((j) => ({
      id: `b${i}_${j}`,
      weight: 1 / 3,
      uncertainty: { kind: "bGRRelative", values: [j] },
      text: String(j),
    })),
    applyToBranches: [],
    applyToSources: [],
    line: 10 + i,
    ...changes,
  }));
  return { ...sourceModelLogicTree, branchSets: [sourceModelLogicTree.branchSets[0], ...branchSets] };
}

Deno.test("countPotentialRealizations counts a tree too large to enumerate, which buildFullLogicTree refuses", () => {
  const large = { ...trees, sourceModelLogicTree: deepTree(30) };
  assert.equal(countPotentialRealizations(large), 2 * 3 ** 30 * 6);
  assert.throws(
    () => buildFullLogicTree({ ...large, numSamples: 0, seed: 1, samplingMethod: "early_weights" }),
    /InputError: source_model_logic_tree.xml: \d+ paths, at most 16777216 .* number_of_logic_tree_samples/,
  );
  const sampled = buildFullLogicTree({ ...large, numSamples: 5, seed: 1, samplingMethod: "late_latin" });
  assert.equal(sampled.realizations.length, 5);
});

Deno.test("buildFullLogicTree: branches after a set that a path passes don't count, as in the reference", () => {
  const tree = deepTree(2), [models, first, second] = tree.branchSets;
  const passing = { ...tree, branchSets: [models, { ...first, applyToBranches: ["north"] }, second] };
  const { sourceModelPaths } = buildFullLogicTree({
    ...trees,
    sourceModelLogicTree: passing,
    numSamples: 0,
    seed: 1,
    samplingMethod: "early_weights",
  });
  const counting = new Map(sourceModelPaths.map(({ pathId, numCounting }) => [pathId, numCounting]));
  assert.equal(counting.get("north~b0_0~b1_0"), 3);
  assert.equal(counting.get("south~.~b1_0"), 1);
});

const REFUSED: readonly [title: string, changes: Partial<BranchSet>, message: RegExp][] = [
  [
    "an unknown branch",
    { applyToBranches: ["nowhere"] },
    /:10: logicTreeBranchSet "set0": .* no branch "nowhere"/,
  ],
  [
    "a branch that has a set already",
    { applyToBranches: ["north"] },
    /:11: logicTreeBranchSet "set1": .* "north" has a/,
  ],
];

for (const [title, changes, message] of REFUSED) {
  Deno.test(`buildFullLogicTree refuses to hang a set on ${title}`, () => {
    assert.throws(
      () => countPotentialRealizations({ ...trees, sourceModelLogicTree: deepTree(2, changes) }),
      message,
    );
  });
}
