/**
 * Drouet, S. (2015), a model for Brazil that is not published, made as in Drouet, S. and Cotton, F. (2015). Regional
 * stochastic GMPEs in low-seismicity areas: scaling and aleatory variability analysis; application to the French Alps.
 * Bull. Seismol. Soc. Am. 105(4), 1883-1902, https://doi.org/10.1785/0120140240 (eq. 8). The depth is constant, or it and
 * the stress drop depend on the earthquake.
 */
import data from "./coefficients/drouet_2015_brazil.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { LN_M_PER_S2 } from "./units.ts";

function drouet(name: string, hasDepth: boolean): ModelFactory {
  const table = new CoefficientTable(hasDepth ? data.withDepth : data.fixedDepth);
  return formulaModel({
    name,
    tectonicRegionType: "Stable Shallow Crust",
    imtFamilies: ["PGA", "PGV", "SA"],
    rupture: hasDepth ? ["mag", "hypo_depth"] : ["mag"],
    distances: ["rjb"],
    hasSplitSigma: true,
  }, (imt, { mag, rjb, hypo_depth }) => {
    const C = table.get(imt), M = mag[0];
    const source = C.c1 + C.c2 * (M - 8) + C.c3 * (M - 8) ** 2 +
      (imt.family === "PGV" ? Math.log(100) : LN_M_PER_S2);
    const perLnR = C.c4 + C.c5 * M, perKm = hasDepth ? C.c6 : C.c7;
    return {
      mean: (i) =>
        source + perLnR * Math.log(Math.hypot(rjb[i], hasDepth ? hypo_depth[i] : C.c6)) + perKm * rjb[i],
      tau: C.tau,
      phi: C.sigma,
    };
  });
}

export const models: ModelFactories = {
  DrouetBrazil2015: drouet("DrouetBrazil2015", false),
  DrouetBrazil2015withDepth: drouet("DrouetBrazil2015withDepth", true),
};
