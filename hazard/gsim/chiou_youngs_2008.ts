/**
 * Chiou, B. S.-J. and Youngs, R. R. (2008). An NGA Model for the Average Horizontal Component of Peak Ground Motion and
 * Response Spectra. Earthquake Spectra 24(1), 173-215. DOI 10.1193/1.2894832. Component: GMRotI50. Main shocks only.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { contextsToCompute, repeatFirst } from "./alike_contexts.ts";
import { BCHydro } from "./bc_hydro.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/chiou_youngs_2008.json" with { type: "json" };
import {
  type ContextBlock,
  type GroundMotion,
  type GroundMotionModel,
  type ModelFactories,
  takeRoots,
} from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

type Column =
  | ("c1" | "c1a" | "c1b" | "c5" | "c6" | "c7" | "c9" | "c9a" | "cn" | "cm" | "cg1" | "cg2")
  | ("phi1" | "phi2" | "phi3" | "phi4" | "phi5" | "phi6" | "phi7" | "phi8")
  | ("tau1" | "tau2" | "sig1" | "sig2" | "sig3");

/** Tables 1 to 3. */
const COEFFICIENTS = new CoefficientTable<Column>(tables.motion);

/** Coefficients that do not depend on the period. */
const C2 = 1.06, C3 = 3.45, C4 = -2.1, C4A = -0.5, C_RB = 50, C_HM = 3, C_G3 = 4;
/** Reference rock, m/s. */
const V_REF = 1130;

/** Z1.0 in m expected from vs30 in m/s (equation 1). */
export function z1pt0FromVs30(vs30: number): number {
  return Math.exp(28.5 - 3.82 / 8 * Math.log(vs30 ** 8 + 378.7 ** 8));
}

/** Columns of terms that all intensity measures share, then columns to work in. */
const COLUMNS = [
  /** style of faulting, 1 or 0 */
  "isReverse",
  "isNormal",
  /** far-field spreading, with (c4a - c4) */
  "farSpreading",
  /** of contexts on the hanging wall, one after the other: rx cos²(dip), and their term without c9 and its taper */
  "hangingWallX",
  "hangingWall",
  /** min(ln(vs30 / 1130), 0) and min(vs30, 1130) - 360 */
  "lnV",
  "softness",
  /** Z1.0 in m, the expected one where the site has none */
  "z1pt0",
  /** factor of φ8 */
  "shallow",
  /** 1 where vs30 is not measured */
  "isInferred",
  ...["lnDistance", "taper", "sech", "site", "slope", "yRef", "lnYRatio"] as const,
] as const;

/** The columns; which contexts are on the hanging wall, how many have a site of their own, the largest Z1.0. */
type Terms = ReturnType<Scratch<typeof COLUMNS[number]>["columns"]> & {
  readonly onHangingWall: Uint32Array;
  readonly numSites: number;
  readonly deepest: number;
};

function sharedTerms(contexts: ContextBlock, scratch: Scratch<typeof COLUMNS[number]>): Terms {
  const { size, rake, dip, ztor, rrup, rjb, rx, vs30, vs30measured } = contexts;
  const columns = scratch.columns(size);
  const { isReverse, isNormal, farSpreading, hangingWallX, hangingWall, isInferred } = columns;
  const positions = scratch.positions(size);
  let count = 0;
  // contexts of a rupture follow each other, so few dips differ from the one before
  let lastDip = NaN, cosDip = NaN;
  for (let i = 0; i < size; i++) {
    isReverse[i] = rake[i] >= 30 && rake[i] <= 150 ? 1 : 0;
    isNormal[i] = rake[i] >= -120 && rake[i] <= -60 ? 1 : 0;
    farSpreading[i] = rrup[i] * rrup[i] + C_RB * C_RB;
    isInferred[i] = vs30measured[i] ? 0 : 1;
    if (rx[i] < 0) continue;
    if (dip[i] !== lastDip) {
      lastDip = dip[i];
      cosDip = Math.cos(lastDip * Math.PI / 180);
    }
    positions[count] = i;
    hangingWallX[count] = rx[i] * cosDip * cosDip;
    hangingWall[count++] = 1 - Math.sqrt(rjb[i] * rjb[i] + ztor[i] * ztor[i]) / (rrup[i] + 0.001);
  }
  logInto(farSpreading, farSpreading, size);
  // half the logarithm of a square
  for (let i = 0; i < size; i++) farSpreading[i] *= (C4A - C4) / 2;

  const { lnV, softness, z1pt0, shallow } = columns;
  const numSites = contextsToCompute(size, vs30, contexts.z1pt0);
  let deepest = 0;
  for (let i = 0; i < numSites; i++) {
    lnV[i] = Math.min(Math.log(vs30[i] / V_REF), 0);
    softness[i] = Math.min(vs30[i], V_REF) - 360;
    z1pt0[i] = contexts.z1pt0[i] === -999 ? z1pt0FromVs30(vs30[i]) : contexts.z1pt0[i];
    deepest = Math.max(deepest, z1pt0[i]);
    shallow[i] = 1 / Math.cosh(0.15 * Math.max(z1pt0[i] - 15, 0));
  }
  return { ...columns, onHangingWall: positions.subarray(0, count), numSites, deepest };
}

/** ln of the motion on reference rock (equation 13a) for each context into `lnYRef`. */
function referenceMotion(
  c: Coefficients<Column>,
  contexts: ContextBlock,
  terms: Terms,
  lnYRef: Float64Array,
): void {
  const { size, ztor, rrup } = contexts, { isReverse, isNormal, farSpreading, lnDistance } = terms;
  const { c1a, c1b, c7 } = c;
  const m = contexts.mag[0];
  const magnitudeTerm = c.c1 + C2 * (m - 6) + (C2 - C3) / c.cn * Math.log(1 + Math.exp(c.cn * (c.cm - m)));
  const nearSource = c.c5 * Math.cosh(c.c6 * Math.max(m - C_HM, 0));
  const gamma = c.cg1 + c.cg2 / Math.cosh(Math.max(m - C_G3, 0));
  for (let i = 0; i < size; i++) lnDistance[i] = rrup[i] + nearSource;
  logInto(lnDistance, lnDistance, size);
  for (let i = 0; i < size; i++) {
    lnYRef[i] = magnitudeTerm + c1a * isReverse[i] + c1b * isNormal[i] + c7 * (ztor[i] - 4) +
      C4 * lnDistance[i] + farSpreading[i] + gamma * rrup[i];
  }
  addHangingWall(c, terms, lnYRef);
}

/** Hanging-wall term (last line of equation 13a) onto `lnY`. */
function addHangingWall(
  { c9, c9a }: Coefficients<Column>,
  { onHangingWall, hangingWallX, hangingWall, taper }: Terms,
  lnY: Float64Array,
): void {
  const count = onHangingWall.length, twicePerC9a = 2 / c9a;
  // tanh(x) = 1 - 2 / (exp(2x) + 1)
  for (let k = 0; k < count; k++) taper[k] = twicePerC9a * hangingWallX[k];
  expInto(taper, taper, count);
  for (let k = 0; k < count; k++) lnY[onHangingWall[k]] += c9 * (1 - 2 / (taper[k] + 1)) * hangingWall[k];
}

/** What equation 13b has of the site alone, φ1, φ5 and φ8, into the column `site`; the non-linear slope into `slope`. */
function fillSiteTerms(
  { phi1, phi2, phi3, phi5, phi6, phi7, phi8 }: Coefficients<Column>,
  size: number,
  { lnV, softness, z1pt0, shallow, sech, site, slope, numSites, deepest }: Terms,
): void {
  const rockSlope = Math.exp(phi3 * (V_REF - 360));
  for (let i = 0; i < numSites; i++) slope[i] = phi3 * softness[i];
  expInto(slope, slope, numSites);
  for (let i = 0; i < numSites; i++) {
    slope[i] = phi2 * (slope[i] - rockSlope);
    site[i] = phi1 * lnV[i] + phi8 * shallow[i];
  }
  if (deepest > phi7) {
    for (let i = 0; i < numSites; i++) sech[i] = -phi6 * Math.max(z1pt0[i] - phi7, 0);
    expInto(sech, sech, numSites);
    // 1 / cosh(x) = 2 exp(-x) / (1 + exp(-2x))
    for (let i = 0; i < numSites; i++) site[i] += phi5 * (1 - 2 * sech[i] / (1 + sech[i] * sech[i]));
  }
  repeatFirst(numSites, size, slope, site);
}

/** The model for active shallow crust. */
export class ChiouYoungs2008 implements GroundMotionModel {
  readonly name: string = "ChiouYoungs2008";
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies: readonly string[] = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"] = {
    rupture: ["dip", "mag", "rake", "ztor"],
    distances: ["rjb", "rrup", "rx"],
    sites: ["vs30", "vs30measured", "z1pt0"],
  };
  readonly hasSplitSigma = true;
  readonly #scratch = new Scratch(COLUMNS);

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size } = contexts;
    const terms = sharedTerms(contexts, this.#scratch);
    const { site, slope, yRef, lnYRatio, isInferred } = terms;
    const mTest = Math.min(Math.max(contexts.mag[0], 5), 7) - 5;
    imts.forEach((imt, row) => {
      const c = COEFFICIENTS.get(imt);
      const mean = out.mean[row], sigma = out.sigma[row], tau = out.tau[row], phi = out.phi[row];
      const { phi4, sig3 } = c, perPhi4 = 1 / phi4;
      referenceMotion(c, contexts, terms, mean);
      fillSiteTerms(c, size, terms);
      const tau0 = c.tau1 + (c.tau2 - c.tau1) / 2 * mTest; // equation 19
      const sigma0 = c.sig1 + 0.5 * (c.sig2 - c.sig1) * mTest;
      expInto(yRef, mean, size);
      for (let i = 0; i < size; i++) lnYRatio[i] = 1 + yRef[i] * perPhi4;
      logInto(lnYRatio, lnYRatio, size);
      for (let i = 0; i < size; i++) {
        // equation 13b; mean holds ln(yRef) so far
        mean[i] += site[i] + slope[i] * lnYRatio[i];
        // equations 20 and 21, variances at first
        const amplification = 1 + slope[i] * yRef[i] / (yRef[i] + phi4),
          squared = amplification * amplification;
        tau[i] = tau0 * tau0 * squared;
        phi[i] = sigma0 * sigma0 * (0.7 + (sig3 - 0.7) * isInferred[i] + squared);
        sigma[i] = Math.sqrt(tau[i] + phi[i]);
      }
      if (!out.isTotalOnly) takeRoots(size, tau, phi);
    });
  }
}

export const models: ModelFactories = {
  ChiouYoungs2008: (options) => {
    readOptions("ChiouYoungs2008", options, {});
    return new ChiouYoungs2008();
  },
  ChiouYoungs2008BCHydro: (options) =>
    new BCHydro("ChiouYoungs2008BCHydro", new ChiouYoungs2008(), tables.bcHydro, options),
};
