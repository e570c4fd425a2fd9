/**
 * Allen, T. I., Wald, D. J. and Worden, C. B. (2012). Intensity attenuation in active crustal regions. J. Seismol. 16,
 * 409-433, https://doi.org/10.1007/s10950-012-9278-7, by rupture or hypocentral distance, without site term.
 */
import { type FormulaDescription, formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

const SHARED = { tectonicRegionType: "Active Shallow Crust", imtFamilies: ["MMI"] } satisfies Partial<
  FormulaDescription
>;

/** km from which there is anelastic attenuation. */
const FAR = 50;

/** Total deviation by distance (km). */
const sigma = (s1: number, s2: number, s3: number) => (r: number) => s1 + s2 / (1 + (r / s3) ** 2);
const byRupture = sigma(0.72, 0.23, 44.7), byHypocentre = sigma(0.82, 0.37, 22.9);

export const models: ModelFactories = {
  AllenEtAl2012: formulaModel(
    { ...SHARED, name: "AllenEtAl2012", distances: ["rrup"] },
    (_imt, { mag, rrup }) => {
      const near = 1 + 0.813 * Math.exp(mag[0] - 5);
      return {
        mean: (i) => 3.95 + 0.913 * mag[0] - 1.107 * Math.log(Math.hypot(rrup[i], near)),
        sigma: (i) => byRupture(rrup[i]),
      };
    },
  ),
  AllenEtAl2012Rhypo: formulaModel(
    { ...SHARED, name: "AllenEtAl2012Rhypo", distances: ["rhypo"] },
    (_imt, { mag, rhypo }) => {
      const near = -0.209 + 2.042 * Math.exp(mag[0] - 5);
      return {
        mean: (i) =>
          2.085 + 1.428 * mag[0] - 1.402 * Math.log(Math.hypot(rhypo[i], near)) +
          0.078 * Math.log(Math.max(rhypo[i] / FAR, 1)),
        sigma: (i) => byHypocentre(rhypo[i]),
      };
    },
  ),
};
