/**
 * Bindi, D., Cotton, F., Kotha, S. R., Bosse, C., Stromeyer, D. and Grünthal, G. (2017). Application-driven ground motion
 * prediction equation for seismic hazard assessments in non-cratonic moderate-seismicity areas. J. Seismol. 21(5),
 * 1201-1218, https://doi.org/10.1007/s10950-017-9661-5 (eqs. 2 to 5).
 */
import data from "./coefficients/bindi_2017.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { LN_M_PER_S2 } from "./units.ts";

const M_REF = 4.5, M_HINGE = 6.5, V_REF = 800;

function bindi2017(name: string, distance: "rjb" | "rhypo"): ModelFactory {
  const table = new CoefficientTable<string>(data[distance]);
  return (given) => {
    const shift = Math.log(readOptions(name, given, { adjustment_factor: 1 }).adjustment_factor);
    return formulaModel({
      name,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      distances: [distance],
      sites: ["vs30"],
      hasSplitSigma: true,
    }, (imt, { mag, vs30, [distance]: r }) => {
      const C = table.get(imt), dM = Math.min(mag[0], M_HINGE) - M_REF;
      const source = C.e1 + C.b1 * dM + C.b2 * dM ** 2 + C.b3 * Math.max(mag[0] - M_HINGE, 0) +
        LN_M_PER_S2 + shift;
      const perLnR = C.c1 + C.c2 * (mag[0] - M_REF), h = distance === "rjb" ? C.h : 0;
      return {
        mean(i) {
          const R = Math.hypot(r[i], h);
          return source + perLnR * Math.log(R) + C.c3 * (R - 1) + C.sA * Math.log(vs30[i] / V_REF);
        },
        tau: C.tau,
        phi: C.phi,
      };
    })({});
  };
}

export const models: ModelFactories = {
  BindiEtAl2017Rjb: bindi2017("BindiEtAl2017Rjb", "rjb"),
  BindiEtAl2017Rhypo: bindi2017("BindiEtAl2017Rhypo", "rhypo"),
};
