/**
 * Atkinson, G. M. and Macias, M. (2009). Predicted ground motions for great interface earthquakes in the Cascadia
 * subduction zone. Bull. Seismol. Soc. Am. 99(3), 1552-1578, https://doi.org/10.1785/0120080147. Component: random
 * horizontal, on rock of 760 m/s. Options of the USGS: the site term of Boore and Atkinson (2008), basin terms.
 */
import { logInto } from "../../kernels/elementary.ts";
import { BooreAtkinson2008, siteCoefficients } from "./boore_atkinson_2008.ts";
import data from "./coefficients/atkinson_macias_2009.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { GroundMotionModel, ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { lnFromLogGal } from "./units.ts";
import { addBasinTerm } from "./us_2023_basin.ts";

const TABLE = new CoefficientTable<"c0" | "c1" | "c2" | "c3" | "c4" | "sigma">(data.motion);

const DEFAULTS = { ba08_site_term: false, cb14_basin_term: false, m9_basin_term: false };

/** The model under a name. */
export function atkinsonMacias2009(name: string): ModelFactory {
  return (given) => {
    const options = readOptions(name, given, DEFAULTS);
    const site = options.ba08_site_term ? new BooreAtkinson2008() : undefined;
    const hasBasin = options.cb14_basin_term || options.m9_basin_term;
    const requires: GroundMotionModel["requires"] = {
      rupture: site ? ["mag", "rake"] : ["mag"],
      distances: site ? ["rjb", "rrup"] : ["rrup"],
      // a basin depth of -999 is that expected from vs30
      sites: hasBasin ? ["vs30", "z2pt5"] : site ? ["vs30"] : [],
    };
    const scratch = new Scratch(["R", "lnR"]);
    return {
      name,
      tectonicRegionType: "Subduction Interface",
      imtFamilies: ["PGA", "SA"],
      requires,
      hasSplitSigma: false,
      compute(contexts, imts, out) {
        const { size, mag, rrup } = contexts;
        const M = mag[0];
        const { R, lnR } = scratch.columns(size);
        const h = M ** 2 - 3.1 * M - 14.55; // eq. 6
        for (let i = 0; i < size; i++) R[i] = Math.sqrt(rrup[i] ** 2 + h ** 2);
        logInto(lnR, R, size);
        const siteTerms = site?.siteTermsOf(contexts);
        imts.forEach((imt, row) => {
          const { c0, c1, c2, c3, c4, sigma } = TABLE.get(imt);
          const source = lnFromLogGal(c0 + c3 * (M - 8) + c4 * (M - 8) ** 2); // eq. 5
          const perKm = c2 * Math.LN10;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) mean[i] = source + c1 * lnR[i] + perKm * R[i]; // eq. 4
          if (siteTerms) {
            const { blin, b1, b2 } = siteCoefficients(imt), { linear, soft, stiff } = siteTerms;
            for (let i = 0; i < size; i++) mean[i] += blin * linear[i] + b1 * soft[i] + b2 * stiff[i];
          }
          addBasinTerm(options, imt, contexts, mean);
          out.sigma[row].fill(sigma * Math.LN10, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = { AtkinsonMacias2009: atkinsonMacias2009("AtkinsonMacias2009") };
