/**
 * What the USGS 2008 national seismic hazard maps add to models of the central and eastern United States:
 * conversions from short-period surface-wave magnitude (mbLg) and a cap on the median.
 * Petersen, M. D. et al. (2008). Documentation for the 2008 Update of the United States National Seismic
 * Hazard Maps. USGS Open-File Report 2008-1128, https://doi.org/10.3133/ofr20081128
 */
import type { IntensityMeasureType } from "../imt.ts";

/** Magnitude conversions to moment magnitude: from mbLg, or none. */
export type MagnitudeScale = "Mblg87" | "Mblg96" | "Mw";

/** Moment magnitude of a magnitude given in `scale`. */
export function momentMagnitude(scale: MagnitudeScale, mag: number): number {
  switch (scale) {
    case "Mblg87": // Atkinson and Boore (1987)
      return 2.715 - 0.277 * mag + 0.127 * mag ** 2;
    case "Mblg96": // Johnston (1996)
      return 1.14 + 0.24 * mag + 0.0933 * mag ** 2;
    case "Mw":
      return mag;
  }
}

/** Largest mean (ln g) admitted: 1.5 g for PGA and PGV (0.405), 3 g for 0.02 s < T < 0.55 s (1.099). */
export function meanCap({ period }: IntensityMeasureType): number {
  if (period === 0) return 0.405;
  return period > 0.02 && period < 0.55 ? 1.099 : Infinity;
}
