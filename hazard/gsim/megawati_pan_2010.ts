/**
 * Megawati, K. and Pan, T.-C. (2010). Ground-motion attenuation relationship for the Sumatran megathrust earthquakes.
 * Earthq. Eng. Struct. Dyn. 39(8), 827-845, https://doi.org/10.1002/eqe.967.
 */
import data from "./coefficients/megawati_pan_2010.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";

const TABLE = new CoefficientTable(data.motion);

export const models: ModelFactories = {
  MegawatiPan2010: formulaModel({
    name: "MegawatiPan2010",
    tectonicRegionType: "Subduction Interface",
    imtFamilies: ["PGA", "PGV", "SA"],
    distances: ["rhypo"],
  }, (imt, { mag, rhypo }) => {
    const { a0, a1, a2, a3, a4, a5, sigma } = TABLE.get(imt), M = mag[0];
    const source = a0 + a1 * (M - 6) + a2 * (M - 6) ** 2 + (imt.family === "PGV" ? 0 : LN_GAL);
    return { mean: (i) => source + a3 * Math.log(rhypo[i]) + (a4 + a5 * M) * rhypo[i], sigma };
  }),
};
