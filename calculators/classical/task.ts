/** The task of a classical calculation: rates of exceedance at a tile of sites due to some sources of a group. */
import type { ModelOptions } from "../../hazard/gsim/model.ts";
import { parseImt } from "../../hazard/imt.ts";
import type { MagnitudeDistances } from "../../hazard/site/integration_distance.ts";
import { amplifyRates, type KernelAmplification } from "../../hazard/site/kernel_amplification.ts";
import type { SiteCollection } from "../../hazard/site/site_collection.ts";
import type { RuptureOptions } from "../../hazard/source/ruptures.ts";
import type { Interdependence, Source } from "../../hazard/source/source.ts";
import { exceedanceKernels } from "../../kernels/exceedance.ts";
import { PhaseClock, type PhaseTime } from "../phase_clock.ts";
import { DependentRates } from "./dependent_rates.ts";
import type { ExpandedSource } from "./expand_sources.ts";
import { RateCollector } from "./rate_collector.ts";
import { preparedGroups } from "./prepared_group.ts";

/** Sources of one tectonic region type shared by some source model paths, with the models to use. */
export interface HazardGroup {
  readonly tectonicRegionType: string;
  readonly sources: readonly Source[];
  /** models of the branches of the tectonic region type, in file order */
  readonly models: readonly { readonly name: string; readonly options: ModelOptions }[];
  readonly maximumDistance: MagnitudeDistances;
  /** km; beyond it point sources are seen as one averaged rupture per magnitude */
  readonly pointSourceDistance: number;
  /** km; points in the same cell of a grid are computed together, 0: none are */
  readonly pointGridSpacing: number;
  /** the label of the sites that are computed, all sites if not given */
  readonly siteLabel?: number;
  /** what to add to the yearly rates of the ruptures of each source, undefined for those that stay as they are */
  readonly rateChanges?: readonly (Float64Array | undefined)[];
  /** what holds the sources together if they are not independent */
  readonly dependence?: Interdependence;
  /** most occurrences that a rupture has a probability of; 0 if all have rates */
  readonly maxOccurrences: number;
}

/** What all tasks of a calculation share; plain data. */
export interface ClassicalContext {
  readonly groups: readonly HazardGroup[];
  readonly sites: SiteCollection;
  /** ids of the intensity measure types, and their levels (natural logarithms except for MMI) */
  readonly imts: readonly string[];
  readonly levels: readonly Float64Array[];
  /** what the ground of the sites does to rates at levels on rock, if shaking is amplified rupture by rupture */
  readonly amplification?: KernelAmplification;
  readonly truncationLevel: number;
  readonly investigationTime: number;
  /** km: distances below it count as it; 0 for none */
  readonly minimumDistance: number;
  /** true if sites are so few that near and far sites of a point source are not told apart */
  readonly hasFewSites: boolean;
  readonly ruptures: RuptureOptions;
  /** shaking for the geometric mean of the horizontal components */
  readonly isForGeometricMean: boolean;
  /** measure the phases of tasks, too */
  readonly isProfiled: boolean;
}

/** Sources `sourceStart`..`sourceStop` of the expanded group, sites `siteStart`..`siteStop`. */
export interface ClassicalInput {
  readonly group: number;
  readonly sourceStart: number;
  readonly sourceStop: number;
  readonly siteStart: number;
  readonly siteStop: number;
  readonly weight: number;
}

/** Work done for a source (an area's points together), by its number in the group. */
export interface SourceCost {
  readonly source: number;
  numContexts: number;
  numRuptures: number;
  seconds: number;
}

export interface ClassicalOutput {
  /** expected numbers of exceedances in the investigation time, shape (models, sites, imts, levels) */
  readonly rates: Float64Array;
  /** what each source of the input cost, in order */
  readonly costs: readonly SourceCost[];
  /** s of the whole task */
  readonly seconds: number;
  /** what its phases took, none unless profiled */
  readonly phases: readonly PhaseTime[];
}

/** Prepares the task; models are made and sources expanded when a group first comes up. */
export async function classicalTask(
  context: ClassicalContext,
): Promise<(input: ClassicalInput) => Promise<ClassicalOutput>> {
  const imts = context.imts.map(parseImt), { amplification, sites: { parameters: { ampcode } } } = context;
  const onRock = amplification ? { ...context, levels: amplification.rockLevels } : context;
  const kernels = await exceedanceKernels(onRock.levels, context.truncationLevel);
  const preparedGroup = preparedGroups(context);

  return async function computeRates(input) {
    const group = context.groups[input.group];
    const { models, sources } = await preparedGroup(input.group);
    const taskStart = performance.now();
    const clock = context.isProfiled ? new PhaseClock() : undefined;
    const costs: SourceCost[] = [];

    function ratesOf(some: readonly ExpandedSource[]): Float64Array {
      const { siteStart, siteStop } = input;
      const collector = new RateCollector(onRock, group, models, imts, kernels, siteStart, siteStop, clock);
      for (const { source, origin, firstRupture } of some) {
        const start = performance.now();
        const { numContexts, numRuptures } = collector.addSource(
          source,
          firstRupture,
          group.rateChanges?.[origin],
        );
        if (costs.at(-1)?.source !== origin) {
          costs.push({ source: origin, numContexts: 0, numRuptures: 0, seconds: 0 });
        }
        const cost = costs[costs.length - 1];
        cost.numContexts += numContexts;
        cost.numRuptures += numRuptures;
        cost.seconds += (performance.now() - start) / 1000;
      }
      const rates = collector.finish();
      if (!amplification) return rates;
      const codes = ampcode?.subarray(siteStart, siteStop) ?? [];
      return amplifyRates(rates, amplification, codes, siteStop - siteStart);
    }

    const ofTask = sources.slice(input.sourceStart, input.sourceStop);
    const rates = group.dependence ? ratesOfDependent(group, ofTask) : ratesOf(ofTask);

    function ratesOfDependent({ dependence, sources }: HazardGroup, all: readonly ExpandedSource[]) {
      const bySource = Map.groupBy(all, ({ origin }) => origin);
      const numLevels = context.levels.reduce((sum, { length }) => sum + length, 0);
      const size = models.length * (input.siteStop - input.siteStart) * numLevels;
      const rates = new DependentRates(dependence!, context.investigationTime, size);
      for (const [origin, parts] of bySource) rates.add(ratesOf(parts), sources[origin].dependence!.weight);
      return rates.finish();
    }

    const seconds = (performance.now() - taskStart) / 1000;
    return { rates, costs, seconds, phases: clock?.phases ?? [] };
  };
}
