/**
 * Campbell, K. W. (2003). Prediction of strong ground motion using the hybrid empirical method and its use in the
 * development of ground-motion (attenuation) relations in eastern North America. Bull. Seismol. Soc. Am. 93(3),
 * 1012-1033, https://doi.org/10.1785/0120020002; erratum in 94(6), 2418 (2004).
 * NSHMP2008 variants: Campbell, K. W. (2004), final report of USGS award 01HQGR0011, coefficients for firm rock
 * (NEHRP B/C); SHARE variant: see share_adjustment.ts.
 */
import { logInto } from "../../kernels/elementary.ts";
import data from "./coefficients/campbell_2003.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { type MagnitudeScale, meanCap, momentMagnitude } from "./nshmp_2008.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { adjustmentOfRake, styleAdjustment } from "./share_adjustment.ts";

const HARD_ROCK = new CoefficientTable(data.hardRock);
const FIRM_ROCK = new CoefficientTable(data.firmRock);
const SHARE = new CoefficientTable(data.share);

/** Distances (km) of equation 34 where the geometric attenuation changes. */
const [R1, R2] = [70, 130];

interface Variant {
  /** scale of the magnitudes given, with the NSHMP 2008 cap on the mean */
  readonly nshmpScale?: MagnitudeScale;
  readonly isShare?: boolean;
}

function campbell2003(name: string, { nshmpScale, isShare }: Variant): ModelFactory {
  const table = nshmpScale ? FIRM_ROCK : HARD_ROCK;
  return (options) => {
    readOptions(name, options, {});
    const scratch = new Scratch(["lnBeyond1", "lnBeyond2", "lnR2"]);
    return {
      name,
      tectonicRegionType: "Stable Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      requires: { rupture: isShare ? ["mag", "rake"] : ["mag"], distances: ["rrup"], sites: [] },
      hasSplitSigma: false,
      compute({ size, mag, rrup, rake }, imts, out) {
        const M = momentMagnitude(nshmpScale ?? "Mw", mag[0]);
        // eq. 34, corrected by the erratum
        const { lnBeyond1, lnBeyond2, lnR2 } = scratch.columns(size);
        for (let i = 0; i < size; i++) {
          lnBeyond1[i] = Math.max(rrup[i] / R1, 1);
          lnBeyond2[i] = Math.max(rrup[i] / R2, 1);
        }
        logInto(lnBeyond1, lnBeyond1, size);
        logInto(lnBeyond2, lnBeyond2, size);
        imts.forEach((imt, row) => {
          const { c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13 } = table.get(imt);
          const f1 = c2 * M + c3 * (8.5 - M) ** 2; // eq. 31
          const nearSource = (c7 * Math.exp(c8 * M)) ** 2; // eq. 33
          const anelastic = c5 + c6 * M;
          const cap = nshmpScale ? meanCap(imt) : Infinity;
          const sigmaOfM = M < 7.16 ? c11 + c12 * M : c13; // eq. 35
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) lnR2[i] = rrup[i] * rrup[i] + nearSource;
          logInto(lnR2, lnR2, size);
          for (let i = 0; i < size; i++) {
            const f2 = c4 * 0.5 * lnR2[i] + anelastic * rrup[i]; // eq. 32
            const f3 = c9 * lnBeyond1[i] + c10 * lnBeyond2[i];
            mean[i] = Math.min(c1 + f1 + f2 + f3, cap); // eq. 30
          }
          out.sigma[row].fill(sigmaOfM, 0, size);
          if (!isShare) return;
          const { Frss, AFrock } = SHARE.get(imt);
          const style = styleAdjustment(Frss), rock = Math.log(AFrock);
          for (let i = 0; i < size; i++) mean[i] += adjustmentOfRake(style, rake[i]) + rock;
        });
      },
    };
  };
}

const VARIANTS: Record<string, Variant> = {
  Campbell2003: {},
  Campbell2003SHARE: { isShare: true },
  Campbell2003MblgAB1987NSHMP2008: { nshmpScale: "Mblg87" },
  Campbell2003MblgJ1996NSHMP2008: { nshmpScale: "Mblg96" },
  Campbell2003MwNSHMP2008: { nshmpScale: "Mw" },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [name, campbell2003(name, variant)]),
);
