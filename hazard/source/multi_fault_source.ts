/** Sources whose ruptures are made of sections that several of them share (hazardlib conventions, numerics.md §1.7). */
import { estimatedPointsOfSurface, type MeshSpacings, shapeOf } from "../rupture/fault_shape.ts";
import { MultiSurface, type SurfacePart } from "../rupture/multi_surface.ts";
import type { Hypocentre, Rupture } from "../rupture/rupture.ts";
import { sphereAroundSpheres } from "../rupture/sphere.ts";
import { InputError } from "../input_error.ts";
import type { Sphere } from "../geo/vector.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import type { FaultSection, MultiFaultSource, SectionRupture } from "./source.ts";
import { equalSpacings, type RuptureOptions, type SourceKind, withMargin } from "./source_kind.ts";

/** Ruptures of a part: many, since they share distances to sections. */
const RUPTURES_OF_PART = 1000;
/** Rate of a rupture that does not occur. */
const NO_RATE = 1e-30;

/** The ruptures in the order of the source model. */
export const MULTI_FAULT_SOURCE: SourceKind<MultiFaultSource> = {
  code: "F",
  numPoints: (source, options) => {
    const spacings = equalSpacings(options);
    return sectionIdsOf(source).reduce(
      (sum, id) => sum + estimatedPointsOfSurface(source.sections[id].surface, spacings),
      0,
    );
  },
  count: ({ ruptures }) => ruptures.length,
  sphere: (source, options) => {
    const shapes = shapesOf(source.sections, options);
    return withMargin(sphereAroundSpheres(sectionIdsOf(source).map((id) => shapes(id).sphere)));
  },
  *ruptures({ ruptures, sections }, options) {
    const shapes = shapesOf(sections, options);
    for (const { sectionIds, ...rupture } of ruptures) {
      const surface = new MultiSurface(sectionIds.flatMap((id) => shapes(id).parts), true);
      yield new RuptureOfSections(rupture, surface, options.infersRates ?? false);
    }
  },
  mostOccurrences: ({ ruptures }, { infersRates }) => infersRates ? 0 : ruptures[0].probabilities.length - 1,
  parts: (source) => {
    const { ruptures } = source, numParts = Math.ceil(ruptures.length / RUPTURES_OF_PART);
    return Array.from({ length: numParts }, (_, k) => ({
      ...source,
      ruptures: ruptures.slice(k * RUPTURES_OF_PART, (k + 1) * RUPTURES_OF_PART),
    }));
  },
};

/**
 * The source by faults, for the contribution of each to the hazard at a site: every rupture belongs to the nearest fault
 * of which it has a section, those of none to one called off_rupids. Throws RangeError and InputError as `ruptures`.
 */
export function splitByFaults(
  source: MultiFaultSource,
  sites: SiteCollection,
  options: RuptureOptions,
): MultiFaultSource[] {
  if (source.faults.length === 0) return [source];
  const shapes = shapesOf(source.sections, options),
    distance = new Float64Array(1),
    first = Uint32Array.of(0);
  const distanceTo = (id: string) =>
    Math.min(
      ...shapes(id).parts.map((part) => {
        part.rrup(sites, first, 1, distance);
        return distance[0];
      }),
    );
  const byDistance = source.faults.map(({ tag, sectionIds }) => ({
    tag,
    sectionIds: new Set(sectionIds),
    distance: Math.min(...sectionIds.map(distanceTo)),
  })).sort((a, b) => a.distance - b.distance || (a.tag < b.tag ? -1 : 1));
  const faultOf = ({ sectionIds }: SectionRupture) =>
    byDistance.find((fault) => sectionIds.some((id) => fault.sectionIds.has(id)))?.tag ?? "off_rupids";
  return Array.from(
    Map.groupBy(source.ruptures, faultOf),
    ([tag, ruptures]) => ({ ...source, id: `${source.id}@${tag}`, ruptures }),
  );
}

/** Its hypocentre is found when it is asked for. */
class RuptureOfSections implements Rupture {
  readonly mag: number;
  readonly rake: number;
  readonly occurrenceRate: number;
  readonly probabilities?: readonly number[];

  constructor(
    { mag, rake, probabilities }: Omit<SectionRupture, "sectionIds">,
    readonly surface: MultiSurface,
    infersRate: boolean,
  ) {
    this.mag = mag;
    this.rake = rake;
    if (infersRate) {
      // as in the reference, which takes it as a rate per year whatever the investigation time is
      const rate = -Math.log(probabilities[0]);
      this.occurrenceRate = rate > 0 ? rate : NO_RATE;
    } else {
      this.occurrenceRate = NaN;
      this.probabilities = probabilities;
    }
  }

  get hypocentre(): Hypocentre {
    return this.surface.middlePoint();
  }
}

function sectionIdsOf({ ruptures }: MultiFaultSource): string[] {
  return [...new Set(ruptures.flatMap(({ sectionIds }) => sectionIds))];
}

interface SectionShape {
  readonly parts: readonly SurfacePart[];
  readonly sphere: Sphere;
}

/** The shapes of the sections of a model, each made when it first comes up. */
const shapesOfSections = new WeakMap<
  MultiFaultSource["sections"],
  { readonly spacing: number; readonly shapes: Map<string, SectionShape> }
>();

function shapesOf(
  sections: MultiFaultSource["sections"],
  options: RuptureOptions,
): (id: string) => SectionShape {
  const spacings = equalSpacings(options);
  let known = shapesOfSections.get(sections);
  if (known?.spacing !== spacings.simple) {
    known = { spacing: spacings.simple, shapes: new Map() };
    shapesOfSections.set(sections, known);
  }
  const { shapes } = known;
  return (id) => {
    let shape = shapes.get(id);
    if (!shape) shapes.set(id, shape = shapeOfSection(sections[id], spacings));
    return shape;
  };
}

function shapeOfSection({ id, surface, file, line }: FaultSection, spacings: MeshSpacings): SectionShape {
  try {
    const { surface: made, sphere } = shapeOf(surface, spacings);
    return { parts: made instanceof MultiSurface ? made.surfaces : [made as unknown as SurfacePart], sphere };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError({ file, line, parameter: `section "${id}"`, message: error.message });
  }
}
