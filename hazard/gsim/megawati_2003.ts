/**
 * Megawati, K., Pan, T.-C. and Koketsu, K. (2003). Response spectral attenuation relationships for Singapore and the Malay
 * Peninsula due to distant Sumatran-fault earthquakes. Earthq. Eng. Struct. Dyn. 32, 2241-2265,
 * https://doi.org/10.1002/eqe.325 (eq. 3).
 */
import { radians } from "../geo/geodesy.ts";
import data from "./coefficients/megawati_2003.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";

const TABLE = new CoefficientTable(data.motion);

export const models: ModelFactories = {
  MegawatiEtAl2003: formulaModel({
    name: "MegawatiEtAl2003",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "PGV", "SA"],
    distances: ["rhypo", "azimuth"],
  }, (imt, { mag, rhypo, azimuth }) => {
    const { a0, a1, a2, a3, a4, a5, sigma } = TABLE.get(imt), M = mag[0];
    const source = a0 + a1 * M + a2 * M ** 2 + (imt.family === "PGV" ? 0 : LN_GAL);
    return {
      mean(i) {
        const twice = 2 * radians(azimuth[i]);
        const radiation = Math.max(Math.abs(Math.cos(twice)), Math.abs(Math.sin(twice)) * a5);
        return source + a3 * Math.log(rhypo[i]) + a4 * rhypo[i] + Math.log(radiation);
      },
      sigma,
    };
  }),
};
