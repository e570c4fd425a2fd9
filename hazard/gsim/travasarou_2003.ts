/**
 * Travasarou, T., Bray, J. D. and Abrahamson, N. A. (2003). Empirical attenuation relationship for Arias intensity.
 * Earthq. Eng. Struct. Dyn. 32, 1133-1155, https://doi.org/10.1002/eqe.270.
 */
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

/** Site terms by magnitude, and deviations within events for weak and strong shaking. */
const ROCK = { s1: 0, s2: 0, weak: 1.18, strong: 0.94 };
const STIFF = { s1: 0.454, s2: 0.101, weak: 1.17, strong: 0.93 };
const SOFT = { s1: 0.479, s2: 0.334, weak: 0.96, strong: 0.73 };
const groundOf = (vs30: number) => vs30 < 360 ? SOFT : vs30 < 760 ? STIFF : ROCK;

/** Deviation within events by the Arias intensity in m/s. */
function phiOf({ weak, strong }: typeof ROCK, arias: number): number {
  if (arias >= 0.125) return strong;
  return arias > 0.013 ? weak - 0.106 * Math.log(arias / 0.0132) : weak;
}

export const models: ModelFactories = {
  TravasarouEtAl2003: formulaModel({
    name: "TravasarouEtAl2003",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["IA"],
    rupture: ["mag", "rake"],
    distances: ["rrup"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (_imt, { mag, rake, rrup, vs30 }) => {
    const M = mag[0], source = 2.8 - 1.981 * (M - 6) + 20.72 * Math.log(M / 6);
    const mean = (i: number) => {
      const { s1, s2 } = groundOf(vs30[i]);
      const style = rake[i] >= -112.5 && rake[i] <= -67.5
        ? -0.166
        : rake[i] >= 22.5 && rake[i] <= 157.5
        ? 0.512
        : 0;
      return source - 1.703 * Math.log(Math.hypot(rrup[i], 8.78)) + s1 + s2 * (M - 6) + style;
    };
    return {
      mean,
      phi: (i) => phiOf(groundOf(vs30[i]), Math.exp(mean(i))),
      tau: M < 4.7 ? 0.611 : M > 7.6 ? 0.475 : 0.611 - 0.047 * (M - 4.7),
    };
  }),
};
