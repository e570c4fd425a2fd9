/**
 * Boore, D. M., Joyner, W. B. and Fumal, T. E. (1997). Equations for estimating horizontal response spectra and peak
 * acceleration from western North American earthquakes: a summary of recent work. Seismol. Res. Lett. 68(1), 128-153,
 * https://doi.org/10.1785/gssrl.68.1.128; erratum in 76(3), 368 (2005). Component: geometric mean or arbitrary
 * horizontal; Unspecified: without style of faulting.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/boore_1997.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

const MOTION = new CoefficientTable(data.motion);

function boore1997(name: string, isArbitrary: boolean, hasStyle: boolean): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["lnV", "lnR2"]);
    return {
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: hasStyle ? ["mag", "rake"] : ["mag"], distances: ["rjb"], sites: ["vs30"] },
      hasSplitSigma: true,
      compute({ size, mag, rake, rjb, vs30 }, imts, out) {
        const dM = mag[0] - 6;
        const { lnV, lnR2 } = scratch.columns(size);
        logInto(lnV, vs30, size);
        imts.forEach((imt, row) => {
          const { B1ss, B1rv, B1all, B2, B3, B5, Bv, Va, h, sigma1, sigma_r, sigma_e, sigma_tot } = MOTION
            .get(imt);
          const source = B2 * dM + B3 * dM ** 2 - Bv * Math.log(Va);
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) lnR2[i] = rjb[i] * rjb[i] + h * h;
          logInto(lnR2, lnR2, size);
          for (let i = 0; i < size; i++) { // eq. 1; normal events are in none of the two styles
            const style = !hasStyle
              ? B1all
              : rake[i] > 30 && rake[i] < 150
              ? B1rv
              : rake[i] > -150 && rake[i] < -30
              ? B1all
              : B1ss;
            mean[i] = style + source + B5 / 2 * lnR2[i] + Bv * lnV[i];
          }
          const phi = isArbitrary ? sigma_r : sigma1;
          const sigma = isArbitrary ? sigma_tot : Math.sqrt(sigma_e ** 2 + sigma1 ** 2);
          out.sigma[row].fill(sigma, 0, size);
          out.tau[row].fill(sigma_e, 0, size);
          out.phi[row].fill(phi, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  BooreEtAl1997ArbitraryHorizontal: boore1997("BooreEtAl1997ArbitraryHorizontal", true, true),
  BooreEtAl1997ArbitraryHorizontalUnspecified: boore1997(
    "BooreEtAl1997ArbitraryHorizontalUnspecified",
    true,
    false,
  ),
  BooreEtAl1997GeometricMean: boore1997("BooreEtAl1997GeometricMean", false, true),
  BooreEtAl1997GeometricMeanUnspecified: boore1997("BooreEtAl1997GeometricMeanUnspecified", false, false),
};
