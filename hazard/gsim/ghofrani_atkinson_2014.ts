/**
 * Ghofrani, H. and Atkinson, G. M. (2014). Ground motion prediction equations for interface earthquakes of M7 to M9 based
 * on empirical data from Japan. Bull. Earthq. Eng. 12, 549-571, https://doi.org/10.1007/s10518-013-9533-5. Component:
 * geometric mean. Cascadia: with the factors of table 2; Upper and Lower: with the uncertainty of page 567.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/ghofrani_atkinson_2014.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { LN_GAL } from "./units.ts";

const TABLE = new CoefficientTable<"a" | "b" | "c1" | "c2" | "c3" | "af" | "sigma" | "tau">(data.motion);

const V_REF = 760, H = 60;

interface Variant {
  readonly isCascadia?: boolean;
  /** deviation of the median: upper, none or lower */
  readonly epsilon?: number;
}

function ghofraniAtkinson2014(
  name: string,
  { isCascadia, epsilon = 0 }: Variant,
): ModelFactory {
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["lnR", "lnV"]);
    return {
      name,
      tectonicRegionType: "Subduction Interface",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: ["mag"], distances: ["rrup"], sites: ["backarc", "vs30"] },
      hasSplitSigma: true,
      compute({ size, mag, rrup, vs30, backarc }, imts, out) {
        const { lnR, lnV } = scratch.columns(size);
        for (let i = 0; i < size; i++) {
          lnR[i] = Math.sqrt(rrup[i] ** 2 + H ** 2);
          lnV[i] = vs30[i] / V_REF;
        }
        logInto(lnR, lnR, size);
        logInto(lnV, lnV, size);
        imts.forEach((imt, row) => {
          const { a, b, c1, c2, c3, af, sigma, tau } = TABLE.get(imt);
          const logSource = a + b * mag[0] + (isCascadia ? af : 0);
          const source = logSource * Math.LN10 + (imt.family === "PGV" ? 0 : LN_GAL);
          const forearc = c1 * Math.LN10, behind = c2 * Math.LN10;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            const path = (backarc[i] ? behind : forearc) * rrup[i] - lnR[i];
            const deviation = epsilon * Math.min(0.15 + 0.0007 * rrup[i], 0.35) * Math.LN10;
            mean[i] = source + path + c3 * lnV[i] + deviation;
          }
          out.sigma[row].fill(Math.sqrt(tau ** 2 + sigma ** 2) * Math.LN10, 0, size);
          out.tau[row].fill(tau * Math.LN10, 0, size);
          out.phi[row].fill(sigma * Math.LN10, 0, size);
        });
      },
    };
  };
}

const VARIANTS: Record<string, Variant> = {
  GhofraniAtkinson2014: {},
  GhofraniAtkinson2014Cascadia: { isCascadia: true },
  GhofraniAtkinson2014Upper: { epsilon: 1 },
  GhofraniAtkinson2014Lower: { epsilon: -1 },
  GhofraniAtkinson2014CascadiaUpper: { isCascadia: true, epsilon: 1 },
  GhofraniAtkinson2014CascadiaLower: { isCascadia: true, epsilon: -1 },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [name, ghofraniAtkinson2014(name, variant)]),
);
