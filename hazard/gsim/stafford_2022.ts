/**
 * Stafford, P. J. (2022). A model for the distribution of response spectral ordinates from New Zealand crustal earthquakes
 * based upon adjustments to the Chiou and Youngs (2014) response spectral model. GNS Science Report 2022/15.
 */
import { chiSquareQuantile } from "../statistics/chi_square.ts";
import { ChiouYoungs2014, type ChiouYoungsChanges } from "./chiou_youngs_2014.ts";
import type { ModelFactories } from "./model.ts";
import { readChoice, readOptions } from "./options.ts";

const NAME = "Stafford2022";
const BRANCHES = ["Lower", "Central", "Upper"] as const;
type Branch = typeof BRANCHES[number];

/** Deviations of the lower and upper branch (10 % and 90 %), and the probabilities of their deviations. */
const EPSILON: Record<Branch, number> = { Lower: -1.28155, Central: 0, Upper: 1.28155 };
const QUANTILES: Record<Branch, number> = { Lower: 0.1, Central: 0.5, Upper: 0.9 };
/** Part of the uncertainty that is common to all ruptures. */
const COMMON = 0.893;
/** Correlation of uncertainties of host and target. */
const CORRELATION = 0.4;
/** Deviation at a single site within events, and the part of its variance that the yielding of the ground changes. */
const PHI_SS = 0.39, YIELDING_SHARE = 0.736;

function sigmoid(x: number, start: number, finish: number, centre: number, slope: number): number {
  return start + (finish - start) / (1 + Math.exp(-(x - centre) / slope));
}

/** ln of a distance (km), which is never 0. */
const lnDistance = (r: number) => Math.log(Math.max(r, 1e-10));

/** Standard deviation of the median for want of data, by period (s), magnitude and distance (km). */
function empiricalDeviation(T: number, m: number): (r: number) => number {
  const centreR = sigmoid(T, 3.75, 5.75, 3.5, 0.5), slopeR = sigmoid(T, 0.225, 1.3, 3.5, 0.5);
  const centreM = sigmoid(T, 5.82, 6.4, 3.5, 0.5), slopeM = sigmoid(T, 0.42, 0.38, 2.5, 0.2);
  const byMagnitude = -0.25 * sigmoid(m, 1, 0, centreM, slopeM);
  return (r) => 0.4 + byMagnitude * sigmoid(lnDistance(r), 0, 1, centreR, slopeR);
}

/** Standard deviation of the saturation near the source. */
function saturationDeviation(m: number): (r: number) => number {
  const near = 0.6638 - 0.257 * (Math.min(m, 7) - 6);
  return (r) => sigmoid(lnDistance(r), near, 0, 0.799, 0.9835);
}

/** Standard deviation between events. */
function tauAt(T: number, m: number): number {
  const small = sigmoid(Math.log(T), 0.45, 0.4, 0, 0.2), large = sigmoid(Math.log(T), 0.35, 0.4, 0, 0.2);
  return small + (large - small) * (Math.min(Math.max(m, 5), 6.5) - 5) / 1.5;
}

/** Standard deviation between sites. */
function siteToSite(T: number): number {
  const x = T / 0.717;
  return 0.3171 + 0.3248 * x ** 0.7911 * Math.exp(-0.897 * x);
}

/** Number of independent observations. */
function effectiveNumber(T: number): number {
  return T <= 0.3 ? sigmoid(Math.log(T), 190.34, 221.16, -2.4341, 0.10366) : 221.16 / (T / 0.3) ** 0.10299;
}

const DEFAULTS = {
  mu_branch: "Central",
  sigma_branch: "Central",
  adjust_c1: true,
  adjust_chm: true,
  adjust_c7: true,
  adjust_cg1: true,
};

/** Additions to c7b at short periods. */
const C7B: Record<Branch, (lnT: number) => number> = {
  Lower: (lnT) => sigmoid(lnT, -0.05737, 0.05733, -1.0324, 0.04875),
  Central: (lnT) => sigmoid(lnT, -0.0865, 0, -1.5364, 0.3266),
  Upper: () => 0,
};

function changes(
  median: Branch,
  sigma: Branch,
  { adjust_c1, adjust_chm, adjust_c7, adjust_cg1 }: Record<`adjust_${string}`, boolean>,
): ChiouYoungsChanges {
  const epsilon = EPSILON[median] * COMMON;
  return {
    additions(T, m) {
      const lnT = Math.log(T);
      const ofMedian = empiricalDeviation(T, m), ofSaturation = saturationDeviation(m);
      const attenuation = Math.min(0.0024 * Math.tanh(0.8 * Math.log(T / 1.8)), 0);
      const ofAttenuation = sigmoid(lnT, 0.00054, 0.0004, Math.log(0.9), 0.2);
      return {
        c1: (r) =>
          epsilon * ((adjust_c1 ? ofMedian(r) : 0) + (adjust_chm ? CORRELATION * ofSaturation(r) : 0)),
        c7: adjust_c7 && median === "Lower" ? -0.02578 : 0,
        c7b: adjust_c7 ? C7B[median](lnT) : 0,
        cg1: adjust_cg1 ? attenuation + epsilon * ofAttenuation : 0,
      };
    },
    deviations(T, m) {
      const tau = tauAt(T, m), phiS2S = siteToSite(T), number = effectiveNumber(T);
      const ofMedian = empiricalDeviation(T, m), typical = empiricalDeviation(T, 5)(80);
      return (r, yielding) => {
        const squared = (1 + yielding) ** 2;
        const phi2 = phiS2S ** 2 + PHI_SS ** 2 * (squared * YIELDING_SHARE + 1 - YIELDING_SHARE);
        const dof = number / (ofMedian(r) / typical) ** 2 - 1;
        const inflation = chiSquareQuantile(QUANTILES[sigma], dof) / dof;
        return {
          sigma: Math.sqrt((squared * tau ** 2 + phi2) * inflation),
          tau: Math.abs(1 + yielding) * tau,
          phi: Math.sqrt(phi2),
        };
      };
    },
  };
}

class Stafford2022 extends ChiouYoungs2014 {
  override readonly imtFamilies = ["PGA", "SA"];
}

export const models: ModelFactories = {
  [NAME]: (given) => {
    const { mu_branch, sigma_branch, ...adjust } = readOptions(NAME, given, DEFAULTS);
    const median = readChoice(NAME, "mu_branch", mu_branch, BRANCHES);
    const sigma = readChoice(NAME, "sigma_branch", sigma_branch, BRANCHES);
    return new Stafford2022(NAME, {}, undefined, changes(median, sigma, adjust));
  },
};
