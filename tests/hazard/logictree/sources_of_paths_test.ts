/** Sources by path against those of the reference engine; data/regenerate.py writes the expected figures. */
import assert from "node:assert/strict";
import { applyUncertainties } from "../../../hazard/logictree/apply.ts";
import { buildFullLogicTree } from "../../../hazard/logictree/paths.ts";
import { sourcesOfPaths } from "../../../hazard/logictree/sources_of_paths.ts";
import type { BranchSet } from "../../../hazard/logictree/source_model_logic_tree.ts";
import type { Source } from "../../../hazard/source/source.ts";
import runs from "./data/expected.json" with { type: "json" };
import { gsimLogicTree, models, sourceModelLogicTree, tectonicRegionTypesByFile } from "./logic_trees.ts";

const BIN_WIDTH = 0.1;
const { sourceModelPaths } = buildFullLogicTree({
  sourceModelLogicTree,
  gsimLogicTree,
  tectonicRegionTypesByFile,
  numSamples: 0,
  seed: 1,
  samplingMethod: "early_weights",
});
const options = { sourceModelLogicTree, sourceModelPaths, models, binWidth: BIN_WIDTH };

/** The a-value, b-value and largest magnitude, null for rates by bin. */
function gutenbergRichter({ mfd }: Source): number[] | null {
  return mfd.kind === "truncatedGR" ? [mfd.aValue, mfd.bValue, mfd.maxMag] : null;
}

Deno.test("sourcesOfPaths: groups, ids, paths and changed distributions of the reference", () => {
  const groups = sourcesOfPaths(options).map(({ tectonicRegionType, sources, sourceModelPaths }) => ({
    tectonicRegionType,
    ids: sources.map(({ id }) => id),
    paths: sourceModelPaths,
    mfds: sources.map(gutenbergRichter),
  }));
  // The fault is the same in both files. The reference loses it for the last path, because it forgets equal sources
  // of further files where the first one belongs to several paths.
  const expected = runs[0].groups.map((group) =>
    group.ids[0] === "fault" ? { ...group, paths: [0, 1, 2, 3, 4, 5] } : group
  );
  assert.deepEqual(groups, expected);
});

Deno.test("sourcesOfPaths gives each source of a path exactly once", () => {
  const groups = sourcesOfPaths(options);
  for (const { ordinal, files } of sourceModelPaths) {
    const numSources = groups.filter((group) => group.sourceModelPaths.includes(ordinal))
      .reduce((sum, { sources }) => sum + sources.length, 0);
    const expected = files.flatMap((file) =>
      models.get(file)!.groups
    ).flatMap(({ sources }) => sources).length;
    assert.equal(numSources, expected, `path ${ordinal}`);
  }
});

Deno.test("sourcesOfPaths: branch sets may name sources that are not wanted", () => {
  const without = new Map(Array.from(models, ([file, model]) => [
    file,
    { ...model, groups: model.groups.map((group) => ({ ...group, sources: group.sources.slice(0, 0) })) },
  ]));
  assert.deepEqual(sourcesOfPaths({ ...options, models: without, writtenModels: models }), []);
  assert.throws(() => sourcesOfPaths({ ...options, models: without }), /no source has the id/);
});

const zone = models.get("north.xml")!.groups[1].sources.find(({ id }) => id === "zone")!;
const cell = models.get("north.xml")!.groups[1].sources.find(({ id }) => id === "cell")!;

Deno.test("applyUncertainties leaves a source alone that no branch applies to", () => {
  assert.equal(applyUncertainties(cell, sourceModelPaths[1], BIN_WIDTH), cell);
});

Deno.test("applyUncertainties leaves out the branches that don't count", () => {
  const path = { ...sourceModelPaths[4], numCounting: 1 };
  assert.equal(applyUncertainties(zone, path, BIN_WIDTH), zone);
});

Deno.test("applyUncertainties changes a copy", () => {
  const changed = applyUncertainties(zone, sourceModelPaths[4], BIN_WIDTH);
  assert.deepEqual(gutenbergRichter(changed), [3.5, 1, 8]);
  assert.deepEqual(gutenbergRichter(zone), [3.5, 1, 7]);
});

Deno.test("applyUncertainties names source and branch where a change does not suit", () => {
  const [models, branchSet] = sourceModelLogicTree.branchSets;
  const everywhere = { ...branchSet, applyToSources: [] };
  const path = {
    ...sourceModelPaths[1],
    branchSets: [models, everywhere],
    branches: [models.branches[0], branchSet.branches[0]],
  };
  assert.throws(
    () => applyUncertainties(cell, path, BIN_WIDTH),
    /InputError: north.xml:19: source "cell": branch "b_low" of the source-model logic tree: bGRRelative applies to/,
  );
});

const FILTERS: readonly [filter: Partial<BranchSet>, isApplied: boolean][] = [
  [{ applyToSources: [] }, true],
  [{ applyToSources: ["cell"] }, false],
  [{ applyToSources: [], applyToTectonicRegionType: "Active Shallow Crust" }, true],
  [{ applyToSources: [], applyToTectonicRegionType: "Stable Shallow Crust" }, false],
  [{ applyToSources: [], applyToSourceType: "area" }, true],
  [{ applyToSources: [], applyToSourceType: "point" }, false],
];

for (const [filter, isApplied] of FILTERS) {
  Deno.test(`applyUncertainties with ${JSON.stringify(filter)} ${isApplied ? "changes" : "spares"} the area source`, () => {
    const [models, branchSet] = sourceModelLogicTree.branchSets;
    const path = {
      ...sourceModelPaths[1],
      branchSets: [models, { ...branchSet, ...filter }],
      branches: [models.branches[0], branchSet.branches[0]],
    };
    assert.equal(applyUncertainties(zone, path, BIN_WIDTH) !== zone, isApplied);
  });
}

const WRONG_FILTERS: readonly [changes: Partial<BranchSet>, message: RegExp][] = [
  [
    { applyToSources: ["nobody"] },
    /:9: logicTreeBranchSet "b": applyToSources: no source has the id "nobody"/,
  ],
  [
    { applyToSources: ["cell"], applyToBranches: [] },
    /source "cell" is in branches north, south, expected applyToBr/,
  ],
  [
    { applyToSources: [], applyToTectonicRegionType: "Volcanic" },
    /no source is of type "Volcanic", there are "Active Shallow Crust", "Stable Shallow Crust"/,
  ],
  [
    { applyToSources: [], uncertaintyType: "bGRAbsolute" },
    /bGRAbsolute: expected applyToSources with one source id, got 0/,
  ],
];

for (const [changes, message] of WRONG_FILTERS) {
  Deno.test(`sourcesOfPaths refuses ${JSON.stringify(changes)}`, () => {
    const [first, second, ...others] = sourceModelLogicTree.branchSets;
    const tree = { ...sourceModelLogicTree, branchSets: [first, { ...second, ...changes }, ...others] };
    assert.throws(() => sourcesOfPaths({ ...options, sourceModelLogicTree: tree }), message);
  });
}
