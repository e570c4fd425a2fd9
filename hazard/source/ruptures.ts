/** All kinds of sources alike: their ruptures, how many there are and how far they reach. */
import type { Sphere } from "../geo/vector.ts";
import type { Rupture } from "../rupture/rupture.ts";
import { AREA_SOURCE } from "./area_source.ts";
import { CHARACTERISTIC_FAULT_SOURCE } from "./characteristic_fault_source.ts";
import { COMPLEX_FAULT_SOURCE } from "./complex_fault_source.ts";
import type { FloatingFault } from "./floating_ruptures.ts";
import { KITE_FAULT_SOURCE } from "./kite_fault_source.ts";
import { MULTI_FAULT_SOURCE } from "./multi_fault_source.ts";
import { MULTI_POINT_SOURCE } from "./multi_point_source.ts";
import { MOST_NEGATIVE_BINOMIAL_OCCURRENCES } from "./negative_binomial.ts";
import { NON_PARAMETRIC_SOURCE } from "./non_parametric_source.ts";
import { POINT_SOURCE } from "./point_source.ts";
import { SIMPLE_FAULT_SOURCE } from "./simple_fault_source.ts";
import type { Source } from "./source.ts";
import type { RuptureOptions, SourceKind } from "./source_kind.ts";

export type { RuptureOptions } from "./source_kind.ts";

const SOURCE_KINDS: { readonly [K in Source["kind"]]: SourceKind<Extract<Source, { kind: K }>> } = {
  point: POINT_SOURCE,
  multiPoint: MULTI_POINT_SOURCE,
  area: AREA_SOURCE,
  simpleFault: SIMPLE_FAULT_SOURCE,
  complexFault: COMPLEX_FAULT_SOURCE,
  characteristicFault: CHARACTERISTIC_FAULT_SOURCE,
  nonParametricSeismic: NON_PARAMETRIC_SOURCE,
  kiteFault: KITE_FAULT_SOURCE,
  multiFault: MULTI_FAULT_SOURCE,
};

function kindOf(source: Source): SourceKind<Source> {
  return SOURCE_KINDS[source.kind] as unknown as SourceKind<Source>;
}

/** Letter that the reference gives to the kind of a source. */
export function sourceCode(source: Source): string {
  return kindOf(source).code;
}

/** That of the parts of which a source consists where it is computed by parts. */
export function partCode(source: Source): string {
  const isOfPoints = source.kind === "area" || source.kind === "multiPoint";
  return isOfPoints ? SOURCE_KINDS.point.code : sourceCode(source);
}

/** About the number of points that a source is made of, rather too many; makes none of them. */
export function estimatedPoints(source: Source, options: RuptureOptions): number {
  return kindOf(source).numPoints(source, options);
}

/**
 * All ruptures of a source: of points by magnitude, nodal plane and depth, of a fault by magnitude and position. Throws
 * InputError for an invalid geometry.
 */
export function sourceRuptures(source: Source, options: RuptureOptions): Iterable<Rupture> {
  return kindOf(source).ruptures(source, options);
}

/** Number of ruptures that `sourceRuptures` makes, of a large area about so many; same errors. */
export function countRuptures(source: Source, options: RuptureOptions): number {
  return kindOf(source).count(source, options);
}

/**
 * A sphere that holds every surface and hypocentre that a source can rupture, never too small: a site farther from its
 * centre than the radius plus a distance is farther than that distance (rrup) from all ruptures of the source, the
 * averaged ones included. Throws InputError for an invalid geometry.
 */
export function sourceSphere(source: Source, options: RuptureOptions): Sphere {
  return kindOf(source).sphere(source, options);
}

/**
 * The sources that a source stands for and is computed by: the points of an area, or itself. As in the reference an
 * area of one point and one that depends on others stay whole, so that all their ruptures count at any distance.
 */
export function sourceParts(source: Source, options: RuptureOptions): Source[] {
  if (options.splitSources === false || source.dependence) return [source];
  const parts = kindOf(source).parts?.(source, options) ?? [];
  return parts.length > 1 ? parts : [source];
}

/** Most occurrences that the ruptures of a source have a probability of; 0 if they have rates. */
export function mostOccurrences(source: Source, options: RuptureOptions): number {
  if (source.dispersion !== undefined) return MOST_NEGATIVE_BINOMIAL_OCCURRENCES;
  return kindOf(source).mostOccurrences?.(source, options) ?? 0;
}

/** The ruptures of a source as windows of one mesh; undefined if they are no such windows. */
export function floatingFault(source: Source, options: RuptureOptions): FloatingFault | undefined {
  return kindOf(source).floating?.(source, options);
}
