/**
 * Point sources near each other as one: near by all their ruptures with equal shares of the rate, far away one averaged
 * rupture for each magnitude (hazardlib conventions, numerics.md §1.4, ps_grid_spacing).
 */
import { radians } from "../geo/geodesy.ts";
import type { Rupture } from "../rupture/rupture.ts";
import { occurrenceRates } from "./mfd.ts";
import { type MagnitudeRuptures, type PointRuptureOptions, pointSourceRuptures } from "./point_source.ts";
import { aspectRatioAt } from "./scaling.ts";
import type { HypocentralDepth, PointSource } from "./source.ts";

/** Points in a cell of a grid. */
export interface CollapsedPointSource {
  readonly kind: "collapsedPoint";
  readonly points: readonly PointSource[];
  /** the point in the mean place with the mean plane and depth and the rates of all points */
  readonly average: PointSource;
  /** km */
  readonly gridSpacing: number;
}

/** Degrees of latitude in a km, as the reference rounds it. */
const DEGREES_PER_KM = 0.0089932;

/** Half the diagonal of a square over its side, as the reference rounds it. */
const HALF_DIAGONAL = 0.707;

/** How much farther than a point its ruptures are seen as near: half a diagonal of a cell, km. */
export function cellRadius({ gridSpacing }: CollapsedPointSource): number {
  return HALF_DIAGONAL * gridSpacing;
}

/**
 * Collapses the points that share a cell of a grid of `spacing` km; those alone in a cell stay what they are, as do
 * all where the points are on one meridian or parallel. The numbers are those of the points put together, in order.
 */
export function collapsePoints(
  points: readonly PointSource[],
  spacing: number,
  binWidth: number,
): { readonly source: PointSource | CollapsedPointSource; readonly numbers: readonly number[] }[] {
  const lons = points.map(({ lon }) => lon), lats = points.map(({ lat }) => lat);
  const isLine = new Set(lons).size <= 1 || new Set(lats).size <= 1;
  if (isLine) return points.map((source, i) => ({ source, numbers: [i] }));
  const meanLat = lats.reduce((sum, lat) => sum + lat, 0) / lats.length;
  const col = binOf(lons, spacing * DEGREES_PER_KM / Math.cos(radians(meanLat)));
  const row = binOf(lats, spacing * DEGREES_PER_KM);
  const cells = Map.groupBy(points.keys(), (i) => `${col(lons[i])} ${row(lats[i])}`);
  return Array.from(cells.values(), (numbers) => {
    const inCell = numbers.map((i) => points[i]);
    return { numbers, source: inCell.length === 1 ? inCell[0] : collapsed(inCell, spacing, binWidth) };
  });
}

/** The function that finds the number of the bin of a value; the bins, of about `width`, divide the range evenly. */
function binOf(values: readonly number[], width: number): (value: number) => number {
  const { min, max } = values.reduce(
    (range, value) => ({ min: Math.min(range.min, value), max: Math.max(range.max, value) }),
    { min: Infinity, max: -Infinity },
  );
  const step = (max - min) / Math.ceil((max - min) / width), numBins = Math.ceil((max - min) / step);
  return (value) => {
    let bin = Math.min(Math.max(Math.floor((value - min) / step), 0), numBins - 1);
    while (bin > 0 && min + bin * step > value) bin--;
    while (bin + 1 < numBins && min + (bin + 1) * step <= value) bin++;
    return bin;
  };
}

function collapsed(
  sources: readonly PointSource[],
  gridSpacing: number,
  binWidth: number,
): CollapsedPointSource {
  const rates = sources.map(({ mfd }) => occurrenceRates(mfd, binWidth));
  const byPoint = weightedMean(sources, (_, i) => rates[i].rates.reduce((sum, rate) => sum + rate, 0));
  const planes = sources.flatMap(({ nodalPlanes }) => nodalPlanes);
  const depths = sources.flatMap(({ hypocentralDepths }) => hypocentralDepths);
  const byPlane = weightedMean(planes, ({ probability }) => probability);
  const byDepth = weightedMean(depths, ({ probability }) => probability);
  const [{ ruptureAspectRatio: firstRatio }] = sources;
  const average: PointSource = {
    ...sources[0],
    lon: byPoint(({ lon }) => lon),
    lat: byPoint(({ lat }) => lat),
    upperSeismogenicDepth: byPoint((source) => source.upperSeismogenicDepth),
    lowerSeismogenicDepth: byPoint((source) => source.lowerSeismogenicDepth),
    ruptureAspectRatio: typeof firstRatio === "number"
      ? byPoint(({ ruptureAspectRatio }) => aspectRatioAt(ruptureAspectRatio, 0))
      : firstRatio,
    nodalPlanes: [{
      probability: 1,
      strike: byPlane(({ strike }) => strike),
      dip: byPlane(({ dip }) => dip),
      rake: byPlane(({ rake }) => rake),
    }],
    hypocentralDepths: [{
      probability: 1,
      depth: byDepth(({ depth }) => depth),
      fixedDipFraction: byDepth(({ fixedDipFraction = 0.5 }: HypocentralDepth) => fixedDipFraction),
    }],
    mfd: { kind: "arbitrary", ...summed(rates) },
  };
  // as in the reference, which keeps the places of the points in single precision
  const points = sources.map((source) => ({
    ...source,
    lon: Math.fround(source.lon),
    lat: Math.fround(source.lat),
    upperSeismogenicDepth: Math.fround(source.upperSeismogenicDepth),
    lowerSeismogenicDepth: Math.fround(source.lowerSeismogenicDepth),
  }));
  return { kind: "collapsedPoint", points, average, gridSpacing };
}

function weightedMean<T>(items: readonly T[], weightOf: (item: T, i: number) => number) {
  const weights = items.map(weightOf), total = weights.reduce((sum, weight) => sum + weight, 0);
  return (value: (item: T) => number): number =>
    items.reduce((sum, item, i) => sum + value(item) * weights[i], 0) / total;
}

/** Rates of all points by magnitude, ascending. */
function summed(rates: readonly { magnitudes: Float64Array; rates: Float64Array }[]) {
  const byMag = new Map<number, number>();
  for (const each of rates) {
    each.magnitudes.forEach((mag, i) => byMag.set(mag, (byMag.get(mag) ?? 0) + each.rates[i]));
  }
  const pairs = [...byMag].sort(([a], [b]) => a - b);
  return { magnitudes: pairs.map(([mag]) => mag), occurRates: pairs.map(([, rate]) => rate) };
}

/** Number of ruptures of all points. */
export function countCollapsedRuptures({ points }: CollapsedPointSource, binWidth: number): number {
  return points.reduce((sum, { mfd, nodalPlanes, hypocentralDepths }) => {
    const { magnitudes } = occurrenceRates(mfd, binWidth);
    return sum + magnitudes.length * nodalPlanes.length * hypocentralDepths.length;
  }, 0);
}

/** The ruptures by magnitude: those of all points that have the magnitude, with equal shares of its rate. */
export function collapsedRuptures(
  { points, average }: CollapsedPointSource,
  binWidth: number,
  options: PointRuptureOptions,
): MagnitudeRuptures[] {
  const count = points.reduce(
    (sum, { nodalPlanes, hypocentralDepths }) => sum + nodalPlanes.length * hypocentralDepths.length,
    0,
  );
  let byMag: Map<number, MagnitudeRuptures[]> | undefined;
  // far from all sites of a tile they are not asked for
  const partsOf = (mag: number) => {
    byMag ??= Map.groupBy(
      points.flatMap((point) => pointSourceRuptures(point, binWidth, options)),
      (part) => part.mag,
    );
    return byMag.get(mag)!;
  };
  return pointSourceRuptures(average, binWidth).map((mean) => new CollapsedRuptures(mean, count, partsOf));
}

class CollapsedRuptures implements MagnitudeRuptures {
  #ruptures: readonly Rupture[] | undefined;

  /** `count`: those of all points, whether they have the magnitude or not. */
  constructor(
    readonly mean: MagnitudeRuptures,
    readonly count: number,
    readonly partsOf: (mag: number) => readonly MagnitudeRuptures[],
  ) {}

  get mag(): number {
    return this.mean.mag;
  }

  get rate(): number {
    return this.mean.rate;
  }

  get radius(): number {
    return this.mean.radius;
  }

  get ruptures(): readonly Rupture[] {
    return this.#ruptures ??= this.#made();
  }

  get averaged(): Rupture {
    return this.mean.averaged;
  }

  #made(): Rupture[] {
    const parts = this.partsOf(this.mag), share = this.rate / parts.length;
    return parts.flatMap(({ rate, ruptures }) =>
      ruptures.map((rupture) => ({ ...rupture, occurrenceRate: rupture.occurrenceRate / rate * share }))
    );
  }
}
