/**
 * Kuehn, N., Bozorgnia, Y., Campbell, K. W. and Gregor, N. (2020). Partially Non-Ergodic Ground-Motion Model for
 * Subduction Regions using the NGA-Subduction Database. PEER Report 2020/04, https://doi.org/10.55461/NZZW1930.
 * Component: RotD50. All paths take the attenuation c6,2. Options of the USGS: as in nshmp-lib for the 2023 maps.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import data from "./coefficients/kuehn_2020.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import { addBasinTerm, BASIN_REGIONS, type BasinRegion, fillDepths } from "./kuehn_2020_basin.ts";
import type {
  CompositeFactories,
  ContextBlock,
  GroundMotion,
  GroundMotionModel,
  ModelOptions,
} from "./model.ts";
import { addBackarcTerm, pgaCorrelations } from "./new_zealand_2022.ts";
import { readChoice, readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { alaskaBias, assertAlaskaBiasFits } from "./usgs_alaska_bias.ts";

/** Columns by name: those of a region end with its abbreviation. */
const TABLE = new CoefficientTable(data.motion);
const PGA = parseImt("PGA");

const M_REF = 6, DELTA_M = 0.1, DELTA_Z = 1, C10 = 0, c = 1.88, n = 1.18, ROCK_VS30 = 1100, PHI_LN_AF = 0.3;
/** Up to this period in s the spectrum is not below PGA. */
const LONGEST_ABOVE_PGA = 0.1;

type Kind = "interface" | "slab";

interface KindTerms {
  /** ending of the columns, beginning of the names of the tables of uncertainty */
  readonly suffix: "if" | "slab";
  /** reference and break of the scaling with depth, km */
  readonly zRef: number;
  readonly zBreak: number;
}

const KINDS: Record<Kind, KindTerms> = {
  interface: { suffix: "if", zRef: 15, zBreak: 30 },
  slab: { suffix: "slab", zRef: 50, zBreak: 80 },
};

interface Region {
  /** ending of the names of its models, and that of its uncertainty if not the same */
  readonly name: string;
  readonly uncertainty?: string;
  /** ending of its columns */
  readonly column?: string;
  /** magnitudes at which scaling changes */
  readonly breakMagnitude: Record<Kind, number>;
  /** the break of interface events depends on the period */
  readonly shiftsBreak?: boolean;
}

const REGIONS = {
  "GLO": { name: "", uncertainty: "Global", breakMagnitude: { interface: 7.9, slab: 7.6 } },
  "USA-AK": { name: "Alaska", column: "Al", breakMagnitude: { interface: 8.6, slab: 7.2 } },
  "CAS": { name: "Cascadia", column: "Ca", breakMagnitude: { interface: 8, slab: 7.2 } },
  "CAM": { name: "CentralAmericaMexico", column: "CAM", breakMagnitude: { interface: 7.5, slab: 7.4 } },
  "JPN": { name: "Japan", column: "Ja", breakMagnitude: { interface: 8.5, slab: 7.6 }, shiftsBreak: true },
  "NZL": { name: "NewZealand", column: "NZ", breakMagnitude: { interface: 8.3, slab: 7.6 } },
  "SAM": {
    name: "SouthAmerica",
    column: "SA",
    breakMagnitude: { interface: 8.6, slab: 7.3 },
    shiftsBreak: true,
  },
  "TWN": { name: "Taiwan", column: "Tw", breakMagnitude: { interface: 7.1, slab: 7.7 } },
  "SEA": {
    name: "CascadiaSeattleBasin",
    uncertainty: "Cascadia",
    column: "Ca",
    breakMagnitude: { interface: 8, slab: 7.2 },
  },
} satisfies Record<string, Region>;

type RegionName = keyof typeof REGIONS;
const REGION_NAMES = Object.keys(REGIONS) as RegionName[];

/** Scaling that changes from slope `b0` to `b1` around 0 over a width of `delta` (eq. 4.3). */
function logisticHinge(x: number, a: number, b0: number, b1: number, delta: number): number {
  return a + b0 * x + (b1 - b0) * delta * Math.log(1 + Math.exp(x / delta));
}

const COLUMNS = [
  "lnVs30",
  /** n-th power of vs30 */
  "vs30N",
  /** PGA on rock and ln(PGA + c) */
  "pga1100",
  "lnPgaC",
  /** ln of the distance with saturation */
  "lnR",
  /** PGA + c (vs30 / k1)^n and its logarithm */
  "softened",
  "lnSoftened",
  /** ln(PGA) at the site */
  "lnPgaSite",
  /** depth of the basin, and ln of its ratio to the expected one */
  "kilometres",
  "lnRatio",
] as const;

const SHARED_DEFAULTS = { region: "GLO", m_b: null, sigma_mu_epsilon: 0 };
const USGS_DEFAULTS = {
  ...SHARED_DEFAULTS,
  m9_basin_term: false,
  usgs_basin_scaling: false,
  ak23_bias_adj: false,
  ak23_cb14_sig: false,
};
const NEW_ZEALAND_DEFAULTS = { ...SHARED_DEFAULTS, modified_sigma: false };
const DEFAULTS = { ...USGS_DEFAULTS, ...NEW_ZEALAND_DEFAULTS };

/** Regions without basin term in New Zealand's model of 2022. */
const WITHOUT_BASIN = ["NZL", "SEA"];

type AddUncertainty = typeof import("./kuehn_2020_uncertainty.ts").addMedianUncertainty;

class KuehnEtAl2020 implements GroundMotionModel {
  readonly tectonicRegionType: string;
  readonly imtFamilies = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;
  readonly #options: ReturnType<typeof readOptions<typeof DEFAULTS>>;
  readonly #region: Region;
  readonly #breakMagnitude: number;
  readonly #shiftsBreak: boolean;
  readonly #basin?: BasinRegion;
  readonly #hasBackarc: boolean;
  /** columns of the constant, of the attenuation and of the scaling with vs30 */
  readonly #c1: string;
  readonly #c6: string;
  readonly #c7: string;
  readonly #scratch = new Scratch(COLUMNS);

  /** `addUncertainty` is there if the option sigma_mu_epsilon asks for it. */
  constructor(
    readonly name: string,
    private readonly kind: Kind,
    given: ModelOptions,
    private readonly addUncertainty?: AddUncertainty,
    /** as in New Zealand in 2022 */
    private readonly isNewZealand = false,
  ) {
    const own = readOptions<Partial<typeof DEFAULTS>>(
      name,
      given,
      isNewZealand ? NEW_ZEALAND_DEFAULTS : USGS_DEFAULTS,
    );
    this.#options = { ...DEFAULTS, ...own } as ReturnType<typeof readOptions<typeof DEFAULTS>>;
    const { m_b, m9_basin_term, usgs_basin_scaling, ak23_bias_adj } = this.#options;
    const regionName = readChoice(name, "region", this.#options.region, REGION_NAMES);
    const region: Region = REGIONS[regionName];
    if (m_b !== null && typeof m_b !== "number") {
      throw new TypeError(`option m_b of ${name} must be a number`);
    }
    if ((usgs_basin_scaling || m9_basin_term) && regionName !== "CAS" && regionName !== "SEA") {
      throw new RangeError(
        `options usgs_basin_scaling and m9_basin_term of ${name} need region = "CAS" or "SEA"`,
      );
    }
    if (ak23_bias_adj) assertAlaskaBiasFits(name, kind === "interface", regionName === "GLO");
    this.#region = region;
    this.#breakMagnitude = m_b || region.breakMagnitude[kind];
    this.#shiftsBreak = kind === "interface" && region.shiftsBreak === true;
    this.#basin = isNewZealand && WITHOUT_BASIN.includes(regionName) ? undefined : BASIN_REGIONS[regionName];
    this.#hasBackarc = isNewZealand && kind === "slab";
    const { suffix } = KINDS[kind];
    this.#c1 = region.column ? `c_1_${suffix}_reg_${region.column}` : `mu_c_1_${suffix}`;
    this.#c6 = region.column ? `c_6_2_reg_${region.column}` : "mu_c_6";
    this.#c7 = region.column ? `c_7_reg_${region.column}` : "mu_c_7";
    this.tectonicRegionType = kind === "slab" ? "Subduction IntraSlab" : "Subduction Interface";
    this.requires = {
      rupture: ["mag", "ztor"],
      distances: ["rrup"],
      sites: [
        "vs30",
        ...this.#basin ? [this.#basin.depth] : [],
        ...this.#hasBackarc ? ["backarc" as const] : [],
      ],
    };
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rrup } = contexts;
    const { lnPgaSite } = this.#scratch.columns(size);
    this.#fillShared(contexts, imts);
    const { sigma_mu_epsilon: epsilon, ak23_bias_adj } = this.#options;
    imts.forEach((imt, row) => {
      const mean = out.mean[row];
      if (imt.id === PGA.id) mean.set(lnPgaSite.subarray(0, size));
      else this.#atSite(imt, contexts, mean, this.#shiftsBreak ? TABLE.get(imt).dm_b : 0);
      if (isBoundedByPga(imt)) { for (let i = 0; i < size; i++) mean[i] = Math.max(mean[i], lnPgaSite[i]); }
      if (ak23_bias_adj) {
        const bias = alaskaBias(imt);
        for (let i = 0; i < size; i++) mean[i] += bias;
      }
      if (this.addUncertainty) {
        const table = `${KINDS[this.kind].suffix}_${this.#region.uncertainty ?? this.#region.name}`;
        this.addUncertainty(table, epsilon, imt, mag[0], rrup, mean, size);
      }
      this.#standardDeviations(imt, contexts, out, row);
    });
  }

  #fillShared(contexts: ContextBlock, imts: readonly IntensityMeasureType[]): void {
    const { size, vs30 } = contexts;
    const { lnVs30, vs30N, pga1100, lnPgaC, lnPgaSite } = this.#scratch.columns(size);
    logInto(lnVs30, vs30, size);
    for (let i = 0; i < size; i++) vs30N[i] = n * lnVs30[i];
    expInto(vs30N, vs30N, size);
    const C = TABLE.get(PGA);
    const rock = (C[this.#c7] + C.k2 * n) * Math.log(ROCK_VS30 / C.k1);
    this.#unamplified(C, contexts, pga1100, 0);
    for (let i = 0; i < size; i++) pga1100[i] += rock;
    if (this.#basin) fillDepths(this.#basin, contexts, this.#scratch.columns(size));
    if (this.isNewZealand) this.#addBasinAndBackarc(PGA, contexts, pga1100);
    expInto(pga1100, pga1100, size);
    for (let i = 0; i < size; i++) lnPgaC[i] = pga1100[i] + c;
    logInto(lnPgaC, lnPgaC, size);
    // PGA takes the break of the region as it is, whatever its own adjustment of it
    if (imts.some((imt) => imt.id === PGA.id || isBoundedByPga(imt))) {
      this.#atSite(PGA, contexts, lnPgaSite, 0);
    }
  }

  /** Equation 4.1 into `lnY`; `dBreak` adjusts the magnitude at which scaling changes. */
  #atSite(imt: IntensityMeasureType, contexts: ContextBlock, lnY: Float64Array, dBreak: number): void {
    const C = TABLE.get(imt);
    this.#unamplified(C, contexts, lnY, dBreak);
    this.#addSiteTerm(C, contexts.size, lnY);
    this.#addBasinAndBackarc(imt, contexts, lnY);
  }

  #addBasinAndBackarc(imt: IntensityMeasureType, contexts: ContextBlock, lnY: Float64Array): void {
    if (this.#hasBackarc) addBackarcTerm(imt, contexts, lnY);
    if (!this.#basin) return;
    const columns = this.#scratch.columns(contexts.size);
    addBasinTerm(this.#basin, this.#options, imt, TABLE.get(imt), columns, lnY, contexts.size);
  }

  /** Everything but the site and basin terms (eqs. 4.4 to 4.9). */
  #unamplified(
    C: Coefficients,
    { size, mag, rrup, ztor }: ContextBlock,
    lnY: Float64Array,
    dBreak: number,
  ): void {
    const { lnR } = this.#scratch.columns(size);
    const { suffix, zRef, zBreak } = KINDS[this.kind];
    const M = mag[0], breakM = this.#breakMagnitude + dBreak;
    const c2 = C[`c_2_${suffix}`], c4 = C[`c_4_${suffix}`], c9 = C[`c_9_${suffix}`];
    const source = C[this.#c1] + logisticHinge(M - breakM, c4 * (breakM - M_REF), c4, C.c_5, DELTA_M);
    const saturation = 10 ** (C.c_nft_1 + C.c_nft_2 * (M - 6));
    const perLnR = c2 + C.c_3 * M, c6 = C[this.#c6];
    const zb = zBreak + C[`dz_b_${suffix}`];
    for (let i = 0; i < size; i++) lnR[i] = rrup[i] + saturation;
    logInto(lnR, lnR, size);
    for (let i = 0; i < size; i++) {
      const depth = logisticHinge(ztor[i] - zb, c9 * (zb - zRef), c9, C10, DELTA_Z);
      lnY[i] = source + perLnR * lnR[i] + c6 * rrup[i] + depth;
    }
  }

  /** Equation 4.8 onto `lnY`. */
  #addSiteTerm(C: Coefficients, size: number, lnY: Float64Array): void {
    const { lnVs30, vs30N, pga1100, lnPgaC, softened, lnSoftened } = this.#scratch.columns(size);
    const { k1, k2 } = C, c7 = C[this.#c7], lnK1 = Math.log(k1);
    const cPerK1N = c / k1 ** n;
    for (let i = 0; i < size; i++) softened[i] = pga1100[i] + cPerK1N * vs30N[i];
    logInto(lnSoftened, softened, size);
    for (let i = 0; i < size; i++) {
      const lnV = lnVs30[i] - lnK1;
      lnY[i] += c7 * lnV + k2 * (lnV > 0 ? n * lnV : lnSoftened[i] - lnPgaC[i]);
    }
  }

  /** Standard deviations; for Alaska and, with other correlations, for New Zealand those of Campbell and Bozorgnia (2014), eqs. 29 to 31, with its coefficients. */
  #standardDeviations(
    imt: IntensityMeasureType,
    { size, vs30 }: ContextBlock,
    out: GroundMotion,
    row: number,
  ): void {
    const { tau, phi, rho, k1, k2 } = TABLE.get(imt), { ak23_cb14_sig, modified_sigma } = this.#options;
    if (!ak23_cb14_sig && !modified_sigma) {
      out.sigma[row].fill(Math.sqrt(tau * tau + phi * phi), 0, size);
      out.tau[row].fill(tau, 0, size);
      out.phi[row].fill(phi, 0, size);
      return;
    }
    const rock = TABLE.get(PGA);
    const { pga1100 } = this.#scratch.columns(size);
    const { within, between } = modified_sigma ? pgaCorrelations(imt) : { within: rho, between: rho };
    const phiB = Math.sqrt(phi ** 2 - PHI_LN_AF ** 2), phiBPga = Math.sqrt(rock.phi ** 2 - PHI_LN_AF ** 2);
    for (let i = 0; i < size; i++) {
      const softened = pga1100[i] + c * (vs30[i] / k1) ** n;
      const alpha = vs30[i] < k1 ? k2 * pga1100[i] * (1 / softened - 1 / (pga1100[i] + c)) : 0;
      const tau2 = tau ** 2 + (alpha * rock.tau) ** 2 + 2 * alpha * between * tau * rock.tau;
      const phi2 = phi ** 2 + (alpha * phiBPga) ** 2 + 2 * alpha * within * phiB * phiBPga;
      out.tau[row][i] = Math.sqrt(tau2);
      out.phi[row][i] = Math.sqrt(phi2);
      out.sigma[row][i] = Math.sqrt(tau2 + phi2);
    }
  }
}

function isBoundedByPga({ family, period }: IntensityMeasureType): boolean {
  return family === "SA" && period <= LONGEST_ABOVE_PGA;
}

/** Makes a model; the tables of uncertainty are large, so only models that use them load them. */
async function makeModel(
  name: string,
  kind: Kind,
  options: ModelOptions,
  isNewZealand = false,
): Promise<GroundMotionModel> {
  if (!options.sigma_mu_epsilon) return new KuehnEtAl2020(name, kind, options, undefined, isNewZealand);
  const { addMedianUncertainty } = await import("./kuehn_2020_uncertainty.ts");
  return new KuehnEtAl2020(name, kind, options, addMedianUncertainty, isNewZealand);
}

/** The class and its regional aliases. */
function family(name: string, kind: Kind): CompositeFactories {
  return Object.fromEntries(
    Object.entries<Region>(REGIONS).map(([region, { name: suffix }]) => [
      name + suffix,
      (options: ModelOptions) => makeModel(name + suffix, kind, { region, ...options }),
    ]),
  );
}

/** The model of New Zealand of 2022. */
function newZealand(name: string, kind: Kind): CompositeFactories {
  return { [name]: (options) => makeModel(name, kind, options, true) };
}

export const models: CompositeFactories = {
  ...family("KuehnEtAl2020SInter", "interface"),
  ...family("KuehnEtAl2020SSlab", "slab"),
  ...newZealand("NZNSHM2022_KuehnEtAl2020SInter", "interface"),
  ...newZealand("NZNSHM2022_KuehnEtAl2020SSlab", "slab"),
};
