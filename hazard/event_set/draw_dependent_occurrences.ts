/**
 * How often the ruptures of a group occur whose sources depend on each other: clusters, and sources or ruptures that
 * exclude each other, drawn as the reference draws it.
 */
import { roundHalfEven } from "../geo/geodesy.ts";
import { chooseDistinct, fillWeightedChoices, weightedHistogram } from "../random/choice.ts";
import { boundedInteger } from "../random/integers.ts";
import { Pcg64 } from "../random/pcg64.ts";
import { poisson } from "../random/poisson.ts";
import { ruptureSeed, sourceSeed } from "../random/seeds.ts";
import type { Rupture } from "../rupture/rupture.ts";
import type { Source } from "../source/source.ts";
import { type EventSetOptions, type OccurringRupture, rupturesOf } from "./draw_occurrences.ts";
import type { SampledGroup } from "./numbered_sources.ts";

/** The ruptures of a group that occur; of exclusive ruptures all of a source that occurs, some of them 0 times. */
export function* drawDependentOccurrences(
  group: SampledGroup,
  options: EventSetOptions,
): Iterable<OccurringRupture> {
  const { sources } = group, seed = sourceSeed(sources[0].source.id, options.seed);
  const keepsAll = hasExclusiveRuptures(group);
  let offset = 0;
  for (const { trtSmr, samples } of sources[0].paths) {
    const times = groupOccurrences(group, samples, seed, options);
    const counts = countsBySource(group, times, seed, options);
    for (const [s, { source, number, numRuptures }] of sources.entries()) {
      let ordinal = 0;
      for (const rupture of counts[s] ? rupturesOf(source, options.ruptures) : []) {
        const occurrences = thinned(counts[s]![ordinal], rupture, group);
        const id = offset + ordinal++;
        if (occurrences === 0 && !keepsAll) continue;
        yield {
          rupture,
          id: ruptureSeed(id, number, 0),
          seed: ruptureSeed(id, 0, options.seed),
          sourceNumber: number,
          trtSmr,
          occurrences,
        };
      }
      offset += numRuptures;
    }
  }
}

function hasExclusiveRuptures({ dependence }: SampledGroup): boolean {
  return dependence!.hasExclusiveRuptures;
}

function hasExclusiveSources({ dependence }: SampledGroup): boolean {
  return dependence!.weight !== undefined;
}

/** How often the group occurs as a whole in the realizations of a path. */
function groupOccurrences(
  { dependence }: SampledGroup,
  samples: number,
  seed: number,
  { numEventSets, investigationTime }: EventSetOptions,
): number {
  const generator = new Pcg64(seed), { clusterRate, probability } = dependence!;
  let times = 0;
  if (clusterRate === undefined) {
    for (let i = 0; i < samples * numEventSets; i++) if (generator.random() < probability) times++;
  } else {
    for (let i = 0; i < numEventSets; i++) {
      times += poisson(generator, clusterRate * investigationTime * samples);
    }
  }
  return times;
}

/** For each source how often each of its ruptures occurs in `times` occurrences of the group; none if it does not. */
function countsBySource(
  group: SampledGroup,
  times: number,
  seed: number,
  options: EventSetOptions,
): (Float64Array | undefined)[] {
  const { sources } = group;
  if (times === 0) return sources.map(() => undefined);
  if (hasExclusiveSources(group)) {
    const weights = sources.map(({ source }) => source.dependence!.weight!);
    const ofSources = weightedHistogram(new Pcg64(seed), weights, times);
    return sources.map(({ source, numRuptures }, s) =>
      ofSources[s] > 0
        ? countSubsets(numRuptures, ofSources[s], sourceSeed(source.id, options.seed))
        : undefined
    );
  }
  if (hasExclusiveRuptures(group)) {
    const ofSources = countSubsets(sources.length, times, seed);
    return sources.map(({ source }, s) =>
      ofSources[s] > 0 ? countChoices(source, ofSources[s], sourceSeed(source.id, options.seed)) : undefined
    );
  }
  return sources.map(({ numRuptures }) => new Float64Array(numRuptures).fill(times));
}

/** How often each of `size` things is in `times` random subsets of them, each of a random number of things. */
function countSubsets(size: number, times: number, seed: number): Float64Array {
  const sizes = new Pcg64(seed), members = new Pcg64(seed), counts = new Float64Array(size);
  for (let i = 0; i < times; i++) {
    for (const member of chooseDistinct(members, size, boundedInteger(sizes, size) + 1)) counts[member]++;
  }
  return counts;
}

/** How often each rupture is the one of `times`, by their weights. */
function countChoices(source: Source, times: number, seed: number): Float64Array {
  if (source.kind !== "nonParametricSeismic") {
    throw new RangeError(`source "${source.id}": ruptures that exclude each other need weights`);
  }
  const weights = source.ruptures.map(({ weight }) => weight!);
  const chosen = new Uint32Array(times), counts = new Float64Array(weights.length);
  fillWeightedChoices(new Pcg64(seed), weights, chosen);
  for (const rupture of chosen) counts[rupture]++;
  return counts;
}

/** Of exclusive sources, ruptures that may fail to occur: their occurrences times the probability of one. */
function thinned(occurrences: number, { probabilities }: Rupture, group: SampledGroup): number {
  if (!hasExclusiveSources(group) || !probabilities) return occurrences;
  return Math.min(roundHalfEven(occurrences * probabilities[1]), occurrences);
}
