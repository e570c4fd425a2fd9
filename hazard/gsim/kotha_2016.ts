/**
 * Kotha, S. R., Bindi, D. and Cotton, F. (2016). Partially non-ergodic region specific GMPE for Europe and the
 * Middle-East. Bull. Earthq. Eng. 14, 1245-1263, https://doi.org/10.1007/s10518-016-9875-x, with its erratum: for all of
 * Europe, for Italy, Turkey and what is left.
 */
import data from "./coefficients/kotha_2016.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { LN_M_PER_S2 } from "./units.ts";

const TABLE = new CoefficientTable<string>(data.motion);
const M_HINGE = 6.75, M_REF = 5.5;

/** The model with the ending of the columns of a region, or another table. */
export function kotha2016(name: string, region?: "IT" | "TR" | "OTH", table = TABLE): ModelFactory {
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "PGV", "SA"],
    distances: ["rjb"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, { mag, rjb, vs30 }) => {
    const C = table.get(imt), dM = mag[0] - M_HINGE;
    const own = (column: string) => C[column] + (region ? C[`D${column}${region}`] : 0);
    const source = C.e1 + (dM >= 0 ? C.b3 * dM : C.b1 * dM + C.b2 * dM ** 2) + own("g1") +
      (imt.family === "PGV" ? Math.log(100) : LN_M_PER_S2);
    const perLnR = C.c1 + C.c2 * (mag[0] - M_REF), perKm = own("c3"), perLnV = own("g2");
    return {
      mean(i) {
        const r = Math.hypot(rjb[i], C.h);
        return source + perLnR * Math.log(r) + perKm * (r - 1) + perLnV * Math.log(vs30[i]);
      },
      tau: C.tau,
      phi: Math.hypot(C.phi0, C.phiS2S),
      sigma: C.sigma,
    };
  });
}

export const models: ModelFactories = {
  KothaEtAl2016: kotha2016("KothaEtAl2016"),
  KothaEtAl2016Italy: kotha2016("KothaEtAl2016Italy", "IT"),
  KothaEtAl2016Turkey: kotha2016("KothaEtAl2016Turkey", "TR"),
  KothaEtAl2016Other: kotha2016("KothaEtAl2016Other", "OTH"),
};
