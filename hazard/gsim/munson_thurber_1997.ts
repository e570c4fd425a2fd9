/**
 * Munson, C. G. and Thurber, C. H. (1997). Analysis of the attenuation of strong ground motion on the island of Hawaii.
 * Bull. Seismol. Soc. Am. 87(4), 945-960. Component: larger horizontal, or vectorial. Hawaii: with the changes for large
 * magnitudes and the periods 0.2 and 0.3 s of the maps of Hawaii, Klein, F. W. et al. (2001). Seismic hazard in Hawaii:
 * high rate of large earthquakes and probabilistic ground-motion maps. Bull. Seismol. Soc. Am. 91(3), 479-498,
 * https://doi.org/10.1785/0120000060.
 */
import { logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

/** Pseudo-depth in km; vs30 in m/s up to which a site is on ash. */
const H = 11.29, ASH_VS30 = 200;
const SIGMA = 0.237 * Math.LN10;

/** What Klein et al. add to log10 of the median of large magnitudes; dM is the magnitude less 6. */
function largeMagnitudeTerm(mag: number): number {
  const dM = mag - 6;
  if (mag > 7.7) return 0.1512 + 0.387 * (1 - dM);
  return mag > 7 ? 0.171 * (1 - dM) : 0;
}

/** Ratio of the spectrum to PGA; other periods than these two are taken as PGA. */
function spectralRatio({ period }: IntensityMeasureType): number {
  return period === 0.2 ? 2.5 : period === 0.3 ? 2.2 : 1;
}

function munsonThurber1997(name: string, isHawaii = false): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["R", "lnR"]);
    return {
      name,
      tectonicRegionType: "Volcanic",
      imtFamilies: isHawaii ? ["PGA", "SA"] : ["PGA"],
      requires: { rupture: ["mag"], distances: ["rjb"], sites: ["vs30"] },
      hasSplitSigma: false,
      compute({ size, mag, rjb, vs30 }, imts, out) {
        const { R, lnR } = scratch.columns(size);
        for (let i = 0; i < size; i++) R[i] = Math.sqrt(rjb[i] * rjb[i] + H * H);
        logInto(lnR, R, size);
        imts.forEach((imt, row) => {
          const source = 0.518 + 0.387 * (mag[0] - 6) + (isHawaii ? largeMagnitudeTerm(mag[0]) : 0);
          const shift = isHawaii ? Math.log(spectralRatio(imt)) : 0;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            const site = vs30[i] <= ASH_VS30 ? 0.335 : 0;
            mean[i] = (source - 0.00256 * R[i] + site) * Math.LN10 - lnR[i] + shift;
          }
          out.sigma[row].fill(SIGMA, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  MunsonThurber1997: munsonThurber1997("MunsonThurber1997"),
  MunsonThurber1997Hawaii: munsonThurber1997("MunsonThurber1997Hawaii", true),
  MunsonThurber1997Vector: munsonThurber1997("MunsonThurber1997Vector"),
};
