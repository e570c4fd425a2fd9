/** The groups of a classical calculation and which of their rates each realization adds up. */
import type { FullLogicTree } from "../../hazard/logictree/full_logic_tree.ts";
import { tectonicRegionTypeIndex } from "../../hazard/logictree/paths.ts";
import type { SharedSources } from "../../hazard/logictree/sources_of_paths.ts";
import { magnitudeDistancesOf } from "../../hazard/site/integration_distance.ts";
import { mostOccurrences } from "../../hazard/source/ruptures.ts";
import { type JobParameters, valueFor } from "../parameters/job.ts";
import { PARAMETERS } from "../parameters/list.ts";
import { ruptureOptions } from "../rupture_options.ts";
import type { HazardGroup } from "./task.ts";

/** The branches of the ground-motion logic tree for a tectonic region type. */
export function branchesFor({ gsimLogicTree, ...tree }: FullLogicTree, tectonicRegionType: string) {
  const index = tectonicRegionTypeIndex({ gsimLogicTree, ...tree }, tectonicRegionType);
  const type = tree.tectonicRegionTypes[index];
  return {
    index,
    branches: gsimLogicTree.branchSets.find((set) => set.tectonicRegionType === type)!.branches,
  };
}

/**
 * The sources with the models and distances of their tectonic region type.
 * @param rateChanges what to add to the yearly rates of ruptures, by the id of their source and their number in it
 */
export function hazardGroup(
  { tectonicRegionType, sources, dependence }: SharedSources,
  tree: FullLogicTree,
  parameters: JobParameters,
  rateChanges?: ReadonlyMap<string, Float64Array>,
): HazardGroup {
  const { branches } = branchesFor(tree, tectonicRegionType), options = ruptureOptions(parameters);
  return {
    tectonicRegionType,
    sources,
    models: branches.map(({ gsim, options }) => ({ name: gsim, options })),
    maximumDistance: magnitudeDistancesOf(parameters.maximum_distance!, tectonicRegionType),
    pointSourceDistance: valueFor(parameters.pointsource_distance, tectonicRegionType) ??
      PARAMETERS.pointsource_distance.defaultValue!.default,
    pointGridSpacing: dependence ? 0 : parameters.ps_grid_spacing,
    rateChanges: rateChanges && sources.map(({ id }) => rateChanges.get(id)),
    dependence,
    // in a cluster all ruptures occur as often as the cluster
    maxOccurrences: sources.reduce(
      (most, source) => Math.max(most, mostOccurrences(source, options)),
      dependence?.clusterRate === undefined ? 0 : 1,
    ),
  };
}

/**
 * Rows of rates: one for each group and model, groups first. For each realization the rows that add up: of every
 * group with sources of its source model path, that of the chosen model.
 */
export function rowsOfRealizations(groups: readonly SharedSources[], tree: FullLogicTree): number[][] {
  let numRows = 0;
  const firstRows = groups.map(({ tectonicRegionType }) => {
    const first = numRows;
    numRows += branchesFor(tree, tectonicRegionType).branches.length;
    return first;
  });
  return tree.realizations.map(({ sourceModelPath, gsimBranches }) =>
    groups.flatMap(({ tectonicRegionType, sourceModelPaths }, g) =>
      sourceModelPaths.includes(sourceModelPath)
        ? [firstRows[g] + gsimBranches[tectonicRegionTypeIndex(tree, tectonicRegionType)]]
        : []
    )
  );
}
