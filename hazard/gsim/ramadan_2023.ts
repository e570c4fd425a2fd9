/**
 * Ramadan, F., Lanzano, G., Pacor, F., Felicetta, C., Smerzini, C. and Traversa, P. (2023). Ground motion models for
 * shallow crustal and deep earthquakes in the volcanic areas of Italy (eq. 2): events up to 5 km deep, and deeper ones.
 */
import data from "./coefficients/ramadan_2023.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { LN_GAL } from "./units.ts";

const TABLE = new CoefficientTable(data.motion);
const M_REF = 4.8;

function ramadan2023(name: string, isDeep: boolean): ModelFactory {
  return formulaModel({
    name,
    tectonicRegionType: "Volcanic",
    imtFamilies: ["PGA", "PGV", "SA"],
    distances: ["rhypo"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, { mag, rhypo, vs30 }) => {
    const C = TABLE.get(imt), dM = mag[0] - M_REF, lnUnit = imt.family === "PGV" ? 0 : LN_GAL;
    const perLgR = isDeep ? C.c3 + C.c4 * dM : C.c1 + C.c2 * dM,
      h = isDeep ? 5 : 1,
      perKm = isDeep ? C.c5 : 0;
    return {
      mean(i) {
        const r = Math.hypot(rhypo[i], h), site = vs30[i] < 360 ? C.sC : vs30[i] < 800 ? C.sB : 0;
        return (C.a + C.b * mag[0] + perLgR * Math.log10(r) + perKm * r + site) * Math.LN10 + lnUnit;
      },
      tau: C.tau * Math.LN10,
      phi: Math.hypot(C.phiS2S, C.phi0) * Math.LN10,
    };
  });
}

export const models: ModelFactories = {
  RamadanEtAl2023shallow: ramadan2023("RamadanEtAl2023shallow", false),
  RamadanEtAl2023deep: ramadan2023("RamadanEtAl2023deep", true),
};
