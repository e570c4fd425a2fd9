/**
 * Abrahamson, N., Gregor, N. and Addo, K. (2016). BC Hydro Ground Motion Prediction Equations for Subduction Earthquakes.
 * Earthquake Spectra 32(1), 23-44, https://doi.org/10.1193/051712EQS188MR (online 2015). Component: geometric mean.
 * Uncertainty of the median and of the attenuation: Abrahamson, N. et al. (2018). Update of the BC Hydro subduction
 * ground-motion model using the NGA-Subduction dataset. PEER Report 2018/02.
 * The form serves other regions too, with coefficients of their own (Montalva, ESHM20, Canada).
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import data from "./coefficients/abrahamson_2015.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories, ModelOptions } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";

/** Names of the coefficients that depend on the period. */
export type BCHydroColumn =
  | ("vlin" | "b" | "theta1" | "theta2" | "theta3" | "theta4" | "theta5" | "theta6" | "theta7" | "theta8")
  | ("theta10" | "theta11" | "theta12" | "theta13" | "theta14" | "theta15" | "theta16")
  | ("phi" | "tau" | "sigma" | "sigma_ss");

/** What distinguishes the variants of the form. */
export interface BCHydroVariant {
  readonly kind: "interface" | "slab";
  /** theta3 to theta5 may be missing: then they are those of table 2 */
  readonly table: CoefficientTable<BCHydroColumn>;
  /** adjustment ΔC1 of the magnitude at which scaling changes, by intensity measure or the same for all */
  readonly deltaC1: CoefficientTable<"dc1"> | number;
  /** magnitude at which scaling changes */
  readonly C1?: number;
  /** share of the backarc term by distance (km) from the volcanic front towards the backarc, instead of a flag */
  readonly taper?: (backarcDistance: number) => number;
}

/** Period-independent coefficients (table 2). */
const n = 1.18, c = 1.88, THETA9 = 0.4, C4 = 10, C1 = 7.8;
const PGA = parseImt("PGA");
const ROCK_VS30 = 1000;
const SIGMA_MU = new CoefficientTable<"SIGMA_MU_SINTER" | "SIGMA_MU_SSLAB">(data.sigmaMu);

/** Distances in km below which the backarc term stays the same. */
const NEAREST_BACKARC = { interface: 100, slab: 85 };
const TECTONIC_REGION_TYPES = { interface: "Subduction Interface", slab: "Subduction IntraSlab" };

/** Standard deviation of ln(median) by Abrahamson et al. (2018). */
export function medianUncertainty(kind: BCHydroVariant["kind"], imt: IntensityMeasureType): number {
  const { SIGMA_MU_SINTER, SIGMA_MU_SSLAB } = SIGMA_MU.get(imt);
  return (kind === "slab" ? SIGMA_MU_SSLAB : SIGMA_MU_SINTER) / 1.65;
}

const COLUMNS = [
  /** ln(R + C4 exp(theta9 (M - 6))) */
  "lnR",
  /** share of the backarc term: 1 in the backarc, 0 in the forearc */
  "backarcShare",
  /** ln(max(R, nearest) / 40) */
  "lnBackarcR",
  /** focal depth beyond 60 km, at most that of 120 */
  "deltaDepth",
  /** ln of vs30, at most 1000 m/s, and its power of n */
  "lnVs",
  "vsN",
  /** PGA on rock, g, and ln(PGA + c) */
  "pga1000",
  "lnPgaC",
  "amplified",
] as const;

class BCHydroModel implements GroundMotionModel {
  readonly tectonicRegionType: string;
  readonly imtFamilies = ["PGA", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;
  readonly #isErgodic: boolean;
  readonly #theta6Adjustment: number;
  readonly #epsilon: number;
  readonly #scratch = new Scratch(COLUMNS);

  constructor(readonly name: string, private readonly variant: BCHydroVariant, given: ModelOptions) {
    const options = readOptions(name, given, { ergodic: true, theta6_adjustment: 0, sigma_mu_epsilon: 0 });
    this.#isErgodic = options.ergodic;
    this.#theta6Adjustment = options.theta6_adjustment;
    this.#epsilon = options.sigma_mu_epsilon;
    if (!options.ergodic && variant.table.get(PGA).sigma_ss === undefined) {
      throw new RangeError(`option ergodic of ${name} must be true, it has no single-station sigma`);
    }
    this.tectonicRegionType = TECTONIC_REGION_TYPES[variant.kind];
    this.requires = {
      rupture: variant.kind === "slab" ? ["hypo_depth", "mag"] : ["mag"],
      distances: [variant.kind === "slab" ? "rhypo" : "rrup"],
      sites: [variant.taper ? "xvf" : "backarc", "vs30"],
    };
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, vs30 } = contexts;
    this.#fillShared(contexts);
    let slowest = Infinity;
    for (let i = 0; i < size; i++) slowest = Math.min(slowest, vs30[i]);
    imts.forEach((imt, row) => {
      const C = this.variant.table.get(imt);
      const mean = out.mean[row];
      this.#unamplified(imt, C, contexts, mean);
      this.#addSiteTerm(C, contexts, mean, slowest);
      const { sigma_ss, tau } = C;
      out.sigma[row].fill(this.#isErgodic ? C.sigma : sigma_ss, 0, size);
      out.tau[row].fill(tau, 0, size);
      out.phi[row].fill(this.#isErgodic ? C.phi : Math.sqrt(sigma_ss ** 2 - tau ** 2), 0, size);
    });
  }

  #fillShared(contexts: ContextBlock): void {
    const { size, mag, hypo_depth, vs30, backarc, xvf } = contexts;
    const { kind, taper, table } = this.variant;
    const { lnR, backarcShare, lnBackarcR, deltaDepth, lnVs, vsN, pga1000, lnPgaC } = this.#scratch.columns(
      size,
    );
    const R = kind === "slab" ? contexts.rhypo : contexts.rrup;
    const nearest = NEAREST_BACKARC[kind];
    const saturation = C4 * Math.exp(THETA9 * (mag[0] - 6));
    for (let i = 0; i < size; i++) {
      lnR[i] = R[i] + saturation;
      lnBackarcR[i] = Math.max(R[i], nearest) / 40;
      backarcShare[i] = taper ? taper(-xvf[i]) : backarc[i];
      deltaDepth[i] = kind === "slab" ? Math.min(hypo_depth[i], 120) - 60 : 0;
      lnVs[i] = Math.min(vs30[i], ROCK_VS30);
    }
    logInto(lnR, lnR, size);
    logInto(lnBackarcR, lnBackarcR, size);
    logInto(lnVs, lnVs, size);
    for (let i = 0; i < size; i++) vsN[i] = n * lnVs[i];
    expInto(vsN, vsN, size);

    const C = table.get(PGA);
    const rock = (C.theta12 + C.b * n) * Math.log(ROCK_VS30 / C.vlin);
    this.#unamplified(PGA, C, contexts, pga1000, 0);
    for (let i = 0; i < size; i++) pga1000[i] += rock;
    expInto(pga1000, pga1000, size);
    for (let i = 0; i < size; i++) lnPgaC[i] = pga1000[i] + c;
    logInto(lnPgaC, lnPgaC, size);
  }

  /** Equations 1 to 3 without the site term, and `epsilon` times the uncertainty of the median, into `lnY`. */
  #unamplified(
    imt: IntensityMeasureType,
    C: Coefficients<BCHydroColumn>,
    contexts: ContextBlock,
    lnY: Float64Array,
    epsilon = this.#epsilon,
  ): void {
    const { size, mag } = contexts;
    const { lnR, backarcShare, lnBackarcR, deltaDepth } = this.#scratch.columns(size);
    const { kind, deltaC1 } = this.variant;
    const isSlab = kind === "slab";
    const R = isSlab ? contexts.rhypo : contexts.rrup;
    const M = mag[0];
    const { theta1, theta2, theta3 = 0.1, theta4 = 0.9, theta5 = 0, theta11, theta13 } = C;
    const breakM = this.variant.C1 ?? C1;
    const dC1 = typeof deltaC1 === "number" ? deltaC1 : deltaC1.get(imt).dc1;
    const dM = M - (breakM + dC1);
    let source = theta1 + theta4 * dC1 + (dM > 0 ? theta5 : theta4) * dM + theta13 * (10 - M) ** 2;
    let perLnR = theta2 + theta3 * (M - breakM);
    if (isSlab) {
      source += C.theta10;
      perLnR += C.theta14;
    }
    if (epsilon !== 0) source += epsilon * medianUncertainty(kind, imt);
    const theta6 = C.theta6 + this.#theta6Adjustment;
    const [back, backPerLnR] = isSlab ? [C.theta7, C.theta8] : [C.theta15, C.theta16];
    for (let i = 0; i < size; i++) {
      const backarcTerm = backarcShare[i] * (back + backPerLnR * lnBackarcR[i]);
      lnY[i] = source + perLnR * lnR[i] + theta6 * R[i] + theta11 * deltaDepth[i] + backarcTerm;
    }
  }

  /** Linear site term, and below vlin the non-linear one, onto `lnY`; `slowest` is the least vs30. */
  #addSiteTerm(
    { theta12, b, vlin }: Coefficients<BCHydroColumn>,
    { size, vs30 }: ContextBlock,
    lnY: Float64Array,
    slowest: number,
  ): void {
    const { lnVs, vsN, pga1000, lnPgaC, amplified } = this.#scratch.columns(size);
    const lnVlin = Math.log(vlin);
    if (slowest >= vlin) {
      for (let i = 0; i < size; i++) lnY[i] += (theta12 + b * n) * (lnVs[i] - lnVlin);
      return;
    }
    const cPerVlinN = c / vlin ** n;
    for (let i = 0; i < size; i++) amplified[i] = pga1000[i] + cPerVlinN * vsN[i];
    logInto(amplified, amplified, size);
    for (let i = 0; i < size; i++) {
      const lnV = lnVs[i] - lnVlin;
      lnY[i] += theta12 * lnV + b * (vs30[i] >= vlin ? n * lnV : amplified[i] - lnPgaC[i]);
    }
  }
}

/**
 * A model of the BC Hydro form. Options: `ergodic`, `theta6_adjustment`, `sigma_mu_epsilon`.
 * @throws RangeError if single-station sigma is asked for and the table has none
 */
export function bcHydroModel(
  name: string,
  variant: BCHydroVariant,
  options: ModelOptions,
): GroundMotionModel {
  return new BCHydroModel(name, variant, options);
}

const MOTION = new CoefficientTable<BCHydroColumn>(data.motion);
const SCALED = new CoefficientTable<BCHydroColumn>(data.scaled);

/** ΔC1 for interface events (table 4): central, high and low. */
export const DELTA_C1 = new CoefficientTable<"dc1">(data.deltaC1);
const DELTA_C1_HIGH = new CoefficientTable<"dc1">(data.deltaC1High);
const DELTA_C1_LOW = new CoefficientTable<"dc1">(data.deltaC1Low);

/** The variants by class name. `_scaled`: converted from the geometric mean to the larger component. */
export const BC_HYDRO_VARIANTS = {
  AbrahamsonEtAl2015SInter: { kind: "interface", table: MOTION, deltaC1: DELTA_C1 },
  AbrahamsonEtAl2015SInterHigh: { kind: "interface", table: MOTION, deltaC1: DELTA_C1_HIGH },
  AbrahamsonEtAl2015SInterLow: { kind: "interface", table: MOTION, deltaC1: DELTA_C1_LOW },
  AbrahamsonEtAl2015SSlab: { kind: "slab", table: MOTION, deltaC1: -0.3 },
  AbrahamsonEtAl2015SSlabHigh: { kind: "slab", table: MOTION, deltaC1: -0.1 },
  AbrahamsonEtAl2015SSlabLow: { kind: "slab", table: MOTION, deltaC1: -0.5 },
  AbrahamsonEtAl2015SInter_scaled: { kind: "interface", table: SCALED, deltaC1: DELTA_C1 },
  AbrahamsonEtAl2015SSlab_scaled: { kind: "slab", table: SCALED, deltaC1: -0.3 },
} as const satisfies Record<string, BCHydroVariant>;

export const models: ModelFactories = Object.fromEntries(
  Object.entries(BC_HYDRO_VARIANTS).map(([name, variant]) => [
    name,
    (options: ModelOptions) => bcHydroModel(name, variant, options),
  ]),
);
