/**
 * Climent, A., Taylor, W., Ciudad Real, M., Strauch, W., Villagrán, M., Dahle, A. and Bungum, H. (1994). Spectral strong
 * motion attenuation in Central America. NORSAR Technical Report 2-17 (eq. 1). The larger component is converted to the
 * geometric mean, spectral velocities (m/s) to accelerations.
 */
import data from "./coefficients/climent_1994.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_M_PER_S2 } from "./units.ts";

const TABLE = new CoefficientTable(data.motion);

/** km: nearer sites count as this. */
const NEAREST = 6.056877878;
/** m/s: slower ground is soil. */
const ROCK_VS30 = 760;

export const models: ModelFactories = {
  ClimentEtAl1994: formulaModel({
    name: "ClimentEtAl1994",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "SA"],
    distances: ["rhypo"],
    sites: ["vs30"],
  }, (imt, { mag, rhypo, vs30 }) => {
    const { c1, c2, c3, c4, c5, SigmaB, r_SA, r_std } = TABLE.get(imt);
    const toAcceleration = imt.family === "PGA" ? 0 : Math.log(2 * Math.PI / imt.period);
    const source = c1 + c2 * mag[0] + toAcceleration + LN_M_PER_S2 - Math.log(r_SA);
    return {
      mean(i) {
        const r = Math.max(rhypo[i], NEAREST);
        return source + c3 * Math.log(r) + c4 * r + (vs30[i] < ROCK_VS30 ? c5 : 0);
      },
      sigma: SigmaB / r_std,
    };
  }),
};
