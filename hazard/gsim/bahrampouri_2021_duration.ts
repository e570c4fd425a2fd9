/**
 * Bahrampouri, M., Rodriguez-Marek, A. and Green, R. A. (2021). Ground motion prediction equations for significant
 * duration using the KiK-net database. Earthquake Spectra 37(2), 903-920, https://doi.org/10.1177/8755293020970971
 * (eqs. 5 to 12).
 */
import data from "./coefficients/bahrampouri_2021_duration.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";

/** m/s and m: bounds of the site terms. */
const STIFFEST = 600, DEEPEST = 250;
const UNKNOWN = -999;

/** Four decimals, to which the terms are rounded in the reference. */
const rounded = (x: number) => Math.round(x * 1e4) / 1e4;

/** Depth (m) to 1 km/s expected from vs30 (m/s). */
function expectedZ1pt0(vs30: number): number {
  return Math.exp(-5.23 / 2 * Math.log((vs30 ** 2 + 412.39 ** 2) / (1360 ** 2 + 412.39 ** 2)) - 0.9);
}

function duration(name: string, tectonicRegionType: string, table: CoefficientTable): ModelFactory {
  return formulaModel({
    name,
    tectonicRegionType,
    imtFamilies: ["RSD595", "RSD575"],
    rupture: ["mag", "rake"],
    distances: ["rrup"],
    sites: ["vs30", "z1pt0"],
    hasSplitSigma: true,
  }, (imt, { mag, rake, rrup, vs30, z1pt0 }) => {
    const C = table.get(imt), M = mag[0];
    const source = 10 ** (C.m1 * (M - C.m2));
    const perKm = C.r1 + C.r2 * (M - 4), share = Math.min(Math.max((M - C.M1) / (C.M2 - C.M1), 0), 1);
    const isInterface = tectonicRegionType === "Subduction Interface";
    return {
      mean(i) {
        const steepness = Math.abs(rake[i]), isDipSlip = steepness >= 45 && steepness <= 135;
        const style = isInterface || (isDipSlip && rake[i] > 0) ? C.m3_RS : isDipSlip ? C.m3_NS : C.m3_SS;
        const distance = rrup[i] > C.R1 ? C.R1 + share * (rrup[i] - C.R1) : rrup[i];
        const expected = expectedZ1pt0(vs30[i]), z1 = z1pt0[i] === UNKNOWN ? expected : z1pt0[i];
        const basin = C.s2 * Math.min(rounded(z1 - expected), DEEPEST);
        const site = rounded(C.s1 * Math.log(Math.min(vs30[i], STIFFEST) / STIFFEST) + basin + C.s3);
        return Math.log(rounded(source + style) + rounded(perKm * distance)) + site;
      },
      tau: C.tau,
      phi: Math.hypot(C.phi_ss, C.phi_s2s),
      sigma: C.sig,
    };
  });
}

const CRUSTAL = new CoefficientTable<string>(data.crustal);
const INTERFACE = new CoefficientTable<string>(data.interface);
const SLAB = new CoefficientTable<string>(data.slab);

export const models: ModelFactories = {
  BahrampouriEtAldm2021Asc: duration("BahrampouriEtAldm2021Asc", "Active Shallow Crust", CRUSTAL),
  BahrampouriEtAldm2021SInter: duration("BahrampouriEtAldm2021SInter", "Subduction Interface", INTERFACE),
  BahrampouriEtAldm2021SSlab: duration("BahrampouriEtAldm2021SSlab", "Subduction IntraSlab", SLAB),
};
