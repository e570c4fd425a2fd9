/** A job with all its inputs read and checked: what a calculator starts from. */
import { basename, dirname, relative } from "node:path";
import { isHdf5 } from "../datastore/hdf5_input.ts";
import { InputError } from "../hazard/input_error.ts";
import { readGsimLogicTree, readGsimLogicTrees, singleGsimTree } from "../formats/nrml/gsim_logic_tree.ts";
import { readSourceModelLogicTree, singleSourceModelTree } from "../formats/nrml/source_model_logic_tree.ts";
import type { GroundMotionModel } from "../hazard/gsim/model.ts";
import { collapseBranchSets } from "../hazard/logictree/collapse_branch_sets.ts";
import type { FullLogicTree } from "../hazard/logictree/full_logic_tree.ts";
import type { GsimLogicTree } from "../hazard/logictree/gsim_logic_tree.ts";
import { buildFullLogicTree, countPotentialRealizations } from "../hazard/logictree/paths.ts";
import { type SharedSources, sourcesOfPaths } from "../hazard/logictree/sources_of_paths.ts";
import type { SourceModelLogicTree } from "../hazard/logictree/source_model_logic_tree.ts";
import type { KernelAmplification } from "../hazard/site/kernel_amplification.ts";
import { type SiteCollection, siteCollection } from "../hazard/site/site_collection.ts";
import {
  amplificationOf,
  checkAmplifiedSites,
  checkAmplifiedSources,
  type CurveAmplification,
  readAmplification,
} from "./amplification.ts";
import { createModels, requiredSiteParameters } from "./create_models.ts";
import { checkCollapsedBranchSets, checkDistanceTypes, checkPaths } from "./check_logic_trees.ts";
import { checkRiskFunctions } from "./check_risk_functions.ts";
import { isAnySourceInReach } from "./check_reach.ts";
import { areAllTooSmall, checkSources, missingParameters } from "./check_sources.ts";
import { withEquivalentPoints } from "./equivalent_distances.ts";
import { withFaults } from "./fault_sections.ts";
import { withModelFiles } from "./model_files.ts";
import { filesOf, type Inputs } from "./parameters/inputs.ts";
import { type Job as JobFileContent, type JobParameters, parseJob } from "./parameters/job.ts";
import { type Exposure, readExposure } from "./read_exposure.ts";
import { checkPostprocessedSites, postprocessProblems } from "./postprocess.ts";
import { checkSiteLabels, treesOfLabels } from "./read_labelled_trees.ts";
import { readSites } from "./read_sites.ts";
import { readSourceModels } from "./read_source_models.ts";
import { ruptureOptions } from "./rupture_options.ts";
import { SOURCE_MODEL_OPTIONS } from "./source_model_options.ts";
import { CALCULATION_MODES } from "./run_job.ts";
import { missingProblems, unsupportedProblems } from "./unsupported.ts";
import { isWantedType, withoutDiscarded } from "./wanted_types.ts";

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
  /** the trees for sites with a label, which differ in models and weights only, by the number of the label */
  readonly labelledTrees: ReadonlyMap<number, FullLogicTree>;
  /** the sources, changed as the logic tree says, by the paths that share them */
  readonly sources: readonly SharedSources[];
  /** s to read each source model file */
  readonly readSeconds: ReadonlyMap<string, number>;
  /** for each branch set of the ground-motion logic tree, the model of each branch */
  readonly models: ReadonlyMap<string, readonly GroundMotionModel[]>;
  readonly sites: SiteCollection;
  /** what the ground of the sites does to curves on rock */
  readonly amplification?: CurveAmplification;
  /** what it does to the shaking by each rupture */
  readonly kernelAmplification?: KernelAmplification;
  /** its assets are on the sites */
  readonly exposure?: Exposure;
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
    if (options.root !== undefined && relative(options.root, path).startsWith("..")) {
      throw new InputError({ file: name, message: "lies outside of the folder of the job" });
    }
    const bytes = await readInput(path, name);
    files.push({ name, bytes });
    // the readers of hdf5 files take their paths
    return isHdf5(bytes) ? "" : decodeUtf8(bytes, name);
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
  const file = basename(iniPath);
  const place = (parameter: string) => ({ file, line: lines.get(parameter), parameter });
  const { calculation_mode: mode } = parameters;
  if (!CALCULATION_MODES.includes(mode)) {
    const message = `${mode} is not supported yet, expected ${CALCULATION_MODES.join(" or ")}`;
    throw new InputError({ ...place("calculation_mode"), message });
  }
  const unsupported = [
    ...unsupportedProblems(content, file),
    ...missingProblems(content, file),
    ...postprocessProblems(content, file),
  ];
  if (unsupported.length) throw new InputError(unsupported);

  const [sourceModelLogicTree, wholeGsimLogicTree, labelledGsimTrees] = await readLogicTrees(
    content,
    file,
    folder,
    read,
  );
  checkCollapsedBranchSets(content, wholeGsimLogicTree, file);
  const gsimLogicTree = collapseBranchSets(wholeGsimLogicTree, parameters.collapse_gsim_logic_tree);
  const { models: sourceModels, readSeconds } = await readSourceModels(
    sourceModelLogicTree,
    parameters.source_nodes,
    { folder, fileExists, read },
  );
  if ([...sourceModels.values()].every(({ groups }) => groups.length === 0)) {
    const message = `no source model has a ${parameters.source_nodes.join(" or ")}`;
    throw new InputError({ ...place("source_nodes"), message });
  }
  const missing = missingParameters(sourceModels.values(), parameters);
  if (missing.length) throw new InputError(missing.map((problem) => ({ file, ...problem })));
  const logicTrees = {
    sourceModelLogicTree,
    gsimLogicTree,
    tectonicRegionTypesByFile: new Map(
      Array.from(
        sourceModels,
        ([file, { groups }]) => [file, new Set(groups.map((g) => g.tectonicRegionType))],
      ),
    ),
  };
  checkPaths(countPotentialRealizations(logicTrees), content, file);
  const treeOf = (gsimLogicTree: GsimLogicTree) =>
    buildFullLogicTree({
      ...logicTrees,
      gsimLogicTree,
      numSamples: parameters.number_of_logic_tree_samples,
      seed: parameters.random_seed,
      samplingMethod: parameters.sampling_method,
    });
  const fullLogicTree = treeOf(gsimLogicTree);
  const labelledTrees = new Map(Array.from(labelledGsimTrees, ([label, tree]) => [label, treeOf(tree)]));
  checkDistanceTypes(content, gsimLogicTree, file);
  const making = ruptureOptions(parameters);
  const allSources = sourcesOfPaths({
    sourceModelLogicTree,
    sourceModelPaths: fullLogicTree.sourceModelPaths,
    models: sourceModels,
    binWidth: making.binWidth,
  });
  const sources = withEquivalentPoints(withoutDiscarded(allSources, parameters), content);
  if (sources.length === 0) {
    throw new InputError({ ...place("discard_trts"), message: "no sources are left, discard fewer types" });
  }
  checkSources(sources, making);
  if (areAllTooSmall(sources, parameters.minimum_magnitude, making.binWidth)) {
    throw new InputError({ ...place("minimum_magnitude"), message: "all sources are below it, lower it" });
  }
  const imts = Object.keys(parameters.hazard_imtls);
  const placeOfBranch = (id: string, line: number) =>
    gsimLogicTree.file
      ? { file: gsimLogicTree.file, line, parameter: `logicTreeBranchSet "${id}"` }
      : place("gsim");
  const models = await createModels(fullLogicTree, imts, placeOfBranch);
  for (const tree of labelledTrees.values()) await createModels(tree, imts, placeOfBranch);
  // as in the reference those of types without sources count, too
  const required = await requiredSiteParameters(
    [gsimLogicTree, ...labelledGsimTrees.values()].flatMap(({ branchSets }) => branchSets).filter((
      { tectonicRegionType },
    ) => isWantedType(tectonicRegionType, parameters)),
  );
  const amplification = await readAmplification(content, read);
  if (amplification) required.add("ampcode");
  const allWarnings = [...warnings];
  const exposure = await readExposure({ parameters, inputs, lines, read });
  await checkRiskFunctions({ parameters, inputs, lines, read });
  const { sites, assets } = needsNoSites(content) ? { sites: NO_SITES, assets: undefined } : await readSites(
    { parameters, inputs, required, lines, read },
    exposure,
    (warning) => allWarnings.push(warning),
  );
  checkSiteLabels(content, sites, file);
  checkPostprocessedSites(content, sites.size, file);
  if (amplification) {
    checkAmplifiedSites(amplification, sites, content, file);
    checkAmplifiedSources(amplification, sources, making, place("amplification_method"));
  }
  if (sites !== NO_SITES && !isAnySourceInReach(sources, sites, parameters.maximum_distance!, making)) {
    const message = "no source is so near to any site, check the longitudes and latitudes";
    if (sites.size > 1) throw new InputError({ ...place("maximum_distance"), message });
    allWarnings.push(`maximum_distance: ${message}`); // with one site the reference goes on, too
  }
  return {
    parameters,
    inputs,
    warnings: allWarnings,
    files,
    fullLogicTree,
    labelledTrees,
    sources: withFaults(sources, sites, content, making),
    readSeconds,
    models,
    sites,
    ...(amplification && amplificationOf(amplification, content)),
    exposure: exposure && assets && {
      names: exposure.names,
      costTypes: exposure.costTypes,
      fields: exposure.fields,
      assets,
    },
  };
}

/** Those of a preclassical job that has none. */
const NO_SITES = siteCollection(new Float64Array(), new Float64Array(), new Float64Array(), {});

function needsNoSites({ parameters, inputs }: JobFileContent): boolean {
  const files = ["sites", "site_model", "exposure"].flatMap((name) => filesOf(inputs, name));
  return parameters.calculation_mode === "preclassical" && parameters.sites.length === 0 &&
    parameters.region === undefined && files.length === 0;
}

async function readLogicTrees(
  content: JobFileContent,
  file: string,
  folder: string,
  read: (path: string) => Promise<string>,
): Promise<[SourceModelLogicTree, GsimLogicTree, ReadonlyMap<number, GsimLogicTree>]> {
  const { parameters, inputs, lines } = content;
  const [sourceTree] = filesOf(inputs, "source_model_logic_tree");
  const [gsimTree] = filesOf(inputs, "gsim_logic_tree");
  const [sourceModel, ...others] = filesOf(inputs, "source_model");
  if (sourceTree === undefined && others.length > 0) {
    const parameter = "source_model_file";
    const message = `expected one file, got ${
      others.length + 1
    }; give several in a source_model_logic_tree_file`;
    throw new InputError({ file, line: lines.get(parameter), parameter, message });
  }
  const singleModel = () => {
    try {
      return singleGsimTree(parameters.gsim);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new InputError({ file, line: lines.get("gsim"), parameter: "gsim", message: error.message });
    }
  };
  const gsimTreesOf = async (path: string) => {
    const text = await read(path), name = relative(folder, path);
    const hasLabels = Object.keys(parameters.site_labels).length > 0;
    const trees = hasLabels ? readGsimLogicTrees(text, name) : new Map([["", readGsimLogicTree(text, name)]]);
    for (const [id, tree] of trees) trees.set(id, await withModelFiles(tree, path, read));
    return trees;
  };
  const gsimTrees = gsimTree === undefined ? new Map([["", singleModel()]]) : await gsimTreesOf(gsimTree);
  const [[, firstGsimTree]] = gsimTrees;
  return [
    sourceTree === undefined
      ? singleSourceModelTree(relative(folder, sourceModel))
      : readSourceModelLogicTree(await read(sourceTree), relative(folder, sourceTree), SOURCE_MODEL_OPTIONS),
    firstGsimTree,
    treesOfLabels(content, gsimTrees, file),
  ];
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
