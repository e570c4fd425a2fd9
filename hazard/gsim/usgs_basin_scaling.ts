/**
 * Scaling of the basin terms in the 2023 National Seismic Hazard Model of the USGS: Petersen, M. D. et al. (2024). The 2023
 * US 50-State National Seismic Hazard Model: Overview and implications. Earthquake Spectra 40(1), 5-88.
 * DOI 10.1177/87552930231215428, as in GmmUtils of nshmp-lib (https://code.usgs.gov/ghsc/nshmp/nshmp-lib).
 */

/** Depths between which a basin term grows from nothing to its full size. */
export interface BasinDepths {
  readonly upper: number;
  readonly lower: number;
}

/** Depths to 1 km/s, in m. */
export const Z1PT0_DEPTHS: BasinDepths = { upper: 300, lower: 500 };
/** Depths to 2.5 km/s, in km. */
export const Z2PT5_DEPTHS: BasinDepths = { upper: 1, lower: 3 };

/** How much of the long-period basin term a site with depth `z` gets, between 0 and 1. */
export function depthFactor(z: number, { upper, lower }: BasinDepths): number {
  return Math.min(Math.max((z - upper) / (lower - upper), 0), 1);
}

/** How much of `depthFactor` holds at a period in s: there is no basin term up to 0.5 s, a part of it at 0.75 s. */
export function periodFactor(period: number): number {
  if (period <= 0.5) return 0;
  return period === 0.75 ? 0.585 : 1;
}
