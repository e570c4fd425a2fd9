/** Sources that a job wants. */
import { InputError } from "../hazard/input_error.ts";
import { isMeant, reducedToBranch, reducedToSource } from "../hazard/logictree/reduced_logic_tree.ts";
import { filesOfBranch, type SourceModelLogicTree } from "../hazard/logictree/source_model_logic_tree.ts";
import type { SharedSources } from "../hazard/logictree/sources_of_paths.ts";
import type { SourceGroup, SourceModel } from "../hazard/source/source.ts";
import type { Job as JobFileContent, JobParameters } from "./parameters/job.ts";

/** The source that reduces the logic tree: the only one of `source_id`; several do not, as in the reference. */
function onlySource({ source_id: [first, ...others] }: Pick<JobParameters, "source_id">): string | undefined {
  return others.length === 0 ? first : undefined;
}

/**
 * The logic tree as far as `smlt_branch` and `source_id` want it.
 * @param models by file, all those that the tree names
 * @param file name of the job file
 * @throws InputError if no source model is left
 */
export function wantedTree(
  tree: SourceModelLogicTree,
  models: ReadonlyMap<string, SourceModel>,
  { parameters, lines }: Pick<JobFileContent, "parameters" | "lines">,
  file: string,
): SourceModelLogicTree {
  const { smlt_branch: branch } = parameters, source = onlySource(parameters);
  const checked = (reduced: SourceModelLogicTree, parameter: string, message: string) => {
    if (filesOf(reduced).length > 0) return reduced;
    throw new InputError({ file, line: lines.get(parameter), parameter, message });
  };
  const withFiles = tree.branchSets.flatMap(({ branches }) => branches)
    .filter((each) => filesOfBranch(each).length > 0);
  const ids = withFiles.map(({ id }) => id).join(", ");
  const ofBranch = branch
    ? checked(reducedToBranch(tree, branch), "smlt_branch", `no branch is called so, expected one of ${ids}`)
    : tree;
  return source === undefined ? ofBranch : checked(
    reducedToSource(ofBranch, source, models),
    "source_id",
    "no source has an id that begins so",
  );
}

function filesOf({ branchSets }: SourceModelLogicTree): string[] {
  return branchSets.flatMap(({ branches }) => branches).flatMap(filesOfBranch);
}

/** Whether the tectonic region type of a group is one of the logic tree of ground-motion models. */
export function isOfWantedTree(
  { sources }: SourceGroup,
  parameters: Pick<JobParameters, "source_id">,
): boolean {
  const source = onlySource(parameters);
  return source === undefined || sources.some(({ id }) => isMeant(id, source));
}

/** The groups with the sources whose ids begin as one of `source_id` tells; all sources if it is empty. */
export function withoutOthers<Group extends Pick<SharedSources, "sources">>(
  groups: readonly Group[],
  { source_id: beginnings }: Pick<JobParameters, "source_id">,
): Group[] {
  if (beginnings.length === 0) return [...groups];
  return groups.map((group) => ({
    ...group,
    sources: group.sources.filter(({ id }) => beginnings.some((beginning) => id.startsWith(beginning))),
  })).filter(({ sources }) => sources.length > 0);
}
