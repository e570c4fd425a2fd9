/**
 * Site amplification in central and eastern North America as an addition to any model: Stewart, J. P. et al. (2020).
 * Earthquake Spectra 36(1), 42-68, https://doi.org/10.1177/8755293019878185, and Hashash, Y. M. A. et al. (2020).
 * Earthquake Spectra 36(1), 69-86, https://doi.org/10.1177/8755293019878193, with the coefficients of the papers.
 * The NGA-East models have the same term with rounded coefficients at fewer periods: central_eastern_site_term.ts.
 */
import { parseImt } from "../imt.ts";
import { contrastShare, V_HIGH, V_LOW, V_REF, V_ROCK } from "./central_eastern_site_term.ts";
import usgs from "./coefficients/central_eastern_site_term.json" with { type: "json" };
import data from "./coefficients/stewart_hashash_2020.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import type { Modifier, ModifierFactory } from "./modifiers.ts";
import { readOptions } from "./options.ts";

const PGA = parseImt("PGA");
const LINEAR = new CoefficientTable<"c" | "v1" | "v2">(data.linear);
const REFERENCE_760 = new CoefficientTable<"f760i" | "f760g">(data.reference760);
const USGS_760 = new CoefficientTable<"f760i" | "f760g">(usgs.reference760);
const NONLINEAR = new CoefficientTable<"f3" | "f4" | "f5" | "vc">(data.nonlinear);

/** PGA on 760 m/s as a multiple of that on 3000 m/s. */
const PGA_760_OVER_3000 = 2.275;

/** ln of the velocity-dependent part (eq. 3 of Stewart et al.); nothing beyond 3000 m/s. */
function velocityTerm(c: number, v1: number, v2: number, vs30: number, f760: number): number {
  if (vs30 <= V_HIGH) return c * Math.log(Math.min(Math.max(vs30, v1), v2) / V_REF);
  if (vs30 > V_ROCK) return 0;
  const atV2 = c * Math.log(v2 / V_REF);
  return atV2 - (atV2 + f760) * Math.log(vs30 / V_HIGH) / Math.log(V_ROCK / V_HIGH);
}

/**
 * The amplification as a modifier: `ref_vs30` (760 or 3000 m/s) is where PGA is taken, `wimp` the share of sites with an
 * impedance contrast (by vs30 if not given), `usgs` takes the factors of 760 m/s as the USGS does.
 */
export const stewartHashash2020: ModifierFactory = (name, given): Modifier => {
  const options = readOptions(name, given, { ref_vs30: 3000, wimp: null, usgs: false });
  const { ref_vs30, wimp, usgs } = options;
  if (ref_vs30 !== V_REF && ref_vs30 !== V_ROCK) {
    throw new RangeError(`option ref_vs30 of ${name}: expected 760 or 3000, got ${ref_vs30}`);
  }
  if (wimp !== null && typeof wimp !== "number") {
    throw new TypeError(`option wimp of ${name} must be a number, got ${JSON.stringify(wimp)}`);
  }
  let lnPga = new Float64Array();
  return {
    requires: { sites: ["vs30"] },
    rockVs30: V_REF,
    prepare({ size, vs30 }, meanOnRock) {
      const softest = vs30.subarray(0, size).find((v) => v < V_LOW);
      if (softest !== undefined) {
        throw new RangeError(`${name}: vs30 ${softest} is below ${V_LOW} m/s, the softest site of the model`);
      }
      if (lnPga.length < size) lnPga = new Float64Array(size);
      meanOnRock(PGA, ref_vs30, lnPga);
    },
    apply(imt, { size, vs30 }, { mean }) {
      const { f760i, f760g } = (usgs ? USGS_760 : REFERENCE_760).get(imt);
      const { c, v1, v2 } = LINEAR.get(imt);
      const { f3, f4, f5, vc } = NONLINEAR.get(imt);
      const pgaScale = ref_vs30 === V_ROCK ? 1 : 1 / PGA_760_OVER_3000;
      const vRef = imt.period < 0.4 ? V_REF : ref_vs30;
      const atReference = Math.exp(f5 * (vRef - 360));
      for (let i = 0; i < size; i++) {
        const v = vs30[i], share = wimp ?? contrastShare(Math.log(v / V_REF));
        const f760 = f760i * share + f760g * (1 - share);
        mean[i] += f760 + velocityTerm(c, v1, v2, v, f760);
        if (v >= vc) continue;
        const f2 = f4 * (Math.exp(f5 * (Math.min(v, vRef) - 360)) - atReference); // eq. 3 of Hashash et al.
        mean[i] += f2 * Math.log((Math.exp(lnPga[i]) * pgaScale + f3) / f3);
      }
    },
  };
};
