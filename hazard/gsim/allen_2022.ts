/**
 * Allen, T. I. (2022). A far-field ground-motion model for the North Australian Craton from plate-margin earthquakes.
 * Bull. Seismol. Soc. Am. 112, 1041-1059, https://doi.org/10.1785/0120210191 (eqs. 1 to 10).
 */
import data from "./coefficients/allen_2022.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";

const TABLE = new CoefficientTable(data.motion);

/** km: where the attenuation changes, and bounds of the depth. */
const HINGE = 600, DEPTHS = [10, 500] as const;
/** m/s to which the site term is relative. */
const V_REF = 150;

export const models: ModelFactories = {
  Allen2022: formulaModel({
    name: "Allen2022",
    tectonicRegionType: "Subduction IntraSlab",
    imtFamilies: ["PGA", "PGV", "SA"],
    rupture: ["mag", "hypo_depth"],
    distances: ["rhypo"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, { mag, hypo_depth, rhypo, vs30 }) => {
    const C = TABLE.get(imt), dM = mag[0] - 6;
    const source = C.c0 + C.c1 * dM ** 2 + C.c2 * dM + C.d0 + C.s0;
    return {
      mean(i) {
        const lgR = Math.log10(rhypo[i]), lgHinge = Math.log10(HINGE);
        const lgDepth = Math.log10(Math.min(Math.max(hypo_depth[i], DEPTHS[0]), DEPTHS[1]));
        const path = rhypo[i] <= HINGE
          ? C.c3 * lgR + C.n0 * (lgR - lgHinge)
          : C.c3 * lgHinge + C.c4 * (lgR - lgHinge);
        return source + path + C.d1 * lgDepth ** 3 + C.d2 * lgDepth ** 2 + C.d3 * lgDepth +
          C.s1 / (Math.log10(vs30[i]) - Math.log10(V_REF));
      },
      tau: C.tau,
      phi: C.phi,
      sigma: C.sigma,
    };
  }),
};
