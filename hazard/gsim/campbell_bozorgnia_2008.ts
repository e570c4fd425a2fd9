/**
 * Campbell, K. W. and Bozorgnia, Y. (2008). NGA ground motion model for the geometric mean horizontal component of
 * PGA, PGV, PGD and 5% damped linear elastic response spectra for periods ranging from 0.01 to 10 s. Earthquake
 * Spectra 24(1), 139-171, https://doi.org/10.1193/1.2857546. Coefficients of CAV: Campbell, K. W. and Bozorgnia, Y.
 * (2010). Earthquake Spectra 26(3), 635-650, https://doi.org/10.1193/1.3457158.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { parseImt } from "../imt.ts";
import { BCHydro } from "./bc_hydro.ts";
import data from "./coefficients/campbell_bozorgnia_2008.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories } from "./model.ts";
import { readOptions } from "./options.ts";

const TABLE = new CoefficientTable(data.motion);
const PGA = parseImt("PGA");

/** Shear-wave velocity (m/s) of reference rock. */
const V_ROCK = 1100;

/** Depth (km) to 2.5 km/s; where unknown (-999), from vs30 by way of the depth to 1 km/s of Chiou and Youngs (2008). */
function basinDepth(z2pt5: number, vs30: number): number {
  if (z2pt5 !== -999) return z2pt5;
  const z1pt0 = Math.exp(28.5 - 3.82 / 8 * Math.log(vs30 ** 8 + 378.7 ** 8));
  return (519 + 3.595 * z1pt0) / 1000;
}

/** f_hng (eqs. 6 to 10) without its coefficient c9. */
function hangingWall(M: number, rrup: number, rjb: number, ztor: number, dip: number): number {
  const nearest = ztor < 1 ? Math.max(rrup, Math.sqrt(rjb ** 2 + 1)) : rrup;
  const fR = rjb > 0 ? (nearest - rjb) / nearest : 1; // eq. 7
  const fM = Math.min(Math.max(2 * (M - 6), 0), 1); // eq. 8
  const fZ = ztor >= 20 ? 0 : (20 - ztor) / 20; // eq. 9
  const fDip = dip > 70 ? (90 - dip) / 20 : 1; // eq. 10
  return fR * fM * fZ * fDip;
}

/** f_mag (eq. 2) with c0. */
function magnitudeTerm({ c0, c1, c2, c3 }: Coefficients, M: number): number {
  return c0 + c1 * M + c2 * Math.max(M - 5.5, 0) + c3 * Math.max(M - 6.5, 0);
}

/** What all intensity measures share, one number per context. */
class SharedTerms {
  /** F_RV · f_flt,Z of eq. 4, the weight of c7 */
  readonly reverse: Float64Array;
  /** F_NM of eq. 4, the weight of c8 */
  readonly normal: Float64Array;
  /** the weight of c9 */
  readonly hanging: Float64Array;
  /** depth to 2.5 km/s, km */
  readonly depth: Float64Array;

  constructor({ size, mag, rake, ztor, dip, rrup, rjb, vs30, z2pt5 }: ContextBlock) {
    [this.reverse, this.normal, this.hanging, this.depth] = [0, 1, 2, 3].map(() => new Float64Array(size));
    for (let i = 0; i < size; i++) {
      if (rake[i] > 30 && rake[i] < 150) this.reverse[i] = Math.min(ztor[i], 1); // eq. 5
      else if (rake[i] > -150 && rake[i] < -30) this.normal[i] = 1;
      this.hanging[i] = hangingWall(mag[0], rrup[i], rjb[i], ztor[i], dip[i]);
      this.depth[i] = basinDepth(z2pt5[i], vs30[i]);
    }
  }
}

/** All of eq. 1 but the shallow site term, for each context: f_mag + f_dis + f_flt + f_hng + f_sed into `lnY`. */
function bedrockMotion(
  C: Coefficients,
  { size, mag, rrup }: ContextBlock,
  shared: SharedTerms,
  lnY: Float64Array,
) {
  const { c4, c5, c6, c7, c8, c9, c11, c12, k3 } = C;
  const { reverse, normal, hanging, depth } = shared;
  const fMag = magnitudeTerm(C, mag[0]);
  const decay = c4 + c5 * mag[0];
  const deepBasin = c12 * k3 * Math.exp(-0.75);
  for (let i = 0; i < size; i++) {
    const fDis = decay * 0.5 * Math.log(rrup[i] ** 2 + c6 ** 2); // eq. 3
    const fSed = depth[i] < 1
      ? c11 * (depth[i] - 1)
      : depth[i] > 3
      ? deepBasin * (1 - Math.exp(-0.25 * (depth[i] - 3)))
      : 0; // eq. 12
    lnY[i] = fMag + fDis + c7 * reverse[i] + c8 * normal[i] + c9 * hanging[i] + fSed;
  }
}

/** Adds f_site (eq. 11) to `lnY`; `pga1100` is the median PGA (g) on rock. */
function addSiteTerm(
  C: Coefficients,
  { size, vs30 }: ContextBlock,
  pga1100: Float64Array,
  lnY: Float64Array,
) {
  const { c10, k1, k2, c, n } = C;
  const stiff = c10 + k2 * n;
  for (let i = 0; i < size; i++) {
    const A = pga1100[i];
    lnY[i] += vs30[i] < k1
      ? c10 * Math.log(vs30[i] / k1) + k2 * Math.log((A + c * (vs30[i] / k1) ** n) / (A + c))
      : stiff * Math.log(Math.min(vs30[i], V_ROCK) / k1);
  }
}

/** The model for the geometric mean, or for an arbitrary horizontal component. */
class CampbellBozorgnia2008 implements GroundMotionModel {
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies = ["CAV", "PGA", "PGD", "PGV", "SA"];
  readonly requires = {
    rupture: ["dip", "mag", "rake", "ztor"],
    distances: ["rjb", "rrup"],
    sites: ["vs30", "z2pt5"],
  } as const;
  readonly hasSplitSigma = true;

  constructor(readonly name: string, private readonly isArbitraryComponent = false) {}

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size } = contexts;
    const shared = new SharedTerms(contexts);
    const C_PGA = TABLE.get(PGA);
    const lnPga = new Float64Array(size), pga1100 = new Float64Array(size);
    bedrockMotion(C_PGA, contexts, shared, lnPga);
    const rock = (C_PGA.c10 + C_PGA.k2 * C_PGA.n) * Math.log(V_ROCK / C_PGA.k1);
    for (let i = 0; i < size; i++) pga1100[i] = Math.exp(lnPga[i] + rock);
    addSiteTerm(C_PGA, contexts, pga1100, lnPga);

    imts.forEach((imt, row) => {
      const C = TABLE.get(imt), mean = out.mean[row];
      bedrockMotion(C, contexts, shared, mean);
      addSiteTerm(C, contexts, pga1100, mean);
      if (imt.period > 0 && imt.period < 0.25) { // below 0.25 s the spectrum isn't less than PGA
        for (let i = 0; i < size; i++) mean[i] = Math.max(mean[i], lnPga[i]);
      }
      this.#standardDeviations(C, contexts, pga1100, row, out);
    });
  }

  /** Equations 13 to 19. */
  #standardDeviations(
    { k1, k2, c, n, s_lny, t_lny, s_lnAF, c_lny, rho }: Coefficients,
    { size, vs30 }: ContextBlock,
    pga1100: Float64Array,
    row: number,
    out: GroundMotion,
  ): void {
    const sigma = out.sigma[row], tau = out.tau[row], phi = out.phi[row];
    const sB = Math.sqrt(s_lny ** 2 - s_lnAF ** 2);
    const sA = Math.sqrt(TABLE.get(PGA).s_lny ** 2 - s_lnAF ** 2);
    const component = this.isArbitraryComponent ? c_lny ** 2 : 0; // eq. 18
    for (let i = 0; i < size; i++) {
      const A = pga1100[i];
      const alpha = vs30[i] < k1 ? k2 * A * (1 / (A + c * (vs30[i] / k1) ** n) - 1 / (A + c)) : 0; // eq. 17
      const variance = sB ** 2 + s_lnAF ** 2 + (alpha * sA) ** 2 + 2 * alpha * rho * sB * sA; // eq. 15
      sigma[i] = Math.sqrt(variance + t_lny ** 2 + component); // eq. 16
      tau[i] = t_lny;
      phi[i] = Math.sqrt(variance);
    }
  }
}

export const models: ModelFactories = {
  CampbellBozorgnia2008: (options) => {
    readOptions("CampbellBozorgnia2008", options, {});
    return new CampbellBozorgnia2008("CampbellBozorgnia2008");
  },
  CampbellBozorgnia2008Arbitrary: (options) => {
    readOptions("CampbellBozorgnia2008Arbitrary", options, {});
    return new CampbellBozorgnia2008("CampbellBozorgnia2008Arbitrary", true);
  },
  CampbellBozorgnia2008BCHydro: (options) =>
    new BCHydro(
      "CampbellBozorgnia2008BCHydro",
      new CampbellBozorgnia2008("CampbellBozorgnia2008BCHydro"),
      data.bcHydro,
      options,
    ),
};
