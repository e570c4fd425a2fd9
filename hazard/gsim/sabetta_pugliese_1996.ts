/**
 * Sabetta, F. and Pugliese, A. (1996). Estimation of response spectra and simulation of nonstationary earthquake ground
 * motions. Bull. Seismol. Soc. Am. 86(2), 337-352, as used for the hazard map of Italy of 2004: local and surface-wave
 * magnitudes from moment magnitudes, styles of faulting.
 */
import data from "./coefficients/sabetta_pugliese_1996.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { faultingStyle } from "./faulting_style.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";

const TABLE = new CoefficientTable(data.motion);
/** Earthquakes from here on have a style. */
const LARGE = 6;
const STYLE_FACTORS = { strikeSlip: 0.94, normal: 0.89, reverse: 1.15, none: 1 };

export const models: ModelFactories = {
  SabettaPugliese1996: formulaModel({
    name: "SabettaPugliese1996",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "PGV", "SA"],
    rupture: ["mag", "rake"],
    distances: ["repi"],
    sites: ["vs30"],
  }, (imt, { mag, rake, repi, vs30 }) => {
    const { a, b, c, e1, e2, h, sigma } = TABLE.get(imt), isLarge = mag[0] >= LARGE;
    const M = mag[0] < 5.5 ? (mag[0] - 1.145) / 0.812 : (mag[0] - 1.938) / 0.673;
    // spectra are those of velocity; the reference takes PGV for an acceleration in cm/s²
    const toUnit = { PGA: 0, PGV: LN_GAL, SA: Math.log(2 * Math.PI / imt.period) + LN_GAL };
    return {
      mean(i) {
        const site = vs30[i] < 400 ? e2 : vs30[i] < 800 ? e1 : 0;
        const style = isLarge ? Math.log10(STYLE_FACTORS[faultingStyle(rake[i])]) : 0;
        return (a + b * M + c * Math.log10(Math.hypot(repi[i], h)) + site + style) * Math.LN10 +
          toUnit[imt.family as keyof typeof toUnit];
      },
      sigma: sigma * Math.LN10,
    };
  }),
};
