/**
 * Lanzano, G. and Luzi, L. (2020). A ground motion model for volcanic areas in Italy. Bull. Earthq. Eng. 18, 57-76,
 * https://doi.org/10.1007/s10518-019-00735-9. Component: geometric mean; `_scaled`: the larger of the two horizontal
 * ones. Shallow events (focal depth below 5 km) and deep ones attenuate differently.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/lanzano_luzi_2019.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { LN_GAL } from "./units.ts";

const GEOMETRIC_MEAN = new CoefficientTable(data.geometricMean);
const LARGER = new CoefficientTable(data.larger);

/** Pseudo-depths of eqs. 5 and 9, km. */
const H_SHALLOW = 2, H_DEEP = 5;

function lanzanoLuzi2019(name: string, table: CoefficientTable, isDeep: boolean): ModelFactory {
  const h = isDeep ? H_DEEP : H_SHALLOW;
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["R", "lnR"]);
    return {
      name,
      tectonicRegionType: "Volcanic",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: ["mag"], distances: ["rhypo"], sites: ["vs30"] },
      hasSplitSigma: true,
      compute({ size, mag, rhypo, vs30 }, imts, out) {
        const { R, lnR } = scratch.columns(size);
        for (let i = 0; i < size; i++) R[i] = Math.sqrt(rhypo[i] * rhypo[i] + h * h);
        logInto(lnR, R, size);
        imts.forEach((imt, row) => {
          const { a, b, c1, c2, c3, sB, sC, sigma, tau, phi } = table.get(imt);
          const fM = a + b * mag[0];
          const [spreading, anelastic] = isDeep ? [c2, c3] : [c1, 0];
          const unit = imt.family === "PGV" ? 0 : LN_GAL;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            const site = vs30[i] >= 800 ? 0 : vs30[i] >= 360 ? sB : sC;
            mean[i] = (fM + anelastic * R[i] + site) * Math.LN10 + spreading * lnR[i] + unit;
          }
          out.sigma[row].fill(sigma * Math.LN10, 0, size);
          out.tau[row].fill(tau * Math.LN10, 0, size);
          out.phi[row].fill(phi * Math.LN10, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  LanzanoLuzi2019deep: lanzanoLuzi2019("LanzanoLuzi2019deep", GEOMETRIC_MEAN, true),
  LanzanoLuzi2019deep_scaled: lanzanoLuzi2019("LanzanoLuzi2019deep_scaled", LARGER, true),
  LanzanoLuzi2019shallow: lanzanoLuzi2019("LanzanoLuzi2019shallow", GEOMETRIC_MEAN, false),
  LanzanoLuzi2019shallow_scaled: lanzanoLuzi2019("LanzanoLuzi2019shallow_scaled", LARGER, false),
};
