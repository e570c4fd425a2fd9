/**
 * Correlation of the residuals of two intensity measures at one site.
 *
 * Baker, J.W., Jayaram, N. (2008). Correlation of spectral acceleration values from NGA ground motion models. Earthquake
 * Spectra 24(1), 299-317. https://doi.org/10.1193/1.2857544. For the geometric mean GMRotI50, 0.01 to 10 s.
 *
 * Goda, K., Atkinson, G.M. (2009). Probabilistic characterization of spatially correlated response spectra for
 * earthquakes in Japan. Bulletin of the Seismological Society of America 99(5), 3003-3020.
 * https://doi.org/10.1785/0120090007. Between-event residuals.
 */
import type { IntensityMeasureType } from "./imt.ts";

/** Correlation coefficient of two measures. */
export type CrossCorrelation = (a: IntensityMeasureType, b: IntensityMeasureType) => number;

/** Baker and Jayaram (2008), the rules for C1 to C4 in their appendix. PGA counts as period 0. */
function bakerJayaram2008({ period: a }: IntensityMeasureType, { period: b }: IntensityMeasureType): number {
  if (Math.abs(a - b) < 1e-10) return 1;
  const tMin = Math.min(a, b), tMax = Math.max(a, b);
  const c1 = 1 - Math.cos(Math.PI / 2 - 0.366 * Math.log(tMax / Math.max(tMin, 0.109)));
  const c2 = tMax < 0.2
    ? 1 - 0.105 * (1 - 1 / (1 + Math.exp(100 * tMax - 5))) * ((tMax - tMin) / (tMax - 0.0099))
    : 0;
  const c3 = tMax < 0.109 ? c2 : c1;
  const c4 = c1 + 0.5 * (Math.sqrt(c3) - c3) * (1 + Math.cos(Math.PI * tMin / 0.109));
  if (tMax < 0.109) return c2;
  if (tMin > 0.109) return c1;
  return tMax < 0.2 ? Math.min(c2, c4) : c4;
}

/** Period that stands for PGA in Goda and Atkinson (2009), in s. */
const PERIOD_OF_PGA = 0.05;

/** Goda and Atkinson (2009), equations 4 to 6. */
function godaAtkinson2009(a: IntensityMeasureType, b: IntensityMeasureType): number {
  if (a.id === b.id) return 1;
  const periods = [a, b].map(({ period }) => period || PERIOD_OF_PGA);
  const tMin = Math.min(...periods), tMax = Math.max(...periods);
  const isShort = tMin < 0.25 ? 1 : 0;
  const decades = Math.log10(tMax / tMin);
  const theta = 1.374 + 5.586 * isShort * (tMin / tMax) ** 0.728 * Math.log10(tMin / 0.25);
  const delta = 1 + Math.cos(-1.5 * decades);
  return Math.min(1, (1 - Math.cos(Math.PI / 2 - theta * decades) + delta) / 3);
}

/** The models by their name in job files. */
export const CROSS_CORRELATIONS: Readonly<Record<string, CrossCorrelation>> = {
  BakerJayaram2008: bakerJayaram2008,
  GodaAtkinson2009: godaAtkinson2009,
};
