/** Bins into which hazard is disaggregated, laid as the reference lays them. */
import { floorMod, radians } from "../geo/geodesy.ts";

/** Edges of the bins at some sites, ascending; between n + 1 edges lie n bins. */
export interface DisaggregationBins {
  readonly mag: readonly number[];
  /** km */
  readonly dist: readonly number[];
  /** degrees, by site; they may go beyond ±180 */
  readonly lon: readonly (readonly number[])[];
  readonly lat: readonly (readonly number[])[];
  /** standard deviations */
  readonly eps: readonly number[];
  /** tectonic region types, a bin each */
  readonly trt: readonly string[];
}

/** What a disaggregation can be by. */
export const AXES = ["trt", "mag", "dist", "lon", "lat", "eps"] as const;
export type BinAxis = (typeof AXES)[number];

/** Numbers of bins by axis; those of longitude and latitude are the same at all sites. */
export function numBins({ mag, dist, lon, lat, eps, trt }: DisaggregationBins): Record<BinAxis, number> {
  return {
    trt: trt.length,
    mag: mag.length - 1,
    dist: dist.length - 1,
    lon: lon[0].length - 1,
    lat: lat[0].length - 1,
    eps: eps.length - 1,
  };
}

/** Magnitudes: multiples of `width` around all of `mags`. The largest magnitude is below the last edge. */
export function magnitudeEdges(mags: readonly number[], width: number): number[] {
  const smallest = Math.min(...mags), largest = Math.max(...mags);
  const first = Math.floor(smallest / width);
  let last = Math.ceil(largest / width);
  if (last === first || largest >= Math.round(width * last * 1000) / 1000) last++;
  return Array.from({ length: last - first + 1 }, (_, k) => width * (first + k));
}

/** Distances in km: multiples of `width` from 0 to at least `maximum`; one bin without width. */
export function distanceEdges(maximum: number, width?: number): number[] {
  if (width === undefined) return [0, maximum];
  return Array.from({ length: Math.ceil(maximum / width) + 1 }, (_, k) => width * k);
}

/** Numbers of standard deviations: `count` equal bins within the truncation. */
export function epsilonEdges(truncationLevel: number, count: number): number[] {
  const step = 2 * truncationLevel / count;
  return Array.from(
    { length: count + 1 },
    (_, k) => k < count ? k * step - truncationLevel : truncationLevel,
  );
}

/** The reference's length of a degree; a little longer than that of its sphere. */
const DEGREES_PER_KM = 0.0089932;
/** Degrees by which the last edge may miss the end. */
const END_MARGIN = 0.001;

/** Longitudes or latitudes (degrees) around a site: as many bins of about `width` degrees as cover `maximum` km. */
export function coordinateEdges(
  coordinate: "lon" | "lat",
  site: { readonly lon: number; readonly lat: number },
  maximum: number,
  width: number,
): number[] {
  const degrees = maximum * DEGREES_PER_KM;
  const count = Math.ceil(degrees / width);
  const reach = coordinate === "lon"
    ? Math.min(degrees / Math.cos(radians(site.lat)), 180)
    : Math.min(degrees, 90);
  const step = 2 * reach / count;
  const length = Math.ceil((2 * reach + END_MARGIN) / step);
  return Array.from({ length }, (_, k) => site[coordinate] + (k * step - reach));
}

/** Middles between edges. */
export function middles(edges: readonly number[]): number[] {
  return edges.slice(1).map((edge, k) => (edges[k] + edge) / 2);
}

/**
 * Bin of a magnitude, which belongs to the lower one if it is on an edge; what is below the first edge belongs to the
 * first bin. The number of bins for magnitudes above the last edge: they are in none.
 */
export function magnitudeBin(mag: number, edges: readonly number[]): number {
  let above = 0;
  while (above < edges.length && edges[above] < mag) above++;
  return Math.max(0, above - 1);
}

/**
 * Bin of a distance or latitude, which belongs to the upper one if it is on an edge; what is beyond the edges belongs to
 * the bin at that end. (The reference puts what is below the first of given edges into the last bin.)
 */
export function upperBin(value: number, edges: readonly number[]): number {
  let above = 0;
  while (above < edges.length && edges[above] <= value) above++;
  return Math.min(Math.max(0, above - 1), edges.length - 2);
}

/**
 * Bin of a longitude, counted eastwards from the first edge on, so that edges may cross the date line. (In the reference
 * all that lies across the line falls into the last bin.)
 */
export function longitudeBin(lon: number, edges: readonly number[]): number {
  return upperBin(edges[0] + floorMod(lon - edges[0], 360), edges);
}
