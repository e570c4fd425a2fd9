/**
 * Pankow, K. L. and Pechmann, J. C. (2004). The SEA99 ground-motion predictive relations for extensional tectonic regimes:
 * revisions and a new peak ground velocity relation. Bull. Seismol. Soc. Am. 94(1), 341-348,
 * https://doi.org/10.1785/0120030101, for the geometric mean.
 */
import data from "./coefficients/pankow_pechmann_2004.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";

const TABLE = new CoefficientTable(data.motion);
/** m/s: slower ground is soil. */
const ROCK_VS30 = 910;

export const models: ModelFactories = {
  PankowPechmann2004: formulaModel({
    name: "PankowPechmann2004",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "PGV", "SA"],
    distances: ["rjb"],
    sites: ["vs30"],
  }, (imt, { mag, rjb, vs30 }) => {
    const { b1, b2, b3, b5, b6, h, SlZ } = TABLE.get(imt), dM = mag[0] - 6;
    // spectra are those of velocity in cm/s
    const toAcceleration = imt.family === "SA" ? Math.log(2 * Math.PI / imt.period) + LN_GAL : 0;
    return {
      mean: (i) =>
        (b1 + b2 * dM + b3 * dM ** 2 + b5 * Math.log10(Math.hypot(rjb[i], h)) +
            (vs30[i] > ROCK_VS30 ? 0 : b6)) *
          Math.LN10 + toAcceleration,
      sigma: SlZ * Math.LN10,
    };
  }),
};
