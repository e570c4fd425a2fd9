/** The task that draws which ruptures of some sources occur. */
import {
  type CollectedRuptures,
  collectRuptures,
  joinCollected,
} from "../../hazard/event_set/collect_ruptures.ts";
import { drawDependentOccurrences } from "../../hazard/event_set/draw_dependent_occurrences.ts";
import { drawOccurrences, type EventSetOptions } from "../../hazard/event_set/draw_occurrences.ts";
import type { NumberedSource, SampledGroup } from "../../hazard/event_set/numbered_sources.ts";
import { distanceAtMagnitude, type MagnitudeDistances } from "../../hazard/site/integration_distance.ts";

/** What the tasks share; plain data. */
export interface SamplingContext {
  readonly groups: readonly SampledGroup[];
  readonly options: EventSetOptions;
  /** by the index of the group of sources */
  readonly maximumDistances: readonly MagnitudeDistances[];
}

/** The groups `start`..`stop` of the context. */
export interface SamplingInput {
  readonly start: number;
  readonly stop: number;
  readonly weight: number;
}

export interface SamplingOutput {
  readonly ruptures: CollectedRuptures;
  /** s for each group */
  readonly seconds: readonly number[];
}

/** Ruptures whose occurrences a task draws. */
const RUPTURES_PER_TASK = 50_000;
/** To draw a rupture takes about as long as so many probabilities of exceedance, in which weights are told. */
const WEIGHT_OF_RUPTURE = 700;

/** Tasks for all groups, the same whatever the number of threads. */
export function planSampling(groups: readonly SampledGroup[]): SamplingInput[] {
  const inputs: SamplingInput[] = [];
  let start = 0, numRuptures = 0;
  groups.forEach(({ sources }, i) => {
    numRuptures += sources.reduce((sum, source) => sum + source.numRuptures, 0);
    if (numRuptures < RUPTURES_PER_TASK && i + 1 < groups.length) return;
    inputs.push({ start, stop: i + 1, weight: numRuptures * WEIGHT_OF_RUPTURE });
    [start, numRuptures] = [i + 1, 0];
  });
  return inputs;
}

/** Prepares the task. */
export function samplingTask(
  { groups, options, maximumDistances }: SamplingContext,
): (input: SamplingInput) => SamplingOutput {
  const distances = maximumDistances.map(distanceAtMagnitude);

  return function sample({ start, stop }) {
    const seconds: number[] = [];
    const collected = groups.slice(start, stop).map((group) => {
      const begin = performance.now(), distanceAt = distances[group.sources[0].group];
      const ruptures = collectRuptures(occurring(group, options), (mag) => distanceAt(mag) > 0);
      seconds.push((performance.now() - begin) / 1000);
      return ruptures;
    });
    return { ruptures: joinCollected(collected), seconds };
  };
}

function occurring(group: SampledGroup, options: EventSetOptions) {
  return group.dependence
    ? drawDependentOccurrences(group, options)
    : drawOccurrences(group.sources[0] as NumberedSource, options);
}
