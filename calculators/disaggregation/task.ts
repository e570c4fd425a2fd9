/** The task of a disaggregation: expected exceedances by cell due to some sources of a group. */
import { computeGroundMotion, groundMotionBuffers, requirementsOf } from "../../hazard/context_block.ts";
import { numBins } from "../../hazard/disaggregation/bins.ts";
import {
  type CellRates,
  CellRatesCollector,
  type DisaggregationOptions,
} from "../../hazard/disaggregation/cell_rates.ts";
import { type ExclusiveCellRates, ExclusiveSources } from "../../hazard/disaggregation/exclusive_sources.ts";
import { averagedModels } from "../../hazard/gsim/components.ts";
import { parseImt } from "../../hazard/imt.ts";
import { ContextCollector } from "../classical/context_collector.ts";
import type { ExpandedSource } from "../classical/expand_sources.ts";
import { preparedGroups } from "../classical/prepared_group.ts";
import type { ClassicalContext, ClassicalInput } from "../classical/task.ts";

/** What the tasks share. */
export interface DisaggregationContext {
  readonly hazard: ClassicalContext;
  readonly options: DisaggregationOptions;
  /** for each group the models to disaggregate with, by their numbers */
  readonly models: readonly (readonly number[])[];
}

export type DisaggregationTasks = {
  disaggregate: (input: ClassicalInput) => Promise<CellRates | ExclusiveCellRates>;
};

/** Prepares the task; models are made and sources expanded when a group first comes up. */
export function disaggregationTasks({ hazard, options, models }: DisaggregationContext): DisaggregationTasks {
  const imts = hazard.imts.map(parseImt);
  const preparedGroup = preparedGroups(hazard);
  const sizes = numBins(options.bins);
  const isByPlace = sizes.lon > 1 || sizes.lat > 1;

  return {
    async disaggregate({ group: number, sourceStart, sourceStop, siteStart, siteStop }) {
      const group = hazard.groups[number], prepared = await preparedGroup(number);
      const chosen = models[number].map((g) => prepared.models[g]);
      const required = requirementsOf(chosen);
      const distances = new Set([...required.distances, ...(isByPlace ? ["clon", "clat"] as const : [])]);
      let sums = new CellRatesCollector(options, chosen.length);
      const contexts = new ContextCollector(
        hazard,
        group,
        { ...required, distances: [...distances] },
        siteStart,
        siteStop,
        function addBlock(block) {
          for (const parts of motions) {
            for (const { model, motion } of parts) computeGroundMotion(model, block.contexts, imts, motion);
          }
          sums.add(block, siteStart, motions);
        },
      );
      // as in the reference the mean and sigma count, whatever mixture of distributions the model makes of them
      const motions = chosen.map((model) =>
        averagedModels(model).map(({ model, weight }) => ({
          model,
          weight,
          motion: { ...groundMotionBuffers(imts.length, contexts.capacity), isTotalOnly: true },
        }))
      );

      function ratesOf(sources: readonly ExpandedSource[], probability?: number): CellRates {
        sums = new CellRatesCollector(options, chosen.length, probability);
        for (const { source } of sources) contexts.addSource(source);
        contexts.finish();
        return sums.finish();
      }

      const ofTask = prepared.sources.slice(sourceStart, sourceStop), { dependence } = group;
      if (!dependence) return ratesOf(ofTask);
      const exclusive = new ExclusiveSources(sizes.dist * sizes.lon * sizes.lat);
      for (const [origin, parts] of Map.groupBy(ofTask, ({ origin }) => origin)) {
        exclusive.add(ratesOf(parts, dependence.probability), group.sources[origin].dependence!.weight!);
      }
      return exclusive.finish();
    },
  };
}
