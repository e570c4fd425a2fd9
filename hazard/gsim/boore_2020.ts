/**
 * Boore, D. M., Stewart, J. P., Skarlatoudis, A. A., Seyhan, E., Margaris, B., Theodoulidis, N., Scordilis, E., Kalogeras,
 * I., Klimis, N. and Melis, N. S. (2021). A Ground-Motion Prediction Model for Shallow Crustal Earthquakes in Greece.
 * Bulletin of the Seismological Society of America 111(2), 857-874. DOI 10.1785/0120200270.
 */
import { parseImt } from "../imt.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/boore_2020.json" with { type: "json" };
import { faultingStyle } from "./faulting_style.ts";
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories } from "./model.ts";

type Column =
  | (
    | "e1"
    | "e2"
    | "e3"
    | "e4"
    | "e5"
    | "e6"
    | "Mh"
    | "c1"
    | "c2"
    | "c3"
    | "h"
    | "clin"
    | "V1"
    | "Vc"
    | "Vref"
  )
  | ("f1" | "f3" | "f4" | "f5" | "phi" | "tau1" | "Mtau1" | "Mtau2" | "tau2");

const TABLE = new CoefficientTable<Column>(tables.motion);
const PGA = parseImt("PGA");
const M_REF = 4.5, V_REF = 760;
/** From cm/s² to g, as rounded in the reference engine. */
const LN_UNIT = -Math.log(981);

/** ln of the motion at vs30 = 760 m/s, cm and s. */
function rockMotion(c: Coefficients<Column>, { mag, rake, rjb }: ContextBlock): (i: number) => number {
  const m = mag[0], excess = m - c.Mh;
  const scaling = excess <= 0 ? c.e4 * excess + c.e5 * excess ** 2 : c.e6 * excess;
  const byStyle = { strikeSlip: c.e1, normal: c.e2, none: c.e2, reverse: c.e3 };
  return (i) => {
    const r = Math.hypot(rjb[i], c.h);
    return byStyle[faultingStyle(rake[i])] + scaling + (c.c1 + c.c2 * (m - M_REF)) * Math.log(r) +
      c.c3 * (r - 1);
  };
}

function siteTerm(c: Coefficients<Column>, vs30: number, pgaOnRock: number): number {
  const reference = vs30 > c.V1 && vs30 <= c.Vc ? c.Vref : V_REF;
  const linear = c.clin * Math.log(Math.min(Math.max(vs30, c.V1), c.Vc) / reference);
  const softness = Math.exp(c.f5 * (Math.min(vs30, V_REF) - 360)) - Math.exp(c.f5 * (V_REF - 360));
  return linear + c.f1 + c.f4 * softness * Math.log(1 + pgaOnRock / c.f3);
}

export const models: ModelFactories = {
  BooreEtAl2020: formulaModel({
    name: "BooreEtAl2020",
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "PGV", "SA"],
    rupture: ["mag", "rake"],
    distances: ["rjb"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, contexts) => {
    const c = TABLE.get(imt), { mag, vs30 } = contexts, unit = imt.family === "PGV" ? 0 : LN_UNIT;
    const onRock = rockMotion(c, contexts), pgaOnRock = rockMotion(TABLE.get(PGA), contexts);
    const share = Math.min(Math.max((mag[0] - c.Mtau1) / (c.Mtau2 - c.Mtau1), 0), 1);
    return {
      mean: (i) => onRock(i) + siteTerm(c, vs30[i], Math.exp(pgaOnRock(i))) + unit,
      tau: c.tau1 + (c.tau2 - c.tau1) * share,
      phi: c.phi,
    };
  }),
};
