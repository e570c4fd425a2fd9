/**
 * Correlation of the residuals within an event between sites.
 *
 * Jayaram, N., Baker, J.W. (2009). Correlation model for spatially distributed ground-motion intensities. Earthquake
 * Engineering and Structural Dynamics 38, 1687-1708. https://doi.org/10.1002/eqe.922
 *
 * Heresi, P., Miranda, E. (2019). Uncertainty in intraevent spatial correlation of elastic pseudo-acceleration spectral
 * ordinates. Bulletin of Earthquake Engineering 17, 1099-1115. https://doi.org/10.1007/s10518-018-0506-6
 */
import { EARTH_RADIUS, radians } from "../geo/geodesy.ts";
import type { IntensityMeasureType } from "../imt.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import { choleskyFactor } from "./cholesky.ts";

/** What a job says of it. */
export interface SpatialCorrelationOptions {
  readonly model: "JB2009" | "HM2018";
  /** of JB2009: whether sites of like vs30 lie together (case 2 of the paper) */
  readonly hasVs30Clusters?: boolean;
}

/** Correlation coefficient of two sites by their distance (km). */
export type DistanceCorrelation = (distance: number) => number;

/** Jayaram and Baker (2009), equations 17 to 20. */
export function jayaramBaker2009(
  { id, period }: IntensityMeasureType,
  hasVs30Clusters: boolean,
): DistanceCorrelation {
  const t = id === "PGV" ? 1 : period;
  const range = t >= 1 ? 22 + 3.7 * t : hasVs30Clusters ? 40.7 - 15 * t : 8.5 + 17.2 * t;
  return (distance) => Math.exp(-3 / range * distance);
}

/** Heresi and Miranda (2019), equations 8 and 9, the median. */
export function heresiMiranda2018({ period: t }: IntensityMeasureType): DistanceCorrelation {
  const beta = t < 1.37 ? 4.231 * t * t - 5.18 * t + 13.392 : 0.14 * t * t - 2.249 * t + 17.05;
  return (distance) => Math.exp(-((distance / beta) ** 0.55));
}

/** The model that a job says. */
export function correlationInSpace(
  { model, hasVs30Clusters = false }: SpatialCorrelationOptions,
  imt: IntensityMeasureType,
): DistanceCorrelation {
  return model === "JB2009" ? jayaramBaker2009(imt, hasVs30Clusters) : heresiMiranda2018(imt);
}

/** Correlates residuals of the sites of a collection; matrices are made when first needed and kept. */
export class SpatialCorrelation {
  readonly #sites: SiteCollection;
  readonly #options: SpatialCorrelationOptions;
  /** lower triangles, row by row, by intensity measure type and for JB2009 */
  readonly #factors = new Map<string, Float64Array>();

  constructor(sites: SiteCollection, options: SpatialCorrelationOptions) {
    this.#sites = sites;
    this.#options = options;
  }

  get name(): string {
    return this.#options.model;
  }

  /**
   * Replaces the residuals, shape (sites, events), of the sites `rows` by correlated ones, as the reference does: JB2009
   * with the factor of all sites of the collection, HM2018 with that of these sites.
   */
  apply(
    imt: IntensityMeasureType,
    rows: Uint32Array,
    phi: Float32Array,
    residuals: Float32Array,
    numEvents: number,
  ): void {
    if (this.#options.model === "JB2009") {
      multiplyRows(this.#factorOfAll(imt), this.#sites.size, rows, residuals, numEvents);
      return;
    }
    const positions = Uint32Array.from(rows, (_, i) => i), numRows = rows.length;
    const correlation = this.#matrix(rows, heresiMiranda2018(imt));
    for (let i = 0; i < numRows; i++) {
      for (let j = 0; j < numRows; j++) correlation[i * numRows + j] *= phi[i] * phi[j];
    }
    for (let i = 0; i < numRows; i++) {
      for (let e = i * numEvents; e < (i + 1) * numEvents; e++) residuals[e] /= phi[i];
    }
    multiplyRows(choleskyFactor(correlation, numRows), numRows, positions, residuals, numEvents);
  }

  #factorOfAll(imt: IntensityMeasureType): Float64Array {
    let factor = this.#factors.get(imt.id);
    if (!factor) {
      const { size } = this.#sites, all = Uint32Array.from({ length: size }, (_, i) => i);
      const correlation = correlationInSpace(this.#options, imt);
      this.#factors.set(imt.id, factor = choleskyFactor(this.#matrix(all, correlation), size));
    }
    return factor;
  }

  #matrix(rows: Uint32Array, correlation: DistanceCorrelation): Float64Array {
    const size = rows.length, matrix = new Float64Array(size * size);
    const distances = distancesAmong(this.#sites, rows);
    for (let i = 0, k = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        matrix[i * size + j] = matrix[j * size + i] = Math.fround(correlation(distances[k++]));
      }
    }
    return matrix;
  }
}

/** Distances (km) of each of the sites `rows` to those before it and itself, one row after the other. */
export function distancesAmong(
  { lon, lat }: Pick<SiteCollection, "lon" | "lat">,
  rows: Uint32Array,
): Float32Array {
  const size = rows.length, out = new Float32Array(size * (size + 1) / 2);
  const lons = singleRadians(lon, rows), lats = singleRadians(lat, rows);
  for (let i = 0, k = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) out[k++] = singleDistance(lons[i], lats[i], lons[j], lats[j]);
  }
  return out;
}

/** Distances (km) of the sites `from` to the sites `to`, shape (from, to). */
export function distancesBetween(
  { lon, lat }: Pick<SiteCollection, "lon" | "lat">,
  from: Uint32Array,
  to: Uint32Array,
): Float32Array {
  const lons = singleRadians(lon, from), lats = singleRadians(lat, from);
  const toLons = singleRadians(lon, to), toLats = singleRadians(lat, to);
  const out = new Float32Array(from.length * to.length);
  for (let i = 0, k = 0; i < from.length; i++) {
    for (let j = 0; j < to.length; j++) out[k++] = singleDistance(lons[i], lats[i], toLons[j], toLats[j]);
  }
  return out;
}

/** Radians of the degrees of some sites, in single precision, in which the reference makes its matrices. */
function singleRadians(angles: Float64Array, rows: Uint32Array): Float32Array {
  return Float32Array.from(rows, (row) => radians(angles[row]));
}

/** Great-circle distance (km) with differences of radians in single precision. */
function singleDistance(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const byLat = Math.sin(Math.fround(lat1 - lat2) / 2) ** 2,
    byLon = Math.sin(Math.fround(lon1 - lon2) / 2) ** 2;
  const haversine = byLat + Math.cos(lat1) * Math.cos(lat2) * byLon;
  return Math.fround(2 * EARTH_RADIUS * Math.asin(Math.sqrt(haversine)));
}

/** Replaces `residuals`, shape (rows, events), by the product with the given rows and columns of a lower triangle. */
function multiplyRows(
  factor: Float64Array,
  size: number,
  rows: Uint32Array,
  residuals: Float32Array,
  numEvents: number,
): void {
  const sums = new Float64Array(numEvents);
  // from the last row up, since a row needs none but itself and those before
  for (let i = rows.length - 1; i >= 0; i--) {
    sums.fill(0);
    for (let j = 0; j <= i; j++) {
      const weight = factor[rows[i] * size + rows[j]], start = j * numEvents;
      for (let e = 0; e < numEvents; e++) sums[e] += weight * residuals[start + e];
    }
    residuals.set(sums, i * numEvents);
  }
}
