/**
 * Wang et al. (2025). Ground motion models of Arias intensity, cumulative absolute velocity and significant durations for
 * Turkey, of main shocks.
 *
 * As in the reference, the standard deviations of magnitudes outside of the bounds between which they change are the
 * bounds themselves.
 */
import data from "./coefficients/wang_2025.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

const TABLE = new CoefficientTable(data.motion);

/** km from which there is anelastic attenuation. */
const FAR = 80;
/** Magnitudes between which deviations change, between and within events. */
const TAU_MAGNITUDES = [6, 6.5] as const, PHI_MAGNITUDES = [5, 6.5] as const;

function deviation(M: number, [low, high]: readonly [number, number], small: number, large: number): number {
  if (M <= low) return low;
  return M > high ? high : small + (large - small) * (M - low) / (high - low);
}

export const models: ModelFactories = {
  WangEtAl2025: formulaModel({
    name: "WangEtAl2025",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["IA", "CAV", "RSD575", "RSD595"],
    rupture: ["mag", "rake", "ztor"],
    distances: ["rjb"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, { mag, rake, ztor, rjb, vs30 }) => {
    const C = TABLE.get(imt), M = mag[0];
    const source = C.c0 + C.c1 * M + C.c2 * Math.max(M - C.b1, 0) + C.c3 * Math.max(M - C.b2, 0);
    const normal = C.c7 * Math.min(Math.max((M - C.b3) / (C.b4 - C.b3), 0), 1);
    return {
      mean(i) {
        const style = rake[i] > 30 && rake[i] < 150 ? C.c8 : rake[i] > -150 && rake[i] < -30 ? normal : 0;
        return source + (C.c4 + C.c5 * M) * Math.log(Math.hypot(rjb[i], C.c6)) + style +
          C.c9 * Math.log(ztor[i] + 1) + C.c11 * Math.log(Math.min(vs30[i], C.b6) / C.vref) +
          C.c12 * Math.max(rjb[i] - FAR, 0);
      },
      tau: deviation(M, TAU_MAGNITUDES, C.tau1, C.tau2),
      phi: deviation(M, PHI_MAGNITUDES, C.phi1, C.phi2),
    };
  }),
};
