/**
 * Scala, A. et al. (2025). Ground motion models for Campi Flegrei (Italy). Bull. Earthq. Eng.,
 * https://doi.org/10.1007/s10518-025-02315-6: by epicentral or hypocentral distance, moment (MW) or duration magnitude
 * (MD).
 */
import data from "./coefficients/scala_2025.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";

export const models: ModelFactories = Object.fromEntries(
  Object.entries(data).map(([ending, coefficients]) => {
    const name = `Scala2025CampiFlegrei${ending}`, table = new CoefficientTable(coefficients);
    const distance = ending.startsWith("Repi") ? "repi" : "rhypo", h = distance === "repi" ? 1.4 : 1;
    return [
      name,
      formulaModel({
        name,
        tectonicRegionType: "Volcanic",
        imtFamilies: ["PGA", "PGV", "SA"],
        distances: [distance],
        sites: ["vs30"],
        hasSplitSigma: true,
      }, (imt, { mag, vs30, [distance]: r }) => {
        const C = table.get(imt), M = mag[0], lnUnit = imt.family === "PGV" ? 0 : LN_GAL;
        return {
          mean(i) {
            const site = vs30[i] < 360 ? C.sC : vs30[i] < 800 ? C.sB : 0;
            const path = (C.c1 + C.c2 * M) * Math.log10(Math.hypot(r[i], h));
            return (C.a + C.b * M + path + site) * Math.LN10 + lnUnit;
          },
          sigma: C.sigma * Math.LN10,
          tau: C.tau * Math.LN10,
          phi: Math.hypot(C.phi, C.sigma0) * Math.LN10,
        };
      }),
    ];
  }),
);
