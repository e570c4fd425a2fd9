/** How often the ruptures of independent sources occur, drawn as the reference draws it (numerics.md §4). */
import { MultiSurface } from "../rupture/multi_surface.ts";
import type { Rupture } from "../rupture/rupture.ts";
import { multinomial } from "../random/binomial.ts";
import { sumOccurrences } from "../random/choice.ts";
import { Pcg64 } from "../random/pcg64.ts";
import { poisson } from "../random/poisson.ts";
import { ruptureSeed, sourceSeed } from "../random/seeds.ts";
import { type RuptureOptions, sourceRuptures } from "../source/ruptures.ts";
import type { Source } from "../source/source.ts";
import type { NumberedSource } from "./numbered_sources.ts";
import { withWholeRates } from "./whole_rates.ts";

/** What a calculation draws events with. */
export interface EventSetOptions {
  /** ses_seed */
  readonly seed: number;
  /** stochastic event sets of each realization */
  readonly numEventSets: number;
  /** years of an event set */
  readonly investigationTime: number;
  readonly ruptures: RuptureOptions;
}

/** A rupture that occurs. */
export interface OccurringRupture {
  readonly rupture: Rupture;
  readonly id: number;
  readonly seed: number;
  readonly sourceNumber: number;
  readonly trtSmr: number;
  readonly occurrences: number;
}

/** The ruptures of an independent source that occur, by source model path. */
export function* drawOccurrences(
  numbered: NumberedSource,
  options: EventSetOptions,
): Iterable<OccurringRupture> {
  const { source, number, offset, numRuptures, paths } = numbered;
  const seed = sourceSeed(source.id, options.seed);
  const samples = paths.reduce((sum, path) => sum + path.samples, 0);
  const shares = paths.map((path) => path.samples / samples);
  const sharing = new Pcg64(seed);
  for (const [rupture, ordinal, total] of drawAll(source, samples * options.numEventSets, seed, options)) {
    const counts = multinomial(sharing, total, shares);
    for (let i = 0; i < paths.length; i++) {
      if (counts[i] === 0) continue;
      const ofPath = offset + ordinal + i * numRuptures;
      yield {
        rupture: storable(rupture),
        id: ruptureSeed(ofPath, number, 0),
        seed: ruptureSeed(ofPath, number, options.seed),
        sourceNumber: number,
        trtSmr: paths[i].trtSmr,
        occurrences: counts[i],
      };
    }
  }
}

type Drawn = [rupture: Rupture, ordinal: number, occurrences: number];

/** Ruptures that occur in `numEventSets` event sets of all realizations together. */
function drawAll(
  source: Source,
  numEventSets: number,
  seed: number,
  options: EventSetOptions,
): Iterable<Drawn> {
  const hasProbabilities = source.kind === "nonParametricSeismic" ||
    source.kind === "multiFault" && !options.ruptures.infersRates;
  return hasProbabilities
    ? drawByProbabilities(source, numEventSets, seed, options)
    : drawByRates(source, numEventSets, seed, options);
}

function* drawByRates(
  source: Source,
  numEventSets: number,
  seed: number,
  { ruptures, investigationTime }: EventSetOptions,
): Iterable<Drawn> {
  const generator = new Pcg64(seed);
  const { source: drawn, shares } = withWholeRates(source);
  let ordinal = 0;
  for (const rupture of rupturesOf(drawn, ruptures)) {
    const occurrences = poisson(generator, rupture.occurrenceRate * investigationTime * numEventSets);
    if (occurrences > 0) {
      yield [stored(rupture, shares[ordinal % shares.length]), ordinal, occurrences];
    }
    ordinal++;
  }
}

function* drawByProbabilities(
  source: Source,
  numEventSets: number,
  seed: number,
  { ruptures }: EventSetOptions,
): Iterable<Drawn> {
  const generator = new Pcg64(seed);
  let ordinal = 0;
  for (const rupture of rupturesOf(source, ruptures)) {
    const occurrences = sumOccurrences(generator, rupture.probabilities!, numEventSets);
    if (occurrences > 0) yield [rupture, ordinal, occurrences];
    ordinal++;
  }
}

/** Ruptures with hypocentres where the source model has them: they are never shifted, as in the reference. */
export function rupturesOf(source: Source, options: RuptureOptions): Iterable<Rupture> {
  return sourceRuptures(source, { ...options, shiftHypo: false });
}

/**
 * A rupture with its share of the rate. Those of multi-fault sources with a rate start in the middle of their first
 * section.
 */
function stored(rupture: Rupture, share: number): Rupture {
  const { mag, rake, surface } = rupture, occurrenceRate = rupture.occurrenceRate * share;
  if (!(surface instanceof MultiSurface && surface.areSections)) {
    return share === 1 ? rupture : { mag, rake, occurrenceRate, surface, hypocentre: rupture.hypocentre };
  }
  return { mag, rake, occurrenceRate, surface, hypocentre: surface.surfaces[0].middlePoint() };
}

/** A rupture of a single section is stored with the surface of that. */
function storable(rupture: Rupture): Rupture {
  const { mag, rake, occurrenceRate, probabilities, weight, surface, hypocentre } = rupture;
  if (!(surface instanceof MultiSurface && surface.areSections && surface.surfaces.length === 1)) {
    return rupture;
  }
  return { mag, rake, occurrenceRate, probabilities, weight, hypocentre, surface: surface.surfaces[0] };
}
