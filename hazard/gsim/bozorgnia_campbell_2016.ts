/**
 * Bozorgnia, Y. and Campbell, K. W. (2016). Vertical Ground Motion Model for PGA, PGV, and Linear Response Spectra Using the
 * NGA-West2 Database. Earthquake Spectra 32(2), 979-1004. DOI 10.1193/072814EQS121M.
 */
import { parseImt } from "../imt.ts";
import { z2pt5FromVs30 } from "./campbell_bozorgnia_2014_estimates.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/bozorgnia_campbell_2016.json" with { type: "json" };
import { faultingStyle } from "./faulting_style.ts";
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories, ModelFactory, ModelOptions } from "./model.ts";
import { readOptions } from "./options.ts";

type Column =
  | ("c0" | "c1" | "c2" | "c3" | "c4" | "c5" | "c6" | "c7" | "c8" | "c9" | "c10" | "c11" | "c12" | "c13")
  | ("c14" | "c15" | "c17" | "c18" | "c19" | "c20" | "Dc20_JP" | "Dc20_CH")
  | ("a2" | "h1" | "h2" | "h3" | "h5" | "h6" | "k1" | "phi1" | "phi2" | "tau1" | "tau2");

const TABLE = new CoefficientTable<Column>(tables.motion);
const PGA = parseImt("PGA");
const H4 = 1;
const RADIANS = Math.PI / 180;

/** `SJ`: whether in Japan; `sgn`: 1 for regions with high Q, -1 with low Q. */
const DEFAULTS = { SJ: false, sgn: 0 };

/** The model with some of its options fixed. */
export function verticalModel(name: string, fixed: ModelOptions = {}): ModelFactory {
  return (options) => {
    const { SJ, sgn } = readOptions(name, { ...fixed, ...options }, DEFAULTS);
    if (![-1, 0, 1].includes(sgn)) {
      throw new RangeError(`option sgn of ${name}: expected -1, 0 or 1, got ${sgn}`);
    }
    return formulaModel({
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      rupture: ["mag", "rake", "dip", "ztor", "width", "hypo_depth"],
      distances: ["rrup", "rjb", "rx"],
      sites: ["vs30", "z2pt5"],
      hasSplitSigma: true,
    }, (imt, contexts) => {
      const c = TABLE.get(imt), weight = Math.min(Math.max(contexts.mag[0] - 4.5, 0), 1);
      const own = lnMedian(c, contexts, SJ, sgn), pga = lnMedian(TABLE.get(PGA), contexts, SJ, sgn);
      const isShort = imt.family === "SA" && imt.period < 0.25;
      return {
        mean: isShort ? (i) => Math.max(own(i), pga(i)) : own,
        tau: c.tau1 + (c.tau2 - c.tau1) * weight,
        phi: c.phi1 + (c.phi2 - c.phi1) * weight,
      };
    })({});
  };
}

function lnMedian(
  c: Coefficients<Column>,
  contexts: ContextBlock,
  isJapan: boolean,
  sgn: number,
): (i: number) => number {
  const { mag, rake, dip, hypo_depth, rrup, vs30, z2pt5 } = contexts, m = mag[0];
  const source = c.c0 + c.c1 * m + c.c2 * Math.max(m - 4.5, 0) + c.c3 * Math.max(m - 5.5, 0) +
    c.c4 * Math.max(m - 6.5, 0);
  const weight = Math.min(Math.max(m - 4.5, 0), 1), hangingWall = hangingWallTerm(c, contexts);
  const byStyle = { strikeSlip: 0, none: 0, reverse: c.c8 * weight, normal: c.c9 * weight };
  const depthSlope = c.c17 + (c.c18 - c.c17) * Math.min(Math.max(m - 5.5, 0), 1);
  const attenuation = c.c20 + (sgn === 0 ? 0 : sgn === 1 ? c.Dc20_CH : c.Dc20_JP);
  const basinSlope = c.c14 + (isJapan ? c.c15 : 0);
  return (i) => {
    const lnRatio = Math.log(vs30[i] / c.k1);
    let site = c.c11 * lnRatio;
    if (isJapan) site += c.c13 * lnRatio;
    if (isJapan && vs30[i] <= 200) site += c.c12 * (lnRatio - Math.log(200 / c.k1));
    const basin = z2pt5[i] === -999 ? z2pt5FromVs30(vs30[i], isJapan) : z2pt5[i];
    return source + (c.c5 + c.c6 * m) * Math.log(Math.hypot(rrup[i], c.c7)) +
      byStyle[faultingStyle(rake[i])] + hangingWall(i) + site + basinSlope * Math.min(basin - 1, 0) +
      depthSlope * Math.min(Math.max(hypo_depth[i] - 7, 0), 13) + c.c19 * (1 - weight) * dip[i] +
      attenuation * Math.max(rrup[i] - 80, 0);
  };
}

/** As for horizontal motion in Campbell and Bozorgnia (2014). */
function hangingWallTerm(
  { c10, a2, h1, h2, h3, h5, h6 }: Coefficients<Column>,
  { mag, dip, width, ztor, rrup, rjb, rx }: ContextBlock,
): (i: number) => number {
  const m = mag[0], r2 = 62 * m - 350;
  if (m < 5.5) return () => 0;
  const slope = c10 * Math.min(m - 5.5, 1) * (1 + a2 * (m - 6.5));
  return (i) => {
    if (rx[i] < 0 || dip[i] === 90 || ztor[i] > 16.66) return 0;
    const r1 = width[i] * Math.cos(dip[i] * RADIANS), near = rx[i] / r1, far = (rx[i] - r1) / (r2 - r1);
    const shape = rx[i] < r1 ? h1 + h2 * near + h3 * near ** 2 : Math.max(H4 + h5 * far + h6 * far ** 2, 0);
    const taper = (rrup[i] > 0 ? (rrup[i] - rjb[i]) / rrup[i] : 1) * (1 - 0.06 * ztor[i]);
    return slope * shape * taper * (90 - dip[i]) / 45;
  };
}

export const models: ModelFactories = Object.fromEntries(
  ([
    ["BozorgniaCampbell2016", {}],
    ["BozorgniaCampbell2016HighQ", { sgn: 1 }],
    ["BozorgniaCampbell2016LowQ", { sgn: -1 }],
    ["BozorgniaCampbell2016AveQJapanSite", { SJ: true }],
    ["BozorgniaCampbell2016HighQJapanSite", { SJ: true, sgn: 1 }],
    ["BozorgniaCampbell2016LowQJapanSite", { SJ: true, sgn: -1 }],
  ] as const).map(([name, fixed]) => [name, verticalModel(name, fixed)]),
);
