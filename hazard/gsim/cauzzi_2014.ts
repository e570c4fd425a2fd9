/**
 * Cauzzi, C., Faccioli, E., Vanini, M. and Bianchini, A. (2015). Updated predictive equations for broadband
 * (0.01-10 s) horizontal response spectra and peak ground motions, based on a global dataset of digital acceleration
 * records. Bull. Earthq. Eng. 13, 1587-1612, https://doi.org/10.1007/s10518-014-9685-y. Geometric mean; the variant
 * "scaled" is for the larger horizontal component. The displacement spectra become SA = DRS · (2π / T)².
 */
import { logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import data from "./coefficients/cauzzi_2014.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotionModel, ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { LN_GAL } from "./units.ts";

const GEOMETRIC_MEAN = new CoefficientTable(data.geometricMean);
const MAXIMUM = new CoefficientTable(data.maximum);

interface Variant {
  /** site term: with the reference vs30 of the period, of 800 m/s, or by Eurocode 8 class */
  readonly site: "ownReference" | "fixedReference" | "eurocode8";
  readonly hasStyle: boolean;
  readonly table?: CoefficientTable;
  /** distance of ruptures without extent from the hypocentral distance, as for Germany */
  readonly convertsHypocentralDistance?: boolean;
}

/** Site term (eq. 4 with the function of vs30, or the terms of site classes) onto `lnY`. */
function addSiteTerm(
  site: Variant["site"],
  { bV, VA, bV800, sB, sC, sD }: Coefficients,
  { size, vs30 }: ContextBlock,
  lnVs30: Float64Array,
  lnY: Float64Array,
): void {
  if (site === "eurocode8") {
    for (let i = 0; i < size; i++) {
      const v = vs30[i];
      lnY[i] += Math.LN10 * (v < 180 ? sD : v < 360 ? sC : v < 800 ? sB : 0);
    }
    return;
  }
  // the logarithm of base 10 in the paper takes the factor ln 10 in
  const [slope, lnReference] = site === "ownReference" ? [bV, Math.log(VA)] : [bV800, Math.log(800)];
  for (let i = 0; i < size; i++) lnY[i] += slope * (lnVs30[i] - lnReference);
}

/** ln of the factor from the displacement spectrum (cm) to acceleration in g; PGA is that of 0.01 s, PGV in cm/s. */
function lnToAcceleration({ family, period }: IntensityMeasureType): number {
  return family === "PGV" ? 0 : 2 * Math.log(2 * Math.PI / (period || 0.01)) + LN_GAL;
}

function cauzzi2014(name: string, variant: Variant): ModelFactory {
  const { site, hasStyle, table = GEOMETRIC_MEAN, convertsHypocentralDistance } = variant;
  const requires: GroundMotionModel["requires"] = {
    rupture: [
      "mag",
      ...hasStyle ? ["rake"] as const : [],
      ...convertsHypocentralDistance ? ["width"] as const : [],
    ],
    distances: convertsHypocentralDistance ? ["rhypo", "rrup"] : ["rrup"],
    sites: ["vs30"],
  };
  return (options) => {
    const { adjustment_factor } = readOptions(name, options, { adjustment_factor: 1 });
    const lnAdjustment = Math.log(adjustment_factor);
    const scratch = new Scratch(["R", "isNormal", "isReverse", "lnVs30", "lnSaturated"]);
    return {
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires,
      hasSplitSigma: true,
      compute(contexts, imts, out) {
        const { size, mag, rake, width, rrup, rhypo, vs30 } = contexts;
        const M = mag[0];
        const pointToRupture = 0.7108 + 2.496e-6 * M ** 7.982; // km
        const { R, isNormal, isReverse, lnVs30, lnSaturated } = scratch.columns(size);
        logInto(lnVs30, vs30, size);
        for (let i = 0; i < size; i++) {
          R[i] = convertsHypocentralDistance && !(width[i] > 1e-3)
            ? Math.max(rhypo[i] - pointToRupture, 3)
            : rrup[i];
          isReverse[i] = hasStyle && rake[i] > 30 && rake[i] <= 150 ? 1 : 0;
          isNormal[i] = hasStyle && rake[i] > -150 && rake[i] <= -30 ? 1 : 0;
        }
        imts.forEach((imt, row) => {
          const C = table.get(imt);
          const { c1, m1, m2, r1, r2, r3, fN, fR } = C;
          const fM = c1 + m1 * M + m2 * M ** 2;
          const decay = r1 + r2 * M;
          const fSS = hasStyle ? C.fSS : 0;
          const source = (fM + fSS) * Math.LN10 + lnToAcceleration(imt) + lnAdjustment;
          const normal = (fN - fSS) * Math.LN10, reverse = (fR - fSS) * Math.LN10;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) lnSaturated[i] = R[i] + r3;
          logInto(lnSaturated, lnSaturated, size);
          for (let i = 0; i < size; i++) {
            mean[i] = source + decay * lnSaturated[i] + normal * isNormal[i] + reverse * isReverse[i];
          }
          addSiteTerm(site, C, contexts, lnVs30, mean);
          out.sigma[row].fill((hasStyle ? C.sM : C.s) * Math.LN10, 0, size);
          out.tau[row].fill((hasStyle ? C.tM : C.t) * Math.LN10, 0, size);
          out.phi[row].fill(C.f * Math.LN10, 0, size);
        });
      },
    };
  };
}

const VARIANTS: Record<string, Variant> = {
  CauzziEtAl2014: { site: "ownReference", hasStyle: true },
  CauzziEtAl2014NoSOF: { site: "ownReference", hasStyle: false },
  CauzziEtAl2014FixedVs30: { site: "fixedReference", hasStyle: true },
  CauzziEtAl2014FixedVs30NoSOF: { site: "fixedReference", hasStyle: false },
  CauzziEtAl2014Eurocode8: { site: "eurocode8", hasStyle: true },
  CauzziEtAl2014Eurocode8NoSOF: { site: "eurocode8", hasStyle: false },
  CauzziEtAl2014Eurocode8scaled: { site: "eurocode8", hasStyle: true, table: MAXIMUM },
  CauzziEtAl2014RhypoGermany: { site: "ownReference", hasStyle: true, convertsHypocentralDistance: true },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, variant]) => [name, cauzzi2014(name, variant)]),
);
