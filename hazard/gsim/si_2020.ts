/**
 * Si, H., Midorikawa, S. and Kishida, T. (2020). Development of NGA-Sub Ground-Motion Model of 5%-Damped Pseudo-Spectral
 * Acceleration Based on Database for Subduction Earthquakes in Japan. PEER Report 2020/06.
 */
import { type IntensityMeasureType, parseImt } from "../imt.ts";
import { z2pt5FromVs30 } from "./campbell_bozorgnia_2014_estimates.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/si_2020.json" with { type: "json" };
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories, ModelFactory } from "./model.ts";

type Column =
  | ("e" | "a1" | "d0" | "d1" | "a2" | "h" | "Cd" | "Dd" | "c" | "Vc" | "Vref" | "f1" | "f3" | "f4" | "f5")
  | ("phi" | "tau" | "c_gs" | "c_attn");

const TABLE = new CoefficientTable<Column>(tables.motion);
const PGA = parseImt("PGA");
/** Where the waves of deeper earthquakes decay faster, km. */
const MOHO = 30;

function japanModel(name: string, tectonicRegionType: string, sourceType: "d0" | "d1"): ModelFactory {
  return formulaModel({
    name,
    tectonicRegionType,
    imtFamilies: ["PGA", "PGV", "SA"],
    rupture: ["mag", "hypo_depth"],
    distances: ["rrup"],
    sites: ["vs30", "z2pt5"],
    hasSplitSigma: true,
  }, (imt, contexts) => {
    const c = TABLE.get(imt), { vs30 } = contexts;
    const onRock = rockMotion(imt, c, contexts, sourceType);
    const pgaOnRock = rockMotion(PGA, TABLE.get(PGA), contexts, sourceType);
    return {
      mean: (i) => Math.LN10 * onRock(i) + siteTerm(c, vs30[i], 10 ** pgaOnRock(i)),
      tau: c.tau,
      phi: c.phi,
    };
  });
}

/** log10 of the motion at vs30 = 760 m/s. */
function rockMotion(
  imt: IntensityMeasureType,
  c: Coefficients<Column>,
  { mag, hypo_depth, rrup, vs30, z2pt5 }: ContextBlock,
  sourceType: "d0" | "d1",
): (i: number) => number {
  const m = mag[0], corner = imt.period < 2 ? 8.3 : 7.5;
  const source = c.e + c[sourceType] + c.a1 * m + (c.a2 - c.a1) * Math.max(m - corner, 0);
  const saturation = c.c_gs * 10 ** (0.5 * Math.min(m, 8.3));
  return (i) => {
    const r = rrup[i], depth = hypo_depth[i], isDeepAndFar = depth > MOHO && r >= 1.7 * depth;
    const spreading = isDeepAndFar
      ? 0.6 * Math.log10(1.7 * depth + saturation) - 1.6 * Math.log10(r + saturation)
      : -Math.log10(r + saturation);
    const basin = z2pt5[i] === -999 ? z2pt5FromVs30(vs30[i], true) : z2pt5[i];
    return source + spreading + c.Cd + c.Dd * basin + c.h * depth + c.c_attn * r;
  };
}

/** The site term of Seyhan and Stewart (2014), ln. */
function siteTerm(c: Coefficients<Column>, vs30: number, pgaOnRock: number): number {
  const linear = c.c * Math.log(Math.min(vs30, c.Vc) / c.Vref);
  const f2 = 0.5 * c.f4 * (Math.exp(c.f5 * (Math.min(vs30, 760) - 360)) - Math.exp(c.f5 * (760 - 360)));
  return linear + c.f1 + (f2 === 0 ? 0 : f2 * Math.log((pgaOnRock + c.f3) / c.f3));
}

export const models: ModelFactories = {
  SiEtAl2020SInter: japanModel("SiEtAl2020SInter", "Subduction Interface", "d0"),
  SiEtAl2020SSlab: japanModel("SiEtAl2020SSlab", "Subduction IntraSlab", "d1"),
};
