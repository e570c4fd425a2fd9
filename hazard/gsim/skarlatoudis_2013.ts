/**
 * Skarlatoudis, A. A. et al. (2013). Ground-motion prediction equations of intermediate-depth earthquakes in the Hellenic
 * arc, southern Aegean subduction area. Bull. Seismol. Soc. Am. 103(3), 1952-1968, https://doi.org/10.1785/0120120265.
 * Component: RotD50; scaled: converted to the larger component.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/skarlatoudis_2013.json" with { type: "json" };
import { type CoefficientData, CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { LN_GAL } from "./units.ts";

type Column =
  | ("c1" | "c2" | "c32" | "c41" | "c42" | "c51" | "c52" | "c61" | "c62")
  | ("sigma" | "tau" | "epsilon");

const C31 = -1.7;
/** Focal depths in km below which the term of the arc is that of shallow events, and from which there is one at all. */
const SHALLOW = 80, DEEP = 100;

/** Dependence of the term of the arc on distance (eqs. 4 and 5), with the signs that the reference engine has. */
function arcShape(depth: number, R: number): number {
  const [near, far] = depth < SHALLOW ? [205, 335] : [140, 240];
  if (R >= far) return 1;
  return R >= near ? (near - R) / (depth < SHALLOW ? 150 : 100) : 0;
}

function skarlatoudis2013(name: string, data: CoefficientData): ModelFactory {
  const table = new CoefficientTable<Column>(data);
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["lnR"]);
    return {
      name,
      tectonicRegionType: "Subduction IntraSlab",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: ["hypo_depth", "mag"], distances: ["rhypo"], sites: ["backarc", "vs30"] },
      hasSplitSigma: true,
      compute({ size, mag, hypo_depth, rhypo, vs30, backarc }, imts, out) {
        const { lnR } = scratch.columns(size);
        logInto(lnR, rhypo, size);
        imts.forEach((imt, row) => { // eq. 3
          const { c1, c2, c32, c41, c42, c51, c52, c61, c62, epsilon, tau, sigma } = table.get(imt);
          const source = (c1 + c2 * (mag[0] - 5.5)) * Math.LN10 + (imt.family === "PGV" ? 0 : LN_GAL);
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            const [constant, slope] = backarc[i] === 1 ? [c51, c52] : [c41, c42];
            const arc = hypo_depth[i] >= DEEP ? constant + slope * arcShape(hypo_depth[i], rhypo[i]) : 0;
            const site = vs30[i] < 360 ? c62 : vs30[i] < 760 ? c61 : 0;
            mean[i] = source + C31 * lnR[i] + (c32 * (rhypo[i] - 1) + arc + site) * Math.LN10;
          }
          out.sigma[row].fill(epsilon * Math.LN10, 0, size);
          out.tau[row].fill(tau * Math.LN10, 0, size);
          out.phi[row].fill(sigma * Math.LN10, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  SkarlatoudisEtAlSSlab2013: skarlatoudis2013("SkarlatoudisEtAlSSlab2013", data.motion),
  SkarlatoudisEtAlSSlab2013_scaled: skarlatoudis2013("SkarlatoudisEtAlSSlab2013_scaled", data.scaled),
};
