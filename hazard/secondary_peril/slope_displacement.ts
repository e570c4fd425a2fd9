/**
 * Displacements (m) of slopes that slide, by critical acceleration and shaking.
 *
 * Jibson, R.W. (2007). Regression models for estimating coseismic landslide displacement. Engineering Geology 91, 209-218.
 * https://doi.org/10.1016/j.enggeo.2007.01.013. Equations 6 and 7.
 *
 * Jibson, R.W., Harp, E.L., Michael, J.A. (2000). A method for producing digital probabilistic seismic landslide hazard
 * maps. Engineering Geology 58, 271-289. https://doi.org/10.1016/S0013-7952(00)00039-9. Equations 3 and 5.
 *
 * Cho, Y., Rathje, E.M. (2022). Generic predictive model of earthquake-induced slope displacements derived from
 * finite-element analysis. Journal of Geotechnical and Geoenvironmental Engineering 148(4), 04022010.
 * https://doi.org/10.1061/(ASCE)GT.1943-5606.0002757. Equation 4a.
 *
 * Fotopoulou, S.D., Pitilakis, K.D. (2015). Predictive relationships for seismically induced slope displacements using
 * numerical analysis results. Bulletin of Earthquake Engineering 13, 3207-3238. https://doi.org/10.1007/s10518-015-9768-4.
 * Equations 8 to 10 and 12.
 *
 * Saygili, G., Rathje, E.M. (2008). Empirical predictive models for earthquake-induced sliding displacements of slopes.
 * Journal of Geotechnical and Geoenvironmental Engineering 134(6), 790-803.
 * https://doi.org/10.1061/(ASCE)1090-0241(2008)134:6(790). Equation 6.
 *
 * Rathje, E.M., Saygili, G. (2009). Probabilistic assessment of earthquake-induced sliding displacements of natural slopes.
 * Bulletin of the New Zealand Society for Earthquake Engineering 42(1), 18-27. https://doi.org/10.5459/bnzsee.42.1.18-27.
 * Equation 8.
 */
import type { SiteParameter } from "../site/site_collection.ts";
import {
  checkOptions,
  numberOption,
  type PerilFactory,
  type ShakenSite,
  type ShakingMeasure,
  siteBySite,
} from "./peril.ts";

/** Smaller ratios of critical acceleration to PGA make displacements too large. */
const LEAST_RATIO = 0.05;
const CM_PER_M = 100;

/** Critical acceleration over PGA, within bounds. */
function accelerationRatio(critical: number, pga: number, least = LEAST_RATIO): number {
  return Math.min(Math.max(critical / pga, least), 1);
}

/** A model that gives one displacement; nothing moves without shaking. */
function displacing(
  name: string,
  measures: readonly ShakingMeasure[],
  displacement: (shaken: ShakenSite) => number,
  moreSites: readonly SiteParameter[] = [],
): PerilFactory {
  return (options) => {
    checkOptions(name, options, []);
    return {
      name,
      kind: "landslide",
      outputs: ["Disp"],
      measures,
      sites: ["crit_accel", ...moreSites],
      compute: siteBySite((
        shaken,
      ) => [shaken.shaking.every((value) => value > 0) ? displacement(shaken) : 0]),
    };
  };
}

/** (1 - ratio)^a ratio^b, not quite 0. */
function slidingFactor(ratio: number, a: number, b: number): number {
  return (1 - ratio) ** a * ratio ** b || 1e-100;
}

const jibson2007A: PerilFactory = (options) => {
  const name = "Jibson2007ALandslides";
  checkOptions(name, options, ["c1", "c2", "c3", "crit_accel_threshold"]);
  const c1 = numberOption(options, "c1", 0.215), c2 = numberOption(options, "c2", 2.341);
  const c3 = numberOption(options, "c3", -1.438),
    least = numberOption(options, "crit_accel_threshold", LEAST_RATIO);
  return displacing(name, ["PGA"], ({ shaking: [pga], site: [critical] }) => {
    const ratio = accelerationRatio(critical, pga, least);
    return 10 ** (c1 + Math.log10(slidingFactor(ratio, c2, c3))) / CM_PER_M;
  })({});
};

const jibson2007B: PerilFactory = (options) => {
  const name = "Jibson2007BLandslides";
  checkOptions(name, options, ["c1", "c2", "c3", "c4", "crit_accel_threshold"]);
  const c1 = numberOption(options, "c1", -2.71), c2 = numberOption(options, "c2", 2.335);
  const c3 = numberOption(options, "c3", -1.478), c4 = numberOption(options, "c4", 0.424);
  const least = numberOption(options, "crit_accel_threshold", LEAST_RATIO);
  return displacing(name, ["PGA"], ({ mag, shaking: [pga], site: [critical] }) => {
    const ratio = accelerationRatio(critical, pga, least);
    return 10 ** (c1 + Math.log10(slidingFactor(ratio, c2, c3)) + c4 * mag) / CM_PER_M;
  })({});
};

/** By the period (s) of the slope and how deep of its height the slide is. */
function choRathje2022({ shaking: [pgv], site: [critical, period, depthRatio] }: ShakenSite): number {
  const lnPeriod = Math.log(period), lnCritical = Math.log(critical);
  const isShallow = depthRatio <= 0.6;
  const a0 = isShallow ? -1.01 + 1.57 * lnPeriod - 0.25 * lnCritical : -4.5 - 1.37 * lnCritical;
  const a1 = isShallow ? 0.81 - 1.05 * lnPeriod - 0.6 * lnPeriod ** 2 : 1.51 + 0.1 * lnCritical;
  return Math.exp(a0 + a1 * Math.log(pgv)) / CM_PER_M;
}

/** Value of a polynomial, the constant first. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

/** The probability of failure by a displacement: Jibson et al. (2000), equation 5. */
function failureProbability(displacement: number): number {
  return 0.335 * (1 - Math.exp(-0.048 * (displacement * CM_PER_M) ** 1.565));
}

const jibson2000: PerilFactory = (options) => {
  const name = "JibsonEtAl2000Landslides";
  checkOptions(name, options, []);
  return {
    name,
    kind: "landslide",
    outputs: ["Disp", "DispProb"],
    measures: ["IA"],
    sites: ["crit_accel"],
    compute: siteBySite(({ shaking: [intensity], site: [critical] }) => {
      if (!(intensity > 0)) return [0, 0];
      const displacement = 10 ** (1.521 * Math.log10(intensity) - 1.993 * Math.log10(critical) - 1.546) /
        CM_PER_M;
      return [displacement, failureProbability(displacement)];
    }),
  };
};

export const perils: Readonly<Record<string, PerilFactory>> = {
  Jibson2007ALandslides: jibson2007A,
  Jibson2007BLandslides: jibson2007B,
  ChoRathje2022Landslides: displacing("ChoRathje2022Landslides", ["PGV"], choRathje2022, [
    "tslope",
    "hratio",
  ]),
  FotopoulouPitilakis2015ALandslides: displacing(
    "FotopoulouPitilakis2015ALandslides",
    ["PGV"],
    ({ mag, shaking: [pgv], site: [critical] }) =>
      Math.exp(-9.891 + 1.873 * Math.log(pgv) - 5.964 * critical + 0.285 * mag),
  ),
  FotopoulouPitilakis2015BLandslides: displacing(
    "FotopoulouPitilakis2015BLandslides",
    ["PGA"],
    ({ mag, shaking: [pga], site: [critical] }) =>
      Math.exp(-2.965 + 2.127 * Math.log(pga) - 6.583 * critical + 0.535 * mag),
  ),
  FotopoulouPitilakis2015CLandslides: displacing(
    "FotopoulouPitilakis2015CLandslides",
    ["PGA"],
    ({ mag, shaking: [pga], site: [critical] }) =>
      Math.exp(-10.246 - 2.165 * Math.log(accelerationRatio(critical, pga)) + 7.844 * critical + 0.654 * mag),
  ),
  FotopoulouPitilakis2015DLandslides: displacing(
    "FotopoulouPitilakis2015DLandslides",
    ["PGV", "PGA"],
    ({ shaking: [pgv, pga], site: [critical] }) =>
      Math.exp(
        -8.36 + 1.873 * Math.log(pgv) - 0.347 * Math.log(accelerationRatio(critical, pga)) - 5.964 * critical,
      ),
  ),
  SaygiliRathje2008Landslides: displacing(
    "SaygiliRathje2008Landslides",
    ["PGA", "PGV"],
    ({ shaking: [pga, pgv], site: [critical] }) => {
      const byRatio = polynomial([-1.56, -4.58, -20.84, 44.75, -30.5], accelerationRatio(critical, pga));
      return Math.exp(byRatio - 0.64 * Math.log(pga) + 1.55 * Math.log(pgv)) / CM_PER_M;
    },
  ),
  RathjeSaygili2009Landslides: displacing(
    "RathjeSaygili2009Landslides",
    ["PGA"],
    ({ mag, shaking: [pga], site: [critical] }) => {
      const byRatio = polynomial([4.89, -4.85, -19.64, 42.49, -29.06], accelerationRatio(critical, pga));
      return Math.exp(byRatio + 0.72 * Math.log(pga) + 0.89 * (mag - 6)) / CM_PER_M;
    },
  ),
  JibsonEtAl2000Landslides: jibson2000,
};
