/**
 * Probability of landslides by logistic regression on shaking and on what maps tell of the ground.
 *
 * Nowicki Jessee, M.A. et al. (2018). A global empirical model for near-real-time assessment of seismically induced
 * landslides. Journal of Geophysical Research: Earth Surface 123, 1835-1859. https://doi.org/10.1029/2017JF004494. Tables
 * of lithology and land cover, equation 9.
 *
 * Allstadt, K.E. et al. (2022). The US Geological Survey ground failure product: near-real-time estimates of
 * earthquake-triggered landslides and liquefaction. Earthquake Spectra 38(1), 5-36.
 * https://doi.org/10.1177/87552930211032685
 */
import { degrees } from "../geo/geodesy.ts";
import { textOfCode } from "../site/site_text.ts";
import { LEAST_SHAKING } from "./geospatial_liquefaction.ts";
import { checkOptions, type PerilFactory, type SecondaryPeril, siteBySite } from "./peril.ts";

/** By class of GLiM and of GlobCover; what is not known counts as `OTHER_...`. */
const LITHOLOGY: Readonly<Record<string, number>> = {
  mt: -1.87,
  nd: -0.66,
  pa: -0.78,
  pb: -1.88,
  pi: -1.61,
  py: -1.05,
  sc: -0.95,
  sm: -1.36,
  ss: -1.92,
  su: -3.22,
  va: -1.54,
  vb: -1.5,
  vi: -0.81,
};
const OTHER_LITHOLOGY = -0.66;
const LAND_COVER: Readonly<Record<number, number>> = {
  14: 0.91,
  20: 0.88,
  30: 0.78,
  40: 0.68,
  50: 0.3,
  60: 1.77,
  70: 1.71,
  90: -1.26,
  100: 1.5,
  110: 0.68,
  120: 1.13,
  130: 0.79,
  140: 1.03,
  150: 0.54,
  160: 2.34,
  180: 1.19,
  190: 0.3,
  200: -0.06,
  220: -0.18,
  230: -1.08,
};
const OTHER_LAND_COVER = -1.08;

function probabilityOf(
  pgv: number,
  slope: number,
  lithology: number,
  landCover: number,
  cti: number,
): number {
  const lnPgv = Math.log(Math.max(pgv, LEAST_SHAKING)), angle = degrees(Math.atan(slope));
  const byRock = LITHOLOGY[textOfCode("lithology", lithology)] ?? OTHER_LITHOLOGY;
  const byCover = LAND_COVER[Math.trunc(landCover)] ?? OTHER_LAND_COVER;
  const x = 1.65 * lnPgv + 0.06 * angle + byRock + byCover + 0.03 * cti + 0.01 * lnPgv * angle - 6.3;
  return 1 / (1 + Math.exp(-x));
}

/** Share (%) of the area that slides. */
function spatialExtent(probability: number): number {
  return 100 * Math.exp(-7.592 + 5.237 * probability - 3.042 * probability ** 2 + 4.035 * probability ** 3);
}

const COMMON: Pick<SecondaryPeril, "kind" | "outputs" | "measures" | "sites"> = {
  kind: "landslide",
  outputs: ["LsProb", "LSE"],
  measures: ["PGA", "PGV"],
  sites: ["slope", "lithology", "landcover", "cti"],
};

/** Most PGV (cm/s) and topographic index that count; below this slope (m/m) and PGA (g) nothing slides. */
const LARGEST_PGV = 211, LARGEST_CTI = 19, LEAST_SLOPE = 0.035, LEAST_PGA = 0.02;

export const perils: Readonly<Record<string, PerilFactory>> = {
  NowickiJessee2018Landslides: (options) => {
    checkOptions("NowickiJessee2018Landslides", options, []);
    return {
      ...COMMON,
      name: "NowickiJessee2018Landslides",
      compute: siteBySite(({ shaking: [, pgv], site: [slope, lithology, landCover, cti] }) => {
        const probability = probabilityOf(pgv, slope, lithology, landCover, cti);
        return [probability, spatialExtent(probability)];
      }),
    };
  },
  AllstadtEtAl2022Landslides: (options) => {
    checkOptions("AllstadtEtAl2022Landslides", options, []);
    return {
      ...COMMON,
      name: "AllstadtEtAl2022Landslides",
      compute: siteBySite(({ shaking: [pga, pgv], site: [slope, lithology, landCover, cti] }) => {
        const capped = Math.min(Math.max(cti, 0), LARGEST_CTI);
        const probability = probabilityOf(Math.min(pgv, LARGEST_PGV), slope, lithology, landCover, capped);
        const isPossible = slope >= LEAST_SLOPE && pga >= LEAST_PGA;
        return [probability, isPossible ? spatialExtent(probability) : 0];
      }),
    };
  },
};
