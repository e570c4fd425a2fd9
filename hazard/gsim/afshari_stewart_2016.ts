/**
 * Afshari, K. and Stewart, J. P. (2016). Physically Parameterized Prediction Equations for Significant Duration in Active
 * Crustal Regions. Earthquake Spectra 32(4), 2057-2081. DOI 10.1193/063015EQS106M.
 */
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/afshari_stewart_2016.json" with { type: "json" };
import { californiaZ1pt0, japanZ1pt0 } from "./expected_z1pt0.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";

type Column =
  | ("m1" | "m2" | "b0N" | "b0R" | "b0SS" | "b1N" | "b1R" | "b1SS" | "b2" | "b3")
  | ("c1" | "c2" | "c3" | "c4" | "c5" | "vref" | "tau1" | "tau2" | "phi1" | "phi2");

const TABLE = new CoefficientTable<Column>(tables.motion);
const M_STAR = 6;
/** km */
const R1 = 10, R2 = 50;
/** m/s */
const V1 = 600;
/** Least excess of Z1.0 over the average from which on it has the same effect. */
const DZ1_REF = 200;

function durationModel(name: string, averageZ1: typeof californiaZ1pt0): ModelFactory {
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["RSD595", "RSD575", "RSD2080"],
    rupture: ["mag", "rake"],
    distances: ["rrup"],
    sites: ["vs30", "z1pt0"],
    hasSplitSigma: true,
  }, (imt, { size, mag, rake, rrup, vs30, z1pt0 }) => {
    const c = TABLE.get(imt), m = mag[0], z1 = new Float64Array(size);
    averageZ1(vs30, z1, size);
    return {
      mean: (i) => {
        const average = z1[i] / 1000; // km, while the depth itself is in m, as in the reference engine
        const excess = z1pt0[i] === -999 ? 0 : z1pt0[i] - average;
        return Math.log(sourceDuration(c, m, rake[i]) + pathDuration(c, rrup[i])) +
          c.c5 * Math.min(excess, DZ1_REF) + c.c4 * Math.log(Math.min(vs30[i], V1) / c.vref);
      },
      tau: m < 6.5 ? c.tau1 : m >= 7 ? c.tau2 : c.tau1 + (c.tau2 - c.tau1) * (m - 6.5) / 0.5,
      phi: m < 5.5 ? c.phi1 : m >= 5.75 ? c.phi2 : c.phi1 + (c.phi2 - c.phi1) * (m - 5.5) / 0.25,
    };
  });
}

function sourceDuration(c: Coefficients<Column>, m: number, rake: number): number {
  const isReverse = rake >= 45 && rake <= 135, isNormal = rake <= -45 && rake >= -135;
  if (m <= c.m1) return isReverse ? c.b0R : isNormal ? c.b0N : c.b0SS;
  const lnStress = (isReverse ? c.b1R : isNormal ? c.b1N : c.b1SS) +
    c.b2 * (Math.min(m, c.m2) - M_STAR) + c.b3 * Math.max(m - c.m2, 0);
  const moment = 10 ** (1.5 * m + 16.05);
  return 1 / (4.9e6 * 3.2 * Math.cbrt(Math.exp(lnStress) / moment));
}

function pathDuration(c: Coefficients<Column>, rrup: number): number {
  const near = Math.min(rrup, R1), middle = Math.min(Math.max(rrup - R1, 0), R2 - R1);
  return c.c1 * near + c.c2 * middle + c.c3 * Math.max(rrup - R2, 0);
}

export const models: ModelFactories = {
  AfshariStewart2016: durationModel("AfshariStewart2016", californiaZ1pt0),
  AfshariStewart2016Japan: durationModel("AfshariStewart2016Japan", japanZ1pt0),
};
