/**
 * Drouet, S. and Cotton, F. (2015). Regional stochastic GMPEs in low-seismicity areas: scaling and aleatory variability
 * analysis; application to the French Alps. Bull. Seismol. Soc. Am. 105(4), 1883-1902,
 * https://doi.org/10.1785/0120140240 (eq. 8), with its erratum: for rock and hard rock (HR, 2000 m/s), stress drops of
 * large magnitudes of 100 and of 50 bar.
 */
import data from "./coefficients/drouet_alpes_2015.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_M_PER_S2 } from "./units.ts";

/** By the beginning of the ending of a name. */
const DISTANCES = { Rjb: "rjb", Rru: "rrup", Rep: "repi", Rhy: "rhypo" } as const;

export const models: ModelFactories = Object.fromEntries(
  Object.entries(data).map(([ending, coefficients]) => {
    const name = `DrouetAlpes2015${ending}`, table = new CoefficientTable(coefficients);
    const distance = DISTANCES[ending.slice(0, 3) as keyof typeof DISTANCES];
    return [
      name,
      formulaModel({
        name,
        tectonicRegionType: "Active Shallow Crust",
        imtFamilies: ["PGA", "PGV", "SA"],
        distances: [distance],
        hasSplitSigma: true,
      }, (imt, { mag, [distance]: r }) => {
        const C = table.get(imt), M = mag[0];
        const source = C.c1 + C.c2 * (M - 8) + C.c3 * (M - 8) ** 2 +
          (imt.family === "PGV" ? Math.log(100) : LN_M_PER_S2);
        const perLnR = C.c4 + C.c5 * M;
        return {
          mean: (i) => source + perLnR * Math.log(Math.hypot(r[i], C.c6)) + C.c7 * r[i],
          tau: C.tau,
          phi: C.sigma,
        };
      }),
    ];
  }),
);
