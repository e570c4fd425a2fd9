/**
 * Holmgren, J. M. et al. (2024), a ground-motion model for moderate earthquakes by hypocentral distance, with the site
 * terms of Boore et al. (2014).
 */
import { parseImt } from "../imt.ts";
import { interpolated } from "../interpolation.ts";
import data from "./coefficients/holmgren_2024.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories } from "./model.ts";

const TABLE = new CoefficientTable(data.motion);
const PGA = parseImt("PGA");
const M_REF = 4.5, V_REF = 760;
/** Magnitudes of the deviations. */
const MAGNITUDES = [4.5, 5, 5.5, 6.5];

function rockMotion(C: Coefficients, { mag, rhypo }: ContextBlock): (i: number) => number {
  const M = mag[0], dM = M - C.Mh, h = 10 ** (-0.405 + 0.235 * M);
  const source = C.e2 + (dM <= 0 ? C.e4 * dM + C.e5 * dM ** 2 : C.e6 * dM);
  const perLnR = C.c1 + C.c2 * (M - M_REF);
  return (i) => {
    const r = Math.hypot(rhypo[i], h);
    return source + perLnR * Math.log(r) + C.c3 * (r - 1);
  };
}

export const models: ModelFactories = {
  HolmgrenEtAl2024: formulaModel({
    name: "HolmgrenEtAl2024",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "PGV", "SA"],
    distances: ["rhypo"],
    sites: ["vs30"],
  }, (imt, contexts) => {
    const C = TABLE.get(imt), { mag, vs30 } = contexts;
    const onRock = rockMotion(C, contexts), lnPga = rockMotion(TABLE.get(PGA), contexts);
    const stiff = Math.exp(C.f5 * (V_REF - 360));
    return {
      mean(i) {
        const yielding = C.f4 * (Math.exp(C.f5 * (Math.min(vs30[i], V_REF) - 360)) - stiff);
        return onRock(i) + C.c * Math.log(Math.min(vs30[i], C.Vc) / V_REF) + C.f1 +
          yielding * Math.log((Math.exp(lnPga(i)) + C.f3) / C.f3);
      },
      sigma: interpolated(mag[0], MAGNITUDES, [C.sigma1, C.sigma2, C.sigma3, C.sigma4]),
    };
  }),
};
