/**
 * Sources in the order and with the numbers by which ids and seeds of ruptures are made: as in the reference, sorted by
 * id, large ones in parts that draw their own random numbers.
 */
import type { SharedSources } from "../logictree/sources_of_paths.ts";
import type { SourceModelPath } from "../logictree/full_logic_tree.ts";
import { countRuptures, type RuptureOptions, sourceParts } from "../source/ruptures.ts";
import type { Interdependence, MultiFaultSource, MultiPointSource, Source } from "../source/source.ts";
import { PATHS_PER_TYPE } from "./rupture_table.ts";

/** Most points of a multi-point source, and ruptures of a multi-fault source, that draw from one stream. */
const POINTS_OF_PART = 1000, SECTION_RUPTURES_OF_PART = 2000;

/** How many realizations share the ruptures of a source by each of its source model paths. */
export interface PathSamples {
  /** tectonic region type and path, see `PATHS_PER_TYPE` */
  readonly trtSmr: number;
  readonly samples: number;
}

/** A source that draws from one stream of random numbers. */
export interface NumberedSource {
  readonly source: Source;
  /** index of the group it is of */
  readonly group: number;
  /** of the sources that have its id but for a number after a dot */
  readonly number: number;
  /** number of its first rupture */
  readonly offset: number;
  readonly numRuptures: number;
  readonly paths: readonly PathSamples[];
}

/** Sources that are drawn from together. */
export interface SampledGroup {
  readonly sources: readonly NumberedSource[];
  /** what holds them together if they are not independent */
  readonly dependence?: Interdependence;
}

/** A group with the index of its tectonic region type. */
export interface TypedSources extends SharedSources {
  readonly typeIndex: number;
}

/**
 * The sources of each group, in order; independent ones are a group for each.
 * @throws InputError, or RangeError, for an invalid geometry and a missing option
 */
export function numberSources(
  groups: readonly TypedSources[],
  sourceModelPaths: readonly SourceModelPath[],
  options: RuptureOptions,
): SampledGroup[] {
  const parts = groups.flatMap(({ sources, typeIndex, sourceModelPaths: ordinals }, group) => {
    const paths = ordinals.map((ordinal) => ({
      trtSmr: typeIndex * PATHS_PER_TYPE + ordinal,
      samples: sourceModelPaths[ordinal].samples,
    }));
    return sources.flatMap(partsOf).map((source) => ({
      source,
      group,
      paths,
      numRuptures: countExactly(source, options),
    }));
  });
  const byBaseId = [...Map.groupBy(parts, ({ source }) => baseIdOf(source.id))]
    .sort(([a], [b]) => a < b ? -1 : 1);
  const numbered = byBaseId.flatMap(([, ofId], number) => {
    let offset = 0;
    const inOrder = ofId.length > 1
      ? ofId.toSorted((a, b) => fragmentNumber(a.source.id) - fragmentNumber(b.source.id))
      : ofId;
    return inOrder.map((part): NumberedSource => {
      const numberedPart = { ...part, number, offset };
      offset += part.numRuptures * part.paths.length;
      return numberedPart;
    });
  });
  return groups.flatMap(({ dependence }, group) => {
    const ofGroup = numbered.filter((each) => each.group === group);
    if (dependence) return [{ sources: ofGroup.toSorted(byId), dependence }];
    return ofGroup.map((source) => ({ sources: [source] }));
  });
}

function byId(a: NumberedSource, b: NumberedSource): number {
  return a.source.id < b.source.id ? -1 : 1;
}

/** Id without the number of a part after a dot. */
function baseIdOf(id: string): string {
  return id.replace(/\.\d+/g, "");
}

/** Number after the first sign that separates it from an id; -1 if there is none. */
function fragmentNumber(id: string): number {
  const [, fragment] = id.split(/[@:.;]/);
  return fragment === undefined ? -1 : parseInt(fragment);
}

function partsOf(source: Source): Source[] {
  if (source.kind === "multiPoint") return partsOfPoints(source);
  if (source.kind === "multiFault") return partsOfSections(source);
  return [source];
}

function partsOfPoints(source: MultiPointSource): MultiPointSource[] {
  const { id, points: { lon, lat }, mfd } = source;
  if (mfd.kind !== "multi") return [source];
  return slices(lon.length, POINTS_OF_PART).map(([from, to], i, { length }) => ({
    ...source,
    id: length > 1 ? `${id}:${i}` : id,
    points: { lon: lon.slice(from, to), lat: lat.slice(from, to) },
    mfd: { ...mfd, mfds: mfd.mfds.slice(from, to) },
  }));
}

function partsOfSections(source: MultiFaultSource): MultiFaultSource[] {
  const { id, ruptures } = source;
  return slices(ruptures.length, SECTION_RUPTURES_OF_PART).map(([from, to], i, { length }) => ({
    ...source,
    id: length > 1 ? `${id}:${i}` : id,
    ruptures: ruptures.slice(from, to),
  }));
}

function slices(length: number, size: number): [from: number, to: number][] {
  return Array.from(
    { length: Math.ceil(length / size) },
    (_, i) => [i * size, Math.min((i + 1) * size, length)],
  );
}

/** Large areas are otherwise estimated. */
function countExactly(source: Source, options: RuptureOptions): number {
  if (source.kind !== "area") return countRuptures(source, options);
  const points = sourceParts(source, { ...options, splitSources: true });
  return points.length * countRuptures(points[0], options);
}
