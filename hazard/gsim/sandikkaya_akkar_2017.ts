/**
 * Sandıkkaya, M. A. and Akkar, S. (2017). Cumulative absolute velocity, Arias intensity and significant duration
 * predictive models from a pan-European strong-motion dataset. Bull. Earthq. Eng. 15, 1881-1898,
 * https://doi.org/10.1007/s10518-016-0066-6 (page 1887, table 2).
 */
import data from "./coefficients/sandikkaya_akkar_2017.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";

/** cm/s in g s, with a g of 9.81 m/s². */
const LN_CAV_UNIT = -Math.log(981);

function sandikkayaAkkar(name: string, distance: "rjb" | "repi" | "rhypo"): ModelFactory {
  const table = new CoefficientTable(data[distance]);
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["CAV", "IA"],
    rupture: ["mag", "rake"],
    distances: [distance],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, { mag, rake, vs30, [distance]: r }) => {
    const C = table.get(imt), dM = mag[0] - 6.75;
    const source = C.a1 + C.a2 * dM + C.a3 * (8.5 - mag[0]) ** 2 + (imt.family === "CAV" ? LN_CAV_UNIT : 0);
    return {
      mean(i) {
        const style = Math.abs(rake[i] + 90) < 45 ? C.a7 : Math.abs(rake[i] - 90) < 45 ? C.a8 : 0;
        return source + (C.a4 + C.a5 * dM) * Math.log(Math.hypot(r[i], C.a6)) + style +
          C.a9 * Math.log(Math.min(vs30[i], 1000) / 750);
      },
      tau: C.tau,
      phi: C.phi,
    };
  });
}

export const models: ModelFactories = {
  SandikkayaAkkar2017Rjb: sandikkayaAkkar("SandikkayaAkkar2017Rjb", "rjb"),
  SandikkayaAkkar2017Repi: sandikkayaAkkar("SandikkayaAkkar2017Repi", "repi"),
  SandikkayaAkkar2017Rhyp: sandikkayaAkkar("SandikkayaAkkar2017Rhyp", "rhypo"),
};
