/**
 * Atkinson, G. M. (2010). Ground-Motion Prediction Equations for Hawaii from a Referenced Empirical Approach.
 * Bulletin of the Seismological Society of America 100(2), 751-761. DOI 10.1785/0120090098.
 * Component: geometric mean.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { BooreAtkinson2008 } from "./boore_atkinson_2008.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";

/** Caption of table 2: total sigma (0.26 in log10) at all frequencies. */
const SIGMA = 0.26 * Math.LN10;

/** Frequency in Hz at which PGA (50) and PGV (2) take their factors. */
function frequency({ family, period }: IntensityMeasureType): number {
  if (period > 0) return 1 / period;
  return family === "PGV" ? 2 : 50;
}

/** Boore and Atkinson (2008) times the factors for Hawaii. */
class Atkinson2010Hawaii implements GroundMotionModel {
  readonly name = "Atkinson2010Hawaii";
  readonly tectonicRegionType = "Volcanic";
  readonly imtFamilies = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"] = {
    rupture: ["hypo_depth", "mag", "rake"],
    distances: ["rjb"],
    sites: ["vs30"],
  };
  readonly hasSplitSigma = false;
  readonly #base = new BooreAtkinson2008();

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, hypo_depth, rjb } = contexts;
    this.#base.compute(contexts, imts, out);
    imts.forEach((imt, row) => {
      const logF = Math.log10(frequency(imt));
      const x1 = Math.min(-0.18 + 0.17 * logF, 0); // equation 3
      const shallow = Math.max(0.217 - 0.321 * logF, 0); // equations 4
      const deep = Math.min(0.263 + 0.0924 * logF, 0.35);
      const mean = out.mean[row];
      for (let i = 0; i < size; i++) {
        const x0 = hypo_depth[i] < 20 ? shallow : hypo_depth[i] > 35 ? deep : 0.2;
        // equations 2 and 5; within 1 km the factor stays that of 1 km (advice of C. Bruce Worden)
        mean[i] += x0 * Math.LN10 + x1 * Math.log(Math.max(rjb[i], 1));
      }
      out.sigma[row].fill(SIGMA, 0, size);
      out.tau[row].fill(0, 0, size);
      out.phi[row].fill(0, 0, size);
    });
  }
}

export const models: ModelFactories = {
  Atkinson2010Hawaii: (options) => {
    readOptions("Atkinson2010Hawaii", options, {});
    return new Atkinson2010Hawaii();
  },
};
