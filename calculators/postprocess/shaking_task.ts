/** The task of post-processors: something added up over the shaking of all contexts of some sources of a group. */
import {
  computeGroundMotion,
  type FilledBlock,
  groundMotionBuffers,
  requirementsOf,
} from "../../hazard/context_block.ts";
import { componentsOf } from "../../hazard/gsim/components.ts";
import { parseImt } from "../../hazard/imt.ts";
import {
  ConditionalSpectrum,
  type ConditionalSpectrumOptions,
} from "../../hazard/shaking/conditional_spectrum.ts";
import { type JointRatesOptions, RuptureBinning } from "../../hazard/shaking/joint_rates.ts";
import { MedianMotions, type MedianMotionsOptions } from "../../hazard/shaking/median_motions.ts";
import { MedianSpectrum, type MedianSpectrumOptions } from "../../hazard/shaking/median_spectrum.ts";
import type { ShakingStatistic } from "../../hazard/shaking/model_shaking.ts";
import {
  SourceDisaggregation,
  type SourceDisaggregationOptions,
} from "../../hazard/shaking/source_disaggregation.ts";
import { ContextCollector } from "../classical/context_collector.ts";
import { preparedGroups } from "../classical/prepared_group.ts";
import type { ClassicalContext, ClassicalInput } from "../classical/task.ts";

/** What can be added up, with the options of each. */
interface StatisticOptions {
  readonly medianMotions: MedianMotionsOptions;
  readonly medianSpectrum: MedianSpectrumOptions;
  readonly conditionalSpectrum: ConditionalSpectrumOptions;
  readonly jointRates: JointRatesOptions;
  readonly sourceDisaggregation: SourceDisaggregationOptions;
}

export type StatisticName = keyof StatisticOptions;
export type OptionsOf<Name extends StatisticName> = StatisticOptions[Name];

const STATISTICS: {
  readonly [Name in StatisticName]: new (options: StatisticOptions[Name]) => ShakingStatistic<unknown>;
} = {
  medianMotions: MedianMotions,
  medianSpectrum: MedianSpectrum,
  conditionalSpectrum: ConditionalSpectrum,
  jointRates: RuptureBinning,
  sourceDisaggregation: SourceDisaggregation,
};

/** What the tasks share. */
export interface ShakingContext {
  readonly hazard: ClassicalContext;
  /** for each group the number of the first rupture of each of the sources by which it is computed */
  readonly firstRuptures: readonly Float64Array[];
}

/** Some sources of a group at a range of sites, and what to add up; options count sites from `siteStart` on. */
export interface ShakingInput extends ClassicalInput {
  readonly statistic: StatisticName;
  readonly options: StatisticOptions[StatisticName];
}

export type ShakingTasks = { shaking: (input: ShakingInput) => Promise<unknown> };

/** Prepares the task. */
export function shakingTasks({ hazard, firstRuptures }: ShakingContext): ShakingTasks {
  const imts = hazard.imts.map(parseImt);
  const preparedGroup = preparedGroups(hazard);

  return {
    async shaking({ statistic, options, group, sourceStart, sourceStop, siteStart, siteStop }) {
      const { models, sources } = await preparedGroup(group);
      const Statistic = STATISTICS[statistic] as new (options: unknown) => ShakingStatistic<unknown>;
      const sum = new Statistic(options);
      const collector = new ContextCollector(
        hazard,
        hazard.groups[group],
        requirementsOf(models),
        siteStart,
        siteStop,
        function addBlock(block) {
          if (block.numOccurrences > 0) writeEquivalentRates(block);
          models.forEach((model, g) => {
            computeGroundMotion(model, block.contexts, imts, shaking[g].motion);
            model.meanBranches?.deviation(block.contexts, shaking[g].deviation);
          });
          sum.add(block, shaking);
        },
      );
      const shaking = models.map((model) => ({
        motion: groundMotionBuffers(imts.length, collector.capacity),
        components: componentsOf(model),
        deviation: new Float64Array(model.meanBranches ? collector.capacity : 0),
      }));
      for (let s = sourceStart; s < sourceStop; s++) {
        collector.addSource(sources[s].source, firstRuptures[group][s]);
      }
      collector.finish();
      return sum.result();
    },
  };
}

/** Gives ruptures with probabilities the rate of a Poisson process that occurs at all as probably as they do. */
function writeEquivalentRates({ contexts, numOccurrences, occurrences, rateTime }: FilledBlock): void {
  for (let i = 0; i < contexts.size; i++) {
    const first = i * (numOccurrences + 1); // of more than are told, then of at least one of those
    rateTime[i] = -Math.log1p(-occurrences[first] - occurrences[first + 1]);
  }
}
