/** Files that ground-motion models need: an option that names one becomes its text, for models read no files. */
import { dirname, resolve } from "node:path";
import type { ModelOption, ModelOptions } from "../hazard/gsim/model.ts";
import type { GsimLogicTree } from "../hazard/logictree/gsim_logic_tree.ts";

/** Ending of the names of such options. */
const FILE_OPTION = "_file";

/**
 * The tree with the text of files in the place of their names, which are relative to `treePath`, the file of the tree.
 * @param read text of a file, by absolute path; @throws InputError if there is none
 */
export async function withModelFiles(
  tree: GsimLogicTree,
  treePath: string,
  read: (path: string) => Promise<string>,
): Promise<GsimLogicTree> {
  const textOf = (name: string) => read(resolve(dirname(treePath), name));
  const branchSets = tree.branchSets.map(async (set) => ({
    ...set,
    branches: await Promise.all(
      set.branches.map(async (branch) => ({ ...branch, options: await withTexts(branch.options, textOf) })),
    ),
  }));
  return { ...tree, branchSets: await Promise.all(branchSets) };
}

async function withTexts(
  options: ModelOptions,
  textOf: (name: string) => Promise<string>,
): Promise<ModelOptions> {
  const entries = Object.entries(options).map(async ([name, value]): Promise<[string, ModelOption]> => {
    const isFile = name.endsWith(FILE_OPTION) && typeof value === "string";
    return [name, isFile ? await textOf(value) : value];
  });
  return Object.fromEntries(await Promise.all(entries));
}
