/** The ground-motion logic tree as data: for each tectonic region type its models with weights. */
import type { ModelOptions } from "../gsim/model.ts";

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

export interface GsimBranchSet {
  readonly id: string;
  readonly tectonicRegionType: string;
  readonly branches: readonly GsimBranch[];
}

export interface GsimLogicTree {
  /** empty for a single model given by `gsim = ...` in the job */
  readonly file: string;
  /** in file order */
  readonly branchSets: readonly GsimBranchSet[];
}
