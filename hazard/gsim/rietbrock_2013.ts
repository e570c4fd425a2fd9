/**
 * Rietbrock, A., Strasser, F. and Edwards, B. (2013). A stochastic earthquake ground-motion prediction model for the
 * United Kingdom. Bull. Seismol. Soc. Am. 103(1), 57-77, https://doi.org/10.1785/0120110231 (eqs. 10 to 12; tables 5 and
 * 6: stress drops that are self-similar and that depend on the magnitude). The same form with new coefficients: Rietbrock,
 * A. and Edwards, B. (2019). Update of the UK stochastic ground motion model using a decade of broadband data. SECED 2019.
 */
import data from "./coefficients/rietbrock_2013.json" with { type: "json" };
import data2019 from "./coefficients/rietbrock_edwards_2019.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { type Formula, formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";

/** Distances (km) at which the slope of the attenuation changes. */
const R0 = 10, R1 = 50, R2 = 100;

function rietbrock(table: CoefficientTable): Formula {
  return (imt, { mag, rjb }) => {
    const C = table.get(imt), M = mag[0], lnUnit = imt.family === "PGV" ? 0 : LN_GAL;
    const source = C.c1 + C.c2 * M + C.c3 * M ** 2;
    const near = C.c4 + C.c5 * M, middle = C.c6 + C.c7 * M, far = C.c8 + C.c9 * M;
    return {
      mean(i) {
        const r = Math.hypot(rjb[i], C.c11); // eq. 11
        const f0 = r <= R0 ? Math.log10(R0 / r) : 0, f1 = Math.log10(Math.min(r, R1));
        const f2 = r > R2 ? Math.log10(r / R2) : 0;
        return (source + near * f0 + middle * f1 + far * f2 + C.c10 * r) * Math.LN10 + lnUnit;
      },
      tau: C.tau * Math.LN10,
      phi: C.phi * Math.LN10,
      ...(C.total !== undefined && { sigma: C.total * Math.LN10 }),
    };
  };
}

const TABLES = {
  RietbrockEdwards2019Low: data2019.Low,
  RietbrockEdwards2019Mean: data2019.Mean,
  RietbrockEdwards2019Up: data2019.Up,
  RietbrockEtAl2013SelfSimilar: data.selfSimilar,
  RietbrockEtAl2013MagDependent: data.magnitudeDependent,
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(TABLES).map(([name, table]) => [
    name,
    formulaModel({
      name,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      distances: ["rjb"],
      hasSplitSigma: true,
    }, rietbrock(new CoefficientTable<string>(table))),
  ]),
);
