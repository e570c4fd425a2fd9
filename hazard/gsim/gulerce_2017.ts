/**
 * Gülerce, Z., Kamai, R., Abrahamson, N. A. and Silva, W. J. (2017). Ground Motion Prediction Equations for the Vertical
 * Ground Motion Component Based on the NGA-W2 Database. Earthquake Spectra 33(2), 499-528. DOI 10.1193/121814EQS213M.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/gulerce_2017.json" with { type: "json" };
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories, ModelFactory } from "./model.ts";

type Column =
  | ("vlin" | "c4" | "a1" | "a2" | "a3" | "a4" | "a5" | "a6" | "a8" | "a10" | "a11" | "a12" | "a13" | "a15")
  | ("a17" | "a25" | "a26" | "a27" | "a28" | "a29" | "a31" | "a35")
  | ("s1" | "s2_all" | "s3" | "s4_all" | "s2_noJP" | "s4_noJP");

const TABLE = new CoefficientTable<Column>(tables.motion);
const M1 = 6.75, M2 = 5.5;
/** Shape of the hanging-wall term. */
const H1 = 0.25, H2 = 1.5, H3 = -0.75, A2_HW = 0.2;
const RADIANS = Math.PI / 180;

/** What a region differs from California in: attenuation, and the site term if it does. */
interface Region {
  readonly attenuation?: Column;
  readonly site?: Column;
  readonly deviations?: "all";
}

function verticalModel(name: string, { attenuation, site, deviations }: Region): ModelFactory {
  const phi2 = deviations === "all" ? "s2_all" : "s2_noJP",
    tau2 = deviations === "all" ? "s4_all" : "s4_noJP";
  return formulaModel({
    name,
    tectonicRegionType: "Active Shallow Crust",
    imtFamilies: ["SA"],
    rupture: ["mag", "rake", "dip", "ztor", "width"],
    distances: ["rrup", "rjb", "rx", "ry0"],
    sites: ["vs30"],
    hasSplitSigma: true,
  }, (imt, contexts) => {
    const c = TABLE.get(imt), { mag, rake, rrup, vs30, ztor } = contexts, m = mag[0];
    const source = sourceAndPath(c, contexts), hangingWall = hangingWallTerm(c, contexts);
    const styleWeight = Math.min(Math.max(m - 4, 0), 1), v1 = largestVs30(imt);
    return {
      mean: (i) => {
        const isReverse = rake[i] > 30 && rake[i] < 150, isNormal = rake[i] > -150 && rake[i] < -30;
        const style = styleWeight * (isReverse ? c.a11 : isNormal ? c.a12 : 0);
        const lnRatio = Math.log(Math.min(vs30[i], v1) / c.vlin);
        const regional = (attenuation ? c[attenuation] * rrup[i] : 0) + (site ? c[site] * lnRatio : 0);
        return source(i) + style + c.a10 * lnRatio + hangingWall(i) +
          c.a15 * Math.min(ztor[i] / 20, 1) + regional;
      },
      tau: c.s3 + (c[tau2] - c.s3) * Math.min(Math.max((m - 5) / 2, 0), 1),
      phi: c.s1 + (c[phi2] - c.s1) * Math.min(Math.max((m - 4) / 2, 0), 1),
    };
  });
}

function sourceAndPath(c: Coefficients<Column>, { mag, rrup }: ContextBlock): (i: number) => number {
  const m = mag[0], nearness = 1 + (c.c4 - 1) * Math.min(Math.max((m - 4) / 2, 0), 1);
  const above = Math.max(m, M2);
  const source = c.a1 + (m >= M1 ? c.a5 : c.a4) * (above - M1) + c.a8 * (8.5 - above) ** 2 +
    c.a6 * Math.min(m - M2, 0);
  const decay = c.a2 + c.a3 * (above - M1);
  return (i) => source + c.a17 * rrup[i] + decay * Math.log(Math.hypot(rrup[i], nearness));
}

function hangingWallTerm(
  c: Coefficients<Column>,
  { mag, dip, width, ztor, rx, ry0 }: ContextBlock,
): (i: number) => number {
  const m = mag[0], excess = m - 6.5;
  const t2 = m <= 5.5 ? 0 : 1 + A2_HW * excess - (m < 6.5 ? (1 - A2_HW) * excess ** 2 : 0);
  return (i) => {
    const x = rx[i];
    if (x <= 0 || dip[i] === 90 || ztor[i] > 10) return 0;
    const t1 = dip[i] <= 30 ? 60 / 45 : (90 - dip[i]) / 45;
    const r1 = width[i] * Math.cos(dip[i] * RADIANS), r2 = 4 * r1;
    const t3 = x < r1 ? H1 + H2 * (x / r1) + H3 * (x / r1) ** 2 : x <= r2 ? 1 - (x - r1) / (r2 - r1) : 0;
    const beside = ry0[i] - x * Math.tan(20 * RADIANS);
    const t5 = beside <= 0 ? 1 : beside < 5 ? 1 - beside / 5 : 0;
    return c.a13 * t1 * t2 * t3 * (1 - ztor[i] ** 2 / 100) * t5;
  };
}

/** m/s, from which on faster ground makes no difference. */
function largestVs30({ period }: IntensityMeasureType): number {
  if (period <= 0.5) return 1500;
  return period < 3 ? Math.exp(-0.351 * Math.log(period / 0.5) + Math.log(1500)) : 800;
}

const REGIONS: Readonly<Record<string, Region>> = {
  "": {},
  RegCHN: { attenuation: "a28" },
  RegITA: { attenuation: "a26" },
  RegJPN: { attenuation: "a29", site: "a35", deviations: "all" },
  RegMID: { attenuation: "a27" },
  RegTWN: { attenuation: "a25", site: "a31" },
};

export const models: ModelFactories = Object.fromEntries(
  Object.entries(REGIONS).map(([suffix, region]) => {
    const name = `GulerceEtAl2017${suffix}`;
    return [name, verticalModel(name, region)];
  }),
);
