/** The sources and the ground-motion models of a job, with the logic trees that choose among them. */
import { InputError } from "../hazard/input_error.ts";
import type { SourceGroup } from "../hazard/source/source.ts";
import { collapseBranchSets } from "../hazard/logictree/collapse_branch_sets.ts";
import type { FullLogicTree } from "../hazard/logictree/full_logic_tree.ts";
import type { GsimLogicTree } from "../hazard/logictree/gsim_logic_tree.ts";
import { buildFullLogicTree, countPotentialRealizations } from "../hazard/logictree/paths.ts";
import { type SharedSources, sourcesOfPaths } from "../hazard/logictree/sources_of_paths.ts";
import type { SourceModelLogicTree } from "../hazard/logictree/source_model_logic_tree.ts";
import type { SiteParameter } from "../hazard/site/site_collection.ts";
import { checkCollapsedBranchSets, checkDistanceTypes, checkPaths } from "./check_logic_trees.ts";
import { areAllTooSmall, checkSources, missingParameters, timeProblems } from "./check_sources.ts";
import { requiredSiteParameters } from "./create_models.ts";
import { withEquivalentPoints } from "./equivalent_distances.ts";
import { filesOf } from "./parameters/inputs.ts";
import type { Job as JobFileContent } from "./parameters/job.ts";
import { readRateChanges } from "./read_rate_changes.ts";
import { treesOfLabels } from "./read_labelled_trees.ts";
import { readModelTrees, readSourceTree } from "./read_logic_trees.ts";
import { type JobFolder, readSourceModels, type SourceModels } from "./read_source_models.ts";
import { ruptureOptions } from "./rupture_options.ts";
import { together } from "./together.ts";
import { isOfWantedTree, wantedTree, withoutOthers } from "./wanted_sources.ts";
import { isWantedType, withoutDiscarded } from "./wanted_types.ts";

/** What of a job does not depend on where the sites are. */
export interface HazardModel {
  readonly fullLogicTree: FullLogicTree;
  /** the trees for sites with a label, which differ in models and weights only, by the number of the label */
  readonly labelledTrees: ReadonlyMap<number, FullLogicTree>;
  /** the sources, changed as the logic tree says, by the paths that share them */
  readonly sources: readonly SharedSources[];
  /** s to read each source model file */
  readonly readSeconds: ReadonlyMap<string, number>;
  /** what to add to the yearly rates of ruptures, by the id of their source and their number in it, if anything */
  readonly rateChanges?: ReadonlyMap<string, Float64Array>;
  /** parameters of the sites that the models need */
  readonly requiredSiteParameters: ReadonlySet<SiteParameter>;
}

/** The logic tree of source models, and the models. */
interface SourceTree extends SourceModels {
  readonly tree: SourceModelLogicTree;
}

/** The logic tree of ground-motion models, and those for sites with a label by its number. */
interface GsimTrees {
  readonly tree: GsimLogicTree;
  readonly labelled: ReadonlyMap<number, GsimLogicTree>;
}

/**
 * Reads the logic trees of a job and the source models they name.
 * @param file name of the job file
 * @throws InputError with the problems of the first stage that has any: logic trees and source models, then sources
 */
export async function readHazardModel(
  content: JobFileContent,
  file: string,
  jobFolder: JobFolder,
): Promise<HazardModel> {
  const { parameters, lines } = content;
  const place = (parameter: string) => ({ file, line: lines.get(parameter), parameter });
  const [sourceTree, gsimTrees] = await together<[SourceTree, GsimTrees]>([
    async () => {
      const tree = await readSourceTree(content, file, jobFolder);
      return { tree, ...await readSourceModels(tree, parameters.source_nodes, jobFolder) };
    },
    async () => {
      const trees = await readModelTrees(content, file, jobFolder), [[, tree]] = trees;
      const labelled = treesOfLabels(content, trees, file);
      checkCollapsedBranchSets(content, tree, file);
      return { tree: collapseBranchSets(tree, parameters.collapse_gsim_logic_tree), labelled };
    },
  ]);
  const { tree: wholeSourceModelLogicTree, models: sourceModels, writtenModels, readSeconds } = sourceTree;
  const { tree: gsimLogicTree, labelled: labelledGsimTrees } = gsimTrees;
  if ([...sourceModels.values()].every(({ groups }) => groups.length === 0)) {
    const message = `no source model has a ${parameters.source_nodes.join(" or ")}`;
    throw new InputError({ ...place("source_nodes"), message });
  }
  const missing = missingParameters(sourceModels.values(), parameters);
  if (missing.length) throw new InputError(missing.map((problem) => ({ file, ...problem })));
  const ofOtherTimes = timeProblems(sourceModels.values(), parameters);
  if (ofOtherTimes.length) throw new InputError(ofOtherTimes);
  const sourceModelLogicTree = wantedTree(wholeSourceModelLogicTree, writtenModels, content, file);
  const isOfTree = (group: SourceGroup) => isOfWantedTree(group, parameters);
  // as in the reference the types of kinds of sources that are not wanted count, too
  const logicTrees = {
    sourceModelLogicTree,
    gsimLogicTree,
    tectonicRegionTypesByFile: new Map(
      Array.from(
        writtenModels,
        (
          [file, { groups }],
        ) => [
          file,
          new Set(withoutDiscarded(groups.filter(isOfTree), parameters).map((g) => g.tectonicRegionType)),
        ],
      ),
    ),
  };
  checkPaths(countPotentialRealizations(logicTrees), content, file);
  const hasSourceTree = filesOf(content.inputs, "source_model_logic_tree").length > 0;
  const treeOf = (gsimLogicTree: GsimLogicTree) =>
    buildFullLogicTree({
      ...logicTrees,
      gsimLogicTree,
      // as in the reference nothing is sampled where a single source model stands for a tree
      numSamples: hasSourceTree ? parameters.number_of_logic_tree_samples : 0,
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
    writtenModels,
    binWidth: making.binWidth,
  });
  const ofWantedTypes = withoutDiscarded(allSources, parameters);
  if (ofWantedTypes.length === 0) {
    throw new InputError({ ...place("discard_trts"), message: "no sources are left, discard fewer types" });
  }
  const sources = withEquivalentPoints(
    withoutOthers(ofWantedTypes, parameters),
    writtenModels.values(),
    content,
  );
  if (sources.length === 0) {
    throw new InputError({ ...place("source_id"), message: "no source has an id that begins so" });
  }
  checkSources(sources, making);
  if (areAllTooSmall(sources, parameters.minimum_magnitude, making.binWidth)) {
    throw new InputError({ ...place("minimum_magnitude"), message: "all sources are below it, lower it" });
  }
  // as in the reference those of types without sources count, too
  const required = await requiredSiteParameters(
    [gsimLogicTree, ...labelledGsimTrees.values()].flatMap(({ branchSets }) => branchSets).filter((
      { tectonicRegionType },
    ) => isWantedType(tectonicRegionType, parameters)),
  );
  const rateChanges = await readRateChanges(content.inputs, sources, making, jobFolder.read);
  return {
    fullLogicTree,
    labelledTrees,
    sources,
    readSeconds,
    rateChanges,
    requiredSiteParameters: required,
  };
}
