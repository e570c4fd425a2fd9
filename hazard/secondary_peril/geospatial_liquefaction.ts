/**
 * Probability of liquefaction by logistic regression on shaking and on what maps tell of the ground.
 *
 * Zhu, J., Daley, D., Baise, L.G., Thompson, E.M., Wald, D.J., Knudsen, K.L. (2015). A geospatial liquefaction model for
 * rapid response and loss estimation. Earthquake Spectra 31(3), 1813-1837. https://doi.org/10.1193/121912EQS353M
 *
 * Zhu, J., Baise, L.G., Thompson, E.M. (2017). An updated geospatial liquefaction model for global application. Bulletin of
 * the Seismological Society of America 107(3), 1365-1385. https://doi.org/10.1785/0120160198. Table 6, equation 2.
 *
 * Rashidian, V., Baise, L.G. (2020). Regional efficacy of a global geospatial liquefaction model. Engineering Geology 272,
 * 105644. https://doi.org/10.1016/j.enggeo.2020.105644
 *
 * Allstadt, K.E. et al. (2022). The US Geological Survey ground failure product: near-real-time estimates of
 * earthquake-triggered landslides and liquefaction. Earthquake Spectra 38(1), 5-36.
 * https://doi.org/10.1177/87552930211032685
 *
 * Bozzoni, F. et al. (2021). Megazonation of earthquake-induced soil liquefaction hazard in continental Europe. Bulletin of
 * Earthquake Engineering 19(10), 4059-4082. https://doi.org/10.1007/s10518-020-01008-6
 */
import { checkOptions, type PerilFactory, type SecondaryPeril, siteBySite } from "./peril.ts";

/** Shaking below it counts as it. */
export const LEAST_SHAKING = 1e-5;

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Whether the ground counts as liquefied, from a probability on. */
function occurrence(probability: number, threshold: number): number {
  return probability > threshold ? 1 : 0;
}

/** Inverse of the magnitude scaling factor of Idriss: Youd and Idriss (2001), 10.1061/(asce)1090-0241(2001)127:4(297). */
function magnitudeWeight(mag: number): number {
  return mag ** 2.56 / 10 ** 2.24;
}

/** Regressions on PGA weighted by the magnitude, on the compound topographic index and on vs30. */
function onWeightedPga(
  name: string,
  [constant, ofPga, ofCti, ofVs30]: readonly [number, number, number, number],
  threshold: number,
): PerilFactory {
  return (options) => {
    checkOptions(name, options, []);
    return {
      name,
      kind: "liquefaction",
      outputs: ["LiqProb", "LiqOccur"],
      measures: ["PGA"],
      sites: ["cti", "vs30"],
      compute: siteBySite(({ mag, shaking: [pga], site: [cti, vs30] }) => {
        const weighted = Math.max(pga, LEAST_SHAKING) * magnitudeWeight(mag);
        const x = ofPga * Math.log(weighted) + ofCti * cti + ofVs30 * Math.log(vs30) + constant;
        const probability = logistic(x);
        return [probability, occurrence(probability, threshold)];
      }),
    };
  };
}

/** Below this PGV (cm/s), and above this vs30 (m/s), nothing liquefies. */
const LEAST_PGV = 3, LARGEST_VS30 = 620;
/** Below this PGA (g) nothing liquefies, in the later models. */
const LEAST_PGA = 0.1;
const THRESHOLD_2017 = 0.4;

/** Spatial extent (%) of liquefaction: Zhu et al. (2017), equation 2. */
function spatialExtent([a, b, c]: readonly [number, number, number], probability: number): number {
  return a / (1 + b * Math.exp(-c * probability)) ** 2;
}
const COASTAL_EXTENT = [42.08, 62.59, 11.43] as const, GENERAL_EXTENT = [49.15, 42.4, 9.165] as const;

function outputs2017(
  probability: number,
  isPossible: boolean,
  extent: readonly [number, number, number],
): number[] {
  const possible = isPossible ? probability : 0;
  return [possible, occurrence(possible, THRESHOLD_2017), spatialExtent(extent, possible)];
}

/** Model 1 of Zhu et al. (2017): precipitation in mm, distances to coast and river in km. */
const coastal: PerilFactory = (options) => {
  checkOptions("ZhuEtAl2017LiquefactionCoastal", options, []);
  return {
    name: "ZhuEtAl2017LiquefactionCoastal",
    kind: "liquefaction",
    outputs: ["LiqProb", "LiqOccur", "LSE"],
    measures: ["PGV"],
    sites: ["vs30", "dr", "dc", "precip"],
    compute: siteBySite(({ shaking: [shaking], site: [vs30, toRiver, toCoast, precipitation] }) => {
      const pgv = Math.max(shaking, LEAST_SHAKING), root = Math.sqrt(toCoast);
      const x = 0.301 * Math.log(pgv) - 2.615 * Math.log(vs30) + 0.0005556 * precipitation - 0.0287 * root +
        0.0666 * toRiver - 0.0369 * root * toRiver + 12.435;
      return outputs2017(logistic(x), pgv >= LEAST_PGV && vs30 <= LARGEST_VS30, COASTAL_EXTENT);
    }),
  };
};

/** Model 2 of Zhu et al. (2017): precipitation in mm, distance to water in km, depth of the water table in m. */
function generalProbability(
  pgv: number,
  [vs30, toWater, waterTable, precipitation]: readonly number[],
): number {
  return logistic(
    0.334 * Math.log(pgv) - 1.918 * Math.log(vs30) + 0.0005408 * precipitation - 0.2054 * toWater -
      0.0333 * waterTable + 8.801,
  );
}

/** What the models that rest on model 2 have in common. */
const GENERAL: Pick<SecondaryPeril, "kind" | "outputs" | "sites"> = {
  kind: "liquefaction",
  outputs: ["LiqProb", "LiqOccur", "LSE"],
  sites: ["vs30", "dw", "gwd", "precip"],
};

const general: PerilFactory = (options) => {
  const name = "ZhuEtAl2017LiquefactionGeneral";
  checkOptions(name, options, []);
  return {
    ...GENERAL,
    name,
    measures: ["PGV"],
    compute: siteBySite(({ shaking: [shaking], site }) => {
      const pgv = Math.max(shaking, LEAST_SHAKING), isPossible = pgv >= LEAST_PGV && site[0] <= LARGEST_VS30;
      return outputs2017(generalProbability(pgv, site), isPossible, GENERAL_EXTENT);
    }),
  };
};

/** Most precipitation (mm) that counts. */
const MOST_PRECIPITATION = 1700;
/** Largest PGV (cm/s) that counts in Allstadt et al. (2022). */
const LARGEST_PGV = 150;

/** Model 2 with a least PGA; `weight` is that of PGV in the regression by magnitude, `largest` the most that counts. */
function withLeastPga(name: string, largest: number, weight: (mag: number) => number): PerilFactory {
  return (options) => {
    checkOptions(name, options, []);
    return {
      ...GENERAL,
      name,
      measures: ["PGA", "PGV"],
      compute: siteBySite(({ mag, shaking: [pga, shaking], site }) => {
        const pgv = Math.min(Math.max(shaking, LEAST_SHAKING), largest),
          [vs30, toWater, waterTable, rain] = site;
        const capped = [vs30, toWater, waterTable, Math.min(rain, MOST_PRECIPITATION)];
        const isPossible = pgv >= LEAST_PGV && vs30 <= LARGEST_VS30 && pga >= LEAST_PGA;
        return outputs2017(generalProbability(weight(mag) * pgv, capped), isPossible, GENERAL_EXTENT);
      }),
    };
  };
}

export const perils: Readonly<Record<string, PerilFactory>> = {
  ZhuEtAl2015LiquefactionGeneral: onWeightedPga(
    "ZhuEtAl2015LiquefactionGeneral",
    [24.1, 2.067, 0.355, -4.784],
    0.2,
  ),
  ZhuEtAl2017LiquefactionCoastal: coastal,
  ZhuEtAl2017LiquefactionGeneral: general,
  RashidianBaise2020Liquefaction: withLeastPga("RashidianBaise2020Liquefaction", Infinity, () => 1),
  AllstadtEtAl2022Liquefaction: withLeastPga(
    "AllstadtEtAl2022Liquefaction",
    LARGEST_PGV,
    (mag) => 1 / (1 + Math.exp(-2 * (mag - 6))),
  ),
  Bozzoni2021LiquefactionEurope: onWeightedPga(
    "Bozzoni2021LiquefactionEurope",
    [-11.489, 3.864, 2.328, -0.091],
    0.57,
  ),
};
