/** Builds the realizations of a calculation from its two logic trees. */
import { countPaths, hangBranchSets } from "./branch_levels.ts";
import type { FullLogicTree, Realization, SourceModelPath } from "./full_logic_tree.ts";
import type { GsimBranchSet, GsimLogicTree } from "./gsim_logic_tree.ts";
import {
  ANY_TECTONIC_REGION_TYPE,
  canonicalGsimTree,
  enumerateGsimPaths,
  type GsimPath,
  sampleGsimPaths,
  usedBranchSets,
} from "./gsim_paths.ts";
import { isEarly, type SamplingMethod } from "./sampling.ts";
import { enumerateSourceModelPaths, sampleSourceModelPaths } from "./source_model_paths.ts";
import type { SourceModelLogicTree } from "./source_model_logic_tree.ts";

/** What realizations are made of. */
export interface LogicTrees {
  readonly sourceModelLogicTree: SourceModelLogicTree;
  readonly gsimLogicTree: GsimLogicTree;
  /** tectonic region types of the sources by source model file; empty where there are no sources (scenario) */
  readonly tectonicRegionTypesByFile: ReadonlyMap<string, ReadonlySet<string>>;
}

/** How realizations are chosen. */
export interface LogicTreeSampling {
  /** 0: full enumeration */
  readonly numSamples: number;
  readonly seed: number;
  readonly samplingMethod: SamplingMethod;
}

/** A realization before its weights are rescaled. */
interface Combination {
  readonly path: SourceModelPath;
  readonly gsimPath: GsimPath;
  readonly weight: number;
}

/**
 * Enumerates or samples the realizations. Their order is that of the source model paths (by path id), then of the
 * ground-motion paths (the last tectonic region type fastest, or in the order drawn).
 * @throws InputError if the branch sets of a tree don't fit together, a tectonic region type has no models, or a
 * weight is for an unknown intensity measure type
 */
export function buildFullLogicTree(options: LogicTrees & LogicTreeSampling): FullLogicTree {
  const { sourceModelLogicTree, numSamples, seed, samplingMethod } = options;
  const gsimLogicTree = canonicalGsimTree(options.gsimLogicTree);
  const branchSets = branchSetsForSources({ ...options, gsimLogicTree });
  const { sourceModelPaths, combinations } = numSamples > 0
    ? sampled(sourceModelLogicTree, branchSets, options)
    : enumerated(sourceModelLogicTree, branchSets);
  return {
    sourceModelLogicTree,
    gsimLogicTree,
    tectonicRegionTypes: branchSets.map((set) => set.tectonicRegionType),
    sourceModelPaths,
    realizations: rescaled(combinations),
    numSamples,
    seed,
    samplingMethod,
  };
}

/**
 * Number of realizations that full enumeration would give, found without enumerating.
 * @throws InputError as `buildFullLogicTree`
 */
export function countPotentialRealizations(trees: LogicTrees): number {
  const numGsimPaths = branchSetsForSources(trees).reduce((product, set) => product * set.branches.length, 1);
  return countPaths(hangBranchSets(trees.sourceModelLogicTree)) * numGsimPaths;
}

/**
 * Position of the type in `tectonicRegionTypes`, and so in the `gsimBranches` of a realization.
 * @throws RangeError if the tree has no models for the type
 */
export function tectonicRegionTypeIndex({ tectonicRegionTypes }: FullLogicTree, type: string): number {
  const index = tectonicRegionTypes.findIndex((known) =>
    known === type || known === ANY_TECTONIC_REGION_TYPE
  );
  if (index < 0) throw new RangeError(`no ground-motion models for tectonic region type "${type}"`);
  return index;
}

function branchSetsForSources({ gsimLogicTree, tectonicRegionTypesByFile }: LogicTrees): GsimBranchSet[] {
  const types = new Set([...tectonicRegionTypesByFile.values()].flatMap((ofFile) => [...ofFile]));
  return usedBranchSets(gsimLogicTree, types);
}

function enumerated(tree: SourceModelLogicTree, branchSets: readonly GsimBranchSet[]) {
  const gsimPaths = enumerateGsimPaths(branchSets);
  const sourceModelPaths = enumerateSourceModelPaths(tree, gsimPaths.length);
  const combinations = sourceModelPaths.flatMap((path) =>
    gsimPaths.map((gsimPath): Combination => ({ path, gsimPath, weight: path.weight * gsimPath.weight }))
  );
  return { sourceModelPaths, combinations };
}

function sampled(
  tree: SourceModelLogicTree,
  branchSets: readonly GsimBranchSet[],
  sampling: LogicTreeSampling,
) {
  const { numSamples, seed, samplingMethod } = sampling;
  const sourceModelPaths = sampleSourceModelPaths(tree, numSamples, seed, samplingMethod);
  const gsimPaths = sampleGsimPaths(branchSets, numSamples, seed + 1, samplingMethod);
  // a path drawn k times meets the next k ground-motion paths; with late weights it counts k times its own sum of
  // weights in the reference, and here for the same figures
  const combinations = sourceModelPaths.flatMap((path) => Array<SourceModelPath>(path.samples).fill(path))
    .map((path, draw): Combination => {
      const gsimPath = gsimPaths[draw];
      const weight = isEarly(samplingMethod) ? 1 / numSamples : path.weight * gsimPath.weight;
      return { path, gsimPath, weight };
    });
  return { sourceModelPaths, combinations };
}

/** The realizations with weights that sum to 1, in general and for each intensity measure type. */
function rescaled(combinations: readonly Combination[]): Realization[] {
  const total = combinations.reduce((sum, { weight }) => sum + weight, 0);
  const imtTotals = new Map<string, number>();
  for (const { path, gsimPath } of combinations) {
    for (const [imt, weight] of gsimPath.imtWeights) {
      imtTotals.set(imt, (imtTotals.get(imt) ?? 0) + path.weight * weight);
    }
  }
  return combinations.map(({ path, gsimPath, weight }, ordinal) => {
    const imtWeights = [...imtTotals].map(([imt, imtTotal]) => {
      return [imt, path.weight * gsimPath.imtWeights.get(imt)! / imtTotal] as const;
    });
    return {
      ordinal,
      sourceModelPath: path.ordinal,
      gsimBranches: gsimPath.branches,
      branchPath: `${path.shortPath}~${gsimPath.shortPath}`,
      weight: weight / total,
      ...(imtWeights.length > 0 && { imtWeights: Object.fromEntries(imtWeights) }),
    };
  });
}
