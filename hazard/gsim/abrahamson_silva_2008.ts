/**
 * Abrahamson, N. A. and Silva, W. J. (2008). Summary of the Abrahamson & Silva NGA ground-motion relations.
 * Earthquake Spectra 24(1), 67-97, https://doi.org/10.1193/1.2924360, with the errata of 2009 (hanging wall,
 * standard deviations; PEER, AS08_NGA_errata.pdf). Mainshocks only, without the constant-displacement model.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { parseImt } from "../imt.ts";
import { BCHydro } from "./bc_hydro.ts";
import data from "./coefficients/abrahamson_silva_2008.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";

const TABLE = new CoefficientTable(data.motion);
const PGA = parseImt("PGA");

/** Coefficients that no intensity measure changes (table 4). */
const c1 = 6.75, c2 = 50, c4 = 4.5, a3 = 0.265, a4 = -0.231, a5 = -0.398, n = 1.18, c = 1.88;
/** Standard deviation of the site amplification. */
const SIGMA_AMP = 0.3;

/** V1 (m/s), above which the site term no longer depends on vs30 (eq. 6). */
function v1({ family, period: T }: IntensityMeasureType): number {
  if (family === "PGV") return 862;
  if (T <= 0.5) return 1500;
  if (T <= 1) return Math.exp(8 - 0.795 * Math.log(T / 0.21));
  return T < 2 ? Math.exp(6.76 - 0.297 * Math.log(T)) : 700;
}

/** Median depth (m) to 1 km/s (eq. 17). */
function medianZ1(vs30: number): number {
  if (vs30 < 180) return Math.exp(6.745);
  return Math.exp(vs30 <= 500 ? 6.745 - 1.35 * Math.log(vs30 / 180) : 5.394 - 4.48 * Math.log(vs30 / 500));
}

/** ln(T / 0.35 s) of eq. 19, the weight of the soil depth; PGV counts as 1 s. */
function e2PeriodFactor({ family, period }: IntensityMeasureType): number {
  const T = family === "PGV" ? 1 : period;
  return T < 0.35 ? 0 : Math.log(Math.min(T, 2) / 0.35);
}

/** Hanging-wall term (eqs. 7 to 12, with the errata) without its coefficient a14. */
function hangingWall(M: number, rx: number, rjb: number, ztor: number, dip: number, width: number): number {
  if (!(rx > 0 && dip !== 90)) return 0;
  const surfaceWidth = width * Math.cos(dip * Math.PI / 180);
  const T1 = rjb < 30 ? 1 - rjb / 30 : 0;
  const T2 = rx <= surfaceWidth ? 0.5 + rx / (2 * surfaceWidth) : 1;
  const T3 = rx < ztor ? rx / ztor : 1;
  const T4 = Math.min(Math.max(M - 6, 0), 1);
  const T5 = dip >= 30 ? 1 - (dip - 30) / 60 : 1;
  return T1 * T2 * T3 * T4 * T5;
}

/** What all intensity measures share, one number per context. */
class SharedTerms {
  readonly lnR: Float64Array;
  readonly hanging: Float64Array;
  /** depth (m) to 1 km/s, and ln of its ratio to the median, both shifted by c2 */
  readonly depth: Float64Array;
  readonly depthRatio: Float64Array;

  constructor({ size, mag, rx, rjb, rrup, ztor, dip, width, vs30, z1pt0 }: ContextBlock) {
    [this.lnR, this.hanging, this.depth, this.depthRatio] = [0, 1, 2, 3].map(() => new Float64Array(size));
    for (let i = 0; i < size; i++) {
      this.lnR[i] = 0.5 * Math.log(rrup[i] ** 2 + c4 ** 2);
      this.hanging[i] = hangingWall(mag[0], rx[i], rjb[i], ztor[i], dip[i], width[i]);
      const median = medianZ1(vs30[i]);
      this.depth[i] = z1pt0[i] === -999 ? median : z1pt0[i];
      this.depthRatio[i] = Math.log((this.depth[i] + c2) / (median + c2));
    }
  }
}

/** Eq. 1 without the two soil terms, for each context into `lnY`. */
function rockMotion(C: Coefficients, contexts: ContextBlock, shared: SharedTerms, lnY: Float64Array): void {
  const { a1, a2, a8, a12, a13, a14, a16, a18 } = C;
  const { size, mag, rake, ztor, rrup } = contexts;
  const { lnR, hanging } = shared;
  const M = mag[0];
  const magnitude = a1 + (M <= c1 ? a4 : a5) * (M - c1) + a8 * (8.5 - M) ** 2; // eq. 2
  const decay = a2 + a3 * (M - c1);
  const T6 = M < 5.5 ? 1 : M < 6.5 ? 0.5 * (6.5 - M) + 0.5 : 0.5; // eq. 15
  for (let i = 0; i < size; i++) {
    const style = rake[i] > 30 && rake[i] < 150 ? a12 : rake[i] > -120 && rake[i] < -60 ? a13 : 0;
    const topDepth = a16 * Math.min(ztor[i] / 10, 1); // eq. 13
    const farSource = rrup[i] >= 100 ? a18 * (rrup[i] - 100) * T6 : 0; // eq. 14
    lnY[i] = magnitude + decay * lnR[i] + style + a14 * hanging[i] + topDepth + farSource;
  }
}

/** Adds the site term (eq. 4) and the soil depth term (eqs. 16 to 20) to `lnY`. */
function addSoilTerms(
  { VLIN, b, a10 }: Coefficients,
  imt: IntensityMeasureType,
  { size, vs30 }: ContextBlock,
  { depth, depthRatio }: SharedTerms,
  pga1100: Float64Array,
  lnY: Float64Array,
): void {
  const V1 = v1(imt), linear = a10 + b * n, e2OfT = -0.25 * e2PeriodFactor(imt);
  const a22 = Math.max(imt.period - 2, 0) * 0.0625; // eq. 20
  for (let i = 0; i < size; i++) {
    const vStar = Math.min(vs30[i], V1), A = pga1100[i]; // eq. 5
    lnY[i] += vs30[i] < VLIN
      ? a10 * Math.log(vStar / VLIN) + b * Math.log((A + c * (vStar / VLIN) ** n) / (A + c))
      : linear * Math.log(vStar / VLIN);
    if (vs30[i] < 1000) {
      const e2 = e2OfT * Math.log(vs30[i] / 1000); // eq. 19
      // eq. 18: the depth can't take more than the site term has added
      const depthTerm = e2 * depthRatio[i];
      const siteTerm = linear * Math.log(vStar / Math.min(V1, 1000));
      lnY[i] += siteTerm + depthTerm < 0 ? -siteTerm : depthTerm;
    }
    if (depth[i] >= 200) lnY[i] += a22 * Math.log(depth[i] / 200);
  }
}

/** Linear in magnitude between s at M 5 and M 7 (eqs. 27 and 28). */
function overMagnitude(at5: number, at7: number, M: number): number {
  return at5 + (at7 - at5) * Math.min(Math.max((M - 5) / 2, 0), 1);
}

/** Standard deviation on rock without that of the amplification (eqs. 23 and 27), for inferred and measured vs30. */
function sigmaB({ s1est, s2est, s1mea, s2mea }: Coefficients, M: number): [number, number] {
  return [
    Math.sqrt(overMagnitude(s1est, s2est, M) ** 2 - SIGMA_AMP ** 2),
    Math.sqrt(overMagnitude(s1mea, s2mea, M) ** 2 - SIGMA_AMP ** 2),
  ];
}

class AbrahamsonSilva2008 implements GroundMotionModel {
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies = ["PGA", "PGV", "SA"];
  readonly requires = {
    rupture: ["dip", "mag", "rake", "width", "ztor"],
    distances: ["rjb", "rrup", "rx"],
    sites: ["vs30", "vs30measured", "z1pt0"],
  } as const;
  readonly hasSplitSigma = true;

  constructor(readonly name: string) {}

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const shared = new SharedTerms(contexts);
    const C_PGA = TABLE.get(PGA);
    const pga1100 = new Float64Array(contexts.size);
    rockMotion(C_PGA, contexts, shared, pga1100);
    // above 1000 m/s and below 2 s the soil depth term is 0
    const rock = (C_PGA.a10 + C_PGA.b * n) * Math.log(1100 / C_PGA.VLIN);
    for (let i = 0; i < contexts.size; i++) pga1100[i] = Math.exp(pga1100[i] + rock);

    imts.forEach((imt, row) => {
      const C = TABLE.get(imt);
      rockMotion(C, contexts, shared, out.mean[row]);
      addSoilTerms(C, imt, contexts, shared, pga1100, out.mean[row]);
      this.#standardDeviations(C, contexts, pga1100, row, out);
    });
  }

  /** Equations 22 to 28, with the errata. */
  #standardDeviations(
    C: Coefficients,
    { size, mag, vs30, vs30measured }: ContextBlock,
    pga1100: Float64Array,
    row: number,
    out: GroundMotion,
  ): void {
    const { VLIN, b, s3, s4, rho } = C, C_PGA = TABLE.get(PGA), M = mag[0];
    const sigma = out.sigma[row], tau = out.tau[row], phi = out.phi[row];
    const inferredAndMeasured = sigmaB(C, M), pgaInferredAndMeasured = sigmaB(C_PGA, M);
    const tau0 = overMagnitude(s3, s4, M), tauPga = overMagnitude(C_PGA.s3, C_PGA.s4, M);
    for (let i = 0; i < size; i++) {
      const A = pga1100[i];
      const slope = vs30[i] < VLIN ? b * A * (1 / (A + c * (vs30[i] / VLIN) ** n) - 1 / (A + c)) : 0; // eq. 26
      const sB = inferredAndMeasured[vs30measured[i]], sPga = pgaInferredAndMeasured[vs30measured[i]];
      const within = sB ** 2 + SIGMA_AMP ** 2 + (slope * sPga) ** 2 + 2 * slope * sB * sPga * rho; // eq. 24
      const between = tau0 ** 2 + (slope * tauPga) ** 2 + 2 * slope * tau0 * tauPga * rho; // eq. 25
      sigma[i] = Math.sqrt(within + between);
      tau[i] = Math.sqrt(between);
      phi[i] = Math.sqrt(within);
    }
  }
}

export const models: ModelFactories = {
  AbrahamsonSilva2008: (options) => {
    readOptions("AbrahamsonSilva2008", options, {});
    return new AbrahamsonSilva2008("AbrahamsonSilva2008");
  },
  AbrahamsonSilva2008BCHydro: (options) =>
    new BCHydro(
      "AbrahamsonSilva2008BCHydro",
      new AbrahamsonSilva2008("AbrahamsonSilva2008BCHydro"),
      data.bcHydro,
      options,
    ),
};
