/** The ground-motion logic tree as data: for each tectonic region type its models with weights. */
import type { ModelOptions } from "../gsim/model.ts";

/** A ground-motion model with its weight. */
export interface GsimBranch {
  /** as in the file, "" if it gives none */
  readonly id: string;
  /** class or alias name */
  readonly gsim: string;
  readonly options: ModelOptions;
  /** TOML text, "[BooreAtkinson2008]" for a model without options, as the reference stores it */
  readonly toml: string;
  readonly weight: number;
  /** weights by intensity measure type, when the file gives them */
  readonly imtWeights?: Readonly<Record<string, number>>;
  readonly line: number;
}

/** The models to choose from for a tectonic region type, their weights summing to 1. */
export interface GsimBranchSet {
  readonly id: string;
  readonly tectonicRegionType: string;
  readonly branches: readonly GsimBranch[];
}

/** The file as data. */
export interface GsimLogicTree {
  /** empty for a single model given by `gsim = ...` in the job */
  readonly file: string;
  /** in file order */
  readonly branchSets: readonly GsimBranchSet[];
}
