/** The source models that a logic tree names. */
import { join } from "node:path";
import { readSourceModel } from "../formats/nrml/source_model.ts";
import type { StoredSource } from "../formats/nrml/stored_ruptures.ts";
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import { filesOfBranch, type SourceModelLogicTree } from "../hazard/logictree/source_model_logic_tree.ts";
import type { SourceModel } from "../hazard/source/source.ts";
import { withSections } from "./fault_sections.ts";
import { readStoredRuptures } from "./stored_ruptures.ts";
import { SOURCE_MODEL_OPTIONS } from "./source_model_options.ts";

/** Where the files of a job are. */
export interface JobFolder {
  /** folder of the job file, absolute */
  readonly folder: string;
  fileExists(path: string): boolean;
  /** text of a file, by absolute path */
  read(path: string): Promise<string>;
}

export interface SourceModels {
  /** by name, relative to the job file; of their sources those of the kinds that the job wants */
  readonly models: ReadonlyMap<string, SourceModel>;
  /** the same with sources of all kinds */
  readonly writtenModels: ReadonlyMap<string, SourceModel>;
  /** s to read each of them */
  readonly readSeconds: ReadonlyMap<string, number>;
}

/**
 * Reads each source model file of the tree once.
 * @param wantedNodes tags like "areaSource", none for all
 * @throws InputError with the problems of all files
 */
export async function readSourceModels(
  tree: SourceModelLogicTree,
  wantedNodes: readonly string[],
  { folder, fileExists, read }: JobFolder,
): Promise<SourceModels> {
  const writtenModels = new Map<string, SourceModel>(), readSeconds = new Map<string, number>();
  const problems: InputProblem[] = [];
  for (const [name, place] of filesOfTree(tree)) {
    const path = join(folder, name);
    if (!fileExists(path)) {
      problems.push({ ...place, message: `No such file: ${path}` });
      continue;
    }
    const start = performance.now();
    try {
      const stored = await storedBeside(path, name, { fileExists, read });
      const options = { ...SOURCE_MODEL_OPTIONS, storedRuptures: (id: string) => stored.get(id) };
      writtenModels.set(name, readSourceModel(await read(path), name, options));
      readSeconds.set(name, (performance.now() - start) / 1000);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length) throw new InputError(problems);
  const models = new Map(Array.from(writtenModels, ([name, model]) => [name, withKinds(model, wantedNodes)]));
  return { models: withSections(models), writtenModels, readSeconds };
}

/** What the HDF5 file of the same name keeps, nothing if there is none. */
async function storedBeside(
  path: string,
  name: string,
  { fileExists, read }: Pick<JobFolder, "fileExists" | "read">,
): Promise<ReadonlyMap<string, StoredSource>> {
  const beside = (file: string) => file.replace(/\.[^.]*$/, ".hdf5");
  if (!fileExists(beside(path))) return new Map();
  await read(beside(path)); // it counts among the files of the job
  return await readStoredRuptures(beside(path), beside(name));
}

/** The source model files by name, with the place that names each first. */
function filesOfTree({ file: treeFile, branchSets }: SourceModelLogicTree) {
  const places = new Map<string, Omit<InputProblem, "message">>();
  for (const { id, line, branches } of branchSets) {
    for (const branch of branches) {
      for (const file of filesOfBranch(branch)) {
        if (!places.has(file)) {
          places.set(file, { file: treeFile, line, parameter: `logicTreeBranchSet "${id}"` });
        }
      }
    }
  }
  return places;
}

function withKinds(model: SourceModel, wantedNodes: readonly string[]): SourceModel {
  if (!wantedNodes.length) return model;
  const groups = model.groups.map((group) => ({
    ...group,
    sources: group.sources.filter(({ kind }) => wantedNodes.includes(`${kind}Source`)),
  }));
  return { ...model, groups: groups.filter(({ sources }) => sources.length > 0) };
}
