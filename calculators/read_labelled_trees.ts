/** Ground-motion logic trees for sites with labels. */
import { InputError } from "../hazard/input_error.ts";
import type { GsimLogicTree } from "../hazard/logictree/gsim_logic_tree.ts";
import type { SiteCollection } from "../hazard/site/site_collection.ts";
import type { Job as JobFileContent } from "./parameters/job.ts";

/** Name of the tree for sites without label. */
const DEFAULT = "Default";

/** What keeps `site_labels` from being heeded. */
type Place = { readonly file: string; readonly line?: number; readonly parameter: string };

/**
 * The trees of the labels by the number of the label.
 * @param trees all trees of the file, by name
 * @param file name of the job file
 * @throws InputError if trees are missing, or don't have as many models by tectonic region type as the first one
 */
export function treesOfLabels(
  { parameters, lines }: JobFileContent,
  trees: ReadonlyMap<string, GsimLogicTree>,
  file: string,
): Map<number, GsimLogicTree> {
  const { site_labels: labels } = parameters;
  if (Object.keys(labels).length === 0) return new Map();
  const place: Place = { file, line: lines.get("site_labels"), parameter: "site_labels" };
  const [[firstName, first]] = trees;
  if (firstName !== DEFAULT) {
    const message = `the first logic tree of ${first.file} must be "${DEFAULT}", it is "${firstName}"`;
    throw new InputError({ ...place, message });
  }
  return new Map(
    Object.entries(labels).map(([name, label]) => {
      const tree = trees.get(name);
      if (!tree) throw new InputError({ ...place, message: `${first.file} has no logic tree "${name}"` });
      return [label, alike(tree, name, first)];
    }),
  );
}

/** The tree with its branch sets in the order of another one, which has as many branches in each. */
function alike(tree: GsimLogicTree, name: string, first: GsimLogicTree): GsimLogicTree {
  const branchSets = first.branchSets.map(({ tectonicRegionType: type, branches }) => {
    const set = tree.branchSets.find(({ tectonicRegionType }) => tectonicRegionType === type);
    if (set?.branches.length === branches.length) return set;
    const message = `expected ${branches.length} models for "${type}" as in "${DEFAULT}", got ${
      set?.branches.length ?? 0
    }; a DummyGMPE of weight 0 can fill up`;
    throw new InputError({ file: tree.file, parameter: `logicTree "${name}"`, message });
  });
  return { ...tree, branchSets };
}

/**
 * @param file name of the job file
 * @throws InputError if sites don't have labels, or such as the job does not know
 */
export function checkSiteLabels(
  { parameters, lines }: JobFileContent,
  { parameters: { ilabel } }: SiteCollection,
  file: string,
): void {
  const known = Object.values(parameters.site_labels), parameter = "site_labels";
  if (known.length === 0) return;
  const place: Place = { file, line: lines.get(parameter), parameter };
  if (!ilabel) throw new InputError({ ...place, message: "the site model has no column ilabel" });
  const unknown = ilabel.find((label) => label !== 0 && !known.includes(label));
  if (unknown !== undefined) {
    throw new InputError({
      ...place,
      message: `a site has the label ${unknown}, which none of the names has`,
    });
  }
}
