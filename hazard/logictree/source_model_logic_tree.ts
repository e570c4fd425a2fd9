/** The source-model logic tree as data; its paths are enumerated in paths.ts. */
import type { SourceChange } from "../source/source_modifications.ts";

/** Source models: the first ones, or some to add; files as paths from the job folder. */
export interface SourceModelFiles {
  readonly kind: "sourceModel" | "extendModel";
  readonly files: readonly string[];
}

/** What a branch of the source-model logic tree says. */
export type Uncertainty = SourceModelFiles | SourceChange;

/** The source model files that a branch names, none if it changes sources. */
export function filesOfBranch({ uncertainty }: Branch): readonly string[] {
  return "files" in uncertainty ? uncertainty.files : [];
}

/** A choice of source model files, or a change of sources. */
export interface Branch {
  readonly id: string;
  readonly weight: number;
  /** its number in the branch set as written, where others of the set are left out */
  readonly index?: number;
  readonly uncertainty: Uncertainty;
  /** text of the uncertainty as written, for the datastore */
  readonly text: string;
}

/** Branches that exclude each other, their weights summing to 1. */
export interface BranchSet {
  readonly id: string;
  readonly uncertaintyType: Uncertainty["kind"];
  readonly branches: readonly Branch[];
  /** ids of the branches of earlier sets that this set hangs on; empty: all branches of the previous set */
  readonly applyToBranches: readonly string[];
  /** ids of the sources that it applies to; empty: all */
  readonly applyToSources: readonly string[];
  readonly applyToTectonicRegionType?: string;
  /** "area", "point", "simpleFault"; as written in the file */
  readonly applyToSourceType?: string;
  readonly line: number;
}

/** The file as data. */
export interface SourceModelLogicTree {
  readonly file: string;
  readonly id: string;
  readonly branchSets: readonly BranchSet[];
}
