/**
 * Parker, G. A., Stewart, J. P., Boore, D. M., Atkinson, G. M. and Hassani, B. (2022). NGA-subduction global ground motion
 * models with regional adjustment factors. Earthquake Spectra 38(1), 456-493, https://doi.org/10.1177/87552930211034889
 * (PEER Report 2020/03). Component: RotD50. Options of the USGS: as in nshmp-lib for the 2023 maps.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import data from "./coefficients/parker_2020.json" with { type: "json" };
import newZealand from "./coefficients/parker_2020_new_zealand.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories, ModelOptions } from "./model.ts";
import { addBackarcTerm, type RockDeviations, setSoilDeviations } from "./new_zealand_2022.ts";
import { readChoice, readOptions } from "./options.ts";
import { type Basin, basinOf, BASINS, ParkerBasinTerm } from "./parker_2020_basin.ts";
import { Scratch } from "./scratch.ts";
import { alaskaBias, assertAlaskaBiasFits } from "./usgs_alaska_bias.ts";

/** Columns by name: those of a region are composed of its name. */
const TABLE = new CoefficientTable(data.motion), NEW_ZEALAND_TABLE = new CoefficientTable(newZealand.motion);
const PGA = parseImt("PGA");

const B4 = 0.1, F3 = 0.05, VB = 200, V1 = 270, V_REF = 760;
/** Bounds of the within-event variance by distance (km) and by vs30 (m/s). */
const R1 = 200, R2 = 500, V_SOFT = 200, V_STIFF = 500;

const REGIONS = ["AK", "CAM", "Cascadia", "JP", "SA", "TW"] as const;
const SATURATION_REGIONS = [
  ...["Aleutian", "CAM_N", "CAM_S", "SA_N", "SA_S"] as const,
  ...["TW_E", "TW_W", "JP_Pac", "JP_Phi"] as const,
];
type Region = typeof REGIONS[number];
type SaturationRegion = typeof SATURATION_REGIONS[number] | Region;

type Kind = "interface" | "slab";

/** Magnitude at which scaling changes; those of the globe where a region has none of its own. */
const BREAK_MAGNITUDES: Record<Kind, Partial<Record<SaturationRegion, number>> & { global: number }> = {
  interface: {
    ...{ Aleutian: 8, AK: 8.6, Cascadia: 7.7, CAM_S: 7.4, CAM_N: 7.4, JP_Pac: 8.5, JP_Phi: 7.7 },
    ...{ SA_N: 8.5, SA_S: 8.6, TW_W: 7.1, TW_E: 7.1, global: 7.9 },
  },
  slab: {
    ...{ Aleutian: 7.98, AK: 7.2, Cascadia: 7.2, CAM_S: 7.6, CAM_N: 7.4, JP_Pac: 7.65, JP_Phi: 7.55 },
    ...{ SA_N: 7.3, SA_S: 7.25, TW_W: 7.7, TW_E: 7.7, global: 7.6 },
  },
};

/** Column of the constant of a region. */
function constantColumn(kind: Kind, region?: Region, saturation?: SaturationRegion): string {
  if (!saturation) return kind === "slab" ? "c0slab" : "c0";
  if (kind === "interface") return `${saturation}_c0`;
  return `${region === "AK" || region === "SA" ? saturation : region}_c0slab`;
}

/** Column of the anelastic attenuation of a region. */
function attenuationColumn(kind: Kind, region?: Region): string {
  if (kind === "slab") return region ? `${region}_a0slab` : "a0slab";
  return region && region !== "Cascadia" ? `${region}_a0` : "a0";
}

/** Distance by which near-source motion saturates (eqs. 5 and 6), km. */
function saturationDistance(kind: Kind, M: number, breakM: number): number {
  if (kind === "interface") return 10 ** (-0.82 + 0.252 * M);
  const slope = (Math.log10(35) - Math.log10(3.12)) / (breakM - 4);
  return M <= breakM ? 10 ** (slope * (M - breakM) + Math.log10(35)) : 35;
}

/** Standard deviation of the median at a period (eq. 27). */
function epistemicDeviation(kind: Kind, period: number, saturation?: SaturationRegion): number {
  const regions: Record<string, number[]> = data.epistemic.regions;
  const row = regions[saturation?.startsWith("TW") ? "Taiwan" : saturation ?? "Global"];
  const [short, long, T1, T2] = kind === "interface" ? row.slice(0, 4) : row.slice(4);
  if (period <= T1) return short;
  return period > T2 ? long : short - (short - long) * (Math.log(period / T1) / Math.log(T2 / T1));
}

const COLUMNS = [
  /** distance with saturation, its ln, and ln of its ratio to that of 1 km */
  "R",
  "lnR",
  "lnRatio",
  "lnVs30",
  /** ln((PGA on rock + f3) / f3) */
  "lnPga",
  /** min(vs30, 760) */
  "stiffness",
  "work",
  /** share of the within-event variance at long distance, and that of soft sites near by */
  "farness",
  "softness",
] as const;

const SHARED_DEFAULTS = { region: null, saturation_region: null, basin: null, sigma_mu_epsilon: 0 };
const USGS_DEFAULTS = {
  ...SHARED_DEFAULTS,
  m9_basin_term: false,
  usgs_basin_scaling: false,
  ak23_bias_adj: false,
};
const NEW_ZEALAND_DEFAULTS = { ...SHARED_DEFAULTS, modified_sigma: false };
const DEFAULTS = { ...USGS_DEFAULTS, ...NEW_ZEALAND_DEFAULTS };

class ParkerEtAl2020 implements GroundMotionModel {
  readonly tectonicRegionType: string;
  readonly imtFamilies = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;
  readonly #kind: Kind;
  readonly #region?: Region;
  readonly #saturation?: SaturationRegion;
  readonly #constant: string;
  readonly #attenuation: string;
  readonly #epsilon: number;
  readonly #isAlaskaAdjusted: boolean;
  readonly #basinTerm?: ParkerBasinTerm;
  readonly #table: CoefficientTable;
  readonly #hasBackarc: boolean;
  readonly #hasSoilSigma: boolean;
  readonly #scratch = new Scratch(COLUMNS);

  /** `hasBasins`: the class that knows depths to 2.5 km/s */
  constructor(
    readonly name: string,
    kind: Kind,
    hasBasins: boolean,
    given: ModelOptions,
    /** as in New Zealand in 2022 */
    private readonly isNewZealand = false,
  ) {
    const own = readOptions<Partial<typeof DEFAULTS>>(
      name,
      given,
      isNewZealand ? NEW_ZEALAND_DEFAULTS : USGS_DEFAULTS,
    );
    const options = { ...DEFAULTS, ...own } as ReturnType<typeof readOptions<typeof DEFAULTS>>;
    const { region, saturation_region, basin } = options;
    this.#table = isNewZealand ? NEW_ZEALAND_TABLE : TABLE;
    this.#hasBackarc = isNewZealand && kind === "slab";
    this.#hasSoilSigma = options.modified_sigma;
    this.#kind = kind;
    if (region !== null) this.#region = readChoice(name, "region", region, REGIONS);
    this.#saturation = saturation_region === null
      ? this.#region
      : readChoice(name, "saturation_region", saturation_region, SATURATION_REGIONS);
    this.#constant = constantColumn(kind, this.#region, this.#saturation);
    this.#attenuation = attenuationColumn(kind, this.#region);
    if (!(this.#constant in this.#table.get(PGA))) {
      throw new RangeError(
        `${name} has no coefficients for region ${region} with saturation_region ${saturation_region}`,
      );
    }
    this.#epsilon = options.sigma_mu_epsilon;
    this.#isAlaskaAdjusted = options.ak23_bias_adj;
    if (options.ak23_bias_adj) assertAlaskaBiasFits(name, kind === "interface", region === null);
    const subBasin: Basin | undefined = basin === null ? undefined : readChoice(name, "basin", basin, BASINS);
    const isUsgs = options.usgs_basin_scaling || options.m9_basin_term;
    if (isUsgs && !(hasBasins && this.#region === "Cascadia")) {
      throw new RangeError(
        `options usgs_basin_scaling and m9_basin_term of ${name} need a model with basins and region = "Cascadia"`,
      );
    }
    if (hasBasins && (this.#region === "JP" || this.#region === "Cascadia")) {
      this.#basinTerm = new ParkerBasinTerm(basinOf(this.#region, subBasin), options);
    }
    this.tectonicRegionType = kind === "slab" ? "Subduction IntraSlab" : "Subduction Interface";
    this.requires = {
      rupture: kind === "slab" ? ["hypo_depth", "mag"] : ["mag"],
      distances: ["rrup"],
      sites: [
        "vs30",
        ...hasBasins ? ["z2pt5" as const] : [],
        ...this.#hasBackarc ? ["backarc" as const] : [],
      ],
    };
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size } = contexts;
    this.#fillShared(contexts);
    imts.forEach((imt, row) => {
      const C = this.#table.get(imt);
      const mean = out.mean[row];
      this.#rockMotion(imt, contexts, mean);
      this.#addSiteTerm(imt, C, contexts, mean);
      this.#basinTerm?.addTo(imt, C, mean, size);
      let shift = this.#isAlaskaAdjusted ? alaskaBias(imt) : 0;
      if (this.#epsilon !== 0) shift += this.#epsilon * this.#epistemicDeviation(imt);
      if (shift !== 0) { for (let i = 0; i < size; i++) mean[i] += shift; }
      if (this.#hasSoilSigma) this.#soilDeviations(imt, contexts, out, row);
      else this.#standardDeviations(C, size, out, row);
    });
  }

  /** In New Zealand that of the globe, for models without region. */
  #epistemicDeviation({ period }: IntensityMeasureType): number {
    if (!this.isNewZealand) return epistemicDeviation(this.#kind, period, this.#saturation);
    return this.#region ? 0 : epistemicDeviation(this.#kind, period);
  }

  #breakMagnitude(): number {
    const magnitudes = BREAK_MAGNITUDES[this.#kind];
    return (this.#saturation && magnitudes[this.#saturation]) ?? magnitudes.global;
  }

  #fillShared(contexts: ContextBlock): void {
    const { size, mag, rrup, vs30 } = contexts;
    const { R, lnR, lnRatio, lnVs30, lnPga, stiffness, farness, softness } = this.#scratch.columns(size);
    const h = saturationDistance(this.#kind, mag[0], this.#breakMagnitude());
    const lnNearest = Math.log(Math.sqrt(1 + h * h)), lnR21 = Math.log(R2 / R1);
    for (let i = 0; i < size; i++) R[i] = Math.sqrt(rrup[i] * rrup[i] + h * h);
    logInto(lnR, R, size);
    logInto(lnVs30, vs30, size);
    for (let i = 0; i < size; i++) {
      lnRatio[i] = lnR[i] - lnNearest;
      stiffness[i] = Math.min(vs30[i], V_REF);
      farness[i] = Math.log(Math.min(Math.max(rrup[i], R1), R2) / R1) / lnR21;
      const soft = Math.log(V_STIFF / Math.min(Math.max(vs30[i], V_SOFT), V_STIFF)) /
        Math.log(V_STIFF / V_SOFT);
      softness[i] = soft * (1 - farness[i]);
    }
    this.#rockMotion(PGA, contexts, lnPga);
    expInto(lnPga, lnPga, size);
    for (let i = 0; i < size; i++) lnPga[i] = (lnPga[i] + F3) / F3;
    logInto(lnPga, lnPga, size);
    this.#basinTerm?.prepare(contexts);
  }

  /** Constant, magnitude, path and depth terms into `lnY`. */
  #rockMotion(imt: IntensityMeasureType, contexts: ContextBlock, lnY: Float64Array): void {
    const { size, mag, hypo_depth } = contexts, C = this.#table.get(imt);
    const { R, lnR, lnRatio } = this.#scratch.columns(size);
    const isSlab = this.#kind === "slab";
    const [c1, c4, c5, c6] = isSlab ? [C.c1slab, C.c4slab, C.c5slab, C.c6slab] : [C.c1, C.c4, C.c5, C.c6];
    const M = mag[0], dM = M - this.#breakMagnitude();
    const source = C[this.#constant] + (dM > 0 ? c6 * dM : c4 * dM + c5 * dM * dM);
    const a0 = C[this.#attenuation], perLnRatio = B4 * M;
    for (let i = 0; i < size; i++) lnY[i] = source + c1 * lnR[i] + perLnRatio * lnRatio[i] + a0 * R[i];
    if (this.#hasBackarc) addBackarcTerm(imt, contexts, lnY);
    if (!isSlab) return;
    const { m, d, db } = C;
    for (let i = 0; i < size; i++) lnY[i] += m * (Math.min(Math.max(hypo_depth[i], 20), db) - db) + d;
  }

  /** Linear and non-linear site terms onto `lnY`. */
  #addSiteTerm(
    { period }: IntensityMeasureType,
    C: Coefficients,
    { size }: ContextBlock,
    lnY: Float64Array,
  ): void {
    const { lnVs30, lnPga, stiffness, work } = this.#scratch.columns(size);
    const region = this.#region;
    const s2 = region && region !== "CAM" ? C[`${region}_s2`] : C.s2;
    const s1 = region === "TW" || region === "JP" ? C[`${region}_s1`] : s2;
    const lnV1 = Math.log(V1), lnV2 = Math.log(C.V2), lnVref = Math.log(V_REF);
    for (let i = 0; i < size; i++) {
      const v = lnVs30[i];
      lnY[i] += v <= lnV1 ? s1 * (v - lnV1) + s2 * (lnV1 - lnVref) : s2 * (Math.min(v, lnV2) - lnVref);
    }
    if (period >= 3 && !this.isNewZealand) return;
    const { f4, f5 } = C;
    const rock = Math.exp(f5 * (V_REF - VB));
    for (let i = 0; i < size; i++) work[i] = f5 * (stiffness[i] - VB);
    expInto(work, work, size);
    for (let i = 0; i < size; i++) lnY[i] += f4 * (work[i] - rock) * lnPga[i];
  }

  /** Standard deviations that depend on how soft ground yields. */
  #soilDeviations(
    imt: IntensityMeasureType,
    { size }: ContextBlock,
    out: GroundMotion,
    row: number,
  ): void {
    const { farness, stiffness, lnPga } = this.#scratch.columns(size);
    const onRock = ({ Tau, phi21, phi22 }: Coefficients): RockDeviations => ({
      tau: Tau,
      phi: (i) => Math.sqrt(phi21 + (phi22 - phi21) * farness[i]),
    });
    const C = this.#table.get(imt), { f4, f5 } = C, rock = Math.exp(f5 * (V_REF - VB));
    // PGA / (PGA + f3) of the column, which is ln((PGA + f3) / f3)
    const slope = (i: number) => f4 * (Math.exp(f5 * (stiffness[i] - VB)) - rock) * -Math.expm1(-lnPga[i]);
    setSoilDeviations(imt, onRock(C), onRock(this.#table.get(PGA)), slope, size, out, row);
  }

  #standardDeviations(
    { Tau, phi21, phi22, phi2V }: Coefficients,
    size: number,
    out: GroundMotion,
    row: number,
  ): void {
    const { farness, softness } = this.#scratch.columns(size);
    const sigma = out.sigma[row], phi = out.phi[row];
    out.tau[row].fill(Tau, 0, size);
    for (let i = 0; i < size; i++) {
      const variance = phi21 + (phi22 - phi21) * farness[i] + phi2V * softness[i];
      phi[i] = Math.sqrt(variance);
      sigma[i] = Math.sqrt(Tau * Tau + variance);
    }
  }
}

/** Names of the regional variants, after the class name: those without and those with basins. */
const ALIASES: Record<string, ModelOptions> = {
  Aleutian: { region: "AK", saturation_region: "Aleutian" },
  Alaska: { region: "AK" },
  CAMN: { region: "CAM", saturation_region: "CAM_N" },
  CAMS: { region: "CAM", saturation_region: "CAM_S" },
  SAN: { region: "SA", saturation_region: "SA_N" },
  SAS: { region: "SA", saturation_region: "SA_S" },
  TaiwanE: { region: "TW", saturation_region: "TW_E" },
  TaiwanW: { region: "TW", saturation_region: "TW_W" },
};
const BASIN_ALIASES: Record<string, ModelOptions> = {
  B: {},
  Cascadia: { region: "Cascadia" },
  CascadiaOut: { region: "Cascadia", basin: "out" },
  CascadiaSeattle: { region: "Cascadia", basin: "Seattle" },
  JapanPac: { region: "JP", saturation_region: "JP_Pac" },
  JapanPhi: { region: "JP", saturation_region: "JP_Phi" },
};

function family(prefix: string, kind: Kind, isNewZealand: boolean): ModelFactories {
  const name = `${prefix}ParkerEtAl2020${kind === "slab" ? "SSlab" : "SInter"}`;
  const variants = (aliases: Record<string, ModelOptions>, hasBasins: boolean): ModelFactories =>
    Object.fromEntries(
      Object.entries(aliases).map(([suffix, fixed]) => [
        name + suffix,
        (options: ModelOptions) =>
          new ParkerEtAl2020(name + suffix, kind, hasBasins, { ...fixed, ...options }, isNewZealand),
      ]),
    );
  return { ...variants({ "": {}, ...ALIASES }, false), ...variants(BASIN_ALIASES, true) };
}

export const models: ModelFactories = {
  ...family("", "interface", false),
  ...family("", "slab", false),
  ...family("NZNSHM2022_", "interface", true),
  ...family("NZNSHM2022_", "slab", true),
};
