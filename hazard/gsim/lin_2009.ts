/**
 * Lin, P.-S. (2009). Ground-motion attenuation relationship and path-effect study using Taiwan data set. Ph.D.
 * dissertation, National Central University, Taiwan; with the deviations of Cheng, C.-T. et al. (2013). Probability seismic
 * hazard mapping of Taiwan.
 */
import data from "./coefficients/lin_2009.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";

const TABLE = new CoefficientTable(data.motion), ADJUSTED = new CoefficientTable(data.adjusted);
const M_HINGE = 6.3, V_REF = 1130;

function lin2009(name: string, isAdjusted: boolean): ModelFactory {
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "SA"],
    rupture: ["mag", "rake"],
    distances: ["rrup"],
    sites: ["vs30"],
  }, (imt, { mag, rake, rrup, vs30 }) => {
    const C = TABLE.get(imt), dM = mag[0] - M_HINGE;
    const source = C.C1 + C.C3 * (8.5 - mag[0]) ** 2 + (dM > 0 ? -C.H * C.C5 : C.C2) * dM;
    const perLnR = C.C4 + C.C5 * dM, near = Math.exp(C.H);
    return {
      mean(i) {
        const style = rake[i] >= -120 && rake[i] <= -60 ? C.C6 : rake[i] >= 30 && rake[i] <= 150 ? C.C7 : 0;
        return source + perLnR * Math.log(Math.hypot(rrup[i], near)) + style +
          C.C8 * Math.log(vs30[i] / V_REF);
      },
      sigma: (isAdjusted ? ADJUSTED : TABLE).get(imt).sigma,
    };
  });
}

export const models: ModelFactories = {
  Lin2009: lin2009("Lin2009", false),
  Lin2009AdjustedSigma: lin2009("Lin2009AdjustedSigma", true),
};
