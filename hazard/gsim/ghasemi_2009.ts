/**
 * Ghasemi, H., Zare, M., Fukushima, Y. and Koketsu, K. (2009). An empirical spectral ground-motion model for Iran. J.
 * Seismol. 13, 499-515, https://doi.org/10.1007/s10950-008-9143-x.
 */
import data from "./coefficients/ghasemi_2009.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";

const TABLE = new CoefficientTable(data.motion);
const A5 = 0.42, ROCK_VS30 = 760;

export const models: ModelFactories = {
  GhasemiEtAl2009: formulaModel({
    name: "GhasemiEtAl2009",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "SA"],
    distances: ["rrup"],
    sites: ["vs30"],
  }, (imt, { mag, rrup, vs30 }) => {
    const { a1, a2, a3, a4, a6, a7, sigma } = TABLE.get(imt), near = a4 * 10 ** (A5 * mag[0]);
    return {
      mean: (i) =>
        (a1 + a2 * mag[0] + a3 * Math.log10(rrup[i] + near) + (vs30[i] < ROCK_VS30 ? a7 : a6)) * Math.LN10 +
        LN_GAL,
      sigma: sigma * Math.LN10,
    };
  }),
};
