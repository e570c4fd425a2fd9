/** Checks of the job file against the logic trees. */
import { InputError } from "../hazard/input_error.ts";
import type { GsimLogicTree } from "../hazard/logictree/gsim_logic_tree.ts";
import type { Job as JobFileContent } from "./parameters/job.ts";

/** More paths than that are enumerated only where their curves need not be kept apart. */
const MOST_PATHS_OF_RATES = 2 ** 20;

/**
 * Checks the number of paths against what the job says of it.
 * @param file name of the job file
 * @throws InputError if there are too many to enumerate, or fewer than samples where that is forbidden
 */
export function checkPaths(numPaths: number, { parameters, lines }: JobFileContent, file: string): void {
  const { max_potential_paths, use_rates, oversampling, number_of_logic_tree_samples: numSamples } =
    parameters;
  if (oversampling === "forbid" && numSamples >= numPaths) {
    const parameter = "number_of_logic_tree_samples";
    const message = `the logic trees have only ${numPaths} paths, give 0 to enumerate them`;
    throw new InputError({ file, line: lines.get(parameter), parameter, message });
  }
  const most = use_rates ? Math.max(max_potential_paths, MOST_PATHS_OF_RATES) : max_potential_paths;
  if (numSamples > 0 || numPaths <= most) return;
  throw new InputError({
    file,
    line: lines.get("max_potential_paths"),
    parameter: "max_potential_paths",
    message: `the logic trees have ${numPaths} paths, at most ${most} are enumerated: raise it, or give ` +
      "number_of_logic_tree_samples",
  });
}

/**
 * Distances for tectonic region types that have no models are mistakes, unless there is a magnitude for them, too.
 * @param file name of the job file
 * @throws InputError for the first of them
 */
export function checkDistanceTypes(
  { parameters, lines }: JobFileContent,
  { file: treeFile, branchSets }: GsimLogicTree,
  file: string,
): void {
  if (!treeFile) return;
  const types = branchSets.map(({ tectonicRegionType }) => tectonicRegionType);
  const known = ["default", "*", ...types, ...Object.keys(parameters.minimum_magnitude)];
  const unknown = Object.keys(parameters.maximum_distance!).find((type) => !known.includes(type));
  if (unknown === undefined || types.includes("*")) return;
  throw new InputError({
    file,
    line: lines.get("maximum_distance"),
    parameter: "maximum_distance",
    message: `"${unknown}" is no tectonic region type of ${treeFile}, which has ${
      types.map((type) => `"${type}"`).join(", ")
    }`,
  });
}

/**
 * Branch sets to collapse must be there.
 * @param file name of the job file
 * @throws InputError naming those that are not
 */
export function checkCollapsedBranchSets(
  { parameters, lines }: JobFileContent,
  { branchSets }: GsimLogicTree,
  file: string,
): void {
  const ids = branchSets.map(({ id }) => id), parameter = "collapse_gsim_logic_tree";
  const unknown = parameters.collapse_gsim_logic_tree.filter((id) => !ids.includes(id));
  if (unknown.length === 0) return;
  const message = `there is no branch set ${unknown.join(", ")} of ground-motion models, only ${
    ids.join(", ")
  }`;
  throw new InputError({ file, line: lines.get(parameter), parameter, message });
}
