/**
 * Lanzano, G., Felicetta, C., Pacor, F., Spallarossa, D. and Traversa, P. (2020). Methodology to identify the reference
 * rock sites in regions of medium-to-high seismicity: an application in central Italy. Geophys. J. Int. 222(3), 2053-2067,
 * https://doi.org/10.1093/gji/ggaa261: ground that is reference rock (A) or not, of Eurocode 8, or of nine clusters.
 */
import { codeOfText } from "../site/site_text.ts";
import data from "./coefficients/lanzano_2020.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { LN_GAL } from "./units.ts";

const M_HINGE = 5, DEPTH = 6;
const REFERENCE = codeOfText("siteclass", "A");

type Kind = keyof typeof data;

/** The term of a site class by its code; 0 for classes without one. */
function siteTerms(kind: Kind, C: Coefficients): (siteclass: number) => number {
  if (kind === "ref") return (siteclass) => siteclass === REFERENCE ? 0 : C.s_other;
  const classes = kind === "ec8" ? ["B", "C", "D", "E"] : ["2", "3", "4", "5", "6", "7", "8", "9"];
  const terms = new Map(classes.map((name) => [codeOfText("siteclass", name), C[`s${name}`]]));
  return (siteclass) => terms.get(siteclass) ?? 0;
}

function lanzano2020(name: string, kind: Kind): ModelFactory {
  const table = new CoefficientTable<string>(data[kind]);
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["PGA", "SA"],
    distances: ["rjb"],
    sites: ["siteclass"],
    hasSplitSigma: true,
  }, (imt, { mag, rjb, siteclass }) => {
    const C = table.get(imt), dM = mag[0] - M_HINGE, siteTerm = siteTerms(kind, C);
    const source = C.a + (dM <= 0 ? C.b1 : C.b2) * dM, perLgR = C.c1 * (mag[0] - C.Mref) + C.c2;
    return {
      mean(i) {
        const r = Math.hypot(rjb[i], DEPTH);
        return (source + perLgR * Math.log10(r) + C.c3 * (r - 1) + siteTerm(siteclass[i])) * Math.LN10 +
          LN_GAL;
      },
      tau: C.tau * Math.LN10,
      phi: Math.hypot(C.phi_S2S, C.phi_0) * Math.LN10,
    };
  });
}

export const models: ModelFactories = {
  LanzanoEtAl2020_ref: lanzano2020("LanzanoEtAl2020_ref", "ref"),
  LanzanoEtAl2020_EC8: lanzano2020("LanzanoEtAl2020_EC8", "ec8"),
  LanzanoEtAl2020_Cluster: lanzano2020("LanzanoEtAl2020_Cluster", "cluster"),
};
