/**
 * Abrahamson, N. and Gülerce, Z. (2020). Regionalized Ground-Motion Models for Subduction Earthquakes Based on the
 * NGA-SUB Database. PEER Report 2020/25, https://doi.org/10.55461/SSXE9861, with its erratum. Component: RotD50.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { addAleatoryVariability, type AleatoryColumn } from "./abrahamson_gulerce_2020_aleatory.ts";
import data from "./coefficients/abrahamson_gulerce_2020.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories, ModelOptions } from "./model.ts";
import { addBackarcTerm } from "./new_zealand_2022.ts";
import { readChoice, readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { alaskaBias, assertAlaskaBiasFits } from "./usgs_alaska_bias.ts";
import { depthFactor, periodFactor, Z2PT5_DEPTHS } from "./usgs_basin_scaling.ts";

type Column =
  | ("c1i" | "vlin" | "b" | "a1" | "a2" | "a6" | "a8" | "a10" | "a11" | "a12" | "a13" | "a14" | "a16")
  | ("a17" | "a18" | "a19" | "a20" | "a21" | "a22" | "a23" | "a24" | "a25" | "a26" | "a27" | "a28")
  | ("a29" | "a30" | "a31" | "a32" | "a33" | "a34" | "a35" | "a36" | "a37" | "a39" | "a41")
  | ("USA-AK_Adj" | "CAS_Adj" | "e1" | "e2" | "e3")
  | AleatoryColumn;

const TABLE = new CoefficientTable<Column>(data.motion);
const PGA = parseImt("PGA");

/** Constants of table 3.1. */
const A3 = 0.1, A4 = 0.73, A5 = 0, A9 = 0.4, A45 = 0.34, C4 = 10, n = 1.18, c = 1.88;
const ROCK_VS30 = 1000;

/** What a region has of its own: magnitude at which slab scaling changes, and its columns of the table. */
interface Region {
  /** ending of the names of its models */
  readonly suffix: string;
  readonly C1s: number;
  /** constant */
  readonly a1: Column;
  /** additions to the geometric spreading, the anelastic attenuation and the scaling with vs30 */
  readonly a2?: Column;
  readonly a6?: Column;
  readonly a12?: Column;
  /** addition to the constant that the authors advise */
  readonly adjustment?: Column;
  readonly basin?: Basin;
}

/** Basin term (eqs. 3.9 to 3.11): `factor` times ln of the depth over that expected from vs30, at least `least`. */
interface Basin {
  readonly factor: Column;
  readonly least: number;
  /** ln of the expected depth to 2.5 km/s in m (eqs. 2.1 and 2.2): intercept, slope by ln(vs30 / reference), bounds */
  readonly expected: { intercept: number; slope: number; reference: number; least: number; most: number };
}

const REGIONS = {
  "GLO": { suffix: "", C1s: 7.5, a1: "a1" },
  "USA-AK": { suffix: "Alaska", C1s: 7.9, a1: "a31", a6: "a24", a12: "a17", adjustment: "USA-AK_Adj" },
  "CAS": {
    suffix: "Cascadia",
    C1s: 7.1,
    a1: "a32",
    a6: "a25",
    a12: "a18",
    adjustment: "CAS_Adj",
    basin: {
      factor: "a39",
      least: 0,
      expected: { intercept: 8.52, slope: -0.88, reference: 200, least: 7.6, most: 8.52 },
    },
  },
  "CAM": { suffix: "CentralAmericaMexico", C1s: 7.4, a1: "a33", a6: "a26", a12: "a19" },
  "JPN": {
    suffix: "Japan",
    C1s: 7.6,
    a1: "a34",
    a6: "a27",
    a12: "a20",
    basin: {
      factor: "a41",
      least: -2,
      expected: { intercept: 7.3, slope: -2.066, reference: 170, least: 4.1, most: 7.3 },
    },
  },
  "NZL": { suffix: "NewZealand", C1s: 8, a1: "a35", a6: "a28", a12: "a21" },
  "SAM": { suffix: "SouthAmerica", C1s: 7.5, a1: "a36", a6: "a29", a12: "a22" },
  "TWN": { suffix: "Taiwan", C1s: 7.7, a1: "a37", a2: "a16", a6: "a30", a12: "a23" },
} satisfies Record<string, Region>;

/** A region, as the option `region` names it. */
export type RegionName = keyof typeof REGIONS;
const REGION_NAMES = Object.keys(REGIONS) as RegionName[];

const COLUMNS = [
  /** ln(R + C4 exp(a9 (M - 6))) */
  "lnR",
  /** ln of vs30, at most 1000 m/s, and its n-th power */
  "lnVs",
  "vsN",
  /** PGA on rock, g, and ln(PGA + c) */
  "pga1000",
  "lnPgaC",
  /** PGA + c (vs30 / vlin)^n and its logarithm */
  "softened",
  "lnSoftened",
  /** ln of the depth to 2.5 km/s over the expected one */
  "lnDepthRatio",
  /** part of the basin term that the USGS gives to the site; 1 without that option */
  "basinFactor",
] as const;

const DEFAULTS = {
  region: "GLO",
  ergodic: true,
  apply_usa_adjustment: false,
  usgs_basin_scaling: false,
  sigma_mu_epsilon: 0,
  ak23_bias_adj: false,
};

class AbrahamsonGulerce2020 implements GroundMotionModel {
  readonly tectonicRegionType: string;
  readonly imtFamilies = ["PGA", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;
  readonly #options: ReturnType<typeof readOptions<typeof DEFAULTS>>;
  readonly #regionName: RegionName;
  readonly #region: Region;
  readonly #scratch = new Scratch(COLUMNS);

  /** `hasBackarc`: as in New Zealand in 2022, with another attenuation of slab events behind the arc */
  constructor(
    readonly name: string,
    private readonly isSlab: boolean,
    given: ModelOptions,
    private readonly hasBackarc = false,
  ) {
    this.#options = readOptions(name, given, DEFAULTS);
    this.#regionName = readChoice(name, "region", this.#options.region, REGION_NAMES);
    this.#region = REGIONS[this.#regionName];
    const { usgs_basin_scaling, ak23_bias_adj } = this.#options;
    if (usgs_basin_scaling && this.#regionName !== "CAS") {
      throw new RangeError(`option usgs_basin_scaling of ${name} needs region = "CAS"`);
    }
    if (ak23_bias_adj) assertAlaskaBiasFits(name, !isSlab, this.#regionName === "GLO");
    this.tectonicRegionType = isSlab ? "Subduction IntraSlab" : "Subduction Interface";
    this.requires = {
      rupture: isSlab ? ["mag", "ztor"] : ["mag"],
      distances: ["rrup"],
      sites: [
        "vs30",
        ...this.#region.basin ? ["z2pt5" as const] : [],
        ...hasBackarc ? ["backarc" as const] : [],
      ],
    };
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, rrup } = contexts;
    const columns = this.#scratch.columns(size);
    this.#fillShared(contexts);
    const rock = TABLE.get(PGA);
    const { sigma_mu_epsilon, ak23_bias_adj, ergodic } = this.#options;
    imts.forEach((imt, row) => {
      const C = TABLE.get(imt);
      const mean = out.mean[row];
      this.#unamplified(imt, C, contexts, mean);
      this.#addSiteTerm(C, contexts, mean);
      this.#addBasinTerm(imt, C, size, mean);
      const shift = ak23_bias_adj ? alaskaBias(imt) : 0;
      for (let i = 0; i < size; i++) {
        const r = Math.min(Math.max(rrup[i], 50), 500) / 100;
        mean[i] += shift + sigma_mu_epsilon * (C.e1 + C.e2 * r + C.e3 * r * r); // eq. 6.1
      }
      addAleatoryVariability(this.#regionName, ergodic, imt.period, C, rock, contexts, columns, out, row);
    });
  }

  #fillShared(contexts: ContextBlock): void {
    const { size, mag, rrup, vs30 } = contexts;
    const { lnR, lnVs, vsN, pga1000, lnPgaC } = this.#scratch.columns(size);
    const saturation = C4 * Math.exp(A9 * (mag[0] - 6));
    for (let i = 0; i < size; i++) {
      lnR[i] = rrup[i] + saturation;
      lnVs[i] = Math.min(vs30[i], ROCK_VS30);
    }
    logInto(lnR, lnR, size);
    logInto(lnVs, lnVs, size);
    for (let i = 0; i < size; i++) vsN[i] = n * lnVs[i];
    expInto(vsN, vsN, size);
    const C = TABLE.get(PGA);
    const rock = (this.#a12(C) + C.b * n) * Math.log(ROCK_VS30 / C.vlin);
    this.#unamplified(PGA, C, contexts, pga1000);
    for (let i = 0; i < size; i++) pga1000[i] += rock;
    expInto(pga1000, pga1000, size);
    for (let i = 0; i < size; i++) lnPgaC[i] = pga1000[i] + c;
    logInto(lnPgaC, lnPgaC, size);
    if (this.#region.basin) this.#fillBasin(this.#region.basin, contexts);
  }

  #fillBasin({ expected, least }: Basin, { size, vs30, z2pt5 }: ContextBlock): void {
    const { lnDepthRatio, basinFactor } = this.#scratch.columns(size);
    for (let i = 0; i < size; i++) {
      const lnExpected = expected.intercept + expected.slope * Math.log(vs30[i] / expected.reference);
      const zRef = Math.exp(Math.min(Math.max(lnExpected, expected.least), expected.most));
      const z = z2pt5[i] === -999 ? zRef : 1000 * z2pt5[i];
      lnDepthRatio[i] = Math.max(Math.log((z + 50) / (zRef + 50)), least);
      // the reference engine compares metres with the kilometres of the USGS
      basinFactor[i] = this.#options.usgs_basin_scaling ? depthFactor(z, Z2PT5_DEPTHS) : 1;
    }
  }

  /** Scaling with vs30, with that of the region. */
  #a12(C: Coefficients<Column>): number {
    const { a12 } = this.#region;
    return C.a12 + (a12 ? C[a12] : 0);
  }

  /** Equation 3.1 without the site and basin terms into `lnY`. */
  #unamplified(
    imt: IntensityMeasureType,
    C: Coefficients<Column>,
    contexts: ContextBlock,
    lnY: Float64Array,
  ): void {
    const { size, mag, rrup, ztor } = contexts;
    const { lnR } = this.#scratch.columns(size);
    const { C1s, a1, a2, a6, adjustment } = this.#region;
    const M = mag[0];
    const isAdjusted = adjustment && this.#options.apply_usa_adjustment;
    const C1 = this.isSlab ? C1s : C.c1i;
    const a4 = this.isSlab ? A4 + A45 : A4;
    let source = C[a1] + (isAdjusted ? C[adjustment] : 0);
    source += C.a13 * (10 - M) ** 2 + (M <= C1 ? a4 : A5) * (M - C1); // eq. 3.3
    let perLnR = C.a2 + (a2 ? C[a2] : 0) + A3 * (M - 7);
    if (this.isSlab) { // eq. 3.5
      source += C.a10 + a4 * (C1s - 7.5);
      perLnR += C.a14;
    }
    const attenuation = C.a6 + (a6 ? C[a6] : 0);
    for (let i = 0; i < size; i++) lnY[i] = source + perLnR * lnR[i] + attenuation * rrup[i];
    if (this.hasBackarc) addBackarcTerm(imt, contexts, lnY);
    if (!this.isSlab) return;
    for (let i = 0; i < size; i++) { // eq. 3.6
      lnY[i] += (ztor[i] <= 50 ? C.a8 : C.a11) * (Math.min(ztor[i], 200) - 50);
    }
  }

  /** Equation 3.7 onto `lnY`. */
  #addSiteTerm(C: Coefficients<Column>, { size, vs30 }: ContextBlock, lnY: Float64Array): void {
    const { lnVs, vsN, pga1000, lnPgaC, softened, lnSoftened } = this.#scratch.columns(size);
    const { b, vlin } = C;
    const a12 = this.#a12(C), lnVlin = Math.log(vlin);
    const cPerVlinN = c / vlin ** n;
    for (let i = 0; i < size; i++) softened[i] = pga1000[i] + cPerVlinN * vsN[i];
    logInto(lnSoftened, softened, size);
    for (let i = 0; i < size; i++) {
      const lnV = lnVs[i] - lnVlin;
      const isLinear = Math.min(vs30[i], ROCK_VS30) >= vlin;
      lnY[i] += a12 * lnV + b * (isLinear ? n * lnV : lnSoftened[i] - lnPgaC[i]);
    }
  }

  #addBasinTerm(
    { period }: IntensityMeasureType,
    C: Coefficients<Column>,
    size: number,
    lnY: Float64Array,
  ): void {
    if (!this.#region.basin) return;
    const { lnDepthRatio, basinFactor } = this.#scratch.columns(size);
    const slope = C[this.#region.basin.factor] *
      (this.#options.usgs_basin_scaling ? periodFactor(period) : 1);
    for (let i = 0; i < size; i++) lnY[i] += slope * lnDepthRatio[i] * basinFactor[i];
  }
}

/** The class and its regional aliases. */
function family(name: string, isSlab: boolean): ModelFactories {
  return Object.fromEntries(
    Object.entries<Region>(REGIONS).map(([region, { suffix }]) => [
      name + suffix,
      (options: ModelOptions) => new AbrahamsonGulerce2020(name + suffix, isSlab, { region, ...options }),
    ]),
  );
}

/** The same for New Zealand, without the options of the USGS. */
function newZealandFamily(name: string, isSlab: boolean): ModelFactories {
  const { region, ergodic, apply_usa_adjustment, sigma_mu_epsilon } = DEFAULTS;
  const defaults = { region, ergodic, apply_usa_adjustment, sigma_mu_epsilon };
  return Object.fromEntries(
    Object.entries<Region>(REGIONS).map(([region, { suffix }]) => [
      name + suffix,
      (options: ModelOptions) => {
        const given = readOptions(name + suffix, { region, ...options }, defaults);
        return new AbrahamsonGulerce2020(name + suffix, isSlab, given, isSlab);
      },
    ]),
  );
}

export const models: ModelFactories = {
  ...family("AbrahamsonGulerce2020SInter", false),
  ...family("AbrahamsonGulerce2020SSlab", true),
  ...newZealandFamily("NZNSHM2022_AbrahamsonGulerce2020SInter", false),
  ...newZealandFamily("NZNSHM2022_AbrahamsonGulerce2020SSlab", true),
};
