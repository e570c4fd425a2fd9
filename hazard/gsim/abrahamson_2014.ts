/**
 * Abrahamson, N. A., Silva, W. J. and Kamai, R. (2014). Summary of the ASK14 Ground Motion Relation for Active Crustal
 * Regions. Earthquake Spectra 30(3), 1025-1055. DOI 10.1193/070913EQS198M. Component: RotD50. Main shocks only.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/abrahamson_2014.json" with { type: "json" };
import { addEpistemicSigma } from "./epistemic_sigma.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories, ModelOptions } from "./model.ts";
import { readChoice, readOptions } from "./options.ts";
import { type KnotPositions, positionsAmong, valueAt } from "./piecewise_linear.ts";
import { depthFactor, periodFactor, Z1PT0_DEPTHS } from "./usgs_basin_scaling.ts";

type Column =
  | (
    | "m1"
    | "vlin"
    | "b"
    | "c"
    | "c4"
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

/** Exponent of the site term; magnitude of equation 2 (page 1032). */
const N = 1.5, M2 = 5;
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

/** What all intensity measures share: a column of each term that depends on the context alone. */
interface SharedTerms {
  /** product of the five tapers of the hanging-wall term (equations 10 to 15) */
  readonly hangingWall: Float64Array;
  readonly lnVs30: Float64Array;
  /** vs30 ** n */
  readonly vs30N: Float64Array;
  /** ln of Z1.0 over its average for vs30, both 10 m deeper */
  readonly lnZ1Ratio: Float64Array;
  /** part of the basin term that the USGS gives to the site; 1 without that option */
  readonly basinFactor: Float64Array;
  readonly basinBins: KnotPositions;
  readonly japanBins: KnotPositions;
}

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

  constructor(readonly name: string, given: ModelOptions) {
    this.#options = readOptions(name, given, DEFAULTS);
    const { region } = this.#options;
    this.#region = region === null ? null : readChoice(name, "region", region, REGIONS);
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rrup } = contexts;
    const shared = this.#sharedTerms(contexts);
    imts.forEach((imt, row) => {
      const c = COEFFICIENTS.get(imt);
      sourceAndPath(c, contexts, shared, out.mean[row]);
      this.#siteAndSigma(imt, c, contexts, shared, out, row);
      const epsilon = this.#options.sigma_mu_epsilon;
      if (epsilon !== 0) addEpistemicSigma(epsilon, mag[0], rrup, out.mean[row], size);
    });
  }

  #sharedTerms(contexts: ContextBlock): SharedTerms {
    const { size, vs30, z1pt0 } = contexts;
    const column = () => new Float64Array(size);
    const [lnVs30, vs30N, lnZ1Ratio, basinFactor] = [column(), column(), column(), column()];
    for (let i = 0; i < size; i++) {
      lnVs30[i] = Math.log(vs30[i]);
      vs30N[i] = vs30[i] ** N;
      const expected = expectedZ1(this.#region, vs30[i]);
      // a negative depth, as -999, stands for the expected one
      const z1 = z1pt0[i] < 0 ? expected : z1pt0[i] / 1000;
      lnZ1Ratio[i] = Math.log((z1 + 0.01) / (expected + 0.01));
      basinFactor[i] = this.#options.usgs_basin_scaling ? depthFactor(z1pt0[i], Z1PT0_DEPTHS) : 1;
    }
    return {
      hangingWall: hangingWallTapers(contexts),
      lnVs30,
      vs30N,
      lnZ1Ratio,
      basinFactor,
      basinBins: positionsAmong(BASIN_VS30, vs30, size),
      japanBins: positionsAmong(JAPAN_VS30, vs30, size),
    };
  }

  /** Site, basin and regional terms onto `out.mean`, which holds source and path, and the standard deviations. */
  #siteAndSigma(
    imt: IntensityMeasureType,
    c: Coefficients<Column>,
    contexts: ContextBlock,
    shared: SharedTerms,
    out: GroundMotion,
    row: number,
  ): void {
    const { size, rrup, vs30, vs30measured } = contexts;
    const { lnVs30, vs30N, lnZ1Ratio, basinFactor, basinBins, japanBins } = shared;
    const mean = out.mean[row], sigma = out.sigma[row], tau = out.tau[row], phi = out.phi[row];
    const region = this.#region;
    const m = contexts.mag[0];

    const lnV1 = Math.log(v1(imt)), lnVlin = Math.log(c.vlin);
    const linearSlope = c.a10 + c.b * N;
    const vlinN = c.vlin ** N;
    const basin = this.#basin(imt, c);
    const attenuation = region === "TWN" ? c.a25 : region === "CHN" ? c.a28 : region === "JPN" ? c.a29 : 0;
    const japanSite = [c.a36, c.a37, c.a38, c.a39, c.a40, c.a41, c.a42, c.a42];
    const lnRockRatio = Math.min(Math.log(V_REF), lnV1) - lnVlin;
    const japanRock = region === "JPN" ? japanRockTerm(japanSite) : 0;
    const rockTerm = linearSlope * lnRockRatio + basin.onRock + (region === "TWN" ? c.a31 * lnRockRatio : 0) +
      japanRock;

    const weightM = Math.min(Math.max((m - 4) / 2, 0), 1);
    const phiMeasured = c.s1m + (c.s2m - c.s1m) * weightM; // equation 24
    const phiInferred = c.s1e + (c.s2e - c.s1e) * weightM;
    const tauAl = c.s3 + (c.s4 - c.s3) * Math.min(Math.max((m - 5) / 2, 0), 1); // equation 25
    for (let i = 0; i < size; i++) {
      const lnRatio = Math.min(lnVs30[i], lnV1) - lnVlin;
      const regional = attenuation * rrup[i];
      const sa1180 = Math.exp(mean[i] + rockTerm + regional);
      // equations 7 and 30: the site term and its derivative by ln(sa1180)
      let site: number, derivative = 0;
      if (vs30[i] >= c.vlin) {
        site = linearSlope * lnRatio;
      } else {
        const soft = sa1180 + c.c * vs30N[i] / vlinN;
        site = c.a10 * lnRatio + c.b * Math.log(soft / (sa1180 + c.c));
        derivative = c.b * sa1180 * (1 / soft - 1 / (sa1180 + c.c));
      }
      const basinTerm = valueAt(basinBins, i, basin.ordinates) * lnZ1Ratio[i] + basin.offset;
      mean[i] += site + regional + basinTerm * basin.factor * basinFactor[i];
      if (region === "TWN") mean[i] += c.a31 * lnRatio;
      else if (region === "JPN") mean[i] += valueAt(japanBins, i, japanSite);

      const phiAl = region === "JPN" ? japanPhi(c, rrup[i]) : vs30measured[i] ? phiMeasured : phiInferred;
      // small magnitudes at long periods: phi is less than that of the amplification, which the authors then reduce
      const phiAmp = phiAl < PHI_AMP ? 0.99 * phiAl : PHI_AMP;
      const amplification = 1 + derivative;
      phi[i] = Math.sqrt((phiAl ** 2 - phiAmp ** 2) * amplification ** 2 + phiAmp ** 2);
      tau[i] = tauAl * amplification;
      sigma[i] = Math.sqrt(phi[i] ** 2 + tau[i] ** 2);
    }
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
  { size, mag, rake, ztor, rrup }: ContextBlock,
  { hangingWall }: SharedTerms,
  lnY: Float64Array,
): void {
  const m = mag[0];
  const c4m = m > 5 ? c.c4 : m < 4 ? 1 : c.c4 - (c.c4 - 1) * (5 - m);
  const mOverM2 = Math.max(m, M2);
  const magnitudeTerm = c.a1 + (m >= c.m1 ? c.a5 : c.a4) * (mOverM2 - c.m1) + c.a8 * (8.5 - mOverM2) ** 2 +
    (m < M2 ? c.a6 * (m - M2) + c.a7 * (m - M2) ** 2 : 0);
  const decay = c.a2 + c.a3 * (mOverM2 - c.m1);
  const styleTaper = Math.min(Math.max(m - 4, 0), 1);
  for (let i = 0; i < size; i++) {
    const r = Math.sqrt(rrup[i] ** 2 + c4m ** 2);
    const style = rake[i] > 30 && rake[i] < 150 ? c.a11 : rake[i] > -150 && rake[i] < -30 ? c.a12 : 0;
    lnY[i] = magnitudeTerm + decay * Math.log(r) + c.a17 * rrup[i] + style * styleTaper +
      c.a13 * hangingWall[i] + c.a15 * Math.min(ztor[i] / 20, 1);
  }
}

/** Tapers of the hanging-wall term in dip, magnitude, rx, ztor and ry0 (equations 11 to 15): their product. */
function hangingWallTapers({ size, mag, dip, width, ztor, rx, ry0 }: ContextBlock): Float64Array {
  const product = new Float64Array(size);
  const dM = mag[0] - 6.5;
  const t2 = mag[0] <= 5.5 ? 0 : dM > 0 ? 1 + A2_HW * dM : 1 + A2_HW * dM - (1 - A2_HW) * dM ** 2;
  const tan20 = Math.tan(20 * Math.PI / 180);
  for (let i = 0; i < size; i++) {
    if (rx[i] <= 0 || dip[i] === 90 || ztor[i] > 10) continue;
    const t1 = dip[i] <= 30 ? 60 / 45 : (90 - dip[i]) / 45;
    const r1 = width[i] * Math.cos(dip[i] * Math.PI / 180), r2 = 3 * r1;
    const x = rx[i] / r1;
    const t3 = rx[i] < r1 ? H1 + H2 * x + H3 * x ** 2 : rx[i] <= r2 ? 1 - (rx[i] - r1) / (r2 - r1) : 0;
    const t4 = 1 - ztor[i] ** 2 / 100;
    const t5 = 1 - Math.min(Math.max((ry0[i] - rx[i] * tan20) / 5, 0), 1);
    product[i] = t1 * t2 * t3 * t4 * t5;
  }
  return product;
}

/** Regional site term of Japan on reference rock. */
function japanRockTerm(ordinates: number[]): number {
  return valueAt(positionsAmong(JAPAN_VS30, Float64Array.of(V_REF), 1), 0, ordinates);
}

/** Within-event standard deviation in Japan (equation 26). */
function japanPhi(c: Coefficients<Column>, rrup: number): number {
  return c.s5 + (c.s6 - c.s5) * Math.min(Math.max((rrup - 30) / 50, 0), 1);
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
