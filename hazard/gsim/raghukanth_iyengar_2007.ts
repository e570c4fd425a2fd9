/**
 * Raghukanth, S. T. G. and Iyengar, R. N. (2007). Estimation of seismic spectral acceleration in peninsular India. J.
 * Earth Syst. Sci. 116(3), 199-214, https://doi.org/10.1007/s12040-007-0020-8 (eqs. 8 to 11, tables 2 to 5).
 */
import data from "./coefficients/raghukanth_iyengar_2007.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

const CLASSES = [data.A, data.B, data.C, data.D].map((table) => new CoefficientTable(table));
/** m/s: largest velocities of the classes B to D and of softer ground, which is not known; bedrock is faster. */
const LIMITS = [1500, 760, 360, 180], BEDROCK_VS30 = 3600;
const BEDROCK = { a1: 0, a2: 0, sigma: 0 }, UNKNOWN = { a1: NaN, a2: NaN, sigma: NaN };

const NAMES = {
  RaghukanthIyengar2007: data.peninsula,
  RaghukanthIyengar2007KoynaWarna: data.koynaWarna,
  RaghukanthIyengar2007Southern: data.southern,
  RaghukanthIyengar2007WesternCentral: data.westernCentral,
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(NAMES).map(([name, coefficients]) => {
    const table = new CoefficientTable(coefficients);
    return [
      name,
      formulaModel({
        name,
        tectonicRegionType: "Stable Shallow Crust",
        imtFamilies: ["PGA", "SA"],
        distances: ["rhypo"],
        sites: ["vs30"],
      }, (imt, { mag, rhypo, vs30 }) => {
        const { c1, c2, c3, c4, sigma_bedrock } = table.get(imt), dM = mag[0] - 6;
        const grounds = [...CLASSES.map((ground) => ground.get(imt)), UNKNOWN];
        const groundOf = (i: number) =>
          vs30[i] > BEDROCK_VS30 ? BEDROCK : grounds[LIMITS.filter((limit) => vs30[i] < limit).length];
        return {
          mean(i) {
            const onRock = c1 + c2 * dM + c3 * dM ** 2 - Math.log(rhypo[i]) - c4 * rhypo[i];
            const { a1, a2 } = groundOf(i);
            return onRock + a1 * Math.exp(onRock) + a2;
          },
          sigma: (i) => Math.hypot(sigma_bedrock, groundOf(i).sigma),
        };
      }),
    ];
  }),
);
