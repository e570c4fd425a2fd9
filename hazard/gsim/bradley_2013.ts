/**
 * Bradley, B. A. (2013). A New Zealand-specific pseudospectral acceleration ground-motion prediction equation for active
 * shallow crustal earthquakes based on foreign models. Bull. Seismol. Soc. Am. 103(3), 1801-1822,
 * https://doi.org/10.1785/0120120021. Component: geometric mean (GMRotI50). Volc: in the Taupo Volcanic Zone.
 * LHC: larger of the two horizontal components, by Boore, D. M. and Kishida, T. (2017). Relations between some
 * horizontal-component ground-motion intensity measures used in practice. Bull. Seismol. Soc. Am. 107(1), 334-343,
 * https://doi.org/10.1785/0120160250. bChch: in Christchurch (bradley_2013_christchurch.ts), larger component too.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import {
  BASELINE,
  isInCentralDistrict,
  locationTerm,
  sigmaFactor,
  siteTerm,
  type Subregion,
  tauFactor,
} from "./bradley_2013_christchurch.ts";
import { z1pt0FromVs30 } from "./chiou_youngs_2008.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import data from "./coefficients/bradley_2013.json" with { type: "json" };
import { addEpistemicSigma } from "./epistemic_sigma.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories, ModelOptions } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

const MOTION = new CoefficientTable(data.motion);

/** Reference rock, m/s. */
const V_REF = 1130;

interface Variant {
  readonly isVolcanic?: boolean;
  /** larger horizontal component instead of the geometric mean */
  readonly isLarger?: boolean;
  /** the terms of a subregion of Christchurch, for all sites */
  readonly subregion?: Subregion;
  /** the terms of the central district for the sites there */
  readonly isMap?: boolean;
  /** a deviation whose square is added to the total variance, half of it to each part */
  readonly additionalSigma?: number;
}

/** vs30 above which the site term does not change (eq. 14), m/s. */
function v1(period: number): number {
  if (period === 0) return 1800;
  return Math.min(Math.max(V_REF * (period / 0.75) ** -0.11, V_REF), 1800);
}

/** Ratio of the larger component to the geometric mean (Boore and Kishida 2017, eq. 2). */
function largerRatio(period: number): number {
  const lnT = Math.log(period || 0.01);
  const line = (t0: number, r0: number, t1: number, r1: number) =>
    r0 + (r1 - r0) * (lnT - Math.log(t0)) / Math.log(t1 / t0);
  const short = Math.min(line(0.08, 1.106, 0.56, 1.158), line(0.56, 1.158, 4.4, 1.178));
  const long = Math.min(line(4.4, 1.178, 8.7, 1.241), 1.241);
  return Math.max(1.106, short, long);
}

/** Columns of terms that all intensity measures share, then columns to work in. */
const COLUMNS = [
  "vs30",
  /** Z1.0 in m, the expected one where the site has none */
  "z1pt0",
  "shallow",
  /** min(vs30, 1130) - 360 */
  "softness",
  /** hanging wall: rx cos²(dip), and the term without c9 and its taper; 0 on the footwall */
  "hangingWallX",
  "hangingWall",
  /** sites that the terms of the central district are for, 1 or 0 */
  "isCentral",
  ...["lnNear", "lnFar", "lnV", "b", "yRef", "lnYRatio"] as const,
] as const;

type Columns = ReturnType<Scratch<typeof COLUMNS[number]>["columns"]>;

class Bradley2013 implements GroundMotionModel {
  readonly tectonicRegionType: string;
  readonly imtFamilies = ["PGA", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;
  readonly #epsilon: number;
  readonly #scratch = new Scratch(COLUMNS);

  constructor(readonly name: string, private readonly variant: Variant, given: ModelOptions) {
    const { isVolcanic, isMap, subregion } = variant;
    const { sigma_mu_epsilon } = readOptions(name, given, { sigma_mu_epsilon: 0 });
    // the models of Christchurch take the option and ignore it
    this.#epsilon = subregion || isMap ? 0 : sigma_mu_epsilon;
    this.tectonicRegionType = isVolcanic ? "Volcanic" : "Active Shallow Crust";
    this.requires = {
      rupture: isMap ? ["dip", "in_cshm", "mag", "rake", "ztor"] : ["dip", "mag", "rake", "ztor"],
      distances: ["rjb", "rrup", "rx"],
      sites: isMap ? ["lat", "lon", "vs30", "vs30measured", "z1pt0"] : ["vs30", "vs30measured", "z1pt0"],
    };
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rrup } = contexts;
    const columns = this.#scratch.columns(size);
    this.#fillShared(contexts, columns);
    imts.forEach((imt, row) => {
      const C = MOTION.get(imt);
      const mean = out.mean[row];
      this.#referenceMotion(C, contexts, columns, mean);
      this.#siteAndSigma(imt, C, contexts, columns, out, row);
      this.#addRegionalTerms(imt.period, columns, mean, size);
      if (this.#epsilon !== 0) addEpistemicSigma(this.#epsilon, mag[0], rrup, mean, size);
    });
  }

  #fillShared(contexts: ContextBlock, columns: Columns): void {
    const { size, dip, ztor, rrup, rjb, rx, lon, lat, in_cshm } = contexts;
    const { vs30, z1pt0, shallow, softness, hangingWallX, hangingWall, isCentral } = columns;
    const { subregion, isMap } = this.variant;
    for (let i = 0; i < size; i++) {
      const isInCentre = isMap ? isInCentralDistrict(lon[i], lat[i]) : false;
      const isBaseline = subregion !== undefined || isInCentre;
      isCentral[i] = isInCentre && in_cshm[i] ? 1 : 0;
      vs30[i] = isBaseline ? BASELINE.vs30 : contexts.vs30[i];
      z1pt0[i] = isBaseline ? BASELINE.z1pt0 : contexts.z1pt0[i];
      if (z1pt0[i] === -999) z1pt0[i] = z1pt0FromVs30(vs30[i]);
      shallow[i] = 1 / Math.cosh(0.15 * Math.max(z1pt0[i] - 15, 0));
      softness[i] = Math.min(vs30[i], V_REF) - 360;
      hangingWallX[i] = Math.max(rx[i], 0) * Math.cos(dip[i] * Math.PI / 180) ** 2;
      hangingWall[i] = rx[i] < 0 ? 0 : 1 - Math.sqrt(rjb[i] * rjb[i] + ztor[i] * ztor[i]) / (rrup[i] + 0.001);
    }
  }

  /** ln of the motion on reference rock (eq. 13a) into `lnYRef`. */
  #referenceMotion(C: Coefficients, contexts: ContextBlock, columns: Columns, lnYRef: Float64Array): void {
    const { size, mag, rake, ztor, rrup } = contexts;
    const { lnNear, lnFar, hangingWallX, hangingWall } = columns;
    const { c2, c3, c4, cn, c8, c9, c9a } = C;
    const M = mag[0];
    const source = C.c1 + c2 * (M - 6) + (c2 - c3) / cn * Math.log(1 + Math.exp(cn * (C.cm - M)));
    const saturation = C.c5 * Math.cosh(C.c6 * Math.max(M - C.chm, 0));
    const anelastic = (C.cg1 + C.cg2 / Math.cosh(Math.max(M - C.cg3, 0))) *
      (this.variant.isVolcanic ? 1 + C.ctvz : 1);
    for (let i = 0; i < size; i++) {
      lnNear[i] = rrup[i] + saturation;
      lnFar[i] = rrup[i] * rrup[i] + C.crb * C.crb;
    }
    logInto(lnNear, lnNear, size);
    logInto(lnFar, lnFar, size);
    for (let i = 0; i < size; i++) {
      const style = rake[i] >= 30 && rake[i] <= 150 ? C.c1a : rake[i] >= -120 && rake[i] <= -60 ? C.c1b : 0;
      const wall = hangingWall[i] === 0 ? 0 : c9 * Math.tanh(hangingWallX[i] / c9a) * hangingWall[i];
      lnYRef[i] = source + style + C.c7 * (Math.min(ztor[i], c8) - 4) + c4 * lnNear[i] +
        (C.c4a - c4) / 2 * lnFar[i] + anelastic * rrup[i] + wall;
    }
  }

  /** Site terms (eq. 13b) onto `out.mean`, which holds the motion on rock, and standard deviations (eqs. 18 to 20). */
  #siteAndSigma(
    { period }: IntensityMeasureType,
    C: Coefficients,
    { size, mag, vs30measured }: ContextBlock,
    columns: Columns,
    out: GroundMotion,
    row: number,
  ): void {
    const { vs30, z1pt0, shallow, softness, isCentral, lnV, b, yRef, lnYRatio } = columns;
    const { phi1, phi2, phi3, phi4, phi5, phi6, phi7, phi8, sig3 } = C;
    const { subregion, additionalSigma = 0 } = this.variant;
    const mean = out.mean[row], sigma = out.sigma[row], tau = out.tau[row], phi = out.phi[row];
    const rockSlope = Math.exp(phi3 * (V_REF - 360)), stiffest = v1(period);
    const mTest = Math.min(Math.max(mag[0] - 5, 0), 2) / 2;
    const tau0 = C.tau1 + (C.tau2 - C.tau1) * mTest;
    const sigma0 = C.sig1 + (C.sig2 - C.sig1) * mTest;
    const inChristchurch = sigmaFactor(period);
    // the maps leave the between-event deviation as it is
    const tauScale = subregion ? tauFactor(period) : 1;
    const added = additionalSigma ** 2;
    expInto(yRef, mean, size);
    for (let i = 0; i < size; i++) {
      lnV[i] = Math.min(vs30[i], stiffest) / V_REF;
      b[i] = phi3 * softness[i];
      lnYRatio[i] = (yRef[i] + phi4) / phi4;
    }
    logInto(lnV, lnV, size);
    expInto(b, b, size);
    logInto(lnYRatio, lnYRatio, size);
    for (let i = 0; i < size; i++) {
      const slope = phi2 * (b[i] - rockSlope);
      const basin = phi5 * (1 - 1 / Math.cosh(phi6 * Math.max(z1pt0[i] - phi7, 0))) + phi8 * shallow[i];
      mean[i] += phi1 * lnV[i] + slope * lnYRatio[i] + basin;
      const amplification = 1 + slope * yRef[i] / (yRef[i] + phi4);
      const siteVariance = vs30measured[i] ? 0.7 : sig3;
      const within = sigma0 * Math.sqrt(siteVariance + amplification * amplification);
      const between = Math.abs(amplification * tau0);
      const scale = subregion || isCentral[i] ? inChristchurch : 1;
      sigma[i] = Math.sqrt((within * within + between * between) * scale * scale + added);
      phi[i] = Math.sqrt((within * scale) ** 2 + added / 2);
      tau[i] = Math.sqrt((between * tauScale) ** 2 + added / 2);
    }
  }

  /** Terms of Christchurch and of the component onto `lnY`. */
  #addRegionalTerms(period: number, { isCentral }: Columns, lnY: Float64Array, size: number): void {
    const { subregion, isMap, isLarger } = this.variant;
    const component = isLarger ? Math.log(largerRatio(period)) : 0;
    const shift = component + (subregion ? locationTerm(period) + siteTerm(subregion, period) : 0);
    // the reference adds the site term twice here, in the place of the location term
    const central = isMap ? 2 * siteTerm("CBD", period) : 0;
    if (shift === 0 && central === 0) return;
    for (let i = 0; i < size; i++) lnY[i] += shift + central * isCentral[i];
  }
}

const ADDITIONAL = { additionalSigma: 0.35 };

const VARIANTS: Record<string, Variant> = {
  Bradley2013: {},
  Bradley2013AdditionalSigma: { isLarger: true, ...ADDITIONAL },
  Bradley2013LHC: { isLarger: true },
  Bradley2013Volc: { isVolcanic: true },
  Bradley2013VolcLHC: { isVolcanic: true, isLarger: true },
  Bradley2013bChchCBD: { isLarger: true, subregion: "CBD" },
  Bradley2013bChchCBDAdditionalSigma: { isLarger: true, subregion: "CBD", ...ADDITIONAL },
  Bradley2013bChchEast: { isLarger: true, subregion: "East" },
  Bradley2013bChchEastAdditionalSigma: { isLarger: true, subregion: "East", ...ADDITIONAL },
  Bradley2013bChchMaps: { isLarger: true, isMap: true },
  Bradley2013bChchMapsAdditionalSigma: { isLarger: true, isMap: true, ...ADDITIONAL },
  Bradley2013bChchNorth: { isLarger: true, subregion: "North" },
  Bradley2013bChchNorthAdditionalSigma: { isLarger: true, subregion: "North", ...ADDITIONAL },
  Bradley2013bChchWest: { isLarger: true, subregion: "West" },
  Bradley2013bChchWestAdditionalSigma: { isLarger: true, subregion: "West", ...ADDITIONAL },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(VARIANTS).map((
    [name, variant],
  ) => [name, (options) => new Bradley2013(name, variant, options)]),
);
