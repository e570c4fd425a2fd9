/** A group made ready to compute: its models made, its sources expanded. */
import { forGeometricMean } from "../../hazard/gsim/horizontal_component.ts";
import type { GroundMotionModel } from "../../hazard/gsim/model.ts";
import { createModel } from "../../hazard/gsim/registry.ts";
import { type ExpandedSource, expandSources, withFirstRuptures } from "./expand_sources.ts";
import type { ClassicalContext, HazardGroup } from "./task.ts";

/** The models of a group and the sources by which it is computed, both in order. */
export interface PreparedGroup {
  readonly models: readonly GroundMotionModel[];
  readonly sources: readonly ExpandedSource[];
}

/** Gives the groups of a calculation by their number, each made ready when it first comes up. */
export function preparedGroups(context: ClassicalContext): (group: number) => Promise<PreparedGroup> {
  const prepared = new Map<number, Promise<PreparedGroup>>();

  async function prepare(
    { models, sources, pointGridSpacing, rateChanges }: HazardGroup,
  ): Promise<PreparedGroup> {
    const expanded = expandSources(sources, context.ruptures, pointGridSpacing);
    return {
      models: await Promise.all(models.map(async ({ name, options }) => {
        const model = await createModel(name, options);
        return context.isForGeometricMean ? forGeometricMean(model) : model;
      })),
      sources: rateChanges ? withFirstRuptures(expanded, context.ruptures) : expanded,
    };
  }

  return function preparedGroup(group) {
    if (!prepared.has(group)) prepared.set(group, prepare(context.groups[group]));
    return prepared.get(group)!;
  };
}
