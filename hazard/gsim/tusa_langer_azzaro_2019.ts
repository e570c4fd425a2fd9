/**
 * Tusa, G., Langer, H. and Azzaro, R. (2020). Localizing ground-motion models in volcanic terranes: shallow events at Mt.
 * Etna, Italy, revisited. Bull. Seismol. Soc. Am. 110(6), 2843-2861, https://doi.org/10.1785/0120190325, for stress drops
 * of 100 and 60 bar.
 */
import data from "./coefficients/tusa_langer_azzaro_2019.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";

const M_REF = 3.6;

export const models: ModelFactories = Object.fromEntries(
  Object.entries(data).map(([ending, coefficients]) => {
    const name = `TusaLangerAzzaro2019_${ending}`, table = new CoefficientTable(coefficients);
    return [
      name,
      formulaModel({
        name,
        tectonicRegionType: "Volcanic",
        imtFamilies: ["PGA", "SA"],
        distances: ["rhypo"],
        sites: ["vs30"],
      }, (imt, { mag, rhypo, vs30 }) => {
        const C = table.get(imt), M = mag[0], h = 10 ** ((M - 3.391) / 2.076);
        const source = C.a + C.b1 * M + C.b2 * M ** 2, perLgR = C.c1 + C.c2 * (M - M_REF);
        return {
          mean(i) {
            const r = Math.hypot(rhypo[i], h), site = vs30[i] < 360 ? C.sCD : vs30[i] < 800 ? C.sB : C.sA;
            return (source + perLgR * Math.log10(r) + C.c3 * (r - 1) + site) * Math.LN10 + LN_GAL;
          },
          sigma: C.SigmaTot * Math.LN10,
        };
      }),
    ];
  }),
);
