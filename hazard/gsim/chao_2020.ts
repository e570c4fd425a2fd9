/**
 * Chao, S.-H., Chiou, B., Hsu, C.-C. and Lin, P.-S. (2020). A horizontal ground-motion model for crustal and subduction
 * earthquakes in Taiwan. Earthquake Spectra 36(2), 463-506. DOI 10.1177/8755293019891711.
 */
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/chao_2020.json" with { type: "json" };
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";

type Column =
  | ("c1" | "c2" | "c3" | "c4_if" | "c4_is" | "c6" | "c7" | "c10" | "c13" | "c14_cr" | "c14_if" | "c14_is")
  | ("c23" | "c24" | "c25" | "c26" | "c27" | "c28" | "c29_if" | "c29_is" | "phis2s")
  | `${"c8" | "c11" | "c17" | "c19" | "c21" | "tau1" | "tau2" | "phiss1" | "phiss2"}_${"cr" | "sb"}`;

const TABLE = new CoefficientTable<Column>(tables.motion);
const M_REF = 6.5, V_REF = 760;
/** Rock on which the non-linear site term looks at the motion, m/s. */
const V_ROCK = 1180;
/** Saturation distance, km. */
const H = 10;

/** What differs between the sources: crust, interface, slab. */
interface Kind {
  readonly tectonicRegionType: string;
  readonly suffix: "cr" | "if" | "is";
  /** magnitude from which on the scaling changes */
  readonly corner: number;
  /** growth of the saturation distance with magnitude */
  readonly growth: number;
  /** km */
  readonly referenceDepth: number;
}

const CRUST: Kind = {
  tectonicRegionType: "Active Shallow Crust",
  suffix: "cr",
  corner: 7.6,
  growth: 0,
  referenceDepth: 0,
};
const INTERFACE: Kind = {
  tectonicRegionType: "Subduction Interface",
  suffix: "if",
  corner: 7.1,
  growth: 0.3,
  referenceDepth: 0,
};
/** In the reference engine the saturation distance grows for interfaces only. */
const SLAB: Kind = {
  tectonicRegionType: "Subduction IntraSlab",
  suffix: "is",
  corner: 7.1,
  growth: 0,
  referenceDepth: 35,
};

/** `manila`: of the Manila trench; `geology`: vs30 that is not measured comes from the geology. */
const DEFAULTS = { manila: false, aftershocks: false, geology: true };

function taiwanModel(name: string, kind: Kind): ModelFactory {
  return (options) => {
    const { manila, aftershocks, geology } = readOptions(name, options, DEFAULTS);
    return formulaModel({
      name,
      tectonicRegionType: kind.tectonicRegionType,
      imtFamilies: ["PGA", "PGD", "PGV", "SA"],
      rupture: kind.suffix === "cr" ? ["mag", "rake", "ztor"] : ["mag", "ztor"],
      distances: ["rrup"],
      sites: ["vs30", "vs30measured", "z1pt0"],
      hasSplitSigma: true,
    }, (imt, contexts) => {
      const c = TABLE.get(imt), { mag, vs30, vs30measured, z1pt0 } = contexts;
      const motion = sourceAndPath(c, contexts, kind), zone = kind.suffix === "cr" ? "cr" : "sb";
      const constant = (aftershocks ? c.c6 : 0) + (manila ? c.c7 : 0);
      const scale = imt.family === "PGA" || imt.family === "SA" ? 2.4 : 2400;
      const weight = 0.5 * (Math.min(Math.max(mag[0], 4.5), 6.5) - 4.5);
      const between = (a: number, b: number) => a + (b - a) * weight;
      return {
        mean: (i) => {
          const reference = motion(i) + constant + (vs30measured[i] ? c.c26 : geology ? c.c27 : c.c28);
          const rock = Math.exp(reference + Math.log(V_ROCK / V_REF) * c.c24),
            lnRatio = Math.log(vs30[i] / V_REF);
          const nonlinear = lnRatio < 0
            ? Math.log(rock + scale * Math.exp(1.5 * lnRatio)) - Math.log(rock + scale) - 1.5 * lnRatio
            : 0;
          return reference + c.c23 * nonlinear + c.c24 * lnRatio + c.c25 * basinTerm(vs30[i], z1pt0[i]);
        },
        tau: between(c[`tau1_${zone}`], c[`tau2_${zone}`]),
        phi: Math.hypot(c.phis2s, between(c[`phiss1_${zone}`], c[`phiss2_${zone}`])),
      };
    })({});
  };
}

function sourceAndPath(
  c: Coefficients<Column>,
  { mag, rake, ztor, rrup }: ContextBlock,
  { suffix, corner, growth, referenceDepth }: Kind,
): (i: number) => number {
  const m = mag[0], isCrust = suffix === "cr", zone = isCrust ? "cr" : "sb", beyond = Math.max(m - corner, 0);
  const curvature = suffix === "cr"
    ? c.c10 * ((m - M_REF) ** 2 - beyond ** 2)
    : c.c13 * Math.max(6 - m, 0) + c[`c29_${suffix}`] * beyond;
  const scaling = c[`c8_${zone}`] * (m - M_REF) + c[`c11_${zone}`] * Math.max(5 - m, 0) + curvature;
  const h = H * Math.exp(growth * beyond);
  const decay = c[`c17_${zone}`] + c[`c19_${zone}`] * ((isCrust ? m : Math.min(m, corner)) - M_REF);
  const typeOf = (rake: number) =>
    rake >= 30 && rake <= 150 ? c.c1 : rake >= -150 && rake <= -30 ? c.c3 : c.c2;
  return (i) =>
    (suffix === "cr" ? typeOf(rake[i]) : c[`c4_${suffix}`]) + scaling +
    c[`c14_${suffix}`] * (ztor[i] - referenceDepth) + decay * Math.log(Math.hypot(rrup[i], h) / h) +
    c[`c21_${zone}`] * rrup[i];
}

/** ln of Z1.0 (m) by the one expected from vs30 (m/s); none where it is unknown. */
function basinTerm(vs30: number, z1pt0: number): number {
  if (z1pt0 < 0) return 0;
  return Math.log(z1pt0) + 4.08 / 2 * Math.log((vs30 ** 2 + 355.4 ** 2) / (1750 ** 2 + 355.4 ** 2));
}

export const models: ModelFactories = {
  ChaoEtAl2020Asc: taiwanModel("ChaoEtAl2020Asc", CRUST),
  ChaoEtAl2020SInter: taiwanModel("ChaoEtAl2020SInter", INTERFACE),
  ChaoEtAl2020SSlab: taiwanModel("ChaoEtAl2020SSlab", SLAB),
};
