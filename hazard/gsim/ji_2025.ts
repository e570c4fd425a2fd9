/** Ji, C., Karimzadeh, S. et al. (2025). Ground-motion model for the Azores from stochastic simulations. */
import data from "./coefficients/ji_2025.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

const TABLE = new CoefficientTable(data.motion);
/** Magnitudes at which the scaling changes, and the depth (km) of saturation. */
const MH1 = 5.5, MH2 = 6.5, H = 3;

export const models: ModelFactories = {
  JiEtAl2025Azores: formulaModel({
    name: "JiEtAl2025Azores",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "PGV", "SA"],
    rupture: ["mag", "hypo_depth"],
    distances: ["rjb"],
    hasSplitSigma: true,
  }, (imt, { mag, hypo_depth, rjb }) => {
    const C = TABLE.get(imt), M = mag[0];
    const source = C.c1 + C.c2 * M + C.c3 * Math.max(M - MH1, 0) + C.c4 * Math.max(M - MH2, 0);
    const perLnR = C.c5 + C.c6 * (M - 4.5);
    return {
      mean: (i) =>
        source + perLnR * Math.log(Math.hypot(rjb[i], H)) + C.c7 * Math.hypot(rjb[i], hypo_depth[i]),
      tau: C.tau,
      phi: C.phi,
    };
  }),
};
