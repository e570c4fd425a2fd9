/**
 * Boore, D. M. and Atkinson, G. M. (2008). Ground-Motion Prediction Equations for the Average Horizontal Component of
 * PGA, PGV, and 5%-Damped PSA at Spectral Periods between 0.01 s and 10.0 s. Earthquake Spectra 24(1), 99-138.
 * DOI 10.1193/1.2830434. Component: GMRotI50.
 */
import { parseImt } from "../imt.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { BCHydro } from "./bc_hydro.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/boore_atkinson_2008.json" with { type: "json" };
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";

type MotionColumn =
  | ("c1" | "c2" | "c3" | "h")
  | ("e1" | "e2" | "e3" | "e4" | "e5" | "e6" | "e7" | "Mh")
  | ("sigma" | "tau" | "std");

/** Tables 6, 7 and 8. The erratum of 27 August 2008 holds: Rref is 1 km for pga4nl too. */
const MOTION = new CoefficientTable<MotionColumn>(tables.motion);
/** Tables 3 and 4: linear slope, non-linear slopes at 180 and 300 m/s. */
const SITE = new CoefficientTable<"blin" | "b1" | "b2">(tables.site);

const PGA = parseImt("PGA");
const M_REF = 4.5;
const V1 = 180, V2 = 300, V_REF = 760;
/** bounds of the transition to linear response and PGA below which it is linear, in g */
const A1 = 0.03, A2 = 0.09, PGA_LOW = 0.06;

/**
 * The parts of the site term that all intensity measures share, one number per context:
 * F_S = blin · linear + b1 · soft + b2 · stiff.
 */
export interface SiteTerms {
  readonly linear: Float64Array;
  readonly soft: Float64Array;
  readonly stiff: Float64Array;
}

/** Equations 7, 8 and 13 for each context; vs30 in m/s, pga4nl (median PGA on 760 m/s) in g. */
export function siteTerms(vs30: Float64Array, pga4nl: Float64Array, size: number): SiteTerms {
  const linear = new Float64Array(size), soft = new Float64Array(size), stiff = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const v = vs30[i];
    linear[i] = Math.log(v / V_REF);
    const nonlinear = nonlinearShape(pga4nl[i]);
    // bnl (equations 13) is b1 at V1 and below, b2 at V2, 0 from Vref on, linear in ln(vs30) between
    if (v <= V1) {
      soft[i] = nonlinear;
    } else if (v <= V2) {
      const weight = Math.log(v / V2) / Math.log(V1 / V2);
      soft[i] = weight * nonlinear;
      stiff[i] = (1 - weight) * nonlinear;
    } else if (v < V_REF) {
      stiff[i] = Math.log(v / V_REF) / Math.log(V2 / V_REF) * nonlinear;
    }
  }
  return { linear, soft, stiff };
}

/** Equations 8 to 12 for a slope bnl of 1: F_NL / bnl. */
function nonlinearShape(pga4nl: number): number {
  if (pga4nl > A2) return Math.log(pga4nl / 0.1);
  const low = Math.log(PGA_LOW / 0.1);
  if (pga4nl <= A1) return low;
  const dx = Math.log(A2 / A1), dy = Math.log(A2 / PGA_LOW);
  const c = (3 * dy - dx) / dx ** 2;
  const d = -(2 * dy - dx) / dx ** 3;
  const x = Math.log(pga4nl / A1);
  return low + c * x ** 2 + d * x ** 3;
}

/** F_M + F_D on rock (equations 3 to 5) into `lnY`; all contexts have the magnitude of the first. */
function rockMotion(
  c: Coefficients<MotionColumn>,
  { size, mag, rake, rjb }: ContextBlock,
  lnY: Float64Array,
): void {
  const dM = mag[0] - c.Mh;
  const scaling = dM <= 0 ? c.e5 * dM + c.e6 * dM ** 2 : c.e7 * dM;
  const strikeSlip = c.e2 + scaling, normal = c.e3 + scaling, reverse = c.e4 + scaling;
  const decay = c.c1 + c.c2 * (mag[0] - M_REF);
  const h2 = c.h ** 2;
  for (let i = 0; i < size; i++) {
    const style = rake[i] > 30 && rake[i] < 150
      ? reverse
      : rake[i] > -150 && rake[i] < -30
      ? normal
      : strikeSlip;
    const r = Math.sqrt(rjb[i] ** 2 + h2);
    lnY[i] = style + decay * Math.log(r) + c.c3 * (r - 1);
  }
}

/** Median PGA in g on rock with vs30 = 760 m/s, for each context. */
export function pgaOnRock(contexts: ContextBlock): Float64Array {
  const pga4nl = new Float64Array(contexts.size);
  rockMotion(MOTION.get(PGA), contexts, pga4nl);
  for (let i = 0; i < contexts.size; i++) pga4nl[i] = Math.exp(pga4nl[i]);
  return pga4nl;
}

/** The site coefficients of an intensity measure; @throws RangeError if it is not tabulated. */
export function siteCoefficients(imt: IntensityMeasureType): Coefficients<"blin" | "b1" | "b2"> {
  return SITE.get(imt);
}

/** The model for active shallow crust. */
export class BooreAtkinson2008 implements GroundMotionModel {
  readonly name: string = "BooreAtkinson2008";
  readonly tectonicRegionType: string = "Active Shallow Crust";
  readonly imtFamilies = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"] = {
    rupture: ["mag", "rake"],
    distances: ["rjb"],
    sites: ["vs30"],
  };
  readonly hasSplitSigma: boolean = true;

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size } = contexts;
    const { linear, soft, stiff } = siteTerms(contexts.vs30, pgaOnRock(contexts), size);
    imts.forEach((imt, row) => {
      const c = MOTION.get(imt), { blin, b1, b2 } = SITE.get(imt);
      const mean = out.mean[row];
      rockMotion(c, contexts, mean);
      for (let i = 0; i < size; i++) mean[i] += blin * linear[i] + b1 * soft[i] + b2 * stiff[i];
      out.sigma[row].fill(c.std, 0, size);
      out.tau[row].fill(c.tau, 0, size);
      out.phi[row].fill(c.sigma, 0, size);
    });
  }
}

export const models: ModelFactories = {
  BooreAtkinson2008: (options) => {
    readOptions("BooreAtkinson2008", options, {});
    return new BooreAtkinson2008();
  },
  BooreAtkinson2008BCHydro: (options) =>
    new BCHydro("BooreAtkinson2008BCHydro", new BooreAtkinson2008(), tables.bcHydro, options),
};
