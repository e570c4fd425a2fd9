/** A job with all its inputs read and checked: what a calculator starts from. */
import { basename, dirname, join, relative } from "node:path";
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import { readGsimLogicTree, singleGsimTree } from "../formats/nrml/gsim_logic_tree.ts";
import { readSourceModel } from "../formats/nrml/source_model.ts";
import { readSourceModelLogicTree, singleSourceModelTree } from "../formats/nrml/source_model_logic_tree.ts";
import { requirementsOf } from "../hazard/context_block.ts";
import type { GroundMotionModel } from "../hazard/gsim/model.ts";
import { createModel } from "../hazard/gsim/registry.ts";
import { parseImt } from "../hazard/imt.ts";
import type { FullLogicTree } from "../hazard/logictree/full_logic_tree.ts";
import type { GsimLogicTree } from "../hazard/logictree/gsim_logic_tree.ts";
import { buildFullLogicTree } from "../hazard/logictree/paths.ts";
import { type SharedSources, sourcesOfPaths } from "../hazard/logictree/sources_of_paths.ts";
import type { SourceModelLogicTree } from "../hazard/logictree/source_model_logic_tree.ts";
import type { SiteCollection, SiteParameter } from "../hazard/site/site_collection.ts";
import { scalingRelationNames } from "../hazard/source/scaling.ts";
import { aValueOfFault } from "../hazard/source/slip_rate.ts";
import type { SourceModel } from "../hazard/source/source.ts";
import { filesOf, type Inputs } from "./parameters/inputs.ts";
import { type JobParameters, parseJob } from "./parameters/job.ts";
import { readSites } from "./read_sites.ts";
import { CALCULATION_MODES } from "./run_job.ts";
import { unsupportedProblems } from "./unsupported.ts";

/** A file that the job uses. */
export interface JobFile {
  /** relative to the folder of the job file */
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Job {
  readonly parameters: JobParameters;
  readonly inputs: Inputs;
  /** what the user should know, one sentence each */
  readonly warnings: readonly string[];
  /** all files used, the job file first */
  readonly files: readonly JobFile[];
  readonly fullLogicTree: FullLogicTree;
  /** the sources, changed as the logic tree says, by the paths that share them */
  readonly sources: readonly SharedSources[];
  /** s to read each source model file */
  readonly readSeconds: ReadonlyMap<string, number>;
  /** for each branch set of the ground-motion logic tree, the model of each branch */
  readonly models: ReadonlyMap<string, readonly GroundMotionModel[]>;
  readonly sites: SiteCollection;
}

/** Options of readJob. */
export interface ReadJobOptions {
  /** calculation to start from, instead of the job's own hazard_calculation_id */
  readonly hazardId?: number | null;
  /** folder out of which no input may lie */
  readonly root?: string;
}

/**
 * Reads a job and everything it names.
 * @throws InputError with the problems of the first stage that has any: job file, logic trees, sources, sites
 */
export async function readJob(iniPath: string, options: ReadJobOptions = {}): Promise<Job> {
  const folder = dirname(iniPath);
  const files: JobFile[] = [];
  const read = async (path: string): Promise<string> => {
    const name = relative(folder, path);
    const bytes = await readInput(path, name);
    files.push({ name, bytes });
    return decodeUtf8(bytes, name);
  };

  const iniText = await read(iniPath);
  const overrides: Record<string, string> = options.hazardId == null
    ? {}
    : { hazard_calculation_id: String(options.hazardId) };
  const content = parseJob(iniText, basename(iniPath), {
    folder,
    root: options.root,
    overrides,
    fileExists,
  });
  const { parameters, inputs, warnings, lines } = content;
  if (!CALCULATION_MODES.includes(parameters.calculation_mode)) {
    throw new InputError({
      file: basename(iniPath),
      line: lines.get("calculation_mode"),
      parameter: "calculation_mode",
      message: `${parameters.calculation_mode} is not supported yet, expected ${
        CALCULATION_MODES.join(" or ")
      }`,
    });
  }
  const unsupported = unsupportedProblems(content, basename(iniPath));
  if (unsupported.length) throw new InputError(unsupported);

  const [sourceModelLogicTree, gsimLogicTree] = await readLogicTrees(parameters, inputs, folder, read);
  const readSeconds = new Map<string, number>();
  const sourceModels = await readSourceModels(
    sourceModelLogicTree,
    parameters,
    inputs,
    folder,
    read,
    readSeconds,
  );
  const fullLogicTree = buildFullLogicTree({
    sourceModelLogicTree,
    gsimLogicTree,
    tectonicRegionTypesByFile: new Map(
      Array.from(
        sourceModels,
        ([file, { groups }]) => [file, new Set(groups.map((g) => g.tectonicRegionType))],
      ),
    ),
    numSamples: parameters.number_of_logic_tree_samples,
    seed: parameters.random_seed,
    samplingMethod: parameters.sampling_method,
  });
  const sources = sourcesOfPaths({
    sourceModelLogicTree,
    sourceModelPaths: fullLogicTree.sourceModelPaths,
    models: sourceModels,
    binWidth: parameters.width_of_mfd_bin ?? NaN,
  });
  const models = await createModels(fullLogicTree, gsimLogicTree.file, Object.keys(parameters.hazard_imtls));
  const required = new Set<SiteParameter>(requirementsOf([...models.values()].flat()).sites);
  const allWarnings = [...warnings];
  const sites = await readSites(
    { parameters, inputs, required, read },
    (warning) => allWarnings.push(warning),
  );
  return {
    parameters,
    inputs,
    warnings: allWarnings,
    files,
    fullLogicTree,
    sources,
    readSeconds,
    models,
    sites,
  };
}

type Read = (path: string) => Promise<string>;

async function readLogicTrees(
  parameters: JobParameters,
  inputs: Inputs,
  folder: string,
  read: Read,
): Promise<[SourceModelLogicTree, GsimLogicTree]> {
  const [sourceTree] = filesOf(inputs, "source_model_logic_tree");
  const [gsimTree] = filesOf(inputs, "gsim_logic_tree");
  const [sourceModel] = filesOf(inputs, "source_model");
  return [
    sourceTree === undefined
      ? singleSourceModelTree(relative(folder, sourceModel))
      : readSourceModelLogicTree(await read(sourceTree), relative(folder, sourceTree)),
    gsimTree === undefined
      ? singleGsimTree(parameters.gsim)
      : readGsimLogicTree(await read(gsimTree), relative(folder, gsimTree)),
  ];
}

/** Reads each source model file of the tree once, and keeps the kinds of sources that the job wants. */
async function readSourceModels(
  tree: SourceModelLogicTree,
  { source_nodes: wantedNodes }: JobParameters,
  inputs: Inputs,
  folder: string,
  read: Read,
  readSeconds: Map<string, number>,
): Promise<Map<string, SourceModel>> {
  const names = new Set<string>();
  for (const { branches } of tree.branchSets) {
    for (const { uncertainty } of branches) {
      if (uncertainty.kind === "sourceModel") uncertainty.files.forEach((file) => names.add(file));
    }
  }
  // file names are relative to the logic tree that gives them
  const treeFolder = filesOf(inputs, "source_model_logic_tree").map((path) => dirname(path))[0] ?? folder;
  const problems: InputProblem[] = [];
  const sourceModels = new Map<string, SourceModel>();
  for (const name of names) {
    const path = join(treeFolder, name);
    const start = performance.now();
    try {
      const model = readSourceModel(await read(path), name, {
        magScaleRels: scalingRelationNames,
        aValueOfFault,
      });
      const groups = model.groups
        .map((group) => ({
          ...group,
          sources: group.sources.filter(({ kind }) =>
            !wantedNodes.length || wantedNodes.includes(`${kind}Source`)
          ),
        }))
        .filter(({ sources }) => sources.length > 0);
      sourceModels.set(name, { ...model, groups });
      readSeconds.set(name, (performance.now() - start) / 1000);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length) throw new InputError(problems);
  return sourceModels;
}

/** The models of the branch sets in use. @throws InputError for a model or option that does not exist */
async function createModels(
  { gsimLogicTree, tectonicRegionTypes }: FullLogicTree,
  file: string,
  imtIds: readonly string[],
): Promise<Map<string, GroundMotionModel[]>> {
  const imts = imtIds.map(parseImt);
  const problems: InputProblem[] = [];
  const models = new Map<string, GroundMotionModel[]>();
  for (const { tectonicRegionType, branches } of gsimLogicTree.branchSets) {
    if (!tectonicRegionTypes.includes(tectonicRegionType)) continue;
    const ofSet: GroundMotionModel[] = [];
    for (const { gsim, options, line } of branches) {
      const place = {
        file: file || "job.ini",
        line: file ? line : undefined,
        parameter: file ? undefined : "gsim",
      };
      try {
        const model = await createModel(gsim, options);
        const unknown = imts.filter(({ family }) => !model.imtFamilies.includes(family)).map(({ id }) => id);
        if (model.imtFamilies.length && unknown.length) {
          const known = model.imtFamilies.join(", ");
          problems.push({
            ...place,
            message: `${gsim} does not predict ${unknown.join(", ")}, only ${known}`,
          });
        }
        ofSet.push(model);
      } catch (error) {
        if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
        problems.push({ ...place, message: error.message });
      }
    }
    models.set(tectonicRegionType, ofSet);
  }
  if (problems.length) throw new InputError(problems);
  return models;
}

function fileExists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

async function readInput(path: string, name: string): Promise<Uint8Array> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      throw new InputError({ file: name, message: `No such file: ${path}` });
    }
    throw error;
  }
}

function decodeUtf8(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new InputError({ file: name, message: "is not text in UTF-8" });
  }
}
