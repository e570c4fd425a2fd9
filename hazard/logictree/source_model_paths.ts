/** Paths through the source-model logic tree, all of them or a sample. */
import { InputError } from "../input_error.ts";
import { allPaths, type BranchLevel, type BranchNode, countPaths, hangBranchSets } from "./branch_levels.ts";
import type { SourceModelPath } from "./full_logic_tree.ts";
import { choose, isEarly, type SamplingMethod, uniformNumbers } from "./sampling.ts";
import { filesOfBranch, type SourceModelLogicTree } from "./source_model_logic_tree.ts";

/** More paths can't be numbered: the datastore keeps 24 bits for the path of a source. */
const MAX_PATHS = 2 ** 24;

interface WeightedPath {
  readonly id: string;
  readonly nodes: readonly BranchNode[];
  readonly weight: number;
}

function pathId(nodes: readonly BranchNode[]): string {
  return nodes.map((node) => node.id).join("~");
}

function byPathId(a: WeightedPath, b: WeightedPath): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/**
 * The paths in the order of their ids.
 * @param samplesPerPath realizations of the ground-motion logic tree, the same for each path
 * @throws InputError if the branch sets don't fit together or there are too many paths
 */
export function enumerateSourceModelPaths(
  tree: SourceModelLogicTree,
  samplesPerPath: number,
): SourceModelPath[] {
  const root = hangBranchSets(tree);
  const numPaths = countPaths(root);
  if (numPaths > MAX_PATHS) {
    const message =
      `${numPaths} paths, at most ${MAX_PATHS} can be enumerated: use number_of_logic_tree_samples`;
    throw new InputError({ file: tree.file, message });
  }
  const paths = [...allPaths(root)].map((nodes) => {
    const weight = nodes.reduceRight((product, node) => product * node.weight, 1);
    return { id: pathId(nodes), nodes, weight };
  });
  return paths.sort(byPathId).map((path, ordinal) => sourceModelPath(path, ordinal, samplesPerPath));
}

/**
 * The different paths among `numSamples` draws, in the order of their ids; `samples` tells how often each was drawn
 * and the weight is the sum over its draws.
 * @throws InputError if the branch sets don't fit together
 */
export function sampleSourceModelPaths(
  tree: SourceModelLogicTree,
  numSamples: number,
  seed: number,
  method: SamplingMethod,
): SourceModelPath[] {
  const root = hangBranchSets(tree);
  const draws = uniformNumbers(numSamples, tree.branchSets.length, seed, method).map(
    (numbers): WeightedPath => {
      const nodes = drawnPath(root, numbers, method);
      const weight = isEarly(method)
        ? 1 / numSamples
        : nodes.reduce((product, node) => product * node.weight, 1);
      return { id: pathId(nodes), nodes, weight };
    },
  );
  const groups = Map.groupBy(draws.sort(byPathId), (draw) => draw.id);
  return [...groups.values()].map((group, ordinal) => {
    const weight = group.reduce((sum, draw) => sum + draw.weight, 0);
    return sourceModelPath({ ...group[0], weight }, ordinal, group.length);
  });
}

function drawnPath(root: BranchLevel, numbers: Float64Array, method: SamplingMethod): BranchNode[] {
  const nodes: BranchNode[] = [];
  for (let level: BranchLevel | undefined = root; level; level = nodes.at(-1)!.next) {
    const weights = level.nodes.map((node) => node.weight);
    nodes.push(level.nodes[choose(weights, numbers[level.ordinal], method)]);
  }
  return nodes;
}

/**
 * As in the reference, branches after a set that the path passes (".") belong to the path and have their weight, but
 * neither change sources nor bring in others. Where that is not meant, applyToBranches names all branches.
 */
function sourceModelPath(
  { id, nodes, weight }: WeightedPath,
  ordinal: number,
  samples: number,
): SourceModelPath {
  const chosen = nodes.filter((node) => node.branch !== undefined);
  const firstPassed = nodes.findIndex((node) => node.branch === undefined);
  const numCounting = firstPassed < 0 ? chosen.length : firstPassed;
  return {
    ordinal,
    branches: chosen.map((node) => node.branch!),
    branchSets: chosen.map((node) => node.branchSet!),
    pathId: id,
    shortPath: nodes.map((node) => node.letter).join(""),
    weight,
    numCounting,
    files: chosen.slice(0, numCounting).flatMap(({ branch }) => filesOfBranch(branch!)),
    samples,
  };
}
