/**
 * The source-model logic tree as far as it concerns one source or one branch. As in the reference, of the branches of a
 * set that bring in nothing any more one is left, the last, with the weight of all: realizations of it have no sources.
 */
import type { SourceModel } from "../source/source.ts";
import {
  type Branch,
  type BranchSet,
  filesOfBranch,
  type SourceModelLogicTree,
} from "./source_model_logic_tree.ts";

/** Whether a source has the id, or it begins so, the number of a part (":1") aside. */
export function isMeant(id: string, beginning: string): boolean {
  return id.split(":")[0].startsWith(beginning);
}

/**
 * The tree without branch sets for other sources and with only files that have the source.
 * @param sourceId beginning of the id of the source
 * @param models by file, all those that the tree names
 */
export function reducedToSource(
  tree: SourceModelLogicTree,
  sourceId: string,
  models: ReadonlyMap<string, SourceModel>,
): SourceModelLogicTree {
  const hasSource = (_: Branch, file: string) =>
    models.get(file)!.groups.some(({ sources }) => sources.some(({ id }) => isMeant(id, sourceId)));
  const branchSets = tree.branchSets.flatMap((set): BranchSet[] => {
    const { applyToSources } = set;
    if (applyToSources.length > 0 && !applyToSources.includes(sourceId)) return [];
    return [withFiles({ ...set, applyToSources: applyToSources.filter((id) => id === sourceId) }, hasSource)];
  });
  return { ...tree, branchSets };
}

/** The tree with source models only in the branches whose ids contain `text`. */
export function reducedToBranch(tree: SourceModelLogicTree, text: string): SourceModelLogicTree {
  return {
    ...tree,
    branchSets: tree.branchSets.map((set) => withFiles(set, ({ id }) => id.includes(text))),
  };
}

/** The branch set with the files that count; branches without any become one. */
function withFiles(set: BranchSet, counts: (branch: Branch, file: string) => boolean): BranchSet {
  const { uncertaintyType: kind } = set;
  if (kind !== "sourceModel" && kind !== "extendModel") return set;
  const branches = set.branches.map((branch, index): Branch => {
    const files = filesOfBranch(branch).filter((file) => counts(branch, file));
    return { index, ...branch, uncertainty: { kind, files } };
  });
  const some = branches.filter((branch) => filesOfBranch(branch).length > 0);
  const none = branches.filter((branch) => filesOfBranch(branch).length === 0);
  if (none.length === 0) return { ...set, branches };
  const weight = none.reduce((sum, branch) => sum + branch.weight, 0);
  return { ...set, branches: [...some, { ...none[none.length - 1], weight }] };
}
