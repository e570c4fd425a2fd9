/** Changes that the source-model logic tree makes to sources. */
import { InputError } from "../input_error.ts";
import type { Source } from "../source/source.ts";
import { changedSource } from "../source/source_modifications.ts";
import type { SourceModelPath } from "./full_logic_tree.ts";
import type { Branch, BranchSet } from "./source_model_logic_tree.ts";

/** Whether the filters of the branch set let the source through; the branches it hangs on are the path's business. */
function appliesTo(branchSet: BranchSet, source: Source): boolean {
  const { applyToSources, applyToTectonicRegionType, applyToSourceType } = branchSet;
  return branchSet.uncertaintyType !== "sourceModel" && branchSet.uncertaintyType !== "extendModel" &&
    (applyToSources.length === 0 || applyToSources.includes(source.id)) &&
    (applyToTectonicRegionType === undefined || applyToTectonicRegionType === source.tectonicRegionType) &&
    (applyToSourceType === undefined || applyToSourceType === source.kind);
}

/** The branches of the path that change the source. */
export function branchesFor(source: Source, path: SourceModelPath): Branch[] {
  return path.branches.slice(0, path.numCounting).filter((_, index) =>
    appliesTo(path.branchSets[index], source)
  );
}

/**
 * The source as the path changes it, the same object if no branch applies. `binWidth` is the job's
 * `width_of_mfd_bin`.
 * @throws InputError if a change does not suit the source
 */
export function applyUncertainties(source: Source, path: SourceModelPath, binWidth: number): Source {
  return branchesFor(source, path).reduce(
    (changed, branch) => applyBranch(changed, branch, binWidth),
    source,
  );
}

function applyBranch(source: Source, { id, uncertainty }: Branch, binWidth: number): Source {
  if ("files" in uncertainty) return source;
  try {
    return changedSource(source, uncertainty, binWidth);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = `branch "${id}" of the source-model logic tree: ${error.message}`;
    throw new InputError({
      file: source.file,
      line: source.line,
      parameter: `source "${source.id}"`,
      message,
    });
  }
}
