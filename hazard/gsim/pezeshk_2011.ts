/**
 * Pezeshk, S., Zandieh, A. and Tavakoli, B. (2011). Hybrid empirical ground-motion prediction equations for eastern
 * North America using NGA models and updated seismological parameters. Bull. Seismol. Soc. Am. 101(4), 1859-1870,
 * https://doi.org/10.1785/0120100144. Hard rock; NEHRPBC: amplified to 760 m/s. Component: GMRotI50.
 */
import data from "./coefficients/pezeshk_2011.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";

const HARD_ROCK = new CoefficientTable(data.hardRock);
const BOUNDARY_BC = new CoefficientTable<"F">(data.boundaryBC);

/** Distances (km) where the attenuation changes, in log10. */
const LOG_R1 = Math.log10(70), LOG_R2 = Math.log10(140);
/** Slope of the standard deviation for large magnitudes (eq. 7). */
const SIGMA_SLOPE = -0.00695;

function pezeshk2011(name: string, isBoundaryBC: boolean): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    return {
      name,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: ["mag"], distances: ["rrup"], sites: [] },
      hasSplitSigma: false,
      compute({ size, mag, rrup }, imts, out) {
        const M = mag[0];
        imts.forEach((imt, row) => {
          const { c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, SigmaReg } = HARD_ROCK.get(
            imt,
          );
          const source = c1 + c2 * M + c3 * M ** 2 + (isBoundaryBC ? BOUNDARY_BC.get(imt).F : 0);
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) { // eqs. 4 and 5
            const R = Math.sqrt(rrup[i] * rrup[i] + c11 * c11);
            const logR = Math.log10(R);
            const near = Math.min(logR, LOG_R1);
            const middle = Math.max(Math.min(logR, LOG_R2) - LOG_R1, 0);
            const far = Math.max(logR - LOG_R2, 0);
            const path = (c4 + c5 * M) * near + (c6 + c7 * M) * middle + (c8 + c9 * M) * far + c10 * R;
            mean[i] = (source + path) * Math.LN10;
          }
          const aleatory = M <= 7 ? c12 * M + c13 : SIGMA_SLOPE * M + c14;
          out.sigma[row].fill(Math.sqrt(aleatory ** 2 + SigmaReg ** 2) * Math.LN10, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  PezeshkEtAl2011: pezeshk2011("PezeshkEtAl2011", false),
  PezeshkEtAl2011NEHRPBC: pezeshk2011("PezeshkEtAl2011NEHRPBC", true),
};
