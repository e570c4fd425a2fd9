/**
 * Files that ground-motion models need: an option that names one becomes what is in it, text or the content of an hdf5
 * file, for models read no files.
 */
import { basename, dirname, resolve } from "node:path";
import { motionTable, readHdf5Input, residualTerms } from "../datastore/hdf5_input.ts";
import type { ModelOption, ModelOptions } from "../hazard/gsim/model.ts";
import type { GsimLogicTree } from "../hazard/logictree/gsim_logic_tree.ts";

/** Ending of the names of options that name a text. */
const TEXT_OPTION = "_file";

/** Reads what an option of a model names. */
type ReadOption = (path: string) => Promise<ModelOption>;

/**
 * The tree with the content of files in the place of their names, which are relative to `treePath`, the file of the tree.
 * @param read text of a file, by absolute path; "" for an hdf5 file; @throws InputError if there is none
 */
export async function withModelFiles(
  tree: GsimLogicTree,
  treePath: string,
  read: (path: string) => Promise<string>,
): Promise<GsimLogicTree> {
  const absolute = (name: string) => resolve(dirname(treePath), name);
  const hdf5Reader = (content: Parameters<typeof readHdf5Input>[2]): ReadOption => async (path) => {
    await read(path);
    return await readHdf5Input(path, basename(path), content) as ModelOption;
  };
  const readerOf = (gsim: string, option: string): ReadOption | undefined => {
    if (gsim === "GMPETable" && option === "gmpe_table") return hdf5Reader(motionTable);
    if (gsim === "GridAdjustedGMPE" && option === "grid_hdf5_file") return hdf5Reader(residualTerms);
    return option.endsWith(TEXT_OPTION) ? read : undefined;
  };
  /** The options of a model; a table among them may be the options of a model of that name. */
  const withContent = async (gsim: string, options: ModelOptions): Promise<ModelOptions> => {
    const entries = Object.entries(options).map(async ([name, value]): Promise<[string, ModelOption]> => {
      const reader = readerOf(gsim, name);
      if (reader && typeof value === "string") return [name, await reader(absolute(value))];
      const isTable = typeof value === "object" && !Array.isArray(value);
      return [name, isTable ? await withContent(name, value as ModelOptions) : value];
    });
    return Object.fromEntries(await Promise.all(entries));
  };
  const branchSets = tree.branchSets.map(async (set) => ({
    ...set,
    branches: await Promise.all(
      set.branches.map(async (branch) => ({
        ...branch,
        options: await withContent(branch.gsim, branch.options),
      })),
    ),
  }));
  return { ...tree, branchSets: await Promise.all(branchSets) };
}
