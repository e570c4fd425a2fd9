/**
 * Campbell, K. W. and Bozorgnia, Y. (2014). NGA-West2 Ground Motion Model for the Average Horizontal Components of PGA, PGV,
 * and 5% Damped Linear Acceleration Response Spectra. Earthquake Spectra 30(3), 1087-1115. DOI 10.1193/062913EQS175M.
 * Component: RotD50.
 *
 * IA and CAV: Campbell, K. W. and Bozorgnia, Y. (2019). Ground Motion Models for the Horizontal Components of Arias Intensity
 * (AI) and Cumulative Absolute Velocity (CAV) Using the NGA-West2 Database. Earthquake Spectra 35(3), 1289-1310.
 * DOI 10.1193/090818EQS212M.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { overlay } from "./coefficient_overlay.ts";
import { type CoefficientData, type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/campbell_bozorgnia_2014.json" with { type: "json" };
import { type Column, readCoefficients } from "./campbell_bozorgnia_2014_coefficients.ts";
import {
  estimatedHypoDepth,
  estimatedWidth,
  estimatedZtor,
  z2pt5FromVs30,
} from "./campbell_bozorgnia_2014_estimates.ts";
import { addEpistemicSigma } from "./epistemic_sigma.ts";
import {
  type ContextBlock,
  type GroundMotion,
  type GroundMotionModel,
  type ModelFactories,
  type ModelOptions,
  takeRoots,
} from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { depthFactor, periodFactor, Z2PT5_DEPTHS } from "./usgs_basin_scaling.ts";

/** Basin term from CyberShake simulations for periods above 1.9 s, as in nshmp-lib of the USGS. */
const CYBER_SHAKE = new CoefficientTable<"slope_cy">(tables.cyberShake);

const PGA = parseImt("PGA");
/** Coefficients that do not depend on the period. */
const H4 = 1, C = 1.88, N = 1.18;
/** Reference rock, m/s. */
const V_REF = 1100;
const RADIANS = Math.PI / 180;

/** Columns of the terms that depend on the context alone, which all intensity measures share. */
const SHARED = [
  /** style of faulting, 1 or 0 */
  "isReverse",
  "isNormal",
  "lnVs30",
  /** vs30 to the power of n */
  "vs30N",
  /** km, the expected one where the site has none */
  "z2pt5",
  /** basin term (equation 20): what the slopes of shallow and deep basins multiply */
  "shallowBasin",
  "deepBasin",
  /** part of the basin term that the USGS gives to the site */
  "basinFactor",
  /** hanging wall: (rx / r1) or, beyond r1, (rx - r1) / (r2 - r1); see `isBeyond` (equations 9 to 12) */
  "hangingWallX",
  "isBeyond",
  /** hanging wall: tapers in rrup, ztor and dip (equations 13, 15, 16) */
  "hangingWallTaper",
  /** hypocentral depth from 7 to 20 km (equation 22) */
  "depth",
  /** distance beyond 80 km */
  "beyond80",
  /** median PGA in g on 1100 m/s, and 1 / (PGA + c) */
  "pga1100",
  "perPgaC",
  /** ln median of PGA but for basins */
  "lnPga",
] as const;
/** Columns to work in, anew for each intensity measure. */
const WORK = ["lnDistance", "lnSoil", "pgaWithBasin"] as const;

/** The columns; which contexts are on the hanging wall, the least vs30. */
type Terms = ReturnType<Scratch<typeof SHARED[number] | typeof WORK[number]>["columns"]> & {
  readonly onHangingWall: Uint32Array;
  readonly slowest: number;
};

const DEFAULTS = {
  coeffs: null,
  SJ: false,
  sigma_mu_epsilon: 0,
  estimate_ztor: false,
  estimate_width: false,
  estimate_hypo_depth: false,
  usgs_basin_scaling: false,
  cybershake_basin_adj: false,
};

/** What an adaptation to a region without basins changes at the sites. */
export interface SiteAdaptation {
  /** Adds to ln(median) what differs from the site term of equations 17 to 19. */
  addTo(imt: IntensityMeasureType, c: Coefficients<Column>, contexts: ContextBlock, lnY: Float64Array): void;
}

/** `SJ`: Japan; `coeffs`: coefficients to replace, by intensity measure type. */
export class CampbellBozorgnia2014 implements GroundMotionModel {
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies = ["CAV", "IA", "PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;
  readonly #table: CoefficientTable<Column>;
  readonly #options: ReturnType<typeof readOptions<typeof DEFAULTS>>;
  readonly #scratch = new Scratch([...SHARED, ...WORK]);

  constructor(
    readonly name: string,
    data: CoefficientData,
    given: ModelOptions,
    private readonly site?: SiteAdaptation,
  ) {
    this.#options = readOptions(name, given, DEFAULTS);
    const { coeffs } = this.#options;
    this.#table = new CoefficientTable(
      coeffs === null ? data : overlay(data, readCoefficients(name, coeffs)),
    );
    this.requires = {
      rupture: [
        ...(["dip", "hypo_depth", "mag", "rake", "width", "ztor"] as const),
        ...(this.#options.estimate_width ? ["zbot"] as const : []),
      ],
      distances: ["rjb", "rrup", "rx"],
      sites: ["vs30", "z2pt5"],
    };
  }

  compute(given: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const contexts = this.#withEstimates(given);
    const { size, mag, rrup } = contexts;
    const terms = this.#sharedTerms(contexts);
    const cPga = this.#table.get(PGA);
    this.#fillPga(cPga, contexts, terms);
    const isShort = (imt: IntensityMeasureType) => imt.family === "SA" && imt.period < 0.25;
    const { lnPga, pgaWithBasin } = terms;
    const epsilon = this.#options.sigma_mu_epsilon;
    imts.forEach((imt, row) => {
      const c = this.#table.get(imt);
      const mean = out.mean[row];
      if (imt.id === PGA.id) mean.set(lnPga.subarray(0, size));
      else this.#withoutBasin(imt, c, contexts, terms, mean);
      this.#addBasinTerm(imt, c, terms, mean, size);
      if (epsilon !== 0) addEpistemicSigma(epsilon, mag[0], rrup, mean, size);
      if (isShort(imt)) {
        // SA at short periods is not less than PGA; the reference engine then adds the uncertainty once more
        pgaWithBasin.set(lnPga.subarray(0, size));
        this.#addBasinTerm(imt, cPga, terms, pgaWithBasin, size);
        for (let i = 0; i < size; i++) if (mean[i] <= pgaWithBasin[i]) mean[i] = pgaWithBasin[i];
        if (epsilon !== 0) addEpistemicSigma(epsilon, mag[0], rrup, mean, size);
      }
      standardDeviations(imt, c, cPga, contexts, terms, out, row);
    });
  }

  #sharedTerms(contexts: ContextBlock): Terms {
    const { size, mag, rake, dip, width, ztor, hypo_depth, rrup, rjb, rx, vs30 } = contexts;
    const columns = this.#scratch.columns(size);
    const { isReverse, isNormal, lnVs30, vs30N, z2pt5, shallowBasin, deepBasin, basinFactor } = columns;
    const { hangingWallX, hangingWallTaper, isBeyond, depth, beyond80 } = columns;
    const { SJ } = this.#options;
    const r2 = 62 * mag[0] - 350;
    logInto(lnVs30, vs30, size);
    for (let i = 0; i < size; i++) vs30N[i] = N * lnVs30[i];
    expInto(vs30N, vs30N, size);
    let slowest = Infinity;
    for (let i = 0; i < size; i++) {
      slowest = Math.min(slowest, vs30[i]);
      isReverse[i] = rake[i] > 30 && rake[i] < 150 ? 1 : 0;
      isNormal[i] = rake[i] > -150 && rake[i] < -30 ? 1 : 0;
      const z = contexts.z2pt5[i] === -999 ? z2pt5FromVs30(vs30[i], SJ) : contexts.z2pt5[i];
      z2pt5[i] = z;
      shallowBasin[i] = Math.min(z - 1, 0);
      deepBasin[i] = z > 3 ? 1 - Math.exp(-0.25 * (z - 3)) : 0;
      basinFactor[i] = depthFactor(z, Z2PT5_DEPTHS);
      depth[i] = Math.min(Math.max(hypo_depth[i] - 7, 0), 13);
      beyond80[i] = Math.max(rrup[i] - 80, 0);
    }
    const positions = this.#scratch.positions(size);
    let count = 0;
    // contexts of a rupture follow each other, so few dips differ from the one before
    let lastDip = NaN, cosDip = NaN;
    for (let i = 0; i < size; i++) {
      if (rx[i] < 0 || dip[i] === 90 || ztor[i] > 16.66) continue;
      positions[count++] = i;
      if (dip[i] !== lastDip) {
        lastDip = dip[i];
        cosDip = Math.cos(lastDip * RADIANS);
      }
      const r1 = width[i] * cosDip;
      isBeyond[i] = rx[i] < r1 ? 0 : 1;
      hangingWallX[i] = isBeyond[i] ? (rx[i] - r1) / (r2 - r1) : rx[i] / r1;
      const tR = rrup[i] > 0 ? (rrup[i] - rjb[i]) / rrup[i] : 1;
      hangingWallTaper[i] = tR * (1 - 0.06 * ztor[i]) * (90 - dip[i]) / 45;
    }
    return { ...columns, onHangingWall: positions.subarray(0, count), slowest };
  }

  /** Median PGA in g on 1100 m/s, then its logarithm on the site, into their columns. */
  #fillPga(c: Coefficients<Column>, contexts: ContextBlock, terms: Terms): void {
    const { SJ } = this.#options;
    const { size } = contexts, { pga1100, perPgaC, lnPga } = terms;
    sourceAndPath(c, contexts, terms, lnPga);
    const lnRatio = Math.log(V_REF / c.k1);
    const linear = c.c11 + c.k2 * N + (SJ ? c.c13 + c.k2 * N : 0);
    const basin = this.site ? 0 : shallowSlope(c, SJ) * (z2pt5FromVs30(V_REF, SJ) - 1);
    const site = linear * lnRatio + basin;
    for (let i = 0; i < size; i++) pga1100[i] = lnPga[i] + site;
    expInto(pga1100, pga1100, size);
    for (let i = 0; i < size; i++) perPgaC[i] = 1 / (pga1100[i] + C);
    this.#addSiteTerm(PGA, c, contexts, terms, lnPga);
  }

  /** ln median with site effects (equation 1) but for basins into `lnY`. */
  #withoutBasin(
    imt: IntensityMeasureType,
    c: Coefficients<Column>,
    contexts: ContextBlock,
    terms: Terms,
    lnY: Float64Array,
  ): void {
    sourceAndPath(c, contexts, terms, lnY);
    this.#addSiteTerm(imt, c, contexts, terms, lnY);
  }

  /** Site term (equations 17 to 19) onto `lnY`. */
  #addSiteTerm(
    imt: IntensityMeasureType,
    c: Coefficients<Column>,
    contexts: ContextBlock,
    terms: Terms,
    lnY: Float64Array,
  ): void {
    const { size, vs30 } = contexts, { lnVs30, vs30N, pga1100, perPgaC, lnSoil, slowest } = terms;
    const { k1, k2, c11, c12, c13 } = c;
    const lnK1 = Math.log(k1), cPerK1N = C / k1 ** N;
    const linear = c11 + k2 * N;
    if (slowest > k1) {
      for (let i = 0; i < size; i++) lnY[i] += linear * (lnVs30[i] - lnK1);
    } else {
      for (let i = 0; i < size; i++) lnSoil[i] = (pga1100[i] + cPerK1N * vs30N[i]) * perPgaC[i];
      logInto(lnSoil, lnSoil, size);
      for (let i = 0; i < size; i++) {
        const lnRatio = lnVs30[i] - lnK1;
        lnY[i] += vs30[i] > k1 ? linear * lnRatio : c11 * lnRatio + k2 * lnSoil[i];
      }
    }
    this.site?.addTo(imt, c, contexts, lnY);
    if (!this.#options.SJ) return;
    for (let i = 0; i < size; i++) {
      const lnRatio = lnVs30[i] - lnK1;
      lnY[i] += (c13 + k2 * N) * lnRatio;
      if (vs30[i] <= 200) lnY[i] += (c12 + k2 * N) * (lnRatio - Math.log(200) + lnK1);
    }
  }

  /** Basin term (equation 20) onto `lnY`, scaled as in the USGS model if asked for. */
  #addBasinTerm(
    imt: IntensityMeasureType,
    c: Coefficients<Column>,
    { z2pt5, shallowBasin, deepBasin, basinFactor }: Terms,
    lnY: Float64Array,
    size: number,
  ): void {
    const { SJ, usgs_basin_scaling, cybershake_basin_adj } = this.#options;
    const isSimulated = cybershake_basin_adj && imt.period > 1.9;
    const shallow = shallowSlope(c, SJ);
    const deep = (isSimulated ? CYBER_SHAKE.get(imt).slope_cy : c.c16 * c.k3) * Math.exp(-0.75);
    if (!usgs_basin_scaling) {
      for (let i = 0; i < size; i++) lnY[i] += shallow * shallowBasin[i] + deep * deepBasin[i];
      return;
    }
    const onRock = shallow * (z2pt5FromVs30(V_REF, SJ) - 1);
    const usgsFactor = periodFactor(imt.period);
    for (let i = 0; i < size; i++) {
      const term = shallow * shallowBasin[i] + deep * deepBasin[i];
      const weight = basinFactor[i] * usgsFactor;
      const scaled = onRock * (1 - weight) + term * weight + (isSimulated ? 0.1 : 0);
      // two deviations from the USGS model that the reference engine has: the factor at 0.075 s in place of 0.75 s,
      // and the term of rock on deep instead of shallow basins
      if (imt.period === 0.075) lnY[i] += 0.585 * scaled;
      else lnY[i] += imt.period > 0.5 && z2pt5[i] > Z2PT5_DEPTHS.upper ? onRock : scaled;
    }
  }

  /** The block with the estimated columns in place of those of the rupture. */
  #withEstimates(contexts: ContextBlock): ContextBlock {
    const { estimate_ztor, estimate_width, estimate_hypo_depth } = this.#options;
    let estimated = contexts;
    if (estimate_ztor) estimated = { ...estimated, ztor: estimatedZtor(estimated) };
    if (estimate_width) estimated = { ...estimated, width: estimatedWidth(estimated) };
    if (estimate_hypo_depth) estimated = { ...estimated, hypo_depth: estimatedHypoDepth(estimated) };
    return estimated;
  }
}

/** Slope in Z2.5 of the basin term below 1 km (equation 20). */
function shallowSlope(c: Coefficients<Column>, isJapan: boolean): number {
  return c.c14 + (isJapan ? c.c15 : 0);
}

/** All terms but site and basin (equations 2 to 16 and 21 to 25) into `lnY`. */
function sourceAndPath(
  c: Coefficients<Column>,
  { size, mag, dip, rrup }: ContextBlock,
  terms: Terms,
  lnY: Float64Array,
): void {
  const { isReverse, isNormal, depth, beyond80, lnDistance } = terms;
  const m = mag[0];
  const magnitudeTerm = c.c0 + c.c1 * m + c.c2 * Math.max(m - 4.5, 0) + c.c3 * Math.max(m - 5.5, 0) +
    c.c4 * Math.max(m - 6.5, 0);
  // half the logarithm of a square
  const decay = 0.5 * (c.c5 + c.c6 * m);
  const attenuation = c.c20 + c.Dc20;
  const weightM = Math.min(Math.max(m - 4.5, 0), 1);
  const reverse = c.c8 * weightM, normal = c.c9 * weightM;
  const depthSlope = c.c17 + (c.c18 - c.c17) * Math.min(Math.max(m - 5.5, 0), 1);
  const dipSlope = c.c19 * (1 - weightM);
  const near2 = c.c7 ** 2;
  for (let i = 0; i < size; i++) lnDistance[i] = rrup[i] * rrup[i] + near2;
  logInto(lnDistance, lnDistance, size);
  for (let i = 0; i < size; i++) {
    lnY[i] = magnitudeTerm + decay * lnDistance[i] + reverse * isReverse[i] + normal * isNormal[i] +
      depthSlope * depth[i] + dipSlope * dip[i] + attenuation * beyond80[i];
  }
  if (m >= 5.5) addHangingWall(c, m, terms, lnY);
}

/** Hanging-wall term (equations 7 to 16) onto `lnY`. */
function addHangingWall(
  { c10, a2, h1, h2, h3, h5, h6 }: Coefficients<Column>,
  m: number,
  { onHangingWall, hangingWallX, isBeyond, hangingWallTaper }: Terms,
  lnY: Float64Array,
): void {
  const slope = c10 * Math.min(m - 5.5, 1) * (1 + a2 * (m - 6.5));
  for (let k = 0; k < onHangingWall.length; k++) {
    const i = onHangingWall[k];
    const x = hangingWallX[i];
    const fRx = isBeyond[i] ? Math.max(H4 + h5 * x + h6 * x * x, 0) : h1 + h2 * x + h3 * x * x;
    lnY[i] += slope * fRx * hangingWallTaper[i];
  }
}

/** Equations 27 to 31; IA and CAV with the correlation of the model of 2019 (equation 5). */
function standardDeviations(
  imt: IntensityMeasureType,
  c: Coefficients<Column>,
  cPga: Coefficients<Column>,
  { size, mag, vs30 }: ContextBlock,
  { vs30N, pga1100, perPgaC, slowest }: Terms,
  out: GroundMotion,
  row: number,
): void {
  const weight = Math.min(Math.max(mag[0] - 4.5, 0), 1);
  const between = (low: number, high: number) => low + (high - low) * weight;
  const tauB = between(c.tau1, c.tau2), tauPga = between(cPga.tau1, cPga.tau2);
  const phiB = Math.sqrt(between(c.phi1, c.phi2) ** 2 - c.philnAF ** 2);
  const phiPga = Math.sqrt(between(cPga.phi1, cPga.phi2) ** 2 - cPga.philnAF ** 2);
  const isCumulative = imt.family === "CAV" || imt.family === "IA";
  const rho = isCumulative ? between(c.rho1pga, c.rho2pga) : c.rholny;
  const { k1, k2 } = c, cPerK1N = C / k1 ** N;
  const phi0 = phiB ** 2 + c.philnAF ** 2;
  const sigma = out.sigma[row], tau = out.tau[row], phi = out.phi[row];
  if (slowest >= k1) {
    tau.fill(tauB, 0, size);
    phi.fill(Math.sqrt(phi0), 0, size);
    sigma.fill(Math.sqrt(tauB ** 2 + phi0), 0, size);
    return;
  }
  for (let i = 0; i < size; i++) {
    const a = pga1100[i];
    const alpha = vs30[i] < k1 ? k2 * a * (1 / (a + cPerK1N * vs30N[i]) - perPgaC[i]) : 0;
    // variances at first
    tau[i] = tauB * tauB + alpha * tauPga * (alpha * tauPga + 2 * rho * tauB);
    phi[i] = phi0 + alpha * phiPga * (alpha * phiPga + 2 * rho * phiB);
    sigma[i] = Math.sqrt(tau[i] + phi[i]);
  }
  if (!out.isTotalOnly) takeRoots(size, tau, phi);
}

/** The class with its aliases: attenuation of regions with high and low Q, sites in Japan. */
function family(name: string): ModelFactories {
  const variant = (suffix: string, data: CoefficientData, fixed: ModelOptions = {}): ModelFactories => ({
    [name + suffix]: (options) => new CampbellBozorgnia2014(name + suffix, data, { ...fixed, ...options }),
  });
  const highQ = overlay(tables.motion, tables.highQ), lowQ = overlay(tables.motion, tables.lowQ);
  return {
    ...variant("", tables.motion),
    ...variant("HighQ", highQ),
    ...variant("LowQ", lowQ),
    ...variant("JapanSite", tables.motion, { SJ: true }),
    ...variant("HighQJapanSite", highQ, { SJ: true }),
    ...variant("LowQJapanSite", lowQ, { SJ: true }),
  };
}

export const models: ModelFactories = {
  ...family("CampbellBozorgnia2014"),
  ...family("CampbellBozorgnia2019"),
};
