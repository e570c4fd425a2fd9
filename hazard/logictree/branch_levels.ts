/** The source-model logic tree with its branch sets hung on the branches that they apply to. */
import { InputError } from "../input_error.ts";
import { branchLetter, MAX_BRANCHES, NO_BRANCH } from "./branch_letters.ts";
import type { Branch, BranchSet, SourceModelLogicTree } from "./source_model_logic_tree.ts";

/** One of the alternatives of a level. */
export interface BranchNode {
  /** branch id, "." where no branch applies */
  readonly id: string;
  /** letter in compact paths */
  readonly letter: string;
  readonly weight: number;
  /** absent where no branch applies */
  readonly branch?: Branch;
  readonly branchSet?: BranchSet;
  next?: BranchLevel;
}

/** Alternatives that exclude each other. */
export interface BranchLevel {
  /** position of the branch set in the tree, the column of random numbers it is sampled with */
  readonly ordinal: number;
  readonly nodes: readonly BranchNode[];
}

/** A level that a path only passes, where a branch set does not apply to its last branch. */
function passingLevel(): BranchLevel {
  return { ordinal: 0, nodes: [{ id: NO_BRANCH, letter: NO_BRANCH, weight: 1 }] };
}

function levelOf(branchSet: BranchSet, ordinal: number): BranchLevel {
  const nodes = branchSet.branches.map((branch, index) => ({
    id: branch.id,
    letter: branchLetter(branch.index ?? index),
    weight: branch.weight,
    branch,
    branchSet,
  }));
  return { ordinal, nodes };
}

/**
 * Hangs each branch set on the open ends it applies to and returns the first level. Other open ends get a level
 * that is only passed (".").
 *
 * Of several "." at the same depth only the last one gets a further "." (the reference does so, too; there, which
 * one is the last depends on the order of a set of strings, here on the order of the file).
 * @throws InputError if a set names an unknown branch, one that has a set already, or has too many branches
 */
export function hangBranchSets(tree: SourceModelLogicTree): BranchLevel {
  const byId = new Map<string, BranchNode>();
  let openEnds: BranchNode[] = [];
  let root: BranchLevel | undefined;

  for (const [ordinal, branchSet] of tree.branchSets.entries()) {
    const refuse = (message: string) => {
      const parameter = `logicTreeBranchSet "${branchSet.id}"`;
      throw new InputError({ file: tree.file, line: branchSet.line, parameter, message });
    };
    if (branchSet.branches.length > MAX_BRANCHES) {
      refuse(`${branchSet.branches.length} branches, at most ${MAX_BRANCHES} are possible: split the set`);
    }
    const level = levelOf(branchSet, ordinal);
    root ??= level;
    for (const node of level.nodes) byId.set(node.id, node);

    const targets = new Set(branchSet.applyToBranches);
    const openIds = new Set(openEnds.map((node) => node.id));
    const passed: BranchNode[] = [];
    if (targets.size === 0 || [...openIds].every((id) => targets.has(id))) {
      for (const node of openEnds) node.next = level;
    } else {
      for (const id of targets) {
        const node = byId.get(id) ?? refuse(`applyToBranches: no branch "${id}" before this set`)!;
        if (node.next?.nodes.some((next) => next.branch)) {
          refuse(`applyToBranches: branch "${id}" has a branch set already`);
        }
        node.next = level;
      }
      const left = [...openIds].filter((id) => !targets.has(id));
      for (const id of left.sort((a, b) => Number(a === NO_BRANCH) - Number(b === NO_BRANCH))) {
        const next = passingLevel();
        byId.get(id)!.next = next;
        byId.set(NO_BRANCH, next.nodes[0]);
        passed.push(next.nodes[0]);
      }
    }
    openEnds = [...level.nodes, ...passed];
  }
  if (!root) {
    throw new InputError({ file: tree.file, message: "no branch set, expected one of type sourceModel" });
  }
  return root;
}

/** Number of paths from the level to the ends of the tree. */
export function countPaths(root: BranchLevel): number {
  // a level hangs on many branches: each is counted once
  const counts = new Map<BranchLevel, number>();
  const count = (level: BranchLevel): number => {
    let sum = counts.get(level);
    if (sum === undefined) {
      sum = level.nodes.reduce((total, node) => total + (node.next ? count(node.next) : 1), 0);
      counts.set(level, sum);
    }
    return sum;
  };
  return count(root);
}

/** All paths from the level to the ends of the tree, depth first. */
export function* allPaths(
  level: BranchLevel,
  before: readonly BranchNode[] = [],
): Generator<readonly BranchNode[]> {
  for (const node of level.nodes) {
    const path = [...before, node];
    if (node.next) yield* allPaths(node.next, path);
    else yield path;
  }
}
