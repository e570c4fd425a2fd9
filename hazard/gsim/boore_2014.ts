/**
 * Boore, D. M., Stewart, J. P., Seyhan, E. and Atkinson, G. M. (2014). NGA-West2 Equations for Predicting PGA, PGV, and 5%
 * Damped PSA for Shallow Crustal Earthquakes. Earthquake Spectra 30(3), 1057-1085. DOI 10.1193/070113EQS184M.
 * Component: RotD50.
 */
import { expInto, logInto } from "../../kernels/elementary.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { contextsToCompute, repeatFirst } from "./alike_contexts.ts";
import { overlay } from "./coefficient_overlay.ts";
import { type CoefficientData, type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/boore_2014.json" with { type: "json" };
import { addEpistemicSigma } from "./epistemic_sigma.ts";
import { californiaZ1pt0, japanZ1pt0 } from "./expected_z1pt0.ts";
import type { ContextBlock, GroundMotion, GroundMotionModel, ModelFactories, ModelOptions } from "./model.ts";
import { readOptions } from "./options.ts";
import { Scratch } from "./scratch.ts";
import { depthFactor, periodFactor, Z1PT0_DEPTHS } from "./usgs_basin_scaling.ts";

/** Coefficients of the model. */
export type Column =
  | ("e0" | "e1" | "e2" | "e3" | "e4" | "e5" | "e6" | "Mh" | "c1" | "c2" | "c3" | "h" | "Dc3")
  | ("c" | "Vc" | "f4" | "f5" | "f6" | "f7")
  | ("R1" | "R2" | "DfR" | "DfV" | "f1" | "f2" | "tau1" | "tau2");

/** Basin term from CyberShake simulations for periods above 1.9 s, as in nshmp-lib of the USGS. */
const CYBER_SHAKE = new CoefficientTable<"f6cy" | "f7cy" | "dz1cy">(tables.cyberShake);

const PGA = parseImt("PGA");
const M_REF = 4.5, V_REF = 760;
/** Bounds of the site-dependent part of phi (equation 15), m/s. */
const V1 = 225, V2 = 300;
/** PGA scale of the non-linear site term (equation 8), g. */
const F3 = 0.1;
/** Below this period in s there is no basin term. */
const MIN_BASIN_PERIOD = 0.65;

/** Columns of the terms that depend on the context alone, which all intensity measures share. */
const SHARED = [
  /** style of faulting, 1 or 0: normal, reverse */
  "NS",
  "RS",
  "lnVs30",
  /** min(vs30, 760) - 360 */
  "stiffness",
  /** ln of PGA on rock, and ln((PGA on rock + f3) / f3) */
  "lnPgaRock",
  "lnPga",
  "lnRjb",
  /** share of DfV that phi loses on soft sites */
  "softness",
  /** Z1.0 beyond its average for vs30, km */
  "deltaZ1",
  /** part of the basin term that the USGS gives to the site; 1 without that option */
  "basinFactor",
] as const;
/** Columns to work in, anew for each intensity measure. */
const WORK = ["expectedZ1", "rSquared", "lnRSquared", "site", "nonlinear"] as const;

/** The columns, and how many contexts have a site of their own. */
type Terms = ReturnType<Scratch<typeof SHARED[number] | typeof WORK[number]>["columns"]> & {
  readonly numSites: number;
};

const DEFAULTS = {
  region: "nobasin",
  sof: true,
  sigma_mu_epsilon: 0,
  usgs_basin_scaling: false,
  cybershake_basin_adj: false,
};

/** Any region but "nobasin" has a basin term; all but "JPN" take the basins of California. */
export class BooreEtAl2014 implements GroundMotionModel {
  readonly tectonicRegionType = "Active Shallow Crust";
  readonly imtFamilies = ["PGA", "PGV", "SA"];
  readonly requires: GroundMotionModel["requires"];
  readonly hasSplitSigma = true;
  readonly #table: CoefficientTable<Column>;
  readonly #options: ReturnType<typeof readOptions<typeof DEFAULTS>>;
  readonly #hasBasin: boolean;
  readonly #scratch = new Scratch([...SHARED, ...WORK]);

  constructor(readonly name: string, table: CoefficientTable<Column>, given: ModelOptions) {
    this.#table = table;
    this.#options = readOptions(name, given, DEFAULTS);
    this.#hasBasin = this.#options.region !== "nobasin";
    if (this.#options.usgs_basin_scaling && !this.#hasBasin) {
      throw new RangeError(
        `option usgs_basin_scaling of ${name} needs a region with basins, for instance "CAL"`,
      );
    }
    this.requires = {
      rupture: ["mag", "rake"],
      // the epistemic uncertainty is given by rrup
      distances: this.#options.sigma_mu_epsilon === 0 ? ["rjb"] : ["rjb", "rrup"],
      sites: this.#hasBasin ? ["vs30", "z1pt0"] : ["vs30"],
    };
  }

  compute(contexts: ContextBlock, imts: readonly IntensityMeasureType[], out: GroundMotion): void {
    const { size, mag, rrup } = contexts;
    const terms = this.#sharedTerms(contexts);
    imts.forEach((imt, row) => {
      const c = this.#table.get(imt);
      const mean = out.mean[row];
      if (imt.id === PGA.id) mean.set(terms.lnPgaRock.subarray(0, size));
      else this.#rockMotion(c, contexts, terms, mean);
      addSiteTerm(c, terms, mean, size);
      if (this.#hasBasin && imt.period >= MIN_BASIN_PERIOD) this.#addBasinTerm(imt, c, terms, mean, size);
      const epsilon = this.#options.sigma_mu_epsilon;
      if (epsilon !== 0) addEpistemicSigma(epsilon, mag[0], rrup, mean, size);
      standardDeviations(c, contexts, terms, out, row);
    });
  }

  #sharedTerms(contexts: ContextBlock): Terms {
    const { size, rake, rjb, vs30, z1pt0 } = contexts;
    const numSites = this.#hasBasin ? contextsToCompute(size, vs30, z1pt0) : contextsToCompute(size, vs30);
    const terms = { ...this.#scratch.columns(size), numSites };
    const { NS, RS, lnVs30, stiffness, lnPgaRock, lnPga, lnRjb, softness, deltaZ1, basinFactor, expectedZ1 } =
      terms;
    for (let i = 0; i < size; i++) {
      NS[i] = rake[i] > -150 && rake[i] < -30 ? 1 : 0;
      RS[i] = rake[i] > 30 && rake[i] < 150 ? 1 : 0;
    }
    this.#rockMotion(this.#table.get(PGA), contexts, terms, lnPgaRock);
    expInto(lnPga, lnPgaRock, size);
    for (let i = 0; i < size; i++) lnPga[i] = (lnPga[i] + F3) / F3;
    logInto(lnPga, lnPga, size);
    logInto(lnRjb, rjb, size);
    logInto(lnVs30, vs30, numSites);
    const lnV2 = Math.log(V2), lnV2V1 = Math.log(V2 / V1);
    for (let i = 0; i < numSites; i++) {
      const v = vs30[i];
      stiffness[i] = Math.min(v, V_REF) - 360;
      // exactly at V1 both parts count, as in the reference engine
      softness[i] = (v <= V1 ? 1 : 0) + (v >= V1 && v <= V2 ? (lnV2 - lnVs30[i]) / lnV2V1 : 0);
    }
    repeatFirst(numSites, size, softness);
    if (!this.#hasBasin) return terms;
    (this.#options.region === "JPN" ? japanZ1pt0 : californiaZ1pt0)(vs30, expectedZ1, numSites);
    for (let i = 0; i < numSites; i++) {
      const z1 = z1pt0[i] === -999 ? expectedZ1[i] : z1pt0[i];
      deltaZ1[i] = (z1 - expectedZ1[i]) / 1000;
      basinFactor[i] = this.#options.usgs_basin_scaling ? depthFactor(z1, Z1PT0_DEPTHS) : 1;
    }
    repeatFirst(numSites, size, deltaZ1, basinFactor);
    return terms;
  }

  /** Event and path terms F_E + F_P (equations 2 to 4) into `lnY`. */
  #rockMotion(
    c: Coefficients<Column>,
    { size, mag, rjb }: ContextBlock,
    { NS, RS, rSquared, lnRSquared }: Terms,
    lnY: Float64Array,
  ): void {
    const m = mag[0];
    const dM = m - c.Mh;
    const scaling = dM <= 0 ? c.e4 * dM + c.e5 * dM ** 2 : c.e6 * dM;
    const [e1, e2, e3] = this.#options.sof ? [c.e1, c.e2, c.e3] : [c.e0, c.e0, c.e0];
    const attenuation = c.c3 + c.Dc3;
    const source = e1 + scaling - attenuation, normal = e2 - e1, reverse = e3 - e1;
    const halfDecay = 0.5 * (c.c1 + c.c2 * (m - M_REF));
    const h2 = c.h ** 2;
    for (let i = 0; i < size; i++) rSquared[i] = rjb[i] * rjb[i] + h2;
    logInto(lnRSquared, rSquared, size);
    for (let i = 0; i < size; i++) {
      lnY[i] = source + normal * NS[i] + reverse * RS[i] + halfDecay * lnRSquared[i] +
        attenuation * Math.sqrt(rSquared[i]);
    }
  }

  /** Basin term F_δz1 (equation 9) onto `lnY`. */
  #addBasinTerm(
    imt: IntensityMeasureType,
    c: Coefficients<Column>,
    { deltaZ1, basinFactor }: Terms,
    lnY: Float64Array,
    size: number,
  ): void {
    const factor = this.#options.usgs_basin_scaling ? periodFactor(imt.period) : 1;
    if (this.#options.cybershake_basin_adj && imt.period > 1.9) {
      const { f6cy, f7cy, dz1cy } = CYBER_SHAKE.get(imt);
      const term = ((dz1cy <= f6cy ? f6cy * dz1cy : f7cy) + 0.1) * factor;
      for (let i = 0; i < size; i++) lnY[i] += term * basinFactor[i];
      return;
    }
    const corner = c.f7 / c.f6;
    for (let i = 0; i < size; i++) {
      const term = deltaZ1[i] <= corner ? c.f6 * deltaZ1[i] : c.f7;
      lnY[i] += term * factor * basinFactor[i];
    }
  }
}

/** Linear and non-linear site terms F_lin + F_nl (equations 6 to 8) onto `lnY`. */
function addSiteTerm(
  c: Coefficients<Column>,
  { lnVs30, stiffness, lnPga, site, nonlinear, numSites }: Terms,
  lnY: Float64Array,
  size: number,
): void {
  const { f4, f5 } = c, slope = c.c;
  const lnVc = Math.log(c.Vc), lnVref = Math.log(V_REF);
  const rockSlope = Math.exp(f5 * (V_REF - 360));
  for (let i = 0; i < numSites; i++) nonlinear[i] = f5 * stiffness[i];
  expInto(nonlinear, nonlinear, numSites);
  for (let i = 0; i < numSites; i++) {
    site[i] = slope * (Math.min(lnVs30[i], lnVc) - lnVref);
    nonlinear[i] = f4 * (nonlinear[i] - rockSlope);
  }
  repeatFirst(numSites, size, site, nonlinear);
  for (let i = 0; i < size; i++) lnY[i] += site[i] + nonlinear[i] * lnPga[i];
}

/** Equations 13 to 17. */
function standardDeviations(
  c: Coefficients<Column>,
  { size, mag, rjb }: ContextBlock,
  { softness, lnRjb }: Terms,
  out: GroundMotion,
  row: number,
): void {
  const { R1, R2, DfR, DfV } = c;
  const weight = Math.min(Math.max(mag[0] - 4.5, 0), 1);
  const tauM = c.tau1 + (c.tau2 - c.tau1) * weight;
  const phiM = c.f1 + (c.f2 - c.f1) * weight;
  const lnR1 = Math.log(R1), perLnR = DfR / Math.log(R2 / R1);
  const sigma = out.sigma[row], tau = out.tau[row], phi = out.phi[row];
  tau.fill(tauM, 0, size);
  for (let i = 0; i < size; i++) {
    const far = rjb[i] > R2 ? DfR : rjb[i] > R1 ? perLnR * (lnRjb[i] - lnR1) : 0;
    phi[i] = phiM + far - DfV * softness[i];
    sigma[i] = Math.sqrt(tauM * tauM + phi[i] * phi[i]);
  }
}

/** The class with its aliases: regions with basins, unspecified style of faulting. */
function family(name: string, data: CoefficientData): ModelFactories {
  const table = new CoefficientTable<Column>(data);
  const variant = (suffix: string, fixed: ModelOptions): ModelFactories => ({
    [name + suffix]: (options) => new BooreEtAl2014(name + suffix, table, { ...fixed, ...options }),
  });
  return {
    ...variant("", {}),
    ...variant("NoSOF", { sof: false }),
    ...variant("CaliforniaBasin", { region: "CAL" }),
    ...variant("CaliforniaBasinNoSOF", { region: "CAL", sof: false }),
    ...variant("JapanBasin", { region: "JPN" }),
    ...variant("JapanBasinNoSOF", { region: "JPN", sof: false }),
  };
}

export const models: ModelFactories = {
  ...family("BooreEtAl2014", tables.motion),
  ...family("BooreEtAl2014HighQ", overlay(tables.motion, tables.highQ)),
  ...family("BooreEtAl2014LowQ", overlay(tables.motion, tables.lowQ)),
};
