/**
 * Cauzzi, C., Faccioli, E., Vanini, M. and Bianchini, A. (2015). Updated predictive equations for broadband
 * (0.01-10 s) horizontal response spectra and peak ground motions, based on a global dataset of digital acceleration
 * records. Bull. Earthq. Eng. 13, 1587-1612, https://doi.org/10.1007/s10518-014-9685-y. Geometric mean; the variant
 * "scaled" is for the larger horizontal component. The displacement spectra become SA = DRS · (2π / T)².
 */
import type { IntensityMeasureType } from "../imt.ts";
import data from "./coefficients/cauzzi_2014.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { GroundMotionModel, ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
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

/** Site term (eq. 4 with the function of vs30, or the terms of site classes). */
function siteTerm(site: Variant["site"], { bV, VA, bV800, sB, sC, sD }: Coefficients, vs30: number): number {
  switch (site) {
    case "ownReference":
      return bV * Math.log10(vs30 / VA);
    case "fixedReference":
      return bV800 * Math.log10(vs30 / 800);
    case "eurocode8":
      return vs30 < 180 ? sD : vs30 < 360 ? sC : vs30 < 800 ? sB : 0;
  }
}

function styleTerm({ fN, fR, fSS }: Coefficients, rake: number): number {
  if (rake > 30 && rake <= 150) return fR;
  return rake > -150 && rake <= -30 ? fN : fSS;
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
    return {
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires,
      hasSplitSigma: true,
      compute({ size, mag, rake, width, rrup, rhypo, vs30 }, imts, out) {
        const M = mag[0];
        const pointToRupture = 0.7108 + 2.496e-6 * M ** 7.982; // km
        imts.forEach((imt, row) => {
          const C = table.get(imt);
          const { c1, m1, m2, r1, r2, r3 } = C;
          const fM = c1 + m1 * M + m2 * M ** 2;
          const decay = r1 + r2 * M;
          const shift = lnToAcceleration(imt) + lnAdjustment;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            const R = convertsHypocentralDistance && !(width[i] > 1e-3)
              ? Math.max(rhypo[i] - pointToRupture, 3)
              : rrup[i];
            const style = hasStyle ? styleTerm(C, rake[i]) : 0;
            mean[i] = (fM + decay * Math.log10(R + r3) + style + siteTerm(site, C, vs30[i])) * Math.LN10 +
              shift;
          }
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
