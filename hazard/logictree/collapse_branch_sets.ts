/** Branch sets of ground-motion models replaced by one model each: the average of their probabilities of exceedance. */
import type { GsimBranch, GsimLogicTree } from "./gsim_logic_tree.ts";

/** Model that gives the weighted mean of the probabilities of exceedance of others. */
const AVERAGE = "AvgPoeGMPE";

/**
 * The tree with the branch sets of these ids collapsed; those with a single branch stay as they are. Weights for
 * single intensity measure types are given up, as in the reference.
 */
export function collapseBranchSets(tree: GsimLogicTree, ids: readonly string[]): GsimLogicTree {
  const branchSets = tree.branchSets.map((set) =>
    ids.includes(set.id) && set.branches.length > 1 ? { ...set, branches: [average(set.branches)] } : set
  );
  return { ...tree, branchSets };
}

function average(branches: readonly GsimBranch[]): GsimBranch {
  const parts = branches.map(({ gsim, options, weight }, i) =>
    [`b${i + 1}`, { [gsim]: { ...options, weight } }] as const
  );
  const toml = branches.map(({ gsim, toml, weight }, i) => {
    const header = `[${gsim}]`, inside = `[${AVERAGE}.b${i + 1}.`;
    const options = toml.startsWith(header) ? toml.slice(header.length) : `\n\n${toml}`;
    return `${inside}${gsim}]\nweight = ${weight}${options.replaceAll(/^\[/gm, inside)}`;
  });
  return {
    id: AVERAGE,
    gsim: AVERAGE,
    options: Object.fromEntries(parts),
    toml: toml.join("\n\n"),
    weight: 1,
    line: branches[0].line,
  };
}
