/**
 * Ambraseys, N. N., Douglas, J., Sarma, S. K. and Smit, P. M. (2005). Equations for the estimation of strong ground
 * motions from shallow crustal earthquakes using data from Europe and the Middle East: horizontal, and vertical, peak
 * ground acceleration and spectral acceleration. Bull. Earthq. Eng. 3, 1-53 and 55-73,
 * https://doi.org/10.1007/s10518-005-0183-0 and https://doi.org/10.1007/s10518-005-0186-x.
 */
import data from "./coefficients/ambraseys_2005.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { faultingStyle } from "./faulting_style.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { LN_M_PER_S2 } from "./units.ts";

function ambraseys2005(name: string, component: "horizontal" | "vertical"): ModelFactory {
  const table = new CoefficientTable(data[component]);
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "SA"],
    rupture: ["mag", "rake"],
    distances: ["rjb"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, { mag, rake, rjb, vs30 }) => {
    const C = table.get(imt), M = mag[0], perLgR = C.a3 + C.a4 * M;
    const styles = { normal: C.a8, reverse: C.a9, strikeSlip: C.a10, none: 0 };
    return {
      mean(i) {
        const site = vs30[i] <= 360 ? C.a6 : vs30[i] <= 750 ? C.a7 : 0;
        const path = perLgR * Math.log10(Math.hypot(rjb[i], C.a5));
        return (C.a1 + C.a2 * M + path + site + styles[faultingStyle(rake[i])]) * Math.LN10 + LN_M_PER_S2;
      },
      phi: (C.Sig1a - C.Sig1b * M) * Math.LN10,
      tau: (C.Sig2a - C.Sig2b * M) * Math.LN10,
    };
  });
}

export const models: ModelFactories = {
  AmbraseysEtAl2005: ambraseys2005("AmbraseysEtAl2005", "horizontal"),
  AmbraseysEtAl2005Vertical: ambraseys2005("AmbraseysEtAl2005Vertical", "vertical"),
};
