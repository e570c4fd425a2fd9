/** All kinds of sources alike: their ruptures, how many there are and how far they reach. */
import { EARTH_RADIUS } from "../geo/geodesy.ts";
import { direction, type Sphere, type Vector } from "../geo/vector.ts";
import type { Rupture } from "../rupture/rupture.ts";
import { areaOutline, pointsOfArea } from "./area_source.ts";
import { occurrenceRates } from "./mfd.ts";
import { pointSourceRuptures } from "./point_source.ts";
import { medianArea } from "./scaling.ts";
import { countSimpleFaultRuptures, simpleFaultMesh, simpleFaultRuptures } from "./simple_fault_source.ts";
import type { AreaSource, PointSource, Source } from "./source.ts";

/** What a job says about making ruptures; lengths in km. */
export interface RuptureOptions {
  /** width_of_mfd_bin */
  readonly binWidth: number;
  /** area_source_discretization; needed for area sources without their own */
  readonly areaSpacing?: number;
  /** rupture_mesh_spacing; needed for faults */
  readonly meshSpacing?: number;
  /** shift_hypo */
  readonly shiftHypo?: boolean;
}

/** Added to the radius of a sphere against rounding, km. */
const ROUNDING_MARGIN = 1e-3;

/**
 * All ruptures of a source: of an area point by point, of a point by magnitude, nodal plane and depth, of a fault by
 * magnitude and position. Throws InputError for an invalid geometry.
 */
export function* sourceRuptures(
  source: Source,
  options: RuptureOptions,
): Generator<Rupture, void, undefined> {
  switch (source.kind) {
    case "point":
      for (const { ruptures } of pointSourceRuptures(source, options.binWidth, options)) yield* ruptures;
      return;
    case "area":
      for (const point of pointsOfArea(source, areaSpacing(source, options))) {
        yield* sourceRuptures(point, options);
      }
      return;
    case "simpleFault":
      yield* simpleFaultRuptures(source, meshSpacing(options), options.binWidth);
  }
}

/** Number of ruptures that `sourceRuptures` makes; same errors. */
export function countRuptures(source: Source, options: RuptureOptions): number {
  if (source.kind === "simpleFault") {
    return countSimpleFaultRuptures(source, meshSpacing(options), options.binWidth);
  }
  const perPoint = occurrenceRates(source.mfd, options.binWidth).magnitudes.length *
    source.nodalPlanes.length * source.hypocentralDepths.length;
  return source.kind === "point"
    ? perPoint
    : perPoint * pointsOfArea(source, areaSpacing(source, options)).length;
}

/**
 * A sphere that holds every surface and hypocentre that a source can rupture, never too small: a site farther from its
 * centre than the radius plus a distance is farther than that distance (rrup) from all ruptures of the source, the
 * averaged ones included. Throws InputError for an invalid geometry.
 */
export function sourceSphere(source: Source, options: RuptureOptions): Sphere {
  switch (source.kind) {
    case "point":
      return sphereAroundCap(source, direction(source.lon, source.lat), 0, options.binWidth);
    case "area": {
      // a cap around the centre of the projection is a disc in the plane, so it holds the polygon with its vertices
      const { projection, x, y } = areaOutline(source);
      const sine = x.reduce((max, _, i) => Math.max(max, Math.hypot(x[i], y[i]) / EARTH_RADIUS), 0);
      const centre = direction(projection.lon0, projection.lat0);
      return sphereAroundCap(source, centre, Math.asin(Math.min(sine, 1)), options.binWidth);
    }
    case "simpleFault":
      return withMargin(simpleFaultMesh(source, meshSpacing(options)).sphere);
  }
}

/** Around the ruptures with epicentres within `angle` radians of the unit vector `centre`. */
function sphereAroundCap(
  source: PointSource | AreaSource,
  centre: Vector,
  angle: number,
  binWidth: number,
): Sphere {
  const top = EARTH_RADIUS - source.upperSeismogenicDepth,
    bottom = EARTH_RADIUS - source.lowerSeismogenicDepth;
  const middle = (top + bottom) / 2;
  const cosAngle = Math.cos(Math.min(angle + horizontalReach(source, binWidth) / EARTH_RADIUS, Math.PI));
  const distance = (r: number) => Math.sqrt(r * r + middle * middle - 2 * r * middle * cosAngle);
  return withMargin({
    x: middle * centre.x,
    y: middle * centre.y,
    z: middle * centre.z,
    radius: Math.max(distance(top), distance(bottom)),
  });
}

function withMargin(sphere: Sphere): Sphere {
  return { ...sphere, radius: sphere.radius + ROUNDING_MARGIN };
}

/**
 * Largest horizontal distance (km) from the epicentre to a corner of a rupture, whatever the dip: half a diagonal, and
 * half a width where the rupture is moved to fit in the seismogenic layer.
 */
function horizontalReach(source: PointSource | AreaSource, binWidth: number): number {
  const { magScaleRel, ruptureAspectRatio, nodalPlanes } = source;
  const thickness = source.lowerSeismogenicDepth - source.upperSeismogenicDepth;
  const weights = nodalPlanes.reduce((sum, { probability }) => sum + probability, 0);
  const averageRake = nodalPlanes.reduce((sum, { rake, probability }) => sum + rake * probability, 0) /
    weights;
  let reach = 0;
  for (const mag of occurrenceRates(source.mfd, binWidth).magnitudes) {
    for (const rake of [...nodalPlanes.map((plane) => plane.rake), averageRake]) {
      const area = medianArea(magScaleRel, mag, rake);
      const width = Math.sqrt(area / ruptureAspectRatio);
      const length = Math.max(Math.sqrt(area * ruptureAspectRatio), area / thickness);
      reach = Math.max(reach, Math.hypot(length, width) / 2 + width / 2);
    }
  }
  return reach;
}

function areaSpacing({ discretization }: AreaSource, options: RuptureOptions): number {
  return given(discretization ?? options.areaSpacing, "area_source_discretization");
}

function meshSpacing(options: RuptureOptions): number {
  return given(options.meshSpacing, "rupture_mesh_spacing");
}

function given(value: number | undefined, parameter: string): number {
  if (value === undefined) throw new RangeError(`${parameter} is needed for the sources of this model`);
  return value;
}
