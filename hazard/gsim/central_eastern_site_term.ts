/**
 * Site amplification in central and eastern North America, from rock of 3000 m/s.
 * Linear part: Stewart, J. P. et al. (2020). Ergodic site amplification model for central and eastern North America.
 * Earthquake Spectra 36(1), 42-68, https://doi.org/10.1177/8755293019878185. Non-linear part: Hashash, Y. M. A. et al.
 * (2020). Nonlinear site amplification model for ergodic seismic hazard analysis in central and eastern North America.
 * Earthquake Spectra 36(1), 69-86, https://doi.org/10.1177/8755293019878193.
 */
import { logInto } from "../../kernels/elementary.ts";
import type { IntensityMeasureType } from "../imt.ts";
import data from "./coefficients/central_eastern_site_term.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import { Scratch } from "./scratch.ts";

/** Amplification at 760 m/s (F760) of sites with and without (gradient) a sharp impedance contrast. */
const REFERENCE_760 = new CoefficientTable(data.reference760);
const LINEAR = new CoefficientTable(data.linear);
const NONLINEAR = new CoefficientTable(data.nonlinear);

/** Velocity in m/s that the linear part refers to. */
export const V_REF = 760;
/** Limits of the linear part, m/s. */
export const V_LOW = 200, V_HIGH = 2000;
/** Hard rock, which has no amplification, m/s. */
export const V_ROCK = 3000;
/** Shares of sites with a sharp impedance contrast, constant below and above these velocities (m/s). */
const SOFT = { vs30: 400, share: 0.1 }, STIFF = { vs30: 600, share: 0.767 };
const LN_SOFT = Math.log(SOFT.vs30 / V_REF);
const SHARE_SLOPE = (STIFF.share - SOFT.share) / Math.log(STIFF.vs30 / SOFT.vs30);

/** Share of the factor for sites with a sharp impedance contrast (eq. 6 of Stewart et al.); lnV is ln(vs30 / 760). */
export function contrastShare(lnV: number): number {
  return Math.min(Math.max(SOFT.share + SHARE_SLOPE * (lnV - LN_SOFT), SOFT.share), STIFF.share);
}

/** Period (s) that the non-linear part takes an intensity measure for. */
function nominalPeriod({ family, period }: IntensityMeasureType): number {
  return family === "PGA" ? 0.01 : family === "PGV" ? 0.5 : period;
}

/** The amplification of a block of sites: `prepare` it for their vs30, then ask for intensity measures. */
export class CentralEasternSiteTerm {
  readonly #scratch = new Scratch(["lnV", "contrast", "nonlinearity"]);
  #vs30: Float64Array = new Float64Array(0);
  #size = 0;

  /** Takes the vs30 (m/s) of the first `size` sites, to be used until the next call. */
  prepare(vs30: Float64Array, size: number): void {
    this.#vs30 = vs30;
    this.#size = size;
    const { lnV, contrast } = this.#scratch.columns(size);
    for (let i = 0; i < size; i++) lnV[i] = vs30[i] / V_REF;
    logInto(lnV, lnV, size);
    for (let i = 0; i < size; i++) contrast[i] = contrastShare(lnV[i]);
  }

  /**
   * ln of the amplification of each site onto `lnY`. `pgaRock` is the median PGA (g) on hard rock; `isUs2023`: with half
   * the weight on the modified non-linear slope of the 2023 US hazard model.
   */
  addTo(imt: IntensityMeasureType, pgaRock: Float64Array, lnY: Float64Array, isUs2023 = false): void {
    const { f760i, f760g } = REFERENCE_760.get(imt);
    const { c, v1, v2 } = LINEAR.get(imt);
    const { f4, f4_mod, f5, Vc } = NONLINEAR.get(imt);
    const { lnV, contrast, nonlinearity } = this.#columns(imt, pgaRock);
    const lnV1 = Math.log(v1 / V_REF), lnV2 = Math.log(v2 / V_REF);
    const lnHigh = Math.log(V_HIGH / V_REF), toRock = Math.log(V_ROCK / V_HIGH);
    const slope = isUs2023 ? 0.5 * (f4 + f4_mod) : f4;
    const vRef = nominalPeriod(imt) < 0.4 ? V_REF : V_ROCK;
    const atReference = Math.exp(f5 * (vRef - 360));
    for (let i = 0; i < this.#size; i++) {
      const v = this.#vs30[i];
      const f760 = f760i * contrast[i] + f760g * (1 - contrast[i]);
      const fV = c * Math.min(Math.max(lnV[i], lnV1), lnV2);
      // from 2000 m/s on the term goes down to none on hard rock
      const rockness = v <= V_HIGH ? 0 : Math.min((lnV[i] - lnHigh) / toRock, 1);
      lnY[i] += (fV + f760) * (1 - rockness);
      if (v < Vc) {
        const f2 = slope * (Math.exp(f5 * (Math.min(v, vRef) - 360)) - atReference);
        lnY[i] += f2 * nonlinearity[i];
      }
    }
  }

  /** Epistemic standard deviation of the amplification of each site into `out`. */
  deviationInto(imt: IntensityMeasureType, pgaRock: Float64Array, out: Float64Array): void {
    const { f760is, f760gs } = REFERENCE_760.get(imt);
    const C = LINEAR.get(imt);
    const { sigma_c } = NONLINEAR.get(imt);
    const { lnV, contrast, nonlinearity } = this.#columns(imt, pgaRock);
    for (let i = 0; i < this.#size; i++) {
      const v = this.#vs30[i];
      const f760 = f760is * contrast[i] + f760gs * (1 - contrast[i]);
      const linear = linearDeviation(C, v, lnV[i]);
      const nonlinear = sigma_c * nonlinearShare(v) * nonlinearity[i];
      out[i] = Math.sqrt(f760 * f760 + linear * linear + nonlinear * nonlinear);
    }
  }

  /** The columns, with ln((PGA + f3) / f3) as non-linearity. */
  #columns(imt: IntensityMeasureType, pgaRock: Float64Array) {
    const columns = this.#scratch.columns(this.#size);
    const { nonlinearity } = columns;
    const { f3 } = NONLINEAR.get(imt);
    for (let i = 0; i < this.#size; i++) nonlinearity[i] = (pgaRock[i] + f3) / f3;
    logInto(nonlinearity, nonlinearity, this.#size);
    return columns;
  }
}

/** Standard deviation of the linear part; lnV is ln(vs30 / 760). */
function linearDeviation(
  { vf, v2, sigma_vc, sigma_L, sigma_U }: Coefficients,
  v: number,
  lnV: number,
): number {
  if (v > V_ROCK) return 0;
  if (v >= V_HIGH) return sigma_U * (1 - (lnV - Math.log(V_HIGH / V_REF)) / Math.log(V_ROCK / V_HIGH));
  if (v > v2) return sigma_vc + (sigma_U - sigma_vc) * ((v - v2) / (V_HIGH - v2)) ** 2;
  if (v >= vf) return sigma_vc;
  const x = (v - V_LOW) / (vf - V_LOW);
  return sigma_L + (sigma_L - sigma_vc) * (x * x - 2 * x);
}

/** Part of the standard deviation of the non-linear slope by vs30: all below 300 m/s, none from 1000 m/s. */
function nonlinearShare(v: number): number {
  if (v >= 1000) return 0;
  return v < 300 ? 1 : 1 - Math.log(v / 300) / Math.log(1000 / 300);
}
