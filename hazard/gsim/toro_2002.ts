/**
 * Toro, G. R., Abrahamson, N. A. and Schneider, J. F. (1997). Model of strong ground motions from earthquakes in
 * central and eastern North America: best estimates and uncertainties. Seismol. Res. Lett. 68(1), 41-57,
 * https://doi.org/10.1785/gssrl.68.1.41, with Toro, G. R. (2002). Modification of the Toro et al. (1997)
 * attenuation equations for large magnitudes and short distances. Risk Engineering, technical report (eq. 4-3).
 * Midcontinent, moment magnitude. SHARE variant: see share_adjustment.ts.
 */
import { logInto } from "../../kernels/elementary.ts";
import { ramp } from "../interpolation.ts";
import data from "./coefficients/toro_2002.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { adjustmentOfRake, styleAdjustment } from "./share_adjustment.ts";

const MIDCONTINENT = new CoefficientTable(data.midcontinent);
const SHARE = new CoefficientTable(data.share);

/**
 * Ratios of the 2 s spectrum to that at 3 and 4 s, which SHARE added to the tabulated periods.
 * The reference divides the logarithm of the median by them, and so do we.
 */
const LONG_PERIOD_RATIO: Readonly<Record<number, number>> = { 3: 0.612, 4: 0.559 };

const LN_100 = Math.log(100);

function toro2002(name: string, isShare: boolean): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["rjb2", "RM2", "lnRM2", "nearness"]);
    return {
      name,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: isShare ? ["mag", "rake"] : ["mag"], distances: ["rjb"], sites: [] },
      hasSplitSigma: false,
      compute({ size, mag, rjb, rake }, imts, out) {
        const M = mag[0];
        const saturation = Math.exp(-1.25 + 0.227 * M) ** 2; // eq. 4-3
        const { rjb2, RM2, lnRM2, nearness } = scratch.columns(size), near = scratch.positions(size);
        let numNear = 0;
        for (let i = 0; i < size; i++) {
          rjb2[i] = rjb[i] * rjb[i];
          if (!(rjb[i] < 20)) continue;
          near[numNear] = i;
          nearness[numNear++] = ramp(rjb[i], 5, 20, 1, 0);
        }
        imts.forEach((imt, row) => {
          const { c1, c2, c3, c4, c5, c6, c7, m50, m55, m80, r5, r20 } = MIDCONTINENT.get(imt);
          const sourceTerm = c1 + c2 * (M - 6) + c3 * (M - 6) ** 2;
          const h2 = c7 ** 2 * saturation;
          const scale = 1 / (LONG_PERIOD_RATIO[imt.period] ?? 1);
          const aleatoryOfM = M < 5.5 ? ramp(M, 5, 5.5, m50, m55) : ramp(M, 5.5, 8, m55, m80);
          const epistemic = imt.period < 1 ? 0.36 + 0.07 * (M - 6) : 0.34 + 0.06 * (M - 6);
          const variance = aleatoryOfM ** 2 + epistemic ** 2;
          const mean = out.mean[row], sigma = out.sigma[row];
          for (let i = 0; i < size; i++) RM2[i] = rjb2[i] + h2;
          logInto(lnRM2, RM2, size);
          for (let i = 0; i < size; i++) {
            const lnRM = 0.5 * lnRM2[i];
            const attenuation = c4 * lnRM + (c5 - c4) * Math.max(lnRM - LN_100, 0) +
              c6 * Math.sqrt(RM2[i]);
            mean[i] = (sourceTerm - attenuation) * scale; // eq. 3
          }
          // eqs. 5 and 6
          sigma.fill(Math.sqrt(variance + r20 ** 2), 0, size);
          for (let k = 0; k < numNear; k++) {
            sigma[near[k]] = Math.sqrt(variance + (r20 + (r5 - r20) * nearness[k]) ** 2);
          }
          if (!isShare) return;
          const { Frss, AFrock } = SHARE.get(imt);
          const style = styleAdjustment(Frss), rock = Math.log(AFrock);
          for (let i = 0; i < size; i++) mean[i] += adjustmentOfRake(style, rake[i]) + rock;
        });
      },
    };
  };
}

export const models: ModelFactories = {
  // the name by which the reference shows how a model is added
  ExampleA2021: toro2002("ExampleA2021", false),
  ToroEtAl2002: toro2002("ToroEtAl2002", false),
  ToroEtAl2002SHARE: toro2002("ToroEtAl2002SHARE", true),
};
