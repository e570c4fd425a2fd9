/** What every kind of source can do; a kind is one object in a file of its own and a line in ruptures.ts. */
import type { Sphere } from "../geo/vector.ts";
import type { MeshSpacings } from "../rupture/fault_shape.ts";
import type { Rupture } from "../rupture/rupture.ts";
import type { FloatingFault } from "./floating_ruptures.ts";
import type { Source } from "./source.ts";

/** What a job says about making ruptures; lengths in km. */
export interface RuptureOptions {
  /** width_of_mfd_bin */
  readonly binWidth: number;
  /** area_source_discretization; needed for area sources without their own */
  readonly areaSpacing?: number;
  /** rupture_mesh_spacing; needed for faults */
  readonly meshSpacing?: number;
  /** complex_fault_mesh_spacing; without it that of all faults counts */
  readonly complexMeshSpacing?: number;
  /** shift_hypo */
  readonly shiftHypo?: boolean;
  /** floating_x_step and floating_y_step: how far ruptures of kite faults float, in lengths and widths; 0: one point */
  readonly floatingStepAlong?: number;
  readonly floatingStepDown?: number;
  /** infer_occur_rates: ruptures of multi-fault sources have rates that follow from their probabilities */
  readonly infersRates?: boolean;
  /** split_sources; if false, areas and multi-point sources are not computed by points but by all their ruptures */
  readonly splitSources?: boolean;
}

/**
 * Functions for sources of one kind. They throw InputError, or RangeError, for an invalid geometry and where an option
 * that is needed is not given.
 */
export interface SourceKind<S> {
  /** letter that the reference gives to the kind */
  readonly code: string;
  /** about the number of points that a source is made of, rather too many; makes none of them */
  numPoints(source: S, options: RuptureOptions): number;
  /** number of ruptures that `ruptures` makes */
  count(source: S, options: RuptureOptions): number;
  /** holds every surface and hypocentre that the source can rupture, averaged ones included */
  sphere(source: S, options: RuptureOptions): Sphere;
  /** all ruptures, in the order of the reference */
  ruptures(source: S, options: RuptureOptions): Iterable<Rupture>;
  /** most occurrences that its ruptures have a probability of, if they have probabilities */
  readonly mostOccurrences?: (source: S, options: RuptureOptions) => number;
  /** the sources that it stands for and is computed by, if there are such */
  readonly parts?: (source: S, options: RuptureOptions) => Source[];
  /** the ruptures as windows of one mesh, if they are such */
  readonly floating?: (source: S, options: RuptureOptions) => FloatingFault;
}

/** The value of an option. Throws RangeError if it is not given. */
export function given(value: number | undefined, parameter: string): number {
  if (value === undefined) throw new RangeError(`${parameter} is needed for the sources of this model`);
  return value;
}

/** What may have a spacing of its own, km. */
interface Meshed {
  readonly meshSpacing?: number;
}

/** Spacing (km) of the mesh of a simple fault. */
export function meshSpacingOf(fault: Meshed, { meshSpacing }: RuptureOptions): number {
  return fault.meshSpacing ?? given(meshSpacing, "rupture_mesh_spacing");
}

/** Spacings of surfaces that are given rupture by rupture: all have that of simple faults, as in the reference. */
export function equalSpacings(options: RuptureOptions): MeshSpacings {
  const spacing = meshSpacingOf({}, options);
  return { simple: spacing, complex: spacing };
}

/** Spacing (km) of the mesh of a complex fault. */
export function complexMeshSpacingOf(fault: Meshed, options: RuptureOptions): number {
  return fault.meshSpacing ?? options.complexMeshSpacing ?? meshSpacingOf(fault, options);
}

/** Added to the radius of a sphere against rounding, km. */
const ROUNDING_MARGIN = 1e-3;

/** A sphere that is never too small. */
export function withMargin(sphere: Sphere): Sphere {
  return { ...sphere, radius: sphere.radius + ROUNDING_MARGIN };
}
