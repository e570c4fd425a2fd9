/**
 * Chiou, B. S.-J. and Youngs, R. R. (2014). Update of the Chiou and Youngs NGA Model for the Average Horizontal Component
 * of Peak Ground Motion and Response Spectra. Earthquake Spectra 30(3), 1117-1153. DOI 10.1193/072813EQS219M.
 * Component: RotD50.
 *
 * Options `add_delta_c1` and `alpha_nm`: Boore, D. M. et al. (2022). Construction of a Ground-Motion Logic Tree through
 * Host-to-Target Region Adjustments Applied to an Adaptable Ground-Motion Prediction Model. Bulletin of the
 * Seismological Society of America 112(6), 3063-3080.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { contextsToCompute, repeatFirst } from "./alike_contexts.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/chiou_youngs_2014.json" with { type: "json" };
import { addEpistemicSigma } from "./epistemic_sigma.ts";
import { californiaZ1pt0, japanZ1pt0 } from "./expected_z1pt0.ts";
import {
  type ContextBlock,
  type DistanceParameter,
  type GroundMotion,
  type GroundMotionModel,
  type ModelFactories,
  type ModelOptions,
  takeRoots,
} from "./model.ts";
import { readChoice, readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { depthFactor, periodFactor, Z1PT0_DEPTHS } from "./usgs_basin_scaling.ts";

type Column =
  | ("c1" | "c1a" | "c1b" | "c1c" | "c1d" | "c3" | "cn" | "cm" | "c5" | "c6" | "chm" | "c7" | "c7b" | "c11b")
  | ("c8" | "c8a" | "c8b" | "c9" | "c9a" | "c9b" | "cg1" | "cg2" | "cg3" | "gjpit" | "gwn")
  | ("phi1" | "phi1jp" | "phi2" | "phi3" | "phi4" | "phi5" | "phi5jp")
  | ("tau1" | "tau2" | "sig1" | "sig2" | "sig3");

/** Tables 1 to 5. */
const COEFFICIENTS = new CoefficientTable<Column>(tables.motion);
/** Basin term from CyberShake simulations for periods above 1.9 s, as in nshmp-lib of the USGS. */
const CYBER_SHAKE = new CoefficientTable<"phi5cy" | "phi6cy">(tables.cyberShake);

const PGA = parseImt("PGA");

/** Coefficients that do not depend on the period. */
const C2 = 1.06, C4 = -2.1, C4A = -0.5, C_RB = 50, PHI6 = 300, PHI6_JAPAN = 800;
/** Reference rock, m/s. */
const V_REF = 1130;

const REGIONS = ["CAL", "JPN", "ITA", "WEN"] as const;
type Region = (typeof REGIONS)[number];

/** Columns of the terms that depend on the context alone, which all intensity measures share. */
const SHARED = [
  /** style of faulting, 1 or 0 */
  "isReverse",
  "isNormal",
  /** cos²(dip) */
  "cos2Dip",
  /** depth of the rupture's top beyond the average for its magnitude and style (equations 4 and 5), km */
  "deltaZtor",
  /** far-field spreading, with (c4a - c4) */
  "farSpreading",
  /** of contexts on the hanging wall, one after the other: rx, and their term without c9 and the taper in rx */
  "hangingWallX",
  "hangingWall",
  /** min(vs30, 1130) - 360 */
  "softness",
  /** min(ln(vs30 / 1130), 0) */
  "lnV",
  /** Z1.0 beyond its average for vs30, m; 0 where Z1.0 is not positive */
  "deltaZ1",
  /** part of the basin term that the USGS gives to the site; 1 without that option */
  "basinFactor",
  /** 1 - exp(-ΔZ1.0 / φ6) times that part */
  "basinShape",
  /** 1 where vs30 is not measured */
  "isInferred",
] as const;
/** Columns to work in, anew for each intensity measure. */
const WORK = ["expectedZ1", "lnDistance", "taper", "slope", "yRef", "lnYRatio"] as const;

/** The columns; which contexts are on the hanging wall, and how many have a site of their own. */
type Terms = ReturnType<Scratch<typeof SHARED[number] | typeof WORK[number]>["columns"]> & {
  readonly onHangingWall: Uint32Array;
  readonly numSites: number;
};

const DEFAULTS = {
  region: "CAL",
  sigma_mu_epsilon: 0,
  use_hw: true,
  add_delta_c1: false,
  alpha_nm: 1,
  usgs_basin_scaling: false,
  cybershake_basin_adj: false,
};

/** What a model built on this one changes; SA may then be less than PGA. */
export interface ChiouYoungsChanges {
  /** additions to coefficients at a period (s) and magnitude, to c1 by the distance (km) */
  additions(period: number, m: number): {
    readonly c1: (rrup: number) => number;
    readonly c7: number;
    readonly c7b: number;
    readonly cg1: number;
  };
  /** standard deviations, `yielding` being how much less soft ground amplifies by ln(motion on rock) */
  deviations(
    period: number,
    m: number,
  ): (
    rrup: number,
    yielding: number,
  ) => { readonly sigma: number; readonly tau: number; readonly phi: number };
}

/** s, in the place of that of PGA. */
const SHORTEST_PERIOD = 0.01;
const NO_ADDITIONS = { c1: undefined, c7: 0, c7b: 0, cg1: 0 };

/** The model for active shallow crust; equation numbers are those of the paper. */
export class ChiouYoungs2014 implements GroundMotionModel {
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies: readonly string[] = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma: boolean = true;
  readonly #options: ReturnType<typeof readOptions<typeof DEFAULTS>>;
  readonly #region: Region;
  readonly #scratch = new Scratch([...SHARED, ...WORK]);

  constructor(
    readonly name: string,
    given: ModelOptions,
    distances: DistanceParameter[] = ["rjb", "rrup", "rx"],
    private readonly changes?: ChiouYoungsChanges,
  ) {
    this.#options = readOptions(name, given, DEFAULTS);
    this.#region = readChoice(name, "region", this.#options.region, REGIONS);
    this.requires = {
      rupture: ["dip", "mag", "rake", "ztor"],
      distances,
      sites: ["vs30", "vs30measured", "z1pt0"],
    };
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rrup } = contexts;
    const terms = this.#sharedTerms(contexts);
    imts.forEach((imt, row) => this.#motion(imt, contexts, terms, out, row));

    // page 1144: SA at short periods is not less than PGA
    const isShort = (imt: IntensityMeasureType) => imt.family === "SA" && imt.period <= 0.3;
    if (!this.changes && imts.some(isShort)) {
      const pga = this.#pga(contexts, imts, terms, out);
      imts.forEach((imt, row) => {
        const mean = out.mean[row];
        if (isShort(imt)) { for (let i = 0; i < size; i++) if (mean[i] < pga[i]) mean[i] = pga[i]; }
      });
    }
    const epsilon = this.#options.sigma_mu_epsilon;
    if (epsilon !== 0) {
      imts.forEach((_, row) => addEpistemicSigma(epsilon, mag[0], rrup, out.mean[row], size));
    }
  }

  /** ln median of PGA: the row where it is, or worked out apart. */
  #pga(
    contexts: ContextBlock,
    imts: readonly IntensityMeasureType[],
    terms: Terms,
    out: GroundMotion,
  ): Float64Array {
    const row = imts.findIndex((imt) => imt.id === PGA.id);
    if (row >= 0) return out.mean[row];
    const column = () => [new Float64Array(contexts.size)];
    const apart = { mean: column(), sigma: column(), tau: column(), phi: column() };
    this.#motion(PGA, contexts, terms, apart, 0);
    return apart.mean[0];
  }

  #sharedTerms(contexts: ContextBlock): Terms {
    const { size, rake, dip, ztor, rrup, rjb, rx, vs30measured } = contexts;
    const columns = this.#scratch.columns(size);
    const { isReverse, isNormal, cos2Dip, deltaZtor, farSpreading, hangingWallX, hangingWall, isInferred } =
      columns;
    const m = contexts.mag[0];
    const reverseZtor = Math.max(2.704 - 1.226 * Math.max(m - 5.849, 0), 0) ** 2;
    const otherZtor = Math.max(2.673 - 1.136 * Math.max(m - 4.97, 0), 0) ** 2;
    const positions = this.#scratch.positions(size);
    let count = 0;
    // contexts of a rupture follow each other, so few dips differ from the one before
    let lastDip = NaN, cosDip = NaN;
    for (let i = 0; i < size; i++) {
      isReverse[i] = rake[i] >= 30 && rake[i] <= 150 ? 1 : 0;
      isNormal[i] = rake[i] >= -120 && rake[i] <= -60 ? 1 : 0;
      if (dip[i] !== lastDip) {
        lastDip = dip[i];
        cosDip = Math.cos(lastDip * Math.PI / 180);
      }
      cos2Dip[i] = cosDip * cosDip;
      deltaZtor[i] = ztor[i] - (isReverse[i] ? reverseZtor : otherZtor);
      farSpreading[i] = rrup[i] * rrup[i] + C_RB * C_RB;
      isInferred[i] = vs30measured[i] ? 0 : 1;
      if (rx[i] < 0) continue;
      positions[count] = i;
      hangingWallX[count] = rx[i];
      hangingWall[count++] = cosDip * (1 - Math.sqrt(rjb[i] * rjb[i] + ztor[i] * ztor[i]) / (rrup[i] + 1));
    }
    logInto(farSpreading, farSpreading, size);
    // half the logarithm of a square
    for (let i = 0; i < size; i++) farSpreading[i] *= (C4A - C4) / 2;
    const numSites = contextsToCompute(size, contexts.vs30, contexts.z1pt0);
    const terms = { ...columns, onHangingWall: positions.subarray(0, count), numSites };
    this.#fillSiteTerms(contexts, terms);
    return terms;
  }

  #fillSiteTerms({ size, vs30, z1pt0 }: ContextBlock, terms: Terms): void {
    const { softness, lnV, deltaZ1, basinShape, basinFactor, expectedZ1, numSites } = terms;
    const depth = this.#region === "JPN" ? PHI6_JAPAN : PHI6;
    const hasScaledBasin = this.#options.usgs_basin_scaling && this.#region !== "JPN";
    (this.#region === "JPN" ? japanZ1pt0 : californiaZ1pt0)(vs30, expectedZ1, numSites);
    for (let i = 0; i < numSites; i++) {
      softness[i] = Math.min(vs30[i], V_REF) - 360;
      lnV[i] = Math.min(vs30[i] / V_REF, 1);
      const z1 = z1pt0[i] === -999 ? expectedZ1[i] : z1pt0[i];
      deltaZ1[i] = z1 <= 0 ? 0 : z1 - expectedZ1[i];
      basinShape[i] = -deltaZ1[i] / depth;
      basinFactor[i] = hasScaledBasin ? depthFactor(z1, Z1PT0_DEPTHS) : 1;
    }
    logInto(lnV, lnV, numSites);
    expInto(basinShape, basinShape, numSites);
    for (let i = 0; i < numSites; i++) basinShape[i] = (1 - basinShape[i]) * basinFactor[i];
    repeatFirst(numSites, size, lnV, deltaZ1, basinShape, basinFactor);
  }

  /** ln of the motion on reference rock for each context into `lnYRef` (equation 11). */
  #referenceMotion(
    imt: IntensityMeasureType,
    c: Coefficients<Column>,
    contexts: ContextBlock,
    terms: Terms,
    lnYRef: Float64Array,
  ): void {
    const { size, rrup } = contexts;
    const { isReverse, isNormal, cos2Dip, deltaZtor, farSpreading, lnDistance } = terms;
    const { alpha_nm, use_hw, add_delta_c1 } = this.#options;
    const m = contexts.mag[0];
    const added = this.changes?.additions(imt.period || SHORTEST_PERIOD, m) ?? NO_ADDITIONS;
    const coshM = Math.cosh(2 * Math.max(m - 4.5, 0));
    const reverse = c.c1a + c.c1c / coshM;
    const normal = (c.c1b + c.c1d / coshM) * alpha_nm;
    const ztorSlope = c.c7 + added.c7 + (c.c7b + added.c7b) / coshM;
    const dipSlope = c.c11b / coshM;
    const magnitudeTerm = c.c1 + C2 * (m - 6) +
      (C2 - c.c3) / c.cn * Math.log(1 + Math.exp(c.cn * (c.cm - m)));
    const nearSource = c.c5 * Math.cosh(c.c6 * Math.max(m - c.chm, 0));
    const gamma = (c.cg1 + added.cg1 + c.cg2 / Math.cosh(Math.max(m - c.cg3, 0))) *
      this.#attenuationFactor(c, m);
    for (let i = 0; i < size; i++) lnDistance[i] = rrup[i] + nearSource;
    logInto(lnDistance, lnDistance, size);
    for (let i = 0; i < size; i++) {
      lnYRef[i] = magnitudeTerm + reverse * isReverse[i] + normal * isNormal[i] + ztorSlope * deltaZtor[i] +
        dipSlope * cos2Dip[i] + C4 * lnDistance[i] + farSpreading[i] + gamma * rrup[i];
    }
    if (added.c1) { for (let i = 0; i < size; i++) lnYRef[i] += added.c1(rrup[i]); }
    if (use_hw) addHangingWall(c, terms, lnYRef);
    if (add_delta_c1) addLongPeriodTerm(imt.period, m, rrup, lnYRef, size);
    if (this.requires.distances.includes("rcdpp")) addDirectivity(c, contexts, lnYRef);
  }

  /** Regional factor of the anelastic attenuation: Japan and Italy at moderate magnitudes, Wenchuan. */
  #attenuationFactor(c: Coefficients<Column>, m: number): number {
    if (this.#region === "WEN") return c.gwn;
    return this.#region !== "CAL" && m > 6 && m < 6.9 ? c.gjpit : 1;
  }

  /** Median with site effects (equation 12) and standard deviations (equation 13) of one intensity measure. */
  #motion(
    imt: IntensityMeasureType,
    contexts: ContextBlock,
    terms: Terms,
    out: GroundMotion,
    row: number,
  ): void {
    const c = COEFFICIENTS.get(imt);
    const { size } = contexts;
    const { softness, lnV, isInferred, slope, yRef, lnYRatio, numSites } = terms;
    const mean = out.mean[row], sigma = out.sigma[row], tau = out.tau[row], phi = out.phi[row];
    this.#referenceMotion(imt, c, contexts, terms, mean);

    const { phi3, phi4, sig3 } = c, perPhi4 = 1 / phi4;
    const phi1 = this.#region === "JPN" ? c.phi1jp : c.phi1;
    const rockSlope = Math.exp(phi3 * (V_REF - 360));
    const mTest = Math.min(Math.max(contexts.mag[0] - 5, 0), 1.5) / 1.5;
    const tau0 = c.tau1 + (c.tau2 - c.tau1) * mTest;
    const sigma0 = c.sig1 + (c.sig2 - c.sig1) * mTest;
    for (let i = 0; i < numSites; i++) slope[i] = phi3 * softness[i];
    expInto(slope, slope, numSites);
    for (let i = 0; i < numSites; i++) slope[i] = c.phi2 * (slope[i] - rockSlope);
    repeatFirst(numSites, size, slope);
    expInto(yRef, mean, size);
    for (let i = 0; i < size; i++) lnYRatio[i] = 1 + yRef[i] * perPhi4;
    logInto(lnYRatio, lnYRatio, size);
    for (let i = 0; i < size; i++) {
      // mean holds ln(yRef) so far
      mean[i] += phi1 * lnV[i] + slope[i] * lnYRatio[i];
      const amplification = 1 + slope[i] * yRef[i] / (yRef[i] + phi4);
      const squared = amplification * amplification;
      // variances at first
      tau[i] = tau0 * tau0 * squared;
      phi[i] = sigma0 * sigma0 * (0.7 + (sig3 - 0.7) * isInferred[i] + squared);
      sigma[i] = Math.sqrt(tau[i] + phi[i]);
    }
    this.#addBasinTerm(imt, c, terms, mean, size);
    if (!out.isTotalOnly) takeRoots(size, tau, phi);
    if (!this.changes) return;
    const deviations = this.changes.deviations(imt.period || SHORTEST_PERIOD, contexts.mag[0]);
    for (let i = 0; i < size; i++) {
      const changed = deviations(contexts.rrup[i], slope[i] * yRef[i] / (yRef[i] + phi4));
      sigma[i] = changed.sigma;
      tau[i] = changed.tau;
      phi[i] = changed.phi;
    }
  }

  /** Basin term (equation 12) onto `lnY`, from simulations or scaled as in the USGS model if asked for. */
  #addBasinTerm(
    imt: IntensityMeasureType,
    c: Coefficients<Column>,
    { deltaZ1, basinShape, basinFactor }: Terms,
    lnY: Float64Array,
    size: number,
  ): void {
    const isJapan = this.#region === "JPN";
    const { usgs_basin_scaling, cybershake_basin_adj } = this.#options;
    const factor = usgs_basin_scaling && !isJapan ? periodFactor(imt.period) : 1;
    if (cybershake_basin_adj && imt.period > 1.9 && !isJapan) {
      const { phi5cy, phi6cy } = CYBER_SHAKE.get(imt);
      for (let i = 0; i < size; i++) {
        lnY[i] += factor * basinFactor[i] * (phi5cy * (1 - Math.exp(-deltaZ1[i] / phi6cy)) + 0.1);
      }
      return;
    }
    const phi5 = (isJapan ? c.phi5jp : c.phi5) * factor;
    for (let i = 0; i < size; i++) lnY[i] += phi5 * basinShape[i];
  }
}

/** Hanging-wall term (fourth line of equation 11) onto `lnY`. */
function addHangingWall(
  { c9, c9a, c9b }: Coefficients<Column>,
  { onHangingWall, hangingWallX, hangingWall, taper }: Terms,
  lnY: Float64Array,
): void {
  const count = onHangingWall.length, twicePerC9b = 2 / c9b;
  // tanh(x) = 1 - 2 / (exp(2x) + 1)
  for (let k = 0; k < count; k++) taper[k] = twicePerC9b * hangingWallX[k];
  expInto(taper, taper, count);
  for (let k = 0; k < count; k++) {
    const tanh = 1 - 2 / (taper[k] + 1);
    lnY[onHangingWall[k]] += c9 * hangingWall[k] * (c9a + (1 - c9a) * tanh);
  }
}

/** Long-period adjustment Δc1 (Boore et al. 2022, equations 2 and 3); distances count up to 100 km. */
function addLongPeriodTerm(
  period: number,
  m: number,
  rrup: Float64Array,
  lnY: Float64Array,
  size: number,
): void {
  const mAbove7 = Math.max(m - 7, 0);
  const tB = 2 - mAbove7;
  if (period <= tB) return;
  const s1 = 0.2704 - 0.0694 * mAbove7;
  const s2 = -0.1342 + 0.0716 * mAbove7;
  const s3 = 0.2513 - 0.0419 * mAbove7;
  const ln2 = Math.log(period / tB) ** 2;
  for (let i = 0; i < size; i++) lnY[i] += (s1 + s2 / Math.cosh(s3 * Math.min(rrup[i], 100))) * ln2;
}

/** Directivity term (fifth line of equation 11) from the centred direct point parameter `rcdpp`. */
function addDirectivity(
  c: Coefficients<Column>,
  { size, mag, rrup, rcdpp }: ContextBlock,
  lnY: Float64Array,
): void {
  const m = mag[0];
  const magnitudeTerm = c.c8 * Math.exp(-c.c8a * (m - c.c8b) ** 2) *
    Math.min(Math.max((m - 5.5) / 0.8, 0), 1);
  for (let i = 0; i < size; i++) {
    const taper = Math.max(1 - Math.max(rrup[i] - 40, 0) / 30, 0);
    lnY[i] += magnitudeTerm * taper * rcdpp[i];
  }
}

/** For the PEER tests of hazard programs: PGA with a fixed sigma. */
class ChiouYoungs2014Peer extends ChiouYoungs2014 {
  override readonly imtFamilies = ["PGA"];
  override readonly hasSplitSigma = false;

  override compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    super.compute(contexts, imts, out);
    imts.forEach((_, row) => {
      out.sigma[row].fill(0.65, 0, contexts.size);
      out.tau[row].fill(0, 0, contexts.size);
      out.phi[row].fill(0, 0, contexts.size);
    });
  }
}

/** A name that stands for the model with some options fixed. */
function variant(name: string, fixed: ModelOptions): ModelFactories {
  return { [name]: (options) => new ChiouYoungs2014(name, { ...fixed, ...options }) };
}

export const models: ModelFactories = {
  ...variant("ChiouYoungs2014", {}),
  ...variant("ChiouYoungs2014Japan", { region: "JPN" }),
  ...variant("ChiouYoungs2014Italy", { region: "ITA" }),
  ...variant("ChiouYoungs2014Wenchuan", { region: "WEN" }),
  ChiouYoungs2014NearFaultEffect: (options) =>
    new ChiouYoungs2014("ChiouYoungs2014NearFaultEffect", options, ["rcdpp", "rjb", "rrup", "rx"]),
  ChiouYoungs2014PEER: (options) => new ChiouYoungs2014Peer("ChiouYoungs2014PEER", options),
};
