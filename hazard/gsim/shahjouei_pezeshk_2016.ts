/**
 * Shahjouei, A. and Pezeshk, S. (2016). Alternative hybrid empirical ground-motion model for central and eastern North
 * America using hybrid simulations and NGA-West2 models. Bull. Seismol. Soc. Am. 106(2), 734-754,
 * https://doi.org/10.1785/0120140367 (page 742, eq. 4).
 */
import data from "./coefficients/shahjouei_pezeshk_2016.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

const TABLE = new CoefficientTable(data.motion);
/** km at which the attenuation changes. */
const R1 = 60, R2 = 120;

export const models: ModelFactories = {
  ShahjoueiPezeshk2016: formulaModel({
    name: "ShahjoueiPezeshk2016",
    tectonicRegionType: "Stable Shallow Crust",
    imtFamilies: ["PGA", "PGV", "SA"],
    distances: ["rjb"],
  }, (imt, { mag, rjb }) => {
    const C = TABLE.get(imt), M = mag[0];
    const psi = imt.family === "PGV" ? -3.054e-5 : -6.898e-3;
    const ofMagnitude = M <= 6.5 ? C.c12 * M + C.c13 : psi * M + C.c14;
    return {
      mean(i) {
        const r = Math.hypot(rjb[i], C.c11);
        const near = Math.log10(Math.min(r, R1)), far = Math.max(Math.log10(r / R2), 0);
        const middle = Math.max(Math.log10(Math.min(r, R2) / R1), 0);
        return (C.c1 + C.c2 * M + C.c3 * M ** 2 + (C.c4 + C.c5 * M) * near + (C.c6 + C.c7 * M) * middle +
          (C.c8 + C.c9 * M) * far + C.c10 * r) * Math.LN10;
      },
      sigma: Math.hypot(ofMagnitude, C.SigmaReg),
    };
  }),
};
