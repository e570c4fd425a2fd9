/**
 * Douglas, J., Edwards, B., Convertito, V., Sharma, N., Tramelli, A., Kraaijpoel, D., Cabrera, B. M., Maercklin, N. and
 * Troise, C. (2013). Predicting ground motion from induced earthquakes in geothermal areas. Bull. Seismol. Soc. Am. 103(3),
 * 1875-1897, https://doi.org/10.1785/0120120197: stochastic models by stress drop (SD, bar), quality factor (Q) and kappa
 * (K, ms).
 */
import data from "./coefficients/douglas_2013.json" with { type: "json" };
import { type CoefficientData, CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";

const { sigma, ...byParameters } = data;
const SIGMA = new CoefficientTable(sigma);

export const models: ModelFactories = Object.fromEntries(
  Object.entries(byParameters as Record<string, CoefficientData>).map(([ending, coefficients]) => {
    const name = `DouglasEtAl2013Stochastic${ending}`, table = new CoefficientTable(coefficients);
    return [
      name,
      formulaModel({
        name,
        tectonicRegionType: "Geothermal",
        imtFamilies: ["PGA", "PGV", "SA"],
        distances: ["rhypo"],
        hasSplitSigma: true,
      }, (imt, { mag, rhypo }) => {
        const { b1, b2, b3, b4, b5, b6, bh } = table.get(imt), { phi, tau_s, tau_b } = SIGMA.get(imt);
        const dM = mag[0] - 3;
        const source = b1 + b2 * dM + b3 * dM ** 2 + b4 * dM ** 3 + (imt.family === "PGV" ? 0 : LN_GAL);
        return {
          mean: (i) => source + b5 * Math.log(rhypo[i] + bh) + b6 * (rhypo[i] + bh),
          tau: (tau_s + tau_b) / 2,
          phi,
        };
      }),
    ];
  }),
);
