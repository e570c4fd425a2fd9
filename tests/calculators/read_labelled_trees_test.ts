import assert from "node:assert/strict";
import { parseJob } from "../../calculators/parameters/job.ts";
import { checkSiteLabels, treesOfLabels } from "../../calculators/read_labelled_trees.ts";
import { readGsimLogicTrees } from "../../formats/nrml/gsim_logic_tree.ts";
import { siteCollection } from "../../hazard/site/site_collection.ts";

/** A job with these labels. */
function jobWith(labels: string) {
  const text = `[general]
calculation_mode = classical
source_model_logic_tree_file = ssm.xml
gsim_logic_tree_file = gmm.xml
site_model_file = sites.csv
investigation_time = 50
truncation_level = 3
maximum_distance = 200
intensity_measure_types_and_levels = {"PGA": [1, 2]}
site_labels = ${labels}
`;
  return parseJob(text, "job.ini", { folder: "/jobs/1", fileExists: () => true });
}

/** A tree with these models by tectonic region type, each branch set on a line of its own. */
function tree(id: string, models: Record<string, string[]>): string {
  const sets = Object.entries(models).map(([type, names]) => {
    const branches = names.map((name) =>
      `<logicTreeBranch branchID="${name}"><uncertaintyModel>${name}</uncertaintyModel>` +
      `<uncertaintyWeight>${1 / names.length}</uncertaintyWeight></logicTreeBranch>`
    );
    return `<logicTreeBranchSet uncertaintyType="gmpeModel" branchSetID="${type}" ` +
      `applyToTectonicRegionType="${type}">${branches.join("")}</logicTreeBranchSet>`;
  });
  return `<logicTree logicTreeID="${id}">\n${sets.join("\n")}\n</logicTree>`;
}

const DEFAULT = tree("Default", { Crust: ["A", "B"], Slab: ["C"] });

function treesOf(...trees: string[]) {
  const text = `<nrml xmlns="http://openquake.org/xmlns/nrml/0.5">\n${trees.join("\n")}\n</nrml>`;
  return readGsimLogicTrees(text, "gmm.xml");
}

Deno.test("readGsimLogicTrees() gives the trees of a file by their ids, in order", () => {
  const trees = treesOf(DEFAULT, tree("Other", { Crust: ["D"] }));
  assert.deepEqual([...trees.keys()], ["Default", "Other"]);
  assert.equal(trees.get("Other")!.branchSets[0].branches[0].gsim, "D");
  assert.throws(() => treesOf(DEFAULT, DEFAULT), /logicTreeID "Default" is used at line 2 already/);
});

Deno.test("treesOfLabels() gives trees by the number of the label, in the order of the first tree", () => {
  const trees = treesOf(DEFAULT, tree("Basin", { Slab: ["F"], Crust: ["D", "E"] }));
  const byLabel = treesOfLabels(jobWith('{"Basin": 7}'), trees, "job.ini");
  assert.deepEqual([...byLabel.keys()], [7]);
  const models = byLabel.get(7)!.branchSets.map(({ branches }) => branches.map(({ gsim }) => gsim));
  assert.deepEqual(models, [["D", "E"], ["F"]]);
  assert.equal(treesOfLabels(jobWith("{}"), trees, "job.ini").size, 0);
});

const WRONG: [about: string, trees: string[], message: RegExp][] = [
  [
    "a label without a tree",
    [DEFAULT],
    /^InputError: job.ini:10: site_labels: gmm.xml has no logic tree "Basin"/,
  ],
  [
    "another first tree",
    [tree("Basin", { Crust: ["A"] }), DEFAULT],
    /^InputError: job.ini:10: site_labels: the first logic tree of gmm.xml must be "Default", it is "Basin"/,
  ],
  [
    "another number of models",
    [DEFAULT, tree("Basin", { Crust: ["D"], Slab: ["C"] })],
    /^InputError: gmm.xml: logicTree "Basin": expected 2 models for "Crust" as in "Default", got 1; a Dummy/,
  ],
  [
    "a type without models",
    [DEFAULT, tree("Basin", { Crust: ["D", "E"] })],
    /^InputError: gmm.xml: logicTree "Basin": expected 1 models for "Slab" as in "Default", got 0;/,
  ],
];

for (const [about, trees, message] of WRONG) {
  Deno.test(`treesOfLabels() refuses ${about}`, () => {
    assert.throws(() => treesOfLabels(jobWith('{"Basin": 1}'), treesOf(...trees), "job.ini"), message);
  });
}

Deno.test("checkSiteLabels() refuses sites without labels, and labels without a name", () => {
  const column = (...values: number[]) => Float64Array.from(values);
  const sites = (ilabel?: Float64Array) =>
    siteCollection(column(0, 1), column(0, 0), column(0, 0), ilabel ? { ilabel } : {});
  const job = jobWith('{"Basin": 1}');
  checkSiteLabels(job, sites(column(0, 1)), "job.ini");
  checkSiteLabels(jobWith("{}"), sites(), "job.ini");
  assert.throws(() => checkSiteLabels(job, sites(), "job.ini"), /the site model has no column ilabel/);
  assert.throws(
    () => checkSiteLabels(job, sites(column(0, 2)), "job.ini"),
    /^InputError: job.ini:10: site_labels: a site has the label 2, which none of the names has/,
  );
});
