/**
 * Ambraseys, N. N., Simpson, K. A. and Bommer, J. J. (1996). Prediction of horizontal response spectra in Europe.
 * Earthq. Eng. Struct. Dyn. 25(4), 371-400, as used for the hazard map of Italy of 2004: surface-wave magnitudes,
 * epicentral distances and styles of faulting after Montaldo, V. et al. (2005), J. Seismol. 9, 295-316.
 */
import data from "./coefficients/ambraseys_1996.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { faultingStyle } from "./faulting_style.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

const TABLE = new CoefficientTable(data.motion);

/** Earthquakes from here on have an extent and a style. */
const LARGE = 6;
const STYLE_FACTORS = { strikeSlip: 0.93, normal: 0.88, reverse: 1.13, none: 1 };

export const models: ModelFactories = {
  AmbraseysEtAl1996: formulaModel({
    name: "AmbraseysEtAl1996",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "SA"],
    rupture: ["mag", "rake"],
    distances: ["repi"],
    sites: ["vs30"],
  }, (imt, { mag, rake, repi, vs30 }) => {
    const C = TABLE.get(imt), isLarge = mag[0] >= LARGE;
    const source = C.c1 + C.c2 * (mag[0] - 1.938) / 0.673;
    return {
      mean(i) {
        const r = Math.max(isLarge ? 0.8845 * repi[i] - 3.5525 : repi[i], 0);
        const site = vs30[i] <= 360 ? C.cs : vs30[i] <= 750 ? C.ca : 0;
        const style = isLarge ? Math.log10(STYLE_FACTORS[faultingStyle(rake[i])]) : 0;
        return (source + C.c4 * Math.log10(Math.hypot(r, C.h)) + site + style) * Math.LN10;
      },
      sigma: C.sigma * Math.LN10,
    };
  }),
};
