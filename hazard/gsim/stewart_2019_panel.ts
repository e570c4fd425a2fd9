/**
 * Stewart, J. P. et al. (2019). Expert panel recommendations for ergodic site amplification in central and eastern North
 * America. PEER Report 2017/04, and the standard deviations that the USGS derived with its panel for the hazard model of
 * 2018: Petersen, M. D. et al. (2020). Earthquake Spectra 36(1), 5-41, https://doi.org/10.1177/8755293019878199.
 */
import type { IntensityMeasureType } from "../imt.ts";
import data from "./coefficients/stewart_2019_panel.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";

const PANEL = new CoefficientTable(data.panel);

/** vs30 (m/s) between which the site-to-site deviation goes from that of soil to that of rock. */
const V_SOIL = 1200, V_ROCK = 1500;

/** Coefficients of tau (t1 to t4), single-station phi (ss_a, ss_b) and site-to-site phi (s2s1, s2s2). */
export function panelCoefficients(imt: IntensityMeasureType) {
  return PANEL.get(imt);
}

/** Site-to-site standard deviation of an intensity measure, as a function of vs30 (m/s). */
export function siteToSitePhi(imt: IntensityMeasureType): (vs30: number) => number {
  const { s2s1, s2s2 } = PANEL.get(imt);
  return (vs30) => s2s1 + (s2s2 - s2s1) * Math.min(Math.max((vs30 - V_SOIL) / (V_ROCK - V_SOIL), 0), 1);
}
