/** The source-model logic tree as data; its paths are enumerated in paths.ts. */

/** What a branch of the source-model logic tree says. */
export type Uncertainty =
  /** files as paths from the job folder */
  | { kind: "sourceModel"; files: readonly string[] }
  | { kind: "abGRAbsolute"; aValue: number; bValue: number }
  | { kind: "bGRAbsolute" | "bGRRelative" | "maxMagGRAbsolute" | "maxMagGRRelative"; value: number };

export interface Branch {
  readonly id: string;
  readonly weight: number;
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

export interface SourceModelLogicTree {
  readonly file: string;
  readonly id: string;
  readonly branchSets: readonly BranchSet[];
}
