/**
 * Christchurch terms of the model of Bradley (2013): Bradley, B. A. (2013). Systematic ground motion observations in the
 * Canterbury earthquakes and region-specific nonergodic empirical ground motion modelling. University of Canterbury
 * Research Report 2013-03; Bradley, B. A. (2015). Earthquake Spectra 31(3), 1735-1761,
 * https://doi.org/10.1193/053013EQS137M. The central district as in Van Houtte, C. and Abbott, E. (2019).
 * Implementation of the GNS Canterbury Seismic Hazard Model in the OpenQuake Engine. GNS Science report 2019/11,
 * https://doi.org/10.21420/1AEM-PZ85.
 */
import { containsPoint } from "../geo/polygon.ts";
import { interpolated } from "../interpolation.ts";

/** Subregions of Christchurch with a site term of their own. */
export type Subregion = "CBD" | "West" | "East" | "North";

/** Vs30 (m/s) and Z1.0 (m) that the terms are relative to, whatever the site has. */
export const BASELINE = { vs30: 250, z1pt0: 330 } as const;

/** A function of the period (s): linear between points, constant outside. */
type PeriodFunction = readonly (readonly [period: number, value: number])[];

/** Systematic site term δS2S. */
const SITE_TERM: Readonly<Record<Subregion, PeriodFunction>> = {
  CBD: [[0, 0.05], [0.15, -0.15], [0.45, 0.4], [3.2, 0.4], [5, 0.08]],
  West: [[0, -0.2], [0.85, -0.55], [1.4, -0.18], [3.2, -0.18], [5, 0.22]],
  East: [[0.25, 0.05], [1.5, 0.15], [10, 0.1]],
  North: [[0, -0.31], [0.2, -0.4], [0.6, 0.2]],
};
/** Systematic location term δL2L. */
const LOCATION_TERM: PeriodFunction = [[0.18, -0.06], [0.35, 0.12], [10, 0.65]];
/** Factors of the total and the within-event, and of the between-event standard deviation. */
const SIGMA_FACTOR: PeriodFunction = [[0.6, 0.8], [1, 0.7], [10, 0.6]];
const TAU_FACTOR: PeriodFunction = [[1, 0.87], [5, 0.58]];

function valueAt(knots: PeriodFunction, period: number): number {
  return interpolated(period, knots.map(([knot]) => knot), knots.map(([, value]) => value));
}

/** δS2S of a subregion at a period (s, 0 for PGA). */
export const siteTerm = (subregion: Subregion, period: number): number =>
  valueAt(SITE_TERM[subregion], period);
/** δL2L at a period. */
export const locationTerm = (period: number): number => valueAt(LOCATION_TERM, period);
/** Factor of the total and the within-event standard deviation at a period. */
export const sigmaFactor = (period: number): number => valueAt(SIGMA_FACTOR, period);
/** Factor of the between-event standard deviation at a period. */
export const tauFactor = (period: number): number => valueAt(TAU_FACTOR, period);

/** The central business district, degrees. */
const CENTRAL_DISTRICT = {
  x: Float64Array.of(172.6259, 172.6505, 172.6505, 172.6124, 172.6123, 172.6124, 172.622),
  y: Float64Array.of(-43.5209, -43.5209, -43.5399, -43.54, -43.5289, -43.5245, -43.5233),
};

/** Whether a site (degrees) is in the central business district. */
export function isInCentralDistrict(lon: number, lat: number): boolean {
  return containsPoint(CENTRAL_DISTRICT, lon, lat);
}
