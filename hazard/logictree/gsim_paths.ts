/** Paths through the ground-motion logic tree, all of them or a sample. */
import { InputError } from "../input_error.ts";
import { parseImt } from "../imt.ts";
import { branchLetter, MAX_BRANCHES } from "./branch_letters.ts";
import type { GsimBranch, GsimBranchSet, GsimLogicTree } from "./gsim_logic_tree.ts";
import { choose, type SamplingMethod, uniformNumbers } from "./sampling.ts";

/** Tectonic region type of a branch set that applies to all sources: a job with a single model. */
export const ANY_TECTONIC_REGION_TYPE = "*";

/** A model for each of the branch sets. */
export interface GsimPath {
  /** index of the branch in each of the branch sets */
  readonly branches: readonly number[];
  /** a letter for each branch set */
  readonly shortPath: string;
  readonly weight: number;
  /** weights by intensity measure type, where the tree has them */
  readonly imtWeights: ReadonlyMap<string, number>;
}

/**
 * The tree with the intensity measure types of its weights in canonical spelling.
 * @throws InputError for an unknown type or a set with too many branches
 */
export function canonicalGsimTree(tree: GsimLogicTree): GsimLogicTree {
  const branchSets = tree.branchSets.map((set) => {
    if (set.branches.length > MAX_BRANCHES) {
      const message = `${set.branches.length} branches, at most ${MAX_BRANCHES} are possible`;
      throw new InputError({ file: tree.file, parameter: `logicTreeBranchSet "${set.id}"`, message });
    }
    return { ...set, branches: set.branches.map((branch) => withCanonicalImts(tree.file, branch)) };
  });
  return { ...tree, branchSets };
}

function withCanonicalImts(file: string, branch: GsimBranch): GsimBranch {
  if (!branch.imtWeights) return branch;
  try {
    const weights = Object.entries(branch.imtWeights).map(([imt, weight]) => [parseImt(imt).id, weight]);
    return { ...branch, imtWeights: Object.fromEntries(weights) };
  } catch (error) {
    const parameter = "uncertaintyWeight";
    throw new InputError({ file, line: branch.line, parameter, message: (error as Error).message });
  }
}

/**
 * The branch sets for sources of these tectonic region types, sorted by type; types without sources are left out.
 * Without any type (no sources, as in a scenario) all sets.
 * @throws InputError if a type has no branch set
 */
export function usedBranchSets(
  tree: GsimLogicTree,
  tectonicRegionTypes: ReadonlySet<string>,
): GsimBranchSet[] {
  const forAll = tree.branchSets.find((set) => set.tectonicRegionType === ANY_TECTONIC_REGION_TYPE);
  if (forAll) return [forAll];
  const byType = new Map(tree.branchSets.map((set) => [set.tectonicRegionType, set]));
  const types = [...(tectonicRegionTypes.size > 0 ? tectonicRegionTypes : byType.keys())].sort();
  const missing = types.filter((type) => !byType.has(type));
  if (missing.length > 0) {
    const known = tree.branchSets.map((set) => `"${set.tectonicRegionType}"`).join(", ");
    throw new InputError(missing.map((type) => ({
      file: tree.file,
      parameter: "applyToTectonicRegionType",
      message: `no branch set for "${type}", which sources have; there are sets for ${known}`,
    })));
  }
  return types.map((type) => byType.get(type)!);
}

/** All combinations of branches, the last branch set fastest. */
export function enumerateGsimPaths(branchSets: readonly GsimBranchSet[]): GsimPath[] {
  let combinations: number[][] = [[]];
  for (const { branches } of branchSets) {
    combinations = combinations.flatMap((combination) => branches.map((_, index) => [...combination, index]));
  }
  const imts = new Set(
    branchSets.flatMap((set) => set.branches.flatMap((branch) => Object.keys(branch.imtWeights ?? {}))),
  );
  return combinations.map((combination) => gsimPath(branchSets, combination, imts));
}

/**
 * `numSamples` draws in the order drawn. Weights by intensity measure type don't count here: there would be no way
 * to draw for one type and not for the other.
 */
export function sampleGsimPaths(
  branchSets: readonly GsimBranchSet[],
  numSamples: number,
  seed: number,
  method: SamplingMethod,
): GsimPath[] {
  const weights = branchSets.map((set) => set.branches.map((branch) => branch.weight));
  return uniformNumbers(numSamples, branchSets.length, seed, method).map((numbers) =>
    gsimPath(branchSets, weights.map((ofSet, column) => choose(ofSet, numbers[column], method)), new Set())
  );
}

function gsimPath(
  branchSets: readonly GsimBranchSet[],
  branches: number[],
  imts: ReadonlySet<string>,
): GsimPath {
  const chosen = branches.map((index, position) => branchSets[position].branches[index]);
  return {
    branches,
    shortPath: branches.map(branchLetter).join(""),
    weight: chosen.reduce((product, branch) => product * branch.weight, 1),
    imtWeights: new Map([...imts].map((imt) => [imt, imtWeight(chosen, imt)])),
  };
}

/** As in the reference, a branch without a weight for the type does not count, not even by its general weight. */
function imtWeight(branches: readonly GsimBranch[], imt: string): number {
  return branches.reduce((product, branch) => product * (branch.imtWeights?.[imt] ?? 1), 1);
}
