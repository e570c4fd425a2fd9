/**
 * Somerville, P., Collins, N., Abrahamson, N., Graves, R. and Saikia, C. (2001). Ground motion attenuation relations for
 * the central and eastern United States. Final report, USGS award 99HQGR0098. Non-rifted crust, as used for the maps of
 * 2008 on firm rock. Component: geometric mean.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/somerville_2001.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories } from "./model.ts";
import { meanCap } from "./nshmp_2008.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

const NAME = "SomervilleEtAl2001NSHMP2008";
const MOTION = new CoefficientTable(data.motion);
/** Distance (km) where the attenuation changes, and the pseudo-depth (km). */
const R_HINGE = 50, H = 6;

export const models: ModelFactories = {
  [NAME]: (options) => {
    readOptions(NAME, options, {});
    const scratch = new Scratch(["lnR"]);
    return {
      name: NAME,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: ["mag"], distances: ["rjb"], sites: [] },
      hasSplitSigma: false,
      compute({ size, mag, rjb }, imts, out) {
        const M = mag[0];
        const lnR1 = Math.log(Math.hypot(R_HINGE, H));
        const { lnR } = scratch.columns(size);
        for (let i = 0; i < size; i++) lnR[i] = Math.sqrt(rjb[i] * rjb[i] + H * H);
        logInto(lnR, lnR, size);
        imts.forEach((imt, row) => {
          const { a1, a2, a3, a4, a5, a6, a7, sigma } = MOTION.get(imt);
          const source = a1 + a2 * (M - 6.4) + a7 * (8.5 - M) ** 2;
          const byMagnitude = a4 * (M - 6.4);
          const cap = meanCap(imt);
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            const spreading = rjb[i] < R_HINGE ? a3 * lnR[i] : a3 * lnR1 + a6 * (lnR[i] - lnR1);
            mean[i] = Math.min(source + spreading + byMagnitude * lnR[i] + a5 * rjb[i], cap);
          }
          out.sigma[row].fill(sigma, 0, size);
        });
      },
    };
  },
};
