/**
 * Tusa, G. and Langer, H. (2016). Prediction of ground motion parameters for the volcanic area of Mount Etna.
 * J. Seismol. 20, 1-42, https://doi.org/10.1007/s10950-015-9508-x. Shallow (SE) and deep (DE) events, in the forms of
 * Sabetta and Pugliese 1987 (SP87) and of Boore and Atkinson 2008 (BA08); Rhypo: BA08 with hypocentral distance, from
 * the INGV-DPC project V3-2012. Component: the larger horizontal. The coefficient of RepiBA08SE at 0.14 s has been
 * corrected by the authors (2019).
 */
import data from "./coefficients/tusa_langer_2016.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { lnFromLogGal } from "./units.ts";

const M_REF = 3.6;
const R_REF = 1; // km

/**
 * Site term by Eurocode 8 class.
 * @throws RangeError for class C (180 to 360 m/s), for which there were too few data
 */
function siteTerm(vs30: number, sA: number, sB: number, sD: number): number {
  if (vs30 >= 800) return sA;
  if (vs30 >= 360) return sB;
  if (vs30 < 180) return sD;
  if (vs30 === 180) return 0; // like the reference, no term for exactly 180 m/s
  throw new RangeError(`TusaLanger2016 knows no ground with vs30 between 180 and 360 m/s, got ${vs30}`);
}

function tusaLanger2016(variant: keyof typeof data): ModelFactory {
  const name = `TusaLanger2016${variant}`;
  const distance = variant === "Rhypo" ? "rhypo" : "repi";
  const table = new CoefficientTable(data[variant]);
  return (options) => {
    readOptions(name, options, {});
    return {
      name,
      tectonicRegionType: "Volcanic",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: ["mag"], distances: [distance], sites: ["vs30"] },
      hasSplitSigma: false,
      compute(contexts, imts, out) {
        const { size, mag, vs30 } = contexts, M = mag[0];
        imts.forEach((imt, row) => {
          // eq. 9 (BA08); eq. 5 (SP87) is the same without b2, c2, c3
          const { a, b1, b2 = 0, c1, c2 = 0, c3 = 0, h, sA, sB, sD, SigmaTot } = table.get(imt);
          const fM = a + b1 * M + b2 * M ** 2;
          const decay = c1 + c2 * (M - M_REF);
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            const R = Math.sqrt(contexts[distance][i] ** 2 + h ** 2);
            const fD = decay * Math.log10(R / R_REF) + c3 * (R - R_REF);
            mean[i] = lnFromLogGal(fM + fD + siteTerm(vs30[i], sA, sB, sD));
          }
          out.sigma[row].fill(SigmaTot * Math.LN10, 0, size);
        });
      },
    };
  };
}

const VARIANTS = Object.keys(data) as (keyof typeof data)[];

export const models: ModelFactories = Object.fromEntries(
  VARIANTS.map((variant) => [`TusaLanger2016${variant}`, tusaLanger2016(variant)]),
);
