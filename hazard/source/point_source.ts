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

/** The ruptures of a point source that have one magnitude; they are made when they are asked for. */
export interface MagnitudeRuptures {
  readonly mag: number;
  /** per year, all ruptures together */
  readonly rate: number;
  /** half the diagonal of the surface projection of a rupture on the last nodal plane, km; 0 for PointMSR */
  readonly radius: number;
  /** number of nodal planes times depths, of all points together where several are one */
  readonly count: number;
  /** one for each nodal plane and depth, depths varying fastest */
  readonly ruptures: readonly Rupture[];
  /** one rupture with the full rate, on the average plane at the average depth, for distant sites */
  readonly averaged: Rupture;
}

/** How ruptures lie around the hypocentre. */
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
  const epicentre = direction(source.lon, source.lat);
  return shapesOf(source, binWidth).map((shape) => new RupturesAt(source, epicentre, shape, shiftHypo));
}

class RupturesAt implements MagnitudeRuptures {
  #ruptures: readonly Rupture[] | undefined;
  #averaged: Rupture | undefined;

  constructor(
    readonly source: PointSource,
    readonly epicentre: Vector,
    readonly shape: MagnitudeShape,
    readonly shiftHypo: boolean,
  ) {}

  get mag(): number {
    return this.shape.mag;
  }

  get rate(): number {
    return this.shape.rate;
  }

  get radius(): number {
    return this.shape.radius;
  }

  get count(): number {
    return this.shape.rectangles.length;
  }

  get ruptures(): readonly Rupture[] {
    return this.#ruptures ??= this.shape.rectangles.map((rectangle) =>
      this.#rupture(rectangle, this.shiftHypo)
    );
  }

  get averaged(): Rupture {
    return this.#averaged ??= this.count === 1 ? this.ruptures[0] : this.#rupture(this.shape.average, false);
  }

  #rupture(rectangle: Rectangle, shiftHypo: boolean): Rupture {
    const { plane, depth, shift, probability } = rectangle, { lon, lat } = this.source;
    return {
      mag: this.mag,
      rake: plane.rake,
      occurrenceRate: this.rate * probability,
      hypocentre: { lon, lat, depth: shiftHypo ? depth + shift : depth },
      surface: surfaceAt(this.epicentre, rectangle),
    };
  }
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

/** The rectangle at an epicentre. */
function surfaceAt(epicentre: Vector, rectangle: Rectangle): PlanarSurface {
  const { plane: { strike, dip }, depth, shift, cosStrike, sinStrike, halfHeight } = rectangle;
  const { cosShift, sinShift, cosArc, along, down } = rectangle;
  const middle = shift === 0
    ? epicentre
    : normalized(combine(epicentre, cosShift, tangentBy(epicentre, -sinStrike, cosStrike), sinShift));
  const ahead = tangentBy(middle, cosStrike, sinStrike), aside = tangentBy(middle, -sinStrike, cosStrike);
  const corner = (alongSide: number, downSide: number): Corner => {
    const a = alongSide * along, d = downSide * down;
    return {
      x: cosArc * middle.x + a * ahead.x + d * aside.x,
      y: cosArc * middle.y + a * ahead.y + d * aside.y,
      z: cosArc * middle.z + a * ahead.z + d * aside.z,
      depth: depth + shift + downSide * halfHeight,
    };
  };
  return new PlanarSurface(strike, dip, corner(-1, -1), corner(1, -1), corner(-1, 1), corner(1, 1));
}

/** What ruptures of one magnitude have in common wherever their point is. */
interface MagnitudeShape {
  readonly mag: number;
  readonly rate: number;
  readonly radius: number;
  readonly rectangles: readonly Rectangle[];
  /** on the average plane at the average depth */
  readonly average: Rectangle;
}

/** A rupture through a hypocentre that may be anywhere. */
interface Rectangle {
  readonly plane: NodalPlane;
  /** of the plane and the depth together */
  readonly probability: number;
  /** of the hypocentre, and how much deeper the middle is, km */
  readonly depth: number;
  readonly shift: number;
  readonly halfHeight: number;
  readonly cosStrike: number;
  readonly sinStrike: number;
  /** of the arc from the epicentre to the middle */
  readonly cosShift: number;
  readonly sinShift: number;
  /** of the arc from the middle to a corner: its cosine, and the parts of its sine along the strike and down the dip */
  readonly cosArc: number;
  readonly along: number;
  readonly down: number;
}

/** The shapes made last: the points of an area come one after the other. */
let last:
  | { readonly source: PointSource; readonly binWidth: number; readonly shapes: MagnitudeShape[] }
  | undefined;

/** What a source has in common with the other points of its area. */
const SHAPE_FIELDS = [
  "mfd",
  "nodalPlanes",
  "hypocentralDepths",
  "magScaleRel",
  "ruptureAspectRatio",
  "upperSeismogenicDepth",
  "lowerSeismogenicDepth",
] as const satisfies (keyof PointSource)[];

function shapesOf(source: PointSource, binWidth: number): readonly MagnitudeShape[] {
  const known = last;
  if (known?.binWidth === binWidth && SHAPE_FIELDS.every((name) => source[name] === known.source[name])) {
    return known.shapes;
  }
  const { nodalPlanes, hypocentralDepths } = source;
  const { magnitudes, rates } = occurrenceRates(source.mfd, binWidth);
  const averagePlane = averageNodalPlane(nodalPlanes);
  const averageDepth = averageHypocentralDepth(hypocentralDepths);
  const shapes = Array.from(magnitudes, (mag, i): MagnitudeShape => ({
    mag,
    rate: rates[i],
    radius: projectionRadius(source, mag, nodalPlanes[nodalPlanes.length - 1]),
    rectangles: nodalPlanes.flatMap((plane) => rectanglesOn(source, mag, plane, hypocentralDepths)),
    average: rectanglesOn(source, mag, averagePlane, [averageDepth])[0],
  }));
  last = { source, binWidth, shapes };
  return shapes;
}

/** The rectangles on a nodal plane, one for each depth. */
function rectanglesOn(
  source: PointSource,
  mag: number,
  plane: NodalPlane,
  depths: readonly HypocentralDepth[],
): Rectangle[] {
  const { length, horizontalWidth, height } = ruptureSize(source, mag, plane);
  const halfLength = length / 2, halfWidth = horizontalWidth / 2, halfHeight = height / 2;
  const halfDiagonal = Math.sqrt(halfLength * halfLength + halfWidth * halfWidth);
  const sinArcPerKm = Math.sin(halfDiagonal / EARTH_RADIUS) / halfDiagonal;
  const shared = {
    plane,
    halfHeight,
    cosStrike: Math.cos(radians(plane.strike)),
    sinStrike: Math.sin(radians(plane.strike)),
    cosArc: Math.cos(halfDiagonal / EARTH_RADIUS),
    along: halfLength * sinArcPerKm,
    down: halfWidth * sinArcPerKm,
  };
  return depths.map((hypocentralDepth) => {
    const { depth, probability } = hypocentralDepth;
    const shift = verticalShift(source, hypocentralDepth, halfHeight);
    const shiftArc = shift / halfHeight * halfWidth / EARTH_RADIUS;
    const [cosShift, sinShift] = [Math.cos(shiftArc), Math.sin(shiftArc)];
    return { ...shared, probability: plane.probability * probability, depth, shift, cosShift, sinShift };
  });
}

/** The plane with the mean angles, weighted by probability. */
export function averageNodalPlane(planes: readonly NodalPlane[]): NodalPlane {
  const mean = (angle: "strike" | "dip" | "rake") => weightedMean(planes, (plane) => plane[angle]);
  return { probability: 1, strike: mean("strike"), dip: mean("dip"), rake: mean("rake") };
}

/** The mean depth, weighted by probability. */
export function averageHypocentralDepth(depths: readonly HypocentralDepth[]): HypocentralDepth {
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
