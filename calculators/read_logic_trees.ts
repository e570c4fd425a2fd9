/** The logic trees of a job. */
import { relative } from "node:path";
import { readGsimLogicTree, readGsimLogicTrees, singleGsimTree } from "../formats/nrml/gsim_logic_tree.ts";
import { readSourceModelLogicTree, singleSourceModelTree } from "../formats/nrml/source_model_logic_tree.ts";
import { InputError } from "../hazard/input_error.ts";
import type { GsimLogicTree } from "../hazard/logictree/gsim_logic_tree.ts";
import type { SourceModelLogicTree } from "../hazard/logictree/source_model_logic_tree.ts";
import { withModelFiles } from "./model_files.ts";
import { filesOf } from "./parameters/inputs.ts";
import type { Job as JobFileContent } from "./parameters/job.ts";
import type { JobFolder } from "./read_source_models.ts";
import { SOURCE_MODEL_OPTIONS } from "./source_model_options.ts";

type TreesFolder = Pick<JobFolder, "folder" | "read">;

/**
 * The logic tree of source models. A single source model becomes a tree.
 * @param file name of the job file
 * @throws InputError for a tree that cannot be read
 */
export async function readSourceTree(
  { inputs, lines }: JobFileContent,
  file: string,
  { folder, read }: TreesFolder,
): Promise<SourceModelLogicTree> {
  const [sourceTree] = filesOf(inputs, "source_model_logic_tree");
  const [sourceModel, ...others] = filesOf(inputs, "source_model");
  if (sourceTree === undefined && others.length > 0) {
    const parameter = "source_model_file";
    const message = `expected one file, got ${
      others.length + 1
    }; give several in a source_model_logic_tree_file`;
    throw new InputError({ file, line: lines.get(parameter), parameter, message });
  }
  return sourceTree === undefined
    ? singleSourceModelTree(relative(folder, sourceModel))
    : readSourceModelLogicTree(await read(sourceTree), relative(folder, sourceTree), SOURCE_MODEL_OPTIONS);
}

/**
 * The logic trees of ground-motion models by their ids, of which there are several only where sites have labels. A
 * single model becomes a tree.
 * @throws InputError for trees that cannot be read
 */
export async function readModelTrees(
  { parameters, inputs, lines }: JobFileContent,
  file: string,
  { folder, read }: TreesFolder,
): Promise<Map<string, GsimLogicTree>> {
  const [path] = filesOf(inputs, "gsim_logic_tree");
  if (path === undefined) {
    try {
      const tree = singleGsimTree(parameters.gsim);
      return new Map([["", await withModelFiles(tree, inputs.job_ini as string, read)]]);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new InputError({ file, line: lines.get("gsim"), parameter: "gsim", message: error.message });
    }
  }
  const text = await read(path), name = relative(folder, path);
  const hasLabels = Object.keys(parameters.site_labels).length > 0;
  const trees = hasLabels ? readGsimLogicTrees(text, name) : new Map([["", readGsimLogicTree(text, name)]]);
  for (const [id, tree] of trees) trees.set(id, await withModelFiles(tree, path, read));
  return trees;
}
