/**
 * Atkinson, G. M. and Boore, D. M. (2011). Modifications to existing ground-motion prediction equations in light of new
 * data. Bull. Seismol. Soc. Am. 101(3), 1121-1135, https://doi.org/10.1785/0120100270: Boore and Atkinson (2008) with
 * less shaking from small magnitudes. Component: GMRotI50.
 * Atkinson2008prime: that with the factors for eastern North America of Atkinson, G. M. (2008). Ground-motion prediction
 * equations for eastern North America from a referenced empirical approach. Bull. Seismol. Soc. Am. 98(3), 1304-1318,
 * https://doi.org/10.1785/0120070199, as the same paper revises them.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/boore_atkinson_2011.json" with { type: "json" };
import { BooreAtkinson2008 } from "./boore_atkinson_2008.ts";
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

const EAST = new CoefficientTable<"c" | "d">(data.east);
const NOWHERE = { c: 0, d: 0 };

function booreAtkinson2011(name: string, isEast: boolean): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    const base = new BooreAtkinson2008();
    const scratch = new Scratch(["lnR"]);
    const { imtFamilies, requires, hasSplitSigma } = base;
    return {
      name,
      tectonicRegionType: isEast ? "Stable Shallow Crust" : base.tectonicRegionType,
      imtFamilies,
      requires,
      hasSplitSigma,
      compute(contexts, imts, out) {
        base.compute(contexts, imts, out);
        const { size, mag, rjb } = contexts;
        const M = mag[0];
        const { lnR } = scratch.columns(size);
        // logarithm of the factor for small magnitudes, eq. 5
        const constant = Math.max(3.888 - 0.674 * M, 0) * Math.LN10;
        const decay = Math.max(2.933 - 0.51 * M, 0);
        for (let i = 0; i < size; i++) lnR[i] = rjb[i] + 10;
        logInto(lnR, lnR, size);
        imts.forEach((imt, row) => {
          const { c, d } = isEast ? EAST.get(imt) : NOWHERE;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            mean[i] += constant - decay * lnR[i] + (c + d * rjb[i]) * Math.LN10;
          }
        });
      },
    };
  };
}

export const models: ModelFactories = {
  Atkinson2008prime: booreAtkinson2011("Atkinson2008prime", true),
  BooreAtkinson2011: booreAtkinson2011("BooreAtkinson2011", false),
};
