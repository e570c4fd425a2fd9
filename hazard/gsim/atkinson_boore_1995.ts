/**
 * Atkinson, G. M. and Boore, D. M. (1995). Ground-motion relations for eastern North America. Bull. Seismol. Soc. Am.
 * 85(1), 17-30, as fitted by the Geological Survey of Canada for its maps of 2010, with a lower and an upper limit.
 * Magnitudes are Mblg, converted by Atkinson (1993).
 */
import data from "./coefficients/atkinson_boore_1995.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

/** km: nearest distance, and where the attenuation changes. */
const NEAREST = 10, R1 = 70, R2 = 130;
const SIGMA = 0.69;

function momentMagnitude(mblg: number): number {
  return mblg <= 5.5 ? 0.98 * mblg - 0.39 : 2.715 - 0.277 * mblg + 0.127 * mblg ** 2;
}

export const models: ModelFactories = Object.fromEntries(
  Object.entries(data).map(([ending, coefficients]) => {
    const name = `AtkinsonBoore1995GSC${ending}`, table = new CoefficientTable(coefficients);
    return [
      name,
      formulaModel({
        name,
        tectonicRegionType: "Stable Shallow Crust",
        imtFamilies: ["PGA", "SA"],
        distances: ["rhypo"],
      }, (imt, { mag, rhypo }) => {
        const { c1, c2, c3, c4, c5, c6, c7, c8 } = table.get(imt), M = momentMagnitude(mag[0]);
        return {
          mean(i) {
            const r = Math.max(rhypo[i], NEAREST);
            return c1 + c2 * M + c3 * M ** 2 + (c4 + c5 * M) * Math.log(Math.min(r, R1)) +
              (c6 + c7 * M) * Math.max(Math.log(r / R2), 0) + c8 * r;
          },
          sigma: SIGMA,
        };
      }),
    ];
  }),
);
