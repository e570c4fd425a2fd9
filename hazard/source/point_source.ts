/**
 * Ruptures of point sources: rectangles around the hypocentres (hazardlib conventions, numerics.md §1.3 and §1.4).
 */
import { EARTH_RADIUS, radians } from "../geo/geodesy.ts";
import { combine, direction, normalized, tangentBy, type Vector } from "../geo/vector.ts";
import { type Corner, PlanarSurface } from "../rupture/planar_surface.ts";
import type { Rupture } from "../rupture/rupture.ts";
import { occurrenceRates } from "./mfd.ts";
import { aspectRatioAt, medianArea } from "./scaling.ts";
import type { HypocentralDepth, NodalPlane, PointSource } from "./source.ts";
import { numPointRuptures, sphereOfPoints } from "./point_like_source.ts";
import type { SourceKind } from "./source_kind.ts";

/** Dip fraction of hypocentres in the middle of their ruptures. */
const MIDDLE = 0.5;

/** The ruptures of a point source that have one magnitude. */
export interface MagnitudeRuptures {
  readonly mag: number;
  /** per year, all ruptures together */
  readonly rate: number;
  /** half the diagonal of the surface projection of a rupture on the last nodal plane, km; 0 for PointMSR */
  readonly radius: number;
  /** one for each nodal plane and depth, depths varying fastest */
  readonly ruptures: readonly Rupture[];
  /** one rupture with the full rate, on the average plane at the average depth, for distant sites */
  readonly averaged: Rupture;
}

export interface PointRuptureOptions {
  /** give the depth of the middle of the rupture, moved into the seismogenic layer, as that of the hypocentre */
  readonly shiftHypo?: boolean;
}

/** Sizes of a rectangle in km: along strike, and the two components of its width. */
export interface RuptureSize {
  readonly length: number;
  readonly horizontalWidth: number;
  readonly height: number;
}

/**
 * Ruptures of a point source by magnitude. `binWidth` is that of truncated Gutenberg-Richter distributions. Throws
 * RangeError for an unknown magnitude scaling relation.
 */
export function pointSourceRuptures(
  source: PointSource,
  binWidth: number,
  { shiftHypo = false }: PointRuptureOptions = {},
): MagnitudeRuptures[] {
  const { magnitudes, rates } = occurrenceRates(source.mfd, binWidth);
  const epicentre = direction(source.lon, source.lat);
  const averagePlane = averageNodalPlane(source.nodalPlanes);
  const averageDepth = averageHypocentralDepth(source.hypocentralDepths);
  const lastPlane = source.nodalPlanes[source.nodalPlanes.length - 1];
  return Array.from(magnitudes, (mag, i) => {
    const rate = rates[i];
    const rectangles = (
      plane: NodalPlane,
      depths: readonly HypocentralDepth[],
      shift: boolean,
    ): Rupture[] => {
      const size = ruptureSize(source, mag, plane);
      return depths.map((depth) => planarRupture(source, epicentre, mag, rate, plane, depth, size, shift));
    };
    const ruptures = source.nodalPlanes.flatMap((plane) =>
      rectangles(plane, source.hypocentralDepths, shiftHypo)
    );
    const averaged = ruptures.length === 1 ? ruptures[0] : rectangles(averagePlane, [averageDepth], false)[0];
    return { mag, rate, radius: projectionRadius(source, mag, lastPlane), ruptures, averaged };
  });
}

/** Points by magnitude, nodal plane and depth. */
export const POINT_SOURCE: SourceKind<PointSource> = {
  code: "P",
  numPoints: () => 1,
  count: (source, { binWidth }) => numPointRuptures(source, binWidth),
  sphere: (source, { binWidth }) => sphereOfPoints(source, direction(source.lon, source.lat), 0, binWidth),
  *ruptures(source, options) {
    for (const { ruptures } of pointSourceRuptures(source, options.binWidth, options)) yield* ruptures;
  },
};

/** Size of a rupture; a width that does not fit in the seismogenic layer is cut, the area is kept. */
export function ruptureSize(source: PointSource, mag: number, { dip, rake }: NodalPlane): RuptureSize {
  const { upperSeismogenicDepth, lowerSeismogenicDepth } = source;
  const area = medianArea(source.magScaleRel, mag, rake);
  const cosDip = Math.cos(radians(dip)), sinDip = Math.sin(radians(dip));
  const maxWidth = (lowerSeismogenicDepth - upperSeismogenicDepth) / sinDip;
  const length = Math.sqrt(area * aspectRatioAt(source.ruptureAspectRatio, mag)), width = area / length;
  return width > maxWidth
    ? { length: area / maxWidth, horizontalWidth: maxWidth * cosDip, height: maxWidth * sinDip }
    : { length, horizontalWidth: width * cosDip, height: width * sinDip };
}

function projectionRadius(source: PointSource, mag: number, plane: NodalPlane): number {
  if (source.magScaleRel === "PointMSR") return 0;
  const { length, horizontalWidth } = ruptureSize(source, mag, plane);
  return Math.sqrt(length * length + horizontalWidth * horizontalWidth) / 2;
}

function planarRupture(
  source: PointSource,
  epicentre: Vector,
  mag: number,
  rate: number,
  plane: NodalPlane,
  hypocentralDepth: HypocentralDepth,
  size: RuptureSize,
  shiftHypo: boolean,
): Rupture {
  const { depth, probability } = hypocentralDepth;
  const shift = verticalShift(source, hypocentralDepth, size.height / 2);
  return {
    mag,
    rake: plane.rake,
    occurrenceRate: rate * (plane.probability * probability),
    hypocentre: { lon: source.lon, lat: source.lat, depth: shiftHypo ? depth + shift : depth },
    surface: rectangle(epicentre, depth, shift, plane, size),
  };
}

/**
 * How much deeper (km) the middle of a rupture is than its hypocentre: by the dip fraction of the hypocentre, and to
 * fit in the seismogenic layer.
 */
function verticalShift(
  { upperSeismogenicDepth, lowerSeismogenicDepth }: PointSource,
  { depth, fixedDipFraction = MIDDLE }: HypocentralDepth,
  halfHeight: number,
): number {
  const toFraction = (1 - 2 * fixedDipFraction) * halfHeight, middle = depth + toFraction;
  const aboveLayer = upperSeismogenicDepth - (middle - halfHeight);
  if (aboveLayer >= 0) return toFraction + aboveLayer;
  return toFraction + Math.min(0, lowerSeismogenicDepth - (middle + halfHeight));
}

/** Rectangle through a hypocentre, its middle `shift` km deeper along the plane. */
function rectangle(
  epicentre: Vector,
  depth: number,
  shift: number,
  { strike, dip }: NodalPlane,
  size: RuptureSize,
): PlanarSurface {
  const halfLength = size.length / 2, halfWidth = size.horizontalWidth / 2, halfHeight = size.height / 2;
  const cosStrike = Math.cos(radians(strike)), sinStrike = Math.sin(radians(strike));
  const middle = shift === 0
    ? epicentre
    : moved(epicentre, tangentBy(epicentre, -sinStrike, cosStrike), shift / halfHeight * halfWidth);
  const along = tangentBy(middle, cosStrike, sinStrike), down = tangentBy(middle, -sinStrike, cosStrike);
  const halfDiagonal = Math.sqrt(halfLength * halfLength + halfWidth * halfWidth);
  const cosArc = Math.cos(halfDiagonal / EARTH_RADIUS);
  const sinArcPerKm = Math.sin(halfDiagonal / EARTH_RADIUS) / halfDiagonal;
  const corner = (alongSide: number, downSide: number): Corner => {
    const a = alongSide * halfLength * sinArcPerKm, d = downSide * halfWidth * sinArcPerKm;
    return {
      x: cosArc * middle.x + a * along.x + d * down.x,
      y: cosArc * middle.y + a * along.y + d * down.y,
      z: cosArc * middle.z + a * along.z + d * down.z,
      depth: depth + shift + downSide * halfHeight,
    };
  };
  return new PlanarSurface(strike, dip, corner(-1, -1), corner(1, -1), corner(-1, 1), corner(1, 1));
}

/** The unit vector `distance` km from `p` along the great circle with tangent `t`. */
function moved(p: Vector, t: Vector, distance: number): Vector {
  const angle = distance / EARTH_RADIUS;
  return normalized(combine(p, Math.cos(angle), t, Math.sin(angle)));
}

function averageNodalPlane(planes: readonly NodalPlane[]): NodalPlane {
  const mean = (angle: "strike" | "dip" | "rake") => weightedMean(planes, (plane) => plane[angle]);
  return { probability: 1, strike: mean("strike"), dip: mean("dip"), rake: mean("rake") };
}

function averageHypocentralDepth(depths: readonly HypocentralDepth[]): HypocentralDepth {
  return {
    probability: 1,
    depth: weightedMean(depths, ({ depth }) => depth),
    fixedDipFraction: weightedMean(depths, ({ fixedDipFraction = MIDDLE }) => fixedDipFraction),
  };
}

function weightedMean<T extends { probability: number }>(
  items: readonly T[],
  value: (item: T) => number,
): number {
  let sum = 0, weights = 0;
  for (const item of items) {
    sum += value(item) * item.probability;
    weights += item.probability;
  }
  return sum / weights;
}
