/**
 * Dost, B., van Eck, T. and Haak, H. (2004). Scaling of peak ground acceleration and peak ground velocity recorded in the
 * Netherlands. Boll. Geof. Teor. Appl. 45(3), 153-168; and the version of Bommer, J. J. et al. for larger magnitudes
 * (2013, NAM report on Groningen).
 */
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { LN_M_PER_S2 } from "./units.ts";

const PER_KM = -0.00139, PER_LG_R = -1.33, SIGMA = 0.33, TAU = 0.1476, PHI = 0.2952;
const LINEAR = { PGV: { c0: -1.53, c1: 0.74, c1e: 0 }, PGA: { c0: -1.41, c1: 0.57, c1e: 0 } };
const QUADRATIC = {
  PGV: { c0: -1.3972, c1: 0.7105, c1e: -0.0829 },
  PGA: { c0: -1.609, c1: 0.614, c1e: -0.1116 },
};

function dost2004(name: string, coefficients: typeof LINEAR, hasSplitSigma: boolean): ModelFactory {
  return formulaModel({
    name,
    tectonicRegionType: "Induced",
    imtFamilies: ["PGA", "PGV"],
    distances: ["rhypo"],
    hasSplitSigma,
  }, ({ family }, { mag, rhypo }) => {
    const { c0, c1, c1e } = coefficients[family as "PGA" | "PGV"];
    const source = c0 + c1 * mag[0] + c1e * (mag[0] - 4.5) ** 2;
    return {
      mean: (i) =>
        (source + PER_KM * rhypo[i] + PER_LG_R * Math.log10(rhypo[i])) * Math.LN10 +
        (family === "PGA" ? LN_M_PER_S2 : 0),
      sigma: SIGMA * Math.LN10,
      ...(hasSplitSigma && { tau: TAU * Math.LN10, phi: PHI * Math.LN10 }),
    };
  });
}

export const models: ModelFactories = {
  DostEtAl2004: dost2004("DostEtAl2004", LINEAR, false),
  DostEtAl2004BommerAdaptation: dost2004("DostEtAl2004BommerAdaptation", QUADRATIC, true),
};
