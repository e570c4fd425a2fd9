/**
 * Idini, B., Rojas, F., Ruiz, S. and Pastén, C. (2017). Ground motion prediction equations for the Chilean subduction
 * zone. Bull. Earthq. Eng. 15(5), 1853-1880, https://doi.org/10.1007/s10518-016-0050-1. Component: geometric mean.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/idini_2017.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

type Column =
  | ("c1" | "c2" | "c3" | "c5" | "c8" | "c9" | "dc1" | "dc2" | "dc3" | "sigma_e" | "sigma_r")
  | ("s2" | "s3" | "s4" | "s5" | "s6");

const TABLE = new CoefficientTable<Column>(data.motion);

const M_REF = 5, V_REF = 1530, H0 = 50, C4 = 0.1, C6 = 5, C7 = 0.35;
/** From this magnitude on the distance of interface events is that to the rupture. */
const LARGE = 7.7;

function idini2017(name: string, isSlab: boolean): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["lnR", "lnV"]);
    return {
      name,
      tectonicRegionType: isSlab ? "Subduction IntraSlab" : "Subduction Interface",
      imtFamilies: ["PGA", "SA"],
      requires: {
        rupture: isSlab ? ["hypo_depth", "mag"] : ["mag"],
        distances: ["rhypo", "rrup"],
        sites: ["soiltype", "vs30"],
      },
      hasSplitSigma: true,
      compute({ size, mag, hypo_depth, rhypo, rrup, soiltype, vs30 }, imts, out) {
        const M = mag[0];
        const { lnR, lnV } = scratch.columns(size);
        const R = isSlab || M < LARGE ? rhypo : rrup;
        const saturation = isSlab ? 0 : C6 * 10 ** (C7 * (M - M_REF));
        for (let i = 0; i < size; i++) {
          lnR[i] = R[i] + saturation;
          lnV[i] = vs30[i] / V_REF;
        }
        logInto(lnR, lnR, size);
        logInto(lnV, lnV, size);
        imts.forEach((imt, row) => {
          const C = TABLE.get(imt);
          const source = C.c1 + C.c2 * M + (isSlab ? C.dc1 + C.dc2 * M : C.c9 * M ** 2); // eq. 3
          const g = C.c3 + C4 * (M - M_REF) + (isSlab ? C.dc3 : 0); // eq. 5
          const perDepth = isSlab ? C.c8 * Math.LN10 : 0, perKm = C.c5 * Math.LN10;
          // soils 2 to 6; all else is rock (eq. 18)
          const bySoil = [0, 0, C.s2, C.s3, C.s4, C.s5, C.s6];
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            const depth = isSlab ? perDepth * (hypo_depth[i] - H0) : 0;
            const site = (bySoil[soiltype[i]] ?? 0) * lnV[i];
            mean[i] = source * Math.LN10 + g * lnR[i] + perKm * R[i] + depth + site;
          }
          const tau = C.sigma_e * Math.LN10, phi = C.sigma_r * Math.LN10;
          out.sigma[row].fill(Math.sqrt(tau ** 2 + phi ** 2), 0, size);
          out.tau[row].fill(tau, 0, size);
          out.phi[row].fill(phi, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  IdiniEtAl2017SInter: idini2017("IdiniEtAl2017SInter", false),
  IdiniEtAl2017SSlab: idini2017("IdiniEtAl2017SSlab", true),
};
