/**
 * Zafarani, H., Luzi, L., Lanzano, G. and Soghrat, M. R. (2018). Empirical equations for the prediction of PGA and pseudo
 * spectral accelerations using Iranian strong-motion data. J. Seismol. 22, 263-285,
 * https://doi.org/10.1007/s10950-017-9704-y, and of the ratio of the vertical to the horizontal component.
 */
import data from "./coefficients/zafarani_2018.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { faultingStyle } from "./faulting_style.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { LN_GAL } from "./units.ts";

function zafarani2018(name: string, component: "horizontal" | "ratio"): ModelFactory {
  const table = new CoefficientTable(data[component]), lnUnit = component === "ratio" ? 0 : LN_GAL;
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "SA"],
    rupture: ["mag", "rake"],
    distances: ["rjb"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, { mag, rake, rjb, vs30 }) => {
    const C = table.get(imt), dM = mag[0] - C.mh;
    const source = C.e1 + (dM <= 0 ? C.b1 * dM + C.b2 * dM ** 2 : C.b3 * dM);
    const styles = { reverse: C.fTF, strikeSlip: C.fSS, normal: 0, none: 0 };
    const siteTerm = (v: number) => v >= 800 ? 0 : v >= 360 ? C.sB : v >= 180 ? C.sC : C.sD;
    return {
      mean: (i) =>
        (source + C.c1 * Math.log10(Math.hypot(rjb[i], C.h)) + siteTerm(vs30[i]) +
            styles[faultingStyle(rake[i])]) *
          Math.LN10 + lnUnit,
      sigma: C.SigmaTot * Math.LN10,
      tau: C.SigmaB * Math.LN10,
      phi: C.SigmaW * Math.LN10,
    };
  });
}

export const models: ModelFactories = {
  ZafaraniEtAl2018: zafarani2018("ZafaraniEtAl2018", "horizontal"),
  ZafaraniEtAl2018VHratio: zafarani2018("ZafaraniEtAl2018VHratio", "ratio"),
};
