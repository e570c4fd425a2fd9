/**
 * Tavakoli, B. and Pezeshk, S. (2005). Empirical-stochastic ground-motion prediction for eastern North America. Bull.
 * Seismol. Soc. Am. 95(6), 2283-2296, https://doi.org/10.1785/0120050030. Hard rock, component: horizontal. NSHMP2008:
 * firm rock, as used for the maps of 2008, with magnitudes given as mbLg or as moment magnitude.
 */
import data from "./coefficients/tavakoli_pezeshk_2005.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { type MagnitudeScale, meanCap, momentMagnitude } from "./nshmp_2008.ts";
import { readOptions } from "./options.ts";

const HARD_ROCK = new CoefficientTable(data.hardRock);
const FIRM_ROCK = new CoefficientTable(data.firmRock);

/** Distances (km) where the geometric spreading changes. */
const R1 = 70, R2 = 130;
/** The equations have no value for larger magnitudes. */
const LARGEST = 8.5;

function tavakoliPezeshk2005(name: string, nshmpScale?: MagnitudeScale): ModelFactory {
  const table = nshmpScale ? FIRM_ROCK : HARD_ROCK;
  return (options) => {
    readOptions(name, options, {});
    return {
      name,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: ["mag"], distances: ["rrup"], sites: [] },
      hasSplitSigma: false,
      compute({ size, mag, rrup }, imts, out) {
        const M = momentMagnitude(nshmpScale ?? "Mw", mag[0]);
        if (M > LARGEST) {
          throw new RangeError(`${name} has no value for moment magnitude ${M}, expected at most ${LARGEST}`);
        }
        imts.forEach((imt, row) => {
          const { c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16 } = table.get(imt);
          const depth = (LARGEST - M) ** 2.5;
          const f1 = c1 + c2 * M + c3 * depth;
          const saturation = (c5 * Math.exp(c6 * M + c7 * depth)) ** 2;
          const cap = nshmpScale ? meanCap(imt) : Infinity;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            const r = rrup[i];
            let f2 = c9 * Math.log(r + 4.5);
            if (r > R1) f2 += c10 * Math.log(r / R1);
            if (r > R2) f2 += c11 * Math.log(r / R2);
            const R = Math.sqrt(r * r + saturation);
            const f3 = (c4 + c13 * M) * Math.log(R) + (c8 + c12 * M) * R;
            mean[i] = Math.min(f1 + f2 + f3, cap);
          }
          out.sigma[row].fill(M < 7.2 ? c14 + c15 * M : c16, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  TavakoliPezeshk2005: tavakoliPezeshk2005("TavakoliPezeshk2005"),
  TavakoliPezeshk2005MblgAB1987NSHMP2008: tavakoliPezeshk2005(
    "TavakoliPezeshk2005MblgAB1987NSHMP2008",
    "Mblg87",
  ),
  TavakoliPezeshk2005MblgJ1996NSHMP2008: tavakoliPezeshk2005(
    "TavakoliPezeshk2005MblgJ1996NSHMP2008",
    "Mblg96",
  ),
  TavakoliPezeshk2005MwNSHMP2008: tavakoliPezeshk2005("TavakoliPezeshk2005MwNSHMP2008", "Mw"),
};
