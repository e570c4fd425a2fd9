/**
 * Sharma, M. L., Douglas, J., Bungum, H. and Kotadia, J. (2009). Ground-motion prediction equations based on data from the
 * Himalayan and Zagros regions. J. Earthq. Eng. 13(8), 1191-1210, https://doi.org/10.1080/13632460902859151 (eq. 1). PGA is
 * taken as the spectrum at 0.04 s; normal faulting counts as strike-slip.
 */
import data from "./coefficients/sharma_2009.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_M_PER_S2 } from "./units.ts";

const TABLE = new CoefficientTable(data.motion);
const ROCK_VS30 = 760;

export const models: ModelFactories = {
  SharmaEtAl2009: formulaModel({
    name: "SharmaEtAl2009",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "SA"],
    rupture: ["mag", "rake"],
    distances: ["rjb"],
    sites: ["vs30"],
  }, (imt, { mag, rake, rjb, vs30 }) => {
    const { b1, b2, b3, b4, b5, b6, sigma } = TABLE.get(imt);
    return {
      mean(i) {
        const isReverse = rake[i] > 30 && rake[i] < 150;
        const path = b3 * Math.log10(Math.hypot(rjb[i], b4));
        return (b1 + b2 * mag[0] + path + (vs30[i] > ROCK_VS30 ? b5 : 0) + (isReverse ? 0 : b6)) * Math.LN10 +
          LN_M_PER_S2;
      },
      sigma: sigma * Math.LN10,
    };
  }),
};
