/**
 * Kale, Ö., Akkar, S., Ansari, A. and Hamzehloo, H. (2015). A ground-motion predictive model for Iran and Turkey for
 * horizontal PGA, PGV, and 5% damped response spectrum: investigation of possible regional effects. Bull. Seismol. Soc.
 * Am. 105(2A), 963-980, https://doi.org/10.1785/0120140134.
 */
import { parseImt } from "../imt.ts";
import data from "./coefficients/kale_2015.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories, ModelFactory } from "./model.ts";

const PGA = parseImt("PGA");

const V_REF = 750, V_CON = 1000, c = 2.5, n = 3.2;
/** km from which there is anelastic attenuation. */
const FAR = 80;

/** ln of the motion on rock, with the hinge of the magnitude scaling. */
function rockMotion(C: Coefficients, hinge: number, { mag, rake, rjb }: ContextBlock): (i: number) => number {
  const dM = mag[0] - hinge, perLnR = C.b4 + C.b5 * dM;
  const source = C.b1 + (dM <= 0 ? C.b2 : C.b7) * dM + C.b3 * (8.5 - mag[0]) ** 2;
  return (i) => {
    const style = rake[i] > -135 && rake[i] < -45 ? C.b8 : rake[i] > 45 && rake[i] < 135 ? C.b9 : 0;
    return source + perLnR * Math.log(Math.hypot(rjb[i], C.b6)) + style + C.b10 * Math.max(rjb[i] - FAR, 0);
  };
}

/** ln of the amplification by the ground, for PGA (g) on rock. */
function siteTerm({ sb1, sb2 }: Coefficients, vs30: number, pga: number): number {
  const ratio = Math.min(vs30, V_CON) / V_REF;
  if (ratio >= 1) return sb1 * Math.log(ratio);
  return sb1 * Math.log(ratio) + sb2 * Math.log((pga + c * ratio ** n) / ((pga + c) * ratio ** n));
}

/** The model with the table of a region; `name` can be that of another model which takes it. */
export function kale2015(
  name: string,
  region: "turkey" | "iran",
  hinge: number,
  table?: CoefficientTable,
): ModelFactory {
  const coefficients = table ?? new CoefficientTable<string>(data[region]);
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "PGV", "SA"],
    rupture: ["mag", "rake"],
    distances: ["rjb"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, contexts) => {
    const C = coefficients.get(imt), { mag, vs30 } = contexts;
    const onRock = rockMotion(C, hinge, contexts), lnPga = rockMotion(coefficients.get(PGA), hinge, contexts);
    const weight = C.a1 + (C.a2 - C.a1) * Math.min(Math.max((mag[0] - 6) / 0.5, 0), 1);
    return {
      mean: (i) => onRock(i) + siteTerm(C, vs30[i], Math.exp(lnPga(i))),
      phi: weight * C.sd1,
      tau: weight * C.sd2,
    };
  });
}

export const models: ModelFactories = {
  KaleEtAl2015Turkey: kale2015("KaleEtAl2015Turkey", "turkey", 6.75),
  KaleEtAl2015Iran: kale2015("KaleEtAl2015Iran", "iran", 7),
};
