/**
 * Arroyo, D., García, D., Ordaz, M., Mora, M. A. and Singh, S. K. (2010). Strong ground-motion relations for Mexican
 * interplate earthquakes. J. Seismol. 14, 769-785, https://doi.org/10.1007/s10950-010-9200-0 (eq. 8a, table 2).
 */
import data from "./coefficients/arroyo_2010.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { exponentialIntegral } from "./exponential_integral.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";

const TABLE = new CoefficientTable(data.motion);

export const models: ModelFactories = {
  ArroyoEtAl2010SInter: formulaModel({
    name: "ArroyoEtAl2010SInter",
    tectonicRegionType: "Subduction Interface",
    imtFamilies: ["PGA", "SA"],
    distances: ["rrup"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, { mag, rrup }) => {
    const { c1, c2, c3, c4, s_t, s_e, s_r } = TABLE.get(imt), M = mag[0];
    const r02 = 1.4447e-5 * Math.exp(2.3026 * M); // square of the size of the source, km²
    return {
      mean(i) {
        const far = Math.sqrt(rrup[i] ** 2 + r02);
        const decay = (exponentialIntegral(c4 * rrup[i]) - exponentialIntegral(c4 * far)) / r02;
        return c1 + c2 * M + c3 * Math.log(decay) + LN_GAL;
      },
      sigma: s_t,
      tau: s_e,
      phi: s_r,
    };
  }),
};
