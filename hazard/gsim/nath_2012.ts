/**
 * Nath, S. K., Thingbaijam, K. K. S., Maiti, S. K. and Nayak, A. (2012). Ground-motion predictions in Shillong region,
 * northeast India. J. Seismol. 16(3), 475-488, https://doi.org/10.1007/s10950-012-9285-8 (eq. 11, tables 4 and 5): for
 * events from 25 to 45 km depth and, corrected, above.
 */
import data from "./coefficients/nath_2012.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";

const ROCK = new CoefficientTable(data.rock), UPPER = new CoefficientTable(data.upper);

function nath2012(name: string, isUpper: boolean): ModelFactory {
  return formulaModel({
    name,
    tectonicRegionType: "Subduction Interface",
    imtFamilies: ["PGA", "SA"],
    distances: ["rrup"],
  }, (imt, { mag, rrup }) => {
    const { c1, c2, c3, c4, c5, c6, sigma } = ROCK.get(imt), M = mag[0];
    const source = c1 + c2 * M + c3 * (10 - M) ** 3 + (isUpper ? Math.log(UPPER.get(imt).correction) : 0);
    const near = c5 * Math.exp(c6 * M);
    return { mean: (i) => source + c4 * Math.log(rrup[i] + near), sigma: sigma * Math.LN10 };
  });
}

export const models: ModelFactories = {
  NathEtAl2012Lower: nath2012("NathEtAl2012Lower", false),
  NathEtAl2012Upper: nath2012("NathEtAl2012Upper", true),
};
