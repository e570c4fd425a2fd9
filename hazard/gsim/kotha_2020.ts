/**
 * Kotha, S. R., Weatherill, G., Bindi, D. and Cotton, F. (2020). A regionally-adaptable ground-motion model for shallow
 * crustal earthquakes in Europe. Bull. Earthq. Eng. 18, 4091-4125, https://doi.org/10.1007/s10518-020-00869-1.
 * Component: RotD50. ESHM20: Weatherill, G., Kotha, S. R. and Cotton, F. (2020). A regionally-adaptable "scaled backbone"
 * ground motion logic tree for shallow seismicity in Europe. Bull. Earthq. Eng. 18, 5087-5117,
 * https://doi.org/10.1007/s10518-020-00899-9; its deviations between events are the global ones of Al Atik, L. (2015),
 * PEER Report 2015/07, eq. 5.6.
 */
import { logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import { GEOLOGICAL_UNITS } from "../site/site_text.ts";
import { tauModel } from "./al_atik_2015.ts";
import data from "./coefficients/kotha_2020.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type {
  ContextBlock,
  GroundMotion,
  GroundMotionModel,
  ModelFactories,
  ModelOption,
  ModelOptions,
} from "./model.ts";
import { readNumbersByMeasure } from "./numbers_by_measure.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { LN_GAL } from "./units.ts";

/** What describes the site: nothing, vs30, the slope, whether vs30 is measured, the geological era. */
type SiteKind = "none" | "vs30" | "slope" | "eshm20" | "geology";

interface SiteTerms {
  readonly table: CoefficientTable;
  readonly requires: GroundMotionModel["requires"]["sites"];
  /** attenuation by region, deviations by magnitude */
  readonly isEshm20?: boolean;
}

const MOTION = new CoefficientTable(data.motion);
const ESHM20 = new CoefficientTable(data.eshm20);
const SITE_KINDS: Record<SiteKind, SiteTerms> = {
  none: { table: MOTION, requires: [] },
  vs30: { table: MOTION, requires: ["vs30"] },
  slope: { table: MOTION, requires: ["slope"] },
  eshm20: { table: ESHM20, requires: ["region", "vs30", "vs30measured"], isEshm20: true },
  geology: { table: ESHM20, requires: ["geology", "region", "slope"], isEshm20: true },
};

const SIGMA_MU = new CoefficientTable(data.sigmaMu);
const C3 = new CoefficientTable(data.c3);
const PHI0 = new CoefficientTable<"a" | "b">(data.phi0);
const GEOLOGY = new CoefficientTable<"V1" | "V2" | "phi_s2s">(data.geology);
const GEOLOGY_V1 = new CoefficientTable(data.geologyV1), GEOLOGY_V2 = new CoefficientTable(data.geologyV2);
const ICELAND = data.iceland;

const M_REF = 4.5, R_REF = 30, MH = 5.7;
/** vs30 (m/s) and slope (m/m) without amplification, and bounds of those with amplification in ESHM20. */
const VS30_REF = 800, SLOPE_REF = 0.1, LARGEST_VS30 = 1100, SLOPES = [0.0005, 0.3] as const;
/** Regions with an attenuation of their own; 0 and others take that of Europe. */
const NUM_REGIONS = 5;

/** Standard deviation between events in ESHM20. */
const betweenEvents = tauModel("global", null);

const COLUMNS = [
  /** ln(R / Rref) and (R - Rref) / 100 with the depth of the event */
  "lnR",
  "deltaR",
  /** ln of vs30 or slope, to a reference outside of ESHM20 */
  "lnSite",
] as const;

const DEFAULTS = { sigma_mu_epsilon: 0, c3_epsilon: 0, ergodic: true, dl2l: null, c3: null };

class KothaEtAl2020 implements GroundMotionModel {
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;
  readonly #site: SiteTerms;
  readonly #sourceEpsilon: number;
  readonly #c3Epsilon: number;
  readonly #isErgodic: boolean;
  /** given for each intensity measure: change of the median, and attenuation */
  readonly #dl2l?: CoefficientTable<"value">;
  readonly #c3?: CoefficientTable<"value">;
  readonly #scratch = new Scratch(COLUMNS);

  constructor(readonly name: string, private readonly siteKind: SiteKind, given: ModelOptions) {
    const options = readOptions(name, given, DEFAULTS);
    this.#site = SITE_KINDS[siteKind];
    this.#sourceEpsilon = options.sigma_mu_epsilon;
    this.#c3Epsilon = options.c3_epsilon;
    this.#isErgodic = options.ergodic;
    this.#dl2l = readNumbersByMeasure(name, "dl2l", options.dl2l);
    this.#c3 = readNumbersByMeasure(name, "c3", options.c3);
    this.requires = {
      rupture: ["hypo_depth", "mag"],
      distances: ["rjb"],
      sites: this.#site.requires,
    };
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    this.#fillShared(contexts);
    imts.forEach((imt, row) => {
      const C = this.#site.table.get(imt);
      const mean = out.mean[row];
      this.#rockMotion(imt, C, contexts, mean);
      this.#addSiteTerm(imt, C, contexts, mean);
      this.#addSourceTerm(imt, C, contexts, mean);
      this.#standardDeviations(imt, C, contexts, out, row);
    });
  }

  #fillShared({ size, rjb, hypo_depth, vs30, slope }: ContextBlock): void {
    const { lnR, deltaR, lnSite } = this.#scratch.columns(size);
    for (let i = 0; i < size; i++) {
      const h = hypo_depth[i] <= 10 ? 4 : hypo_depth[i] > 20 ? 12 : 8;
      const r = Math.sqrt(rjb[i] * rjb[i] + h * h), rRef = Math.sqrt(R_REF * R_REF + h * h);
      lnR[i] = r / rRef;
      deltaR[i] = (r - rRef) / 100;
    }
    logInto(lnR, lnR, size);
    if (this.siteKind === "none") return;
    for (let i = 0; i < size; i++) lnSite[i] = this.#siteValue(vs30?.[i], slope?.[i]);
    logInto(lnSite, lnSite, size);
  }

  #siteValue(vs30: number, slope: number): number {
    switch (this.siteKind) {
      case "vs30":
        return vs30 / VS30_REF;
      case "slope":
        return slope / SLOPE_REF;
      case "geology":
        return Math.min(Math.max(slope, SLOPES[0]), SLOPES[1]);
      default:
        return Math.min(vs30, LARGEST_VS30);
    }
  }

  /** Magnitude and distance terms (eqs. 2 to 4), in ln(g) or ln(cm/s), into `lnY`. */
  #rockMotion(
    imt: IntensityMeasureType,
    C: Coefficients,
    { size, mag, region }: ContextBlock,
    lnY: Float64Array,
  ): void {
    const { lnR, deltaR } = this.#scratch.columns(size);
    const M = mag[0], dM = M - MH;
    const source = C.e1 + (dM <= 0 ? C.b1 * dM + C.b2 * dM * dM : C.b3 * dM) +
      (imt.family === "PGV" ? 0 : LN_GAL);
    const perLnR = C.c1 + C.c2 * (M - M_REF);
    const c3 = this.#attenuations(imt, C);
    for (let i = 0; i < size; i++) {
      const attenuation = c3.length === 1 ? c3[0] : c3[region[i]] ?? c3[0];
      lnY[i] = source + perLnR * lnR[i] + attenuation * deltaR[i];
    }
  }

  /** c3 of Europe and, where they count, of the regions. */
  #attenuations(imt: IntensityMeasureType, { c3, tau_c3 }: Coefficients): number[] {
    if (this.#c3) return [this.#c3.get(imt).value];
    const everywhere = c3 + this.#c3Epsilon * tau_c3;
    if (!this.#site.isEshm20 || imt.family === "PGV") return [everywhere];
    const regional = C3.get(imt);
    const regions = Array.from({ length: NUM_REGIONS }, (_, k) => {
      return regional[`region_${k + 1}`] + this.#c3Epsilon * regional[`tau_region_${k + 1}`];
    });
    return [everywhere, ...regions];
  }

  #addSiteTerm(
    imt: IntensityMeasureType,
    C: Coefficients,
    { size, vs30measured, geology }: ContextBlock,
    lnY: Float64Array,
  ): void {
    const { lnSite } = this.#scratch.columns(size);
    switch (this.siteKind) {
      case "none":
        return;
      case "vs30":
      case "slope": {
        const g0 = C[`g0_${this.siteKind}`], g1 = C[`g1_${this.siteKind}`], g2 = C[`g2_${this.siteKind}`];
        for (let i = 0; i < size; i++) lnY[i] += g0 + g1 * lnSite[i] + g2 * lnSite[i] * lnSite[i];
        return;
      }
      case "eshm20": {
        const { d0_obs, d1_obs, d0_inf, d1_inf } = C;
        for (let i = 0; i < size; i++) {
          lnY[i] += vs30measured[i] ? d0_obs + d1_obs * lnSite[i] : d0_inf + d1_inf * lnSite[i];
        }
        return;
      }
      case "geology": {
        const { V1, V2 } = GEOLOGY.get(imt), random1 = GEOLOGY_V1.get(imt), random2 = GEOLOGY_V2.get(imt);
        // by code: an era that is not known takes the mean of all
        const v1 = [V1, ...GEOLOGICAL_UNITS.map((unit) => V1 + random1[unit])];
        const v2 = [V2, ...GEOLOGICAL_UNITS.map((unit) => V2 + random2[unit])];
        for (let i = 0; i < size; i++) {
          const era = Math.max(geology[i], 0);
          lnY[i] += v1[era] + v2[era] * lnSite[i];
        }
      }
    }
  }

  /** The change of the median that is given, or a number of its standard deviations, onto `lnY`. */
  #addSourceTerm(
    imt: IntensityMeasureType,
    { tau_l2l }: Coefficients,
    { size, mag, hypo_depth }: ContextBlock,
    lnY: Float64Array,
  ): void {
    if (this.#dl2l) {
      const { value } = this.#dl2l.get(imt);
      for (let i = 0; i < size; i++) lnY[i] += value;
    } else if (this.#sourceEpsilon !== 0) {
      // large magnitudes are uncertain because there are few; between those of 7.4 and 8 it is linear
      const statistical = SIGMA_MU.get(imt), M = mag[0], share = Math.min((M - 7.4) / 0.6, 1);
      const byDepth = ["shallow", "intermediate", "deep"].map((depth) => {
        const m74 = statistical[`sigma_mu_m7p4_${depth}`], m8 = statistical[`sigma_mu_m8_${depth}`];
        return this.#sourceEpsilon * (M < 7.4 ? tau_l2l : Math.max(tau_l2l, m74 + (m8 - m74) * share));
      });
      for (let i = 0; i < size; i++) lnY[i] += byDepth[hypo_depth[i] < 10 ? 0 : hypo_depth[i] < 20 ? 1 : 2];
    }
  }

  #standardDeviations(
    imt: IntensityMeasureType,
    C: Coefficients,
    { size, mag, vs30measured }: ContextBlock,
    out: GroundMotion,
    row: number,
  ): void {
    let tau = C.tau_event_0, phi0 = C.phi_0;
    if (this.#site.isEshm20) {
      const { a, b } = PHI0.get(imt);
      tau = betweenEvents(imt, mag[0]);
      phi0 = a + (b - a) * Math.min(Math.max((mag[0] - 5) / 1.5, 0), 1);
    }
    const [inferred, measured] = this.#siteToSite(imt, C).map((phiS2S) => {
      return this.#isErgodic ? Math.sqrt(phi0 ** 2 + phiS2S ** 2) : phi0;
    });
    out.tau[row].fill(tau, 0, size);
    for (let i = 0; i < size; i++) {
      const phi = this.siteKind === "eshm20" && vs30measured[i] ? measured : inferred;
      out.phi[row][i] = phi;
      out.sigma[row][i] = Math.sqrt(tau * tau + phi * phi);
    }
  }

  /** Standard deviation between sites: as it is, or for vs30 that is inferred and that is measured. */
  #siteToSite(imt: IntensityMeasureType, C: Coefficients): number[] {
    switch (this.siteKind) {
      case "none":
        return [C.phis2s];
      case "vs30":
        return [C.phi_s2s_vs30];
      case "slope":
        return [C.phi_s2s_slope];
      case "eshm20":
        return [C.phi_s2s_inf, C.phi_s2s_obs];
      case "geology":
        return [GEOLOGY.get(imt).phi_s2s];
    }
  }
}

/** Branches of the ESHM20 logic tree: levels of stress as deviations of the median, attenuation as those of c3. */
const STRESS = { VLow: -2.85697, Low: -1.35563, Mid: 0, High: 1.35563, VHigh: 2.85697 };
const ATTENUATION = { Fast: -1.732051, Mid: 0, Slow: 1.732051 };

/** Changes of the median of Iceland, for a level of stress. */
function icelandChanges(stress: string): ModelOption {
  const column = ICELAND.columns.indexOf(stress);
  return Object.fromEntries(ICELAND.imts.map((imt, i) => [imt, ICELAND.rows[i][column]]));
}

function variant(name: string, siteKind: SiteKind, fixed: ModelOptions = {}): ModelFactories {
  return { [name]: (options) => new KothaEtAl2020(name, siteKind, { ...fixed, ...options }) };
}

function branches(): ModelFactories {
  const factories = Object.entries(STRESS).flatMap(([stress, sigma_mu_epsilon]) =>
    Object.entries(ATTENUATION).map(([attenuation, c3_epsilon]) => {
      const ending = `${stress}Stress${attenuation}Atten`;
      return {
        ...variant(`ESHM20ShallowCrust${ending}`, "eshm20", { sigma_mu_epsilon, c3_epsilon }),
        ...variant(`ESHM20Iceland${ending}`, "eshm20", { dl2l: icelandChanges(stress), c3_epsilon }),
      };
    })
  );
  return Object.assign({}, ...factories);
}

export const models: ModelFactories = {
  ...variant("KothaEtAl2020", "none"),
  ...variant("KothaEtAl2020Site", "vs30"),
  ...variant("KothaEtAl2020Slope", "slope"),
  ...variant("KothaEtAl2020ESHM20", "eshm20"),
  ...variant("KothaEtAl2020ESHM20SlopeGeology", "geology"),
  ...branches(),
  ...variant("ESHM20CratonShallowMidStressMidAtten", "eshm20"),
  ...variant("ESHM20CratonShallowMidStressSlowAtten", "eshm20", { c3_epsilon: 1.732051 }),
  ...variant("ESHM20CratonShallowHighStressMidAtten", "eshm20", { sigma_mu_epsilon: 1.732051 }),
  ...variant("ESHM20CratonShallowHighStressSlowAtten", "eshm20", {
    sigma_mu_epsilon: 1.732051,
    c3_epsilon: 1.732051,
  }),
};
