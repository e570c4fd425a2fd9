/**
 * Boore, D. M. and Atkinson, G. M. (2008). Ground-Motion Prediction Equations for the Average Horizontal Component of
 * PGA, PGV, and 5%-Damped PSA at Spectral Periods between 0.01 s and 10.0 s. Earthquake Spectra 24(1), 99-138.
 * DOI 10.1193/1.2830434. Component: GMRotI50.
 */
import { logInto } from "../../kernels/elementary.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { BCHydro } from "./bc_hydro.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/boore_atkinson_2008.json" with { type: "json" };
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

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

/** Equations 7, 8 and 13 for each context; vs30 in m/s, pga4nl is the median PGA in g on 760 m/s. */
export function siteTerms(vs30: Float64Array, lnPga4nl: Float64Array, size: number): SiteTerms {
  const linear = new Float64Array(size), soft = new Float64Array(size), stiff = new Float64Array(size);
  const lnSoftest = Math.log(V1 / V2), lnStiffest = Math.log(V2 / V_REF);
  for (let i = 0; i < size; i++) linear[i] = vs30[i] / V_REF;
  logInto(linear, linear, size);
  for (let i = 0; i < size; i++) {
    const v = vs30[i];
    const nonlinear = nonlinearShape(lnPga4nl[i]);
    // bnl (equations 13) is b1 at V1 and below, b2 at V2, 0 from Vref on, linear in ln(vs30) between
    if (v <= V1) {
      soft[i] = nonlinear;
    } else if (v <= V2) {
      const weight = (linear[i] - lnStiffest) / lnSoftest;
      soft[i] = weight * nonlinear;
      stiff[i] = (1 - weight) * nonlinear;
    } else if (v < V_REF) {
      stiff[i] = linear[i] / lnStiffest * nonlinear;
    }
  }
  return { linear, soft, stiff };
}

const LN_A1 = Math.log(A1), LN_A2 = Math.log(A2), LN_01 = Math.log(0.1);
const LOW = Math.log(PGA_LOW / 0.1);
/** Equations 9 to 12. */
const DX = Math.log(A2 / A1), DY = Math.log(A2 / PGA_LOW);
const C = (3 * DY - DX) / DX ** 2, D = -(2 * DY - DX) / DX ** 3;

/** Equations 8 for a slope bnl of 1: F_NL / bnl. */
function nonlinearShape(lnPga4nl: number): number {
  if (lnPga4nl > LN_A2) return lnPga4nl - LN_01;
  if (lnPga4nl <= LN_A1) return LOW;
  const x = lnPga4nl - LN_A1;
  return LOW + C * x * x + D * x * x * x;
}

/** Style of faulting of each context, 1 or 0: normal NS and reverse RS; and columns to work in. */
type Columns = Scratch<"NS" | "RS" | "rSquared" | "lnRSquared" | "lnPga4nl">;

/** F_M + F_D on rock (equations 3 to 5) into `lnY`; all contexts have the magnitude of the first. */
function rockMotion(
  c: Coefficients<MotionColumn>,
  { size, mag, rjb }: ContextBlock,
  { NS, RS, rSquared, lnRSquared }: ReturnType<Columns["columns"]>,
  lnY: Float64Array,
): void {
  const { e2, e3, e4, c3 } = c;
  const normal = e3 - e2, reverse = e4 - e2;
  const dM = mag[0] - c.Mh;
  const scaling = dM <= 0 ? c.e5 * dM + c.e6 * dM ** 2 : c.e7 * dM;
  const source = e2 + scaling - c3;
  const halfDecay = 0.5 * (c.c1 + c.c2 * (mag[0] - M_REF));
  const h2 = c.h ** 2;
  for (let i = 0; i < size; i++) rSquared[i] = rjb[i] * rjb[i] + h2;
  logInto(lnRSquared, rSquared, size);
  for (let i = 0; i < size; i++) {
    lnY[i] = source + normal * NS[i] + reverse * RS[i] + halfDecay * lnRSquared[i] +
      c3 * Math.sqrt(rSquared[i]);
  }
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

  readonly #scratch: Columns = new Scratch(["NS", "RS", "rSquared", "lnRSquared", "lnPga4nl"]);

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size } = contexts;
    const { linear, soft, stiff } = this.siteTermsOf(contexts);
    const columns = this.#scratch.columns(size), { lnPga4nl } = columns;
    imts.forEach((imt, row) => {
      const c = MOTION.get(imt), { blin, b1, b2 } = SITE.get(imt);
      const mean = out.mean[row];
      if (imt.id === PGA.id) mean.set(lnPga4nl.subarray(0, size));
      else rockMotion(c, contexts, columns, mean);
      for (let i = 0; i < size; i++) mean[i] += blin * linear[i] + b1 * soft[i] + b2 * stiff[i];
      out.sigma[row].fill(c.std, 0, size);
      out.tau[row].fill(c.tau, 0, size);
      out.phi[row].fill(c.sigma, 0, size);
    });
  }

  /** The site terms of the contexts with the median PGA of this model on rock; needs mag, rake, rjb and vs30. */
  siteTermsOf(contexts: ContextBlock): SiteTerms {
    const { size, rake, vs30 } = contexts;
    const columns = this.#scratch.columns(size);
    const { NS, RS, lnPga4nl } = columns;
    for (let i = 0; i < size; i++) {
      NS[i] = rake[i] > -150 && rake[i] < -30 ? 1 : 0;
      RS[i] = rake[i] > 30 && rake[i] < 150 ? 1 : 0;
    }
    rockMotion(MOTION.get(PGA), contexts, columns, lnPga4nl);
    return siteTerms(vs30, lnPga4nl, size);
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
