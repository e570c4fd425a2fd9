/**
 * Kanno, T., Narita, A., Morikawa, N., Fujiwara, H. and Fukushima, Y. (2006). A new attenuation relation for strong ground
 * motion in Japan based on recorded data. Bull. Seismol. Soc. Am. 96(3), 879-897, https://doi.org/10.1785/0120050138
 * (eqs. 5, 6 and 9): for shallow events and for those deeper than 30 km.
 */
import data from "./coefficients/kanno_2006.json" with { type: "json" };
import { CoefficientTable } from "./coefficients.ts";
import { formulaModel } from "./formula_model.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { LN_GAL } from "./units.ts";

const SITE = new CoefficientTable(data.site);
const E = 0.5;

function kanno2006(name: string, kind: "shallow" | "deep"): ModelFactory {
  const table = new CoefficientTable<string>(data[kind]);
  return formulaModel({
    name,
    tectonicRegionType: kind === "deep" ? "Subduction IntraSlab" : "Subduction Interface",
    imtFamilies: ["PGA", "PGV", "SA"],
    distances: ["rrup"],
    sites: ["vs30"],
  }, (imt, { mag, rrup, vs30 }) => {
    const { a, b, c, d, epsilon } = table.get(imt), { p, q } = SITE.get(imt);
    const near = d * 10 ** (E * mag[0]), lnUnit = imt.family === "PGV" ? 0 : LN_GAL;
    return {
      mean: (i) =>
        (c + a * mag[0] + b * rrup[i] - Math.log10(rrup[i] + near) + p * Math.log10(vs30[i]) + q) *
          Math.LN10 +
        lnUnit,
      sigma: epsilon * Math.LN10,
    };
  });
}

export const models: ModelFactories = {
  Kanno2006Shallow: kanno2006("Kanno2006Shallow", "shallow"),
  Kanno2006Deep: kanno2006("Kanno2006Deep", "deep"),
};
