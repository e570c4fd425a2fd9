/**
 * Manea, E. F., Cioflan, C. O. and Danciu, L. (2021). Ground-motion models for Vrancea intermediate-depth earthquakes.
 * Earthquake Spectra, https://doi.org/10.1177/87552930211032985.
 */
import data from "./coefficients/manea_2021.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories } from "./model.ts";
import { LN_GAL } from "./units.ts";

const TABLE = new CoefficientTable(data.motion);

/** Hz: fundamental frequency of rock. */
const REFERENCE_FREQUENCY = 15;

export const models: ModelFactories = {
  ManeaEtAl2021: formulaModel({
    name: "ManeaEtAl2021",
    tectonicRegionType: "Subduction IntraSlab",
    imtFamilies: ["PGA", "SA"],
    rupture: ["mag", "hypo_depth"],
    distances: ["rhypo"],
    sites: ["vs30", "f0", "backarc"],
    hasSplitSigma: true,
  }, (imt, { mag, hypo_depth, rhypo, vs30, f0, backarc }) => {
    const C = TABLE.get(imt), dM = mag[0] - 5.7;
    const source = C.phi0 + C.phi1 * dM + C.phi2 * dM ** 2 + LN_GAL;
    /** by the place before (0), behind (1) or along (2) the arc */
    const attenuations = [C.phi7, C.phi6, C.phi5];
    const siteClass = (v: number) => v >= 800 ? C.phi9 : v >= 360 ? C.phi10 : v >= 180 ? C.phi11 : 0;
    return {
      mean: (i) =>
        source + C.phi3 * Math.log(rhypo[i]) + (attenuations[backarc[i]] ?? 0) * rhypo[i] +
        C.phi4 * hypo_depth[i] +
        siteClass(vs30[i]) + C.phi8 * Math.log(f0[i] / REFERENCE_FREQUENCY),
      tau: C.tau,
      phi: C.phi,
      sigma: C.sigma,
    };
  }),
};
