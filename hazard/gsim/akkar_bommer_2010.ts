/**
 * Akkar, S. and Bommer, J. J. (2010). Empirical Equations for the Prediction of PGA, PGV, and Spectral Accelerations in
 * Europe, the Mediterranean Region, and the Middle East. Seismological Research Letters 81(2), 195-206.
 * DOI 10.1785/gssrl.81.2.195. Component: geometric mean.
 *
 * PGA and SA up to 0.05 s take the later coefficients of Bommer, J. J., Akkar, S. and Drouet, S. (2012). Extending
 * ground-motion prediction equations for spectral accelerations to higher response frequencies. Bulletin of Earthquake
 * Engineering 10, 379-399. SA at 4 s is the extension of the SHARE project.
 */
import { logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { type CoefficientData, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/akkar_bommer_2010.json" with { type: "json" };
import { swissModel } from "./edwards_2016_swiss.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

type Column =
  | ("b1" | "b2" | "b3" | "b4" | "b5" | "b6" | "b7" | "b8" | "b9" | "b10")
  | ("Sigma1" | "tau" | "SigmaTot");

/** Table 1, with table 5 of Bommer et al. (2012). */
const COEFFICIENTS = new CoefficientTable<Column>(tables.motion);

/** ln of standard gravity times 100: from cm/s² to g */
const LN_CM_S2_PER_G = Math.log(980.665);

/** Equation 1 (page 199). */
class AkkarBommer2010 implements GroundMotionModel {
  readonly name = "AkkarBommer2010";
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"] = {
    rupture: ["mag", "rake"],
    distances: ["rjb"],
    sites: ["vs30"],
  };
  readonly hasSplitSigma = true;
  readonly #scratch = new Scratch(["lnDistance"]);

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, rake, rjb, vs30 } = contexts;
    const m = contexts.mag[0];
    const { lnDistance } = this.#scratch.columns(size);
    imts.forEach((imt, row) => {
      const c = COEFFICIENTS.get(imt), { b7, b8, b9, b10 } = c;
      const unit = imt.family === "PGV" ? 0 : LN_CM_S2_PER_G;
      // SHARE scales the logarithm of SA at 3 s to get SA at 4 s
      const scale = imt.id === "SA(4.0)" ? 1 / 0.8 : 1;
      const magnitudeTerm = c.b1 + c.b2 * m + c.b3 * m ** 2;
      const decay = 0.5 * (c.b4 + c.b5 * m) * Math.LOG10E;
      const b6 = c.b6 ** 2;
      const mean = out.mean[row];
      for (let i = 0; i < size; i++) lnDistance[i] = rjb[i] * rjb[i] + b6;
      logInto(lnDistance, lnDistance, size);
      for (let i = 0; i < size; i++) {
        const site = vs30[i] < 360 ? b7 : vs30[i] <= 750 ? b8 : 0;
        const style = rake[i] >= -135 && rake[i] <= -45 ? b9 : rake[i] >= 45 && rake[i] <= 135 ? b10 : 0;
        // half the logarithm of a square
        const log10Y = magnitudeTerm + decay * lnDistance[i] + site + style;
        mean[i] = (log10Y * Math.LN10 - unit) * scale;
      }
      out.sigma[row].fill(c.SigmaTot * Math.LN10, 0, size);
      out.tau[row].fill(c.tau * Math.LN10, 0, size);
      out.phi[row].fill(c.Sigma1 * Math.LN10, 0, size);
    });
  }
}

const MODEL: ModelFactory = (options) => {
  readOptions("AkkarBommer2010", options, {});
  return new AkkarBommer2010();
};

function swiss(name: string, table: CoefficientData): ModelFactory {
  return swissModel(name, { base: MODEL, vs30: 600, distance: "rjb", table });
}

export const models: ModelFactories = {
  AkkarBommer2010: MODEL,
  AkkarBommer2010SWISS01: swiss("AkkarBommer2010SWISS01", tables.swiss01),
  AkkarBommer2010SWISS04: swiss("AkkarBommer2010SWISS04", tables.swiss04),
  AkkarBommer2010SWISS08: swiss("AkkarBommer2010SWISS08", tables.swiss08),
};
