/**
 * Abrahamson, N. A., Silva, W. J. and Kamai, R. (2014). Summary of the ASK14 Ground Motion Relation for Active Crustal
 * Regions. Earthquake Spectra 30(3), 1025-1055. DOI 10.1193/070913EQS198M. Component: RotD50. Main shocks only.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { contextsToCompute, repeatFirst } from "./alike_contexts.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/abrahamson_2014.json" with { type: "json" };
import { addEpistemicSigma } from "./epistemic_sigma.ts";
import {
  type ContextBlock,
  type GroundMotion,
  type GroundMotionModel,
  type ModelFactories,
  type ModelOptions,
  takeRoots,
} from "./model.ts";
import { readChoice, readOptions } from "./options.ts";
import { type KnotPositions, positionsAmong, valueAt } from "./piecewise_linear.ts";
import { Scratch } from "./scratch.ts";
import { depthFactor, periodFactor, Z1PT0_DEPTHS } from "./usgs_basin_scaling.ts";

type Column =
  | (
    | "m1"
    | "vlin"
    | "b"
    | "c"
    | "a1"
    | "a2"
    | "a3"
    | "a4"
    | "a5"
    | "a6"
    | "a7"
    | "a8"
    | "a10"
    | "a11"
    | "a12"
  )
  | (
    | "a13"
    | "a15"
    | "a17"
    | "a25"
    | "a28"
    | "a29"
    | "a31"
    | "a36"
    | "a37"
    | "a38"
    | "a39"
    | "a40"
    | "a41"
    | "a42"
  )
  | ("a43" | "a44" | "a45" | "a46" | "s1e" | "s2e" | "s1m" | "s2m" | "s3" | "s4" | "s5" | "s6");

/** Tables 4 and 5. */
const COEFFICIENTS = new CoefficientTable<Column>(tables.motion);
/** Basin term from CyberShake simulations for periods above 1.9 s, as in nshmp-lib of the USGS. */
const CYBER_SHAKE = new CoefficientTable<"a44cy" | "a45cy">(tables.cyberShake);

/** Exponent of the site term; magnitude of equation 2 (page 1032); near-source term in km, the same for all periods. */
const N = 1.5, M2 = 5, C4 = 4.5;
/** Magnitude slope of the hanging-wall term (page 1041), its coefficients in rx (page 1040). */
const A2_HW = 0.2, H1 = 0.25, H2 = 1.5, H3 = -0.75;
/** Reference rock, m/s. */
const V_REF = 1180;
/** Standard deviation of the site amplification (page 1047). */
const PHI_AMP = 0.4;

/** vs30 in m/s at which the regional site term of Japan (equation 22) has its coefficients a36 to a42. */
const JAPAN_VS30 = [150, 250, 350, 450, 600, 850, 1150, 2000];
/** vs30 in m/s at the middle of the bins of the basin term (page 1044). */
const BASIN_VS30 = [0, 150, 250, 400, 700, 1000, 6000];

const REGIONS = ["CHN", "JPN", "TWN"] as const;
/** null is California */
type Region = (typeof REGIONS)[number] | null;

/** Z1.0 in km expected from vs30 in m/s (equation 18). */
function expectedZ1(region: Region, vs30: number): number {
  return region === "JPN"
    ? Math.exp(-5.23 / 2 * Math.log((vs30 ** 2 + 412 ** 2) / (1360 ** 2 + 412 ** 2))) / 1000
    : Math.exp(-7.67 / 4 * Math.log((vs30 ** 4 + 610 ** 4) / (1360 ** 4 + 610 ** 4))) / 1000;
}

/** vs30 above which the site term does not change (equation 9), m/s. */
function v1({ family, period }: IntensityMeasureType): number {
  if (family !== "SA" || period <= 0.5) return 1500;
  return period < 3 ? Math.exp(-0.35 * Math.log(period / 0.5) + Math.log(1500)) : 800;
}

/** Columns of the terms that depend on the context alone, which all intensity measures share. */
const SHARED = [
  /** ln of the distance with the near-source term (equation 3) */
  "lnR",
  /** style of faulting, 1 or 0 */
  "isReverse",
  "isNormal",
  /** taper in the depth of the rupture's top (equation 16) */
  "depth",
  /** product of the five tapers of the hanging-wall term (equations 10 to 15) */
  "hangingWall",
  "lnVs30",
  /** vs30 to the power of n */
  "vs30N",
  /** ln of Z1.0 over its average for vs30, both 10 m deeper */
  "lnZ1Ratio",
  /** part of the basin term that the USGS gives to the site; 1 without that option */
  "basinFactor",
  /** 1 where vs30 is not measured */
  "isInferred",
] as const;
/** Columns to work in, anew for each intensity measure. */
const WORK = ["site", "sa1180", "perSaC", "lnSoft", "amplification", "phiAl"] as const;

/** The columns; places of vs30 in tables; the least vs30, and how many contexts have a site of their own. */
type Terms = ReturnType<Scratch<typeof SHARED[number] | typeof WORK[number]>["columns"]> & {
  readonly basinBins: KnotPositions;
  readonly japanBins: KnotPositions;
  readonly slowest: number;
  readonly numSites: number;
};

const DEFAULTS = {
  region: null,
  sigma_mu_epsilon: 0,
  usgs_basin_scaling: false,
  cybershake_basin_adj: false,
};

class AbrahamsonEtAl2014 implements GroundMotionModel {
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"] = {
    rupture: ["dip", "mag", "rake", "width", "ztor"],
    distances: ["rjb", "rrup", "rx", "ry0"],
    sites: ["vs30", "vs30measured", "z1pt0"],
  };
  readonly hasSplitSigma = true;
  readonly #options: ReturnType<typeof readOptions<typeof DEFAULTS>>;
  readonly #region: Region;
  readonly #scratch = new Scratch([...SHARED, ...WORK]);

  constructor(readonly name: string, given: ModelOptions) {
    this.#options = readOptions(name, given, DEFAULTS);
    const { region } = this.#options;
    this.#region = region === null ? null : readChoice(name, "region", region, REGIONS);
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rrup } = contexts;
    const terms = this.#sharedTerms(contexts);
    imts.forEach((imt, row) => {
      const c = COEFFICIENTS.get(imt);
      sourceAndPath(c, contexts, terms, out.mean[row]);
      this.#siteAndSigma(imt, c, contexts, terms, out, row);
      const epsilon = this.#options.sigma_mu_epsilon;
      if (epsilon !== 0) addEpistemicSigma(epsilon, mag[0], rrup, out.mean[row], size);
    });
  }

  #sharedTerms(contexts: ContextBlock): Terms {
    const { size, mag, rake, ztor, rrup, vs30, vs30measured, z1pt0 } = contexts;
    const columns = this.#scratch.columns(size);
    const { lnR, isReverse, isNormal, depth, isInferred } = columns;
    const { lnVs30, vs30N, lnZ1Ratio, basinFactor } = columns;
    const m = mag[0];
    const c4m = m > 5 ? C4 : m < 4 ? 1 : C4 - (C4 - 1) * (5 - m);
    let slowest = Infinity;
    for (let i = 0; i < size; i++) {
      lnR[i] = rrup[i] * rrup[i] + c4m * c4m;
      isReverse[i] = rake[i] > 30 && rake[i] < 150 ? 1 : 0;
      isNormal[i] = rake[i] > -150 && rake[i] < -30 ? 1 : 0;
      depth[i] = Math.min(ztor[i] / 20, 1);
      isInferred[i] = vs30measured[i] ? 0 : 1;
      slowest = Math.min(slowest, vs30[i]);
    }
    logInto(lnR, lnR, size);
    for (let i = 0; i < size; i++) lnR[i] *= 0.5;
    fillHangingWall(contexts, columns.hangingWall);

    const numSites = contextsToCompute(size, vs30, z1pt0);
    logInto(lnVs30, vs30, numSites);
    for (let i = 0; i < numSites; i++) {
      vs30N[i] = N * lnVs30[i];
      const expected = expectedZ1(this.#region, vs30[i]);
      // a negative depth, as -999, stands for the expected one
      const z1 = z1pt0[i] < 0 ? expected : z1pt0[i] / 1000;
      lnZ1Ratio[i] = (z1 + 0.01) / (expected + 0.01);
      basinFactor[i] = this.#options.usgs_basin_scaling ? depthFactor(z1pt0[i], Z1PT0_DEPTHS) : 1;
    }
    expInto(vs30N, vs30N, numSites);
    logInto(lnZ1Ratio, lnZ1Ratio, numSites);
    repeatFirst(numSites, size, vs30N);
    return {
      ...columns,
      basinBins: positionsAmong(BASIN_VS30, vs30, numSites),
      japanBins: positionsAmong(JAPAN_VS30, vs30, numSites),
      slowest,
      numSites,
    };
  }

  /** Site, basin and regional terms onto `out.mean`, which holds source and path, and the standard deviations. */
  #siteAndSigma(
    imt: IntensityMeasureType,
    c: Coefficients<Column>,
    contexts: ContextBlock,
    terms: Terms,
    out: GroundMotion,
    row: number,
  ): void {
    const { size, rrup } = contexts, { site, amplification, phiAl, slowest } = terms;
    const mean = out.mean[row], sigma = out.sigma[row], tau = out.tau[row], phi = out.phi[row];
    const region = this.#region;
    const attenuation = region === "TWN" ? c.a25 : region === "CHN" ? c.a28 : region === "JPN" ? c.a29 : 0;
    for (let i = 0; i < size; i++) mean[i] += attenuation * rrup[i];
    const rockTerm = this.#fillSiteTerms(imt, c, contexts, terms);
    amplification.fill(1, 0, size);
    if (slowest < c.vlin) fillNonlinear(c, rockTerm, contexts, terms, mean);
    for (let i = 0; i < size; i++) mean[i] += site[i];

    this.#fillPhi(c, contexts, terms);
    const tauAl = c.s3 + (c.s4 - c.s3) * Math.min(Math.max((contexts.mag[0] - 5) / 2, 0), 1); // equation 25
    for (let i = 0; i < size; i++) {
      // small magnitudes at long periods: phi is less than that of the amplification, which the authors then reduce
      const phiAmp = phiAl[i] < PHI_AMP ? 0.99 * phiAl[i] : PHI_AMP;
      const squared = amplification[i] * amplification[i], phiAmp2 = phiAmp * phiAmp;
      tau[i] = tauAl * amplification[i];
      // variance at first
      phi[i] = (phiAl[i] * phiAl[i] - phiAmp2) * squared + phiAmp2;
      sigma[i] = Math.sqrt(phi[i] + tau[i] * tau[i]);
    }
    if (!out.isTotalOnly) takeRoots(size, phi);
  }

  /**
   * What depends on the site alone, but for the term of soft soil, into the column `site`: linear site term, basin,
   * regional site term. Answers their sum on rock.
   */
  #fillSiteTerms(
    imt: IntensityMeasureType,
    c: Coefficients<Column>,
    { size, vs30 }: ContextBlock,
    { lnVs30, lnZ1Ratio, basinFactor, basinBins, japanBins, site, numSites }: Terms,
  ): number {
    const lnV1 = Math.log(v1(imt)), lnVlin = Math.log(c.vlin);
    const linearSlope = c.a10 + c.b * N;
    const basin = this.#basin(imt, c);
    const taiwanSlope = this.#region === "TWN" ? c.a31 : 0;
    for (let i = 0; i < numSites; i++) {
      const slope = (vs30[i] >= c.vlin ? linearSlope : c.a10) + taiwanSlope;
      const basinTerm = valueAt(basinBins, i, basin.ordinates) * lnZ1Ratio[i] + basin.offset;
      site[i] = slope * (Math.min(lnVs30[i], lnV1) - lnVlin) + basinTerm * basin.factor * basinFactor[i];
    }
    const lnRockRatio = Math.min(Math.log(V_REF), lnV1) - lnVlin;
    let onRock = (linearSlope + taiwanSlope) * lnRockRatio + basin.onRock;
    if (this.#region === "JPN") {
      const ordinates = [c.a36, c.a37, c.a38, c.a39, c.a40, c.a41, c.a42, c.a42];
      for (let i = 0; i < numSites; i++) site[i] += valueAt(japanBins, i, ordinates);
      onRock += japanRockTerm(ordinates);
    }
    repeatFirst(numSites, size, site);
    return onRock;
  }

  /** Within-event standard deviation without non-linear effects (equations 24 and 26) into the column `phiAl`. */
  #fillPhi(c: Coefficients<Column>, { size, mag, rrup }: ContextBlock, { phiAl, isInferred }: Terms): void {
    if (this.#region === "JPN") {
      for (let i = 0; i < size; i++) {
        phiAl[i] = c.s5 + (c.s6 - c.s5) * Math.min(Math.max((rrup[i] - 30) / 50, 0), 1);
      }
      return;
    }
    const weightM = Math.min(Math.max((mag[0] - 4) / 2, 0), 1);
    const measured = c.s1m + (c.s2m - c.s1m) * weightM;
    const inferred = c.s1e + (c.s2e - c.s1e) * weightM;
    for (let i = 0; i < size; i++) phiAl[i] = isInferred[i] ? inferred : measured;
  }

  /** Basin term (equation 17): factor · (f(vs30) · ln(Z1.0 ratio) + offset), `ordinates` are those of f; that on rock. */
  #basin(imt: IntensityMeasureType, c: Coefficients<Column>) {
    const isSimulated = this.#options.cybershake_basin_adj && imt.period > 1.9;
    const { a44cy: a44, a45cy: a45 } = isSimulated ? CYBER_SHAKE.get(imt) : { a44cy: c.a44, a45cy: c.a45 };
    const offset = isSimulated ? 0.1 : 0;
    const isScaled = this.#options.usgs_basin_scaling;
    return {
      ordinates: [c.a43, c.a43, a44, a45, c.a46, c.a46, c.a46],
      offset,
      factor: isScaled ? periodFactor(imt.period) : 1,
      // on rock Z1.0 is the expected one, which for the USGS is no basin
      onRock: isScaled ? 0 : offset,
    };
  }
}

/** Basic form, style of faulting, hanging wall and depth of the rupture (equations 2 to 16) into `lnY`. */
function sourceAndPath(
  c: Coefficients<Column>,
  { size, mag, rrup }: ContextBlock,
  { lnR, isReverse, isNormal, hangingWall, depth }: Terms,
  lnY: Float64Array,
): void {
  const m = mag[0];
  const { a13, a15, a17 } = c;
  const mOverM2 = Math.max(m, M2);
  const magnitudeTerm = c.a1 + (m >= c.m1 ? c.a5 : c.a4) * (mOverM2 - c.m1) + c.a8 * (8.5 - mOverM2) ** 2 +
    (m < M2 ? c.a6 * (m - M2) + c.a7 * (m - M2) ** 2 : 0);
  const decay = c.a2 + c.a3 * (mOverM2 - c.m1);
  const styleTaper = Math.min(Math.max(m - 4, 0), 1);
  const reverse = c.a11 * styleTaper, normal = c.a12 * styleTaper;
  for (let i = 0; i < size; i++) {
    lnY[i] = magnitudeTerm + decay * lnR[i] + a17 * rrup[i] + reverse * isReverse[i] + normal * isNormal[i] +
      a13 * hangingWall[i] + a15 * depth[i];
  }
}

/**
 * Soft soil (equations 7 and 30): adds its term to the column `site` and fills `amplification`, the derivative of ln Y by
 * ln of the motion on rock. `lnY` holds source and path, to which `rockTerm` adds those of rock.
 */
function fillNonlinear(
  { b, c, vlin }: Coefficients<Column>,
  rockTerm: number,
  { size, vs30 }: ContextBlock,
  { vs30N, site, sa1180, perSaC, lnSoft, amplification }: Terms,
  lnY: Float64Array,
): void {
  const cPerVlinN = c / vlin ** N;
  for (let i = 0; i < size; i++) sa1180[i] = lnY[i] + rockTerm;
  expInto(sa1180, sa1180, size);
  for (let i = 0; i < size; i++) {
    perSaC[i] = 1 / (sa1180[i] + c);
    lnSoft[i] = (sa1180[i] + cPerVlinN * vs30N[i]) * perSaC[i];
  }
  logInto(lnSoft, lnSoft, size);
  for (let i = 0; i < size; i++) {
    if (vs30[i] >= vlin) continue;
    site[i] += b * lnSoft[i];
    amplification[i] = 1 + b * sa1180[i] * (1 / (sa1180[i] + cPerVlinN * vs30N[i]) - perSaC[i]);
  }
}

/** Tapers of the hanging-wall term in dip, magnitude, rx, ztor and ry0 (equations 11 to 15): their product. */
function fillHangingWall(
  { size, mag, dip, width, ztor, rx, ry0 }: ContextBlock,
  product: Float64Array,
): void {
  const dM = mag[0] - 6.5;
  const t2 = mag[0] <= 5.5 ? 0 : dM > 0 ? 1 + A2_HW * dM : 1 + A2_HW * dM - (1 - A2_HW) * dM ** 2;
  const tan20 = Math.tan(20 * Math.PI / 180);
  product.fill(0, 0, size);
  if (t2 === 0) return;
  // contexts of a rupture follow each other, so few dips differ from the one before
  let lastDip = NaN, cosDip = NaN;
  for (let i = 0; i < size; i++) {
    if (rx[i] <= 0 || dip[i] === 90 || ztor[i] > 10) continue;
    if (dip[i] !== lastDip) {
      lastDip = dip[i];
      cosDip = Math.cos(lastDip * Math.PI / 180);
    }
    const t1 = dip[i] <= 30 ? 60 / 45 : (90 - dip[i]) / 45;
    const r1 = width[i] * cosDip, r2 = 3 * r1;
    const x = rx[i] / r1;
    const t3 = rx[i] < r1 ? H1 + H2 * x + H3 * x ** 2 : rx[i] <= r2 ? 1 - (rx[i] - r1) / (r2 - r1) : 0;
    const t4 = 1 - ztor[i] ** 2 / 100;
    const t5 = 1 - Math.min(Math.max((ry0[i] - rx[i] * tan20) / 5, 0), 1);
    product[i] = t1 * t2 * t3 * t4 * t5;
  }
}

/** Regional site term of Japan on reference rock. */
function japanRockTerm(ordinates: number[]): number {
  return valueAt(positionsAmong(JAPAN_VS30, Float64Array.of(V_REF), 1), 0, ordinates);
}

/** A name that stands for the model with some options fixed. */
function variant(name: string, fixed: ModelOptions): ModelFactories {
  return { [name]: (options) => new AbrahamsonEtAl2014(name, { ...fixed, ...options }) };
}

export const models: ModelFactories = {
  ...variant("AbrahamsonEtAl2014", {}),
  ...variant("AbrahamsonEtAl2014RegCHN", { region: "CHN" }),
  ...variant("AbrahamsonEtAl2014RegJPN", { region: "JPN" }),
  ...variant("AbrahamsonEtAl2014RegTWN", { region: "TWN" }),
};
