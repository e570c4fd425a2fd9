/** Sites with labels: their groups have the models of the labels, and their realizations the weights. */
import type { FullLogicTree, Realization } from "../../hazard/logictree/full_logic_tree.ts";
import type { SharedSources } from "../../hazard/logictree/sources_of_paths.ts";
import type { JobParameters } from "../parameters/job.ts";
import { hazardGroup } from "./groups.ts";
import type { ClassicalContext } from "./task.ts";

/** What depends on the label of a site: the logic tree by label, those without one aside. */
export interface LabelledJob {
  readonly parameters: JobParameters;
  readonly sources: readonly SharedSources[];
  readonly labelledTrees: ReadonlyMap<number, FullLogicTree>;
  readonly rateChanges?: ReadonlyMap<string, Float64Array>;
}

/**
 * The groups for the sites without label, then as many for each label. The groups of all labels are in the same
 * order, with the same number of models each, so that their rates add up in the same rows.
 */
export function withSiteLabels(
  context: ClassicalContext,
  { parameters, sources, labelledTrees, rateChanges }: LabelledJob,
): ClassicalContext {
  if (labelledTrees.size === 0) return context;
  const groups = [
    ...context.groups.map((group) => ({ ...group, siteLabel: 0 })),
    ...Array.from(
      labelledTrees,
      ([siteLabel, tree]) =>
        sources.map((shared) => ({ ...hazardGroup(shared, tree, parameters, rateChanges), siteLabel })),
    ).flat(),
  ];
  return { ...context, groups };
}

/** The realizations, which differ in their weights, by label. */
export function realizationsByLabel(
  { labelledTrees }: Pick<LabelledJob, "labelledTrees">,
): ReadonlyMap<number, readonly Realization[]> {
  return new Map(Array.from(labelledTrees, ([label, { realizations }]) => [label, realizations]));
}
