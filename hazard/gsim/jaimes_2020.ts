/**
 * Jaimes, M. A. and García-Soto, A. D. (2020). Updated ground motion prediction model for Mexican intermediate-depth
 * intraslab earthquakes including V/H ratios. Earthquake Spectra 36(3), 1298-1330,
 * https://doi.org/10.1177/8755293019899947.
 */
import data from "./coefficients/jaimes_2020.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { LN_GAL } from "./units.ts";

/** From larger magnitudes on the distance is that of the rupture; the depth (km) to which the others are relative. */
const LARGE = 6.5, DEPTH_REF = 50, DEEPEST = 75;

/** Standard deviation of a ratio of two components with a correlation. */
function ofRatio(vertical: number, horizontal: number, correlation: number): number {
  return Math.sqrt(vertical ** 2 + horizontal ** 2 - 2 * correlation * vertical * horizontal);
}

function deviationsOf({ sv_b, sh_b, rho_b, sv_w, sh_w, rho_w }: Coefficients): { tau: number; phi: number } {
  return { tau: ofRatio(sv_b, sh_b, rho_b), phi: ofRatio(sv_w, sh_w, rho_w) };
}

function jaimes2020(name: string, component: "horizontal" | "vertical" | "ratio"): ModelFactory {
  const table = new CoefficientTable<string>(data[component]), isRatio = component === "ratio";
  return formulaModel({
    name,
    tectonicRegionType: "Subduction IntraSlab",
    imtFamilies: ["PGA", "PGV", "SA"],
    rupture: ["mag", "hypo_depth"],
    distances: ["rrup", "rhypo"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, { mag, hypo_depth, rrup, rhypo }) => {
    const C = table.get(imt), M = mag[0], near = 0.0075 * 10 ** (0.507 * M), r = M > LARGE ? rrup : rhypo;
    const lnUnit = isRatio || imt.family === "PGV" ? 0 : LN_GAL;
    return {
      mean(i) {
        const R = Math.hypot(r[i], near), source = C.c1 + C.c2 * M + lnUnit;
        if (isRatio) return source + C.c3 * R;
        return source + C.c3 * Math.log(R) + C.c4 * R + C.c5 * (Math.min(hypo_depth[i], DEEPEST) - DEPTH_REF);
      },
      ...(isRatio ? deviationsOf(C) : { sigma: C.s_t, tau: C.s_b, phi: C.s_w }),
    };
  });
}

export const models: ModelFactories = {
  JaimesEtAl2020SSlab: jaimes2020("JaimesEtAl2020SSlab", "horizontal"),
  JaimesEtAl2020SSlabVert: jaimes2020("JaimesEtAl2020SSlabVert", "vertical"),
  JaimesEtAl2020SSlabVHratio: jaimes2020("JaimesEtAl2020SSlabVHratio", "ratio"),
};
