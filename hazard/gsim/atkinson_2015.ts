/**
 * Atkinson, G. M. (2015). Ground-motion prediction equation for small-to-moderate events at short hypocentral distances,
 * with application to induced-seismicity hazards. Bull. Seismol. Soc. Am. 105(2A), 981-992,
 * https://doi.org/10.1785/0120140142. AltDistSat: the alternative saturation of the distance. Component: RotD50.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/atkinson_2015.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { LN_GAL } from "./units.ts";

const MOTION = new CoefficientTable(data.motion);

/** The model, given the logarithm of the effective depth (eqs. 4 and 5) as constant and slope in magnitude. */
function atkinson2015(name: string, [constant, slope]: readonly [number, number]): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["R", "lnR"]);
    return {
      name,
      tectonicRegionType: "Induced",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: ["mag"], distances: ["rhypo"], sites: [] },
      hasSplitSigma: true,
      compute({ size, mag, rhypo }, imts, out) {
        const M = mag[0];
        const depth = Math.max(10 ** (constant + slope * M), 1);
        const { R, lnR } = scratch.columns(size);
        for (let i = 0; i < size; i++) R[i] = Math.sqrt(rhypo[i] * rhypo[i] + depth * depth);
        logInto(lnR, R, size);
        imts.forEach((imt, row) => {
          const { c0, c1, c2, c3, c4, phi, tau, sigma } = MOTION.get(imt);
          const source = (c0 + c1 * M + c2 * M ** 2) * Math.LN10 + (imt.family === "PGV" ? 0 : LN_GAL);
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) mean[i] = source + c3 * lnR[i] + c4 * R[i] * Math.LN10; // eq. 3
          out.sigma[row].fill(sigma * Math.LN10, 0, size);
          out.tau[row].fill(tau * Math.LN10, 0, size);
          out.phi[row].fill(phi * Math.LN10, 0, size);
        });
      },
    };
  };
}

export const models: ModelFactories = {
  Atkinson2015: atkinson2015("Atkinson2015", [-1.72, 0.43]),
  Atkinson2015AltDistSat: atkinson2015("Atkinson2015AltDistSat", [-0.28, 0.19]),
};
