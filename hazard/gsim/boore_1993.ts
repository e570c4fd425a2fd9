/**
 * Boore, D. M., Joyner, W. B. and Fumal, T. E. (1993). Estimation of response spectra and peak accelerations from western
 * North American earthquakes: an interim report. USGS Open-File Report 93-509, for the random horizontal component as used
 * by the Geological Survey of Canada for its maps of 2010, with a lower and an upper limit.
 */
import data from "./coefficients/boore_1993.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";

/** km from which the attenuation is that of body waves. */
const FAR = 100;

export const models: ModelFactories = Object.fromEntries(
  Object.entries(data).map(([ending, coefficients]) => {
    const name = `BooreEtAl1993GSC${ending}`, table = new CoefficientTable(coefficients);
    return [
      name,
      formulaModel({
        name,
        tectonicRegionType: "Active Shallow Crust",
        imtFamilies: ["PGA", "SA"],
        distances: ["rjb"],
      }, (imt, { mag, rjb }) => {
        const { c1, c2, c3, c4, c5, c6, c7, sigma } = table.get(imt), dM = mag[0] - 6;
        const source = c1 + c2 * dM + c3 * dM ** 2 + c6;
        return {
          mean(i) {
            const r = Math.hypot(rjb[i], c7);
            const path = r <= FAR
              ? c5 * Math.log10(r)
              : c5 * Math.log10(FAR) - Math.log10(r / FAR) + c4 * (r - FAR);
            return (source + path) * Math.LN10 + LN_GAL;
          },
          sigma,
        };
      }),
    ];
  }),
);
