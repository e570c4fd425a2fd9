/** Checks the filters of the source-model logic tree against the sources there are. */
import { InputError, type InputProblem } from "../input_error.ts";
import type { Source, SourceModel } from "../source/source.ts";
import { type BranchSet, filesOfBranch, type SourceModelLogicTree } from "./source_model_logic_tree.ts";

/** A source and a branch that brings it in. */
interface Occurrence {
  readonly branchId: string;
  readonly source: Source;
}

/**
 * Checks that branch sets name sources and tectonic region types that exist, that a source of several branches is
 * told apart by applyToBranches, and that absolute values are for one source.
 * @throws InputError with all problems
 */
export function checkBranchSets(tree: SourceModelLogicTree, models: ReadonlyMap<string, SourceModel>): void {
  const occurrences = occurrencesOf(tree, models);
  const problems = tree.branchSets.slice(1).flatMap((branchSet) =>
    problemsOf(branchSet, occurrences).map((message): InputProblem => ({
      file: tree.file,
      line: branchSet.line,
      parameter: `logicTreeBranchSet "${branchSet.id}"`,
      message,
    }))
  );
  if (problems.length > 0) throw new InputError(problems);
}

function occurrencesOf(tree: SourceModelLogicTree, models: ReadonlyMap<string, SourceModel>): Occurrence[] {
  return tree.branchSets.flatMap(({ branches }) => branches).flatMap((branch) => {
    const { id } = branch;
    const sources = filesOfBranch(branch).flatMap((file) => models.get(file)?.groups ?? []).flatMap((group) =>
      group.sources
    );
    return sources.map((source) => ({ branchId: id, source }));
  });
}

function problemsOf(branchSet: BranchSet, occurrences: readonly Occurrence[]): string[] {
  const { uncertaintyType, applyToSources, applyToBranches, applyToTectonicRegionType } = branchSet;
  const problems: string[] = [];
  const types = new Set(occurrences.map(({ source }) => source.tectonicRegionType));
  if (applyToTectonicRegionType !== undefined && !types.has(applyToTectonicRegionType)) {
    const known = [...types].sort().map((type) => `"${type}"`).join(", ");
    problems.push(
      `applyToTectonicRegionType: no source is of type "${applyToTectonicRegionType}", there are ${known}`,
    );
  }
  for (const id of applyToSources) {
    const branches = new Set(
      occurrences.filter(({ source }) => source.id === id).map(({ branchId }) => branchId),
    );
    if (branches.size === 0) problems.push(`applyToSources: no source has the id "${id}"`);
    else if (branches.size > 1 && applyToBranches.length === 0) {
      const list = [...branches].join(", ");
      problems.push(
        `applyToSources: source "${id}" is in branches ${list}, expected applyToBranches to tell which`,
      );
    }
  }
  if (uncertaintyType.endsWith("Absolute") && occurrences.length > 1 && applyToSources.length !== 1) {
    problems.push(
      `${uncertaintyType}: expected applyToSources with one source id, got ${applyToSources.length}`,
    );
  }
  return problems;
}
