/**
 * Abrahamson, N., Kuehn, N., Gulerce, Z., Gregor, N., Bozorgnia, Y., Parker, G., Stewart, J., Chiou, B., Idriss, I. M.,
 * Campbell, K. and Youngs, R. (2018). Update of the BC Hydro Subduction Ground-Motion Model using the NGA-Subduction
 * Dataset. PEER Report 2018/02. For Cascadia; High and Low add and take away the epistemic uncertainty.
 */
import { parseImt } from "../imt.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/abrahamson_2018.json" with { type: "json" };
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories, ModelFactory } from "./model.ts";

type Uncertainty = `${"SINTER" | "SSLAB"}_${"LOW" | "HIGH"}`;
type Column =
  | ("C1inter" | "vlin" | "b" | "a1" | "a2" | "a4" | "a6" | "a11" | "a12" | "a13" | "a14")
  | ("adj_int" | "adj_slab" | "phi0" | "tau0" | "rho_w" | "rho_b" | Uncertainty);

const TABLE = new CoefficientTable<Column>(tables.motion);
const PGA = parseImt("PGA");
const N = 1.18, C = 1.88, C4 = 10, A3 = 0.1, A9 = 0.4, A10 = 1.73;
/** Magnitude at which the scaling of slab earthquakes changes. */
const C1_SLAB = 7.2;
/** Uncertainty of the amplification, a part of phi. */
const PHI_AMP = 0.3;

function cascadiaModel(name: string, isSlab: boolean, uncertainty?: Uncertainty): ModelFactory {
  const adjustment = isSlab ? "adj_slab" : "adj_int";
  return formulaModel({
    name,
    tectonicRegionType: isSlab ? "Subduction IntraSlab" : "Subduction Interface",
    imtFamilies: ["PGA", "SA"],
    rupture: isSlab ? ["mag", "ztor"] : ["mag"],
    distances: ["rrup"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, contexts) => {
    const c = TABLE.get(imt), pga = TABLE.get(PGA), { vs30 } = contexts;
    const onRock = rockMotion(c, contexts, isSlab), pgaOnRock = rockMotion(pga, contexts, isSlab);
    const rockSite = pga[adjustment] + linearSiteTerm(pga, 1000);
    const pga1000 = (i: number) => Math.exp(pgaOnRock(i) + rockSite);
    const offset = c[adjustment] + (uncertainty ? c[uncertainty] : 0);
    const phiRock = Math.sqrt(c.phi0 ** 2 - PHI_AMP ** 2), phiPga = Math.sqrt(pga.phi0 ** 2 - PHI_AMP ** 2);
    return {
      mean: (i) => onRock(i) + siteTerm(c, vs30[i], pga1000(i)) + offset,
      tau: (i) => {
        const slope = amplificationSlope(c, vs30[i], pga1000(i));
        return Math.sqrt(
          c.tau0 ** 2 + (slope * c.tau0) ** 2 + 2 * slope * c.tau0 * pga.tau0 * c.rho_b,
        );
      },
      phi: (i) => {
        const slope = amplificationSlope(c, vs30[i], pga1000(i));
        return Math.sqrt(c.phi0 ** 2 + (slope * phiRock) ** 2 + 2 * slope * phiRock * phiPga * c.rho_w);
      },
    };
  });
}

/** The terms that don't depend on the site. */
function rockMotion(
  c: Coefficients<Column>,
  { mag, rrup, ztor }: ContextBlock,
  isSlab: boolean,
): (i: number) => number {
  const m = mag[0], corner = isSlab ? C1_SLAB : c.C1inter;
  const source = c.a1 + (isSlab ? c.a4 * (C1_SLAB - c.C1inter) + A10 : 0) + c.a13 * (10 - m) ** 2 +
    c.a4 * Math.min(m - corner, 0);
  const decay = c.a2 + (isSlab ? c.a14 : 0) + A3 * (m - 7.8), saturation = C4 * Math.exp(A9 * (m - 6));
  return (i) => {
    const depth = isSlab ? c.a11 * (Math.min(ztor[i], 100) - 60) : 0;
    return source + depth + decay * Math.log(rrup[i] + saturation) + c.a6 * rrup[i];
  };
}

function linearSiteTerm(c: Coefficients<Column>, vs30: number): number {
  return (c.a12 + c.b * N) * Math.log(vs30 / c.vlin);
}

function siteTerm(c: Coefficients<Column>, vs30: number, pga1000: number): number {
  const v = Math.min(vs30, 1000);
  if (vs30 >= c.vlin) return linearSiteTerm(c, v);
  return c.a12 * Math.log(v / c.vlin) - c.b * Math.log(pga1000 + C) +
    c.b * Math.log(pga1000 + C * (v / c.vlin) ** N);
}

/** Derivative of ln of the amplification by ln of the motion on rock. */
function amplificationSlope(c: Coefficients<Column>, vs30: number, pga1000: number): number {
  if (vs30 >= c.vlin) return 0;
  return c.b * pga1000 * (1 / (pga1000 + C * (vs30 / c.vlin) ** N) - 1 / (pga1000 + C));
}

export const models: ModelFactories = Object.fromEntries(
  ([
    ["AbrahamsonEtAl2018SInter", false],
    ["AbrahamsonEtAl2018SInterHigh", false, "SINTER_HIGH"],
    ["AbrahamsonEtAl2018SInterLow", false, "SINTER_LOW"],
    ["AbrahamsonEtAl2018SSlab", true],
    ["AbrahamsonEtAl2018SSlabHigh", true, "SSLAB_HIGH"],
    ["AbrahamsonEtAl2018SSlabLow", true, "SSLAB_LOW"],
  ] as const).map(([name, isSlab, uncertainty]) => [name, cascadiaModel(name, isSlab, uncertainty)]),
);
