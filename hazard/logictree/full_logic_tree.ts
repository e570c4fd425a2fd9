/** The product of the source-model and the ground-motion logic trees: realizations with weights. */
import type { GsimLogicTree } from "./gsim_logic_tree.ts";
import type { Branch, BranchSet, SourceModelLogicTree } from "./source_model_logic_tree.ts";

/** A path through the source-model logic tree. */
export interface SourceModelPath {
  readonly ordinal: number;
  /** chosen branches, one per branch set passed */
  readonly branches: readonly Branch[];
  /** the branch set of each of `branches` */
  readonly branchSets: readonly BranchSet[];
  /** the first so many of `branches` make the sources, see source_model_paths.ts */
  readonly numCounting: number;
  /** branch ids joined by "~", "." where a set does not apply */
  readonly pathId: string;
  /** compact text used in `branch_path`: a letter per branch set */
  readonly shortPath: string;
  readonly weight: number;
  /** source model files of the path */
  readonly files: readonly string[];
  /** number of realizations (full enumeration) or of draws that share it */
  readonly samples: number;
}

/** A path through both logic trees. */
export interface Realization {
  readonly ordinal: number;
  /** index in sourceModelPaths */
  readonly sourceModelPath: number;
  /** for each tectonic region type (sorted), the index of the chosen branch of its branch set */
  readonly gsimBranches: readonly number[];
  /** "A~A" as in the reference */
  readonly branchPath: string;
  /** rescaled so that all sum to 1 */
  readonly weight: number;
  /** weights by intensity measure type where they differ */
  readonly imtWeights?: Readonly<Record<string, number>>;
}

/** Both logic trees with the realizations that a job computes. */
export interface FullLogicTree {
  readonly sourceModelLogicTree: SourceModelLogicTree;
  readonly gsimLogicTree: GsimLogicTree;
  /** tectonic region types found in the sources, sorted, or ["*"] with one model for all: the order of `gsimBranches` */
  readonly tectonicRegionTypes: readonly string[];
  readonly sourceModelPaths: readonly SourceModelPath[];
  readonly realizations: readonly Realization[];
  readonly numSamples: number;
  readonly seed: number;
  readonly samplingMethod: string;
}
