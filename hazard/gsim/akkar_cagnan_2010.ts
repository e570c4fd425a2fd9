/**
 * Akkar, S. and Çağnan, Z. (2010). A local ground-motion predictive model for Turkey, and its comparison with other
 * regional and global ground-motion models. Bull. Seismol. Soc. Am. 100(6), 2978-2995,
 * https://doi.org/10.1785/0120090367. Component: geometric mean. Site term of Boore and Atkinson (2008).
 */
import { logInto } from "../../kernels/elementary.ts";
import { parseImt } from "../imt.ts";
import { siteCoefficients, siteTerms } from "./boore_atkinson_2008.ts";
import data from "./coefficients/akkar_cagnan_2010.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { LN_GAL } from "./units.ts";

const NAME = "AkkarCagnan2010";
const MOTION = new CoefficientTable(data.motion);
const PGA = parseImt("PGA");
/** Reference magnitude, c1. */
const M_REF = 6.5;

/** Eqs. 1a and 1b: ln of the motion on rock (cm/s² or cm/s) into `lnY`. */
function rockMotion(C: Coefficients, { size, mag, rake, rjb }: ContextBlock, lnY: Float64Array): void {
  const M = mag[0], dM = M - M_REF;
  const source = C.a1 + (dM <= 0 ? C.a2 : C.a3) * dM + C.a4 * (8.5 - M) ** 2;
  const decay = (C.a5 + C.a6 * dM) / 2; // of the square of the distance
  for (let i = 0; i < size; i++) lnY[i] = rjb[i] * rjb[i] + C.a7 * C.a7;
  logInto(lnY, lnY, size);
  for (let i = 0; i < size; i++) {
    const style = rake[i] > 45 && rake[i] < 135 ? C.a9 : rake[i] > -135 && rake[i] < -45 ? C.a8 : 0;
    lnY[i] = source + decay * lnY[i] + style;
  }
}

export const models: ModelFactories = {
  [NAME]: (options) => {
    readOptions(NAME, options, {});
    const scratch = new Scratch(["lnPga4nl"]);
    return {
      name: NAME,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: ["mag", "rake"], distances: ["rjb"], sites: ["vs30"] },
      hasSplitSigma: true,
      compute(contexts, imts, out) {
        const { size, vs30 } = contexts;
        const { lnPga4nl } = scratch.columns(size);
        rockMotion(MOTION.get(PGA), contexts, lnPga4nl);
        for (let i = 0; i < size; i++) lnPga4nl[i] += LN_GAL;
        const { linear, soft, stiff } = siteTerms(vs30, lnPga4nl, size);
        imts.forEach((imt, row) => {
          const C = MOTION.get(imt), { blin, b1, b2 } = siteCoefficients(imt);
          const unit = imt.family === "PGV" ? 0 : LN_GAL;
          const mean = out.mean[row];
          rockMotion(C, contexts, mean);
          for (let i = 0; i < size; i++) mean[i] += blin * linear[i] + b1 * soft[i] + b2 * stiff[i] + unit;
          out.sigma[row].fill(Math.sqrt(C.sigma ** 2 + C.tau ** 2), 0, size);
          out.tau[row].fill(C.tau, 0, size);
          out.phi[row].fill(C.sigma, 0, size);
        });
      },
    };
  },
};
