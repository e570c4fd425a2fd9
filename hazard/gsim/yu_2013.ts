/**
 * Yu, Y., Li, S. and Xiao, L. (2013). Development of ground motion attenuation relations for the new seismic hazard
 * map of China. Technology for Earthquake Disaster Prevention 8(1), 24-33 (in Chinese): elliptic attenuation of the
 * seismic hazard map of China of 2015 (GB 18306-2015). The Mw variants convert to Ms after Cheng, J., Rong, Y.,
 * Magistrale, H., Chen, G. and Xu, X. (2017). Bull. Seismol. Soc. Am. 107(5), 2490-2500, without
 * the uncertainty of the conversion.
 */
import data from "./coefficients/yu_2013.json" with { type: "json" };
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import type { ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";
import { LN_GAL } from "./units.ts";

type Region = keyof typeof data;

/** ln Y = a + b M + c ln(R + d exp(e M)) along one axis of the ellipse, at a fixed magnitude. */
interface Axis {
  /** a + b M */
  readonly source: number;
  readonly c: number;
  /** d exp(e M), km */
  readonly saturation: number;
}

/** The long and the short axis; the coefficients change at M 6.5. */
function axes(C: Coefficients, M: number): [Axis, Axis] {
  const axis = (a: number, b: number, c: number, d: number, e: number): Axis => ({
    source: a + b * M,
    c,
    saturation: d * Math.exp(e * M),
  });
  return M > 6.5
    ? [axis(C.ua, C.ub, C.uc, C.ud, C.ue), axis(C.ia, C.ib, C.ic, C.id, C.ie)]
    : [axis(C.a, C.b, C.c, C.d, C.e), axis(C.ma, C.mb, C.mc, C.md, C.me)];
}

/** ln Y of an axis at `distance` (km), with a depth of 15 km. */
function motion({ source, c, saturation }: Axis, distance: number): number {
  return source + c * Math.log(Math.sqrt(distance ** 2 + 225) + saturation);
}

/** Distance (km) on the short axis with the motion that the long axis has at `ra`. */
function shortSemiaxis(long: Axis, short: Axis, ra: number): number {
  const lnY = long.source + long.c * Math.log(ra + long.saturation);
  return Math.exp((lnY - short.source) / short.c) - short.saturation;
}

/**
 * Long semiaxis (km) of the ellipse of equal motion through a site at `repi`, by halving steps from 200 km. To agree
 * with the reference we stop where it stops: 1 m from the epicentral distance or with steps below 1 m.
 */
function longSemiaxis(long: Axis, short: Axis, repi: number, sin2: number, cos2: number): number {
  let ra = 200;
  for (let step = 100; step >= 1e-3; step /= 2) {
    const rb = shortSemiaxis(long, short, ra);
    const excess = ra * rb / Math.sqrt(ra ** 2 * sin2 + rb ** 2 * cos2) - repi;
    if (Math.abs(excess) <= 1e-3) break;
    ra += excess > 0 ? -step : step;
  }
  return ra;
}

/** Surface-wave magnitude of a moment magnitude (Cheng et al. 2017). */
function surfaceWaveMagnitude(Mw: number): number {
  return Mw < 6.58 ? (Mw - 0.59) / 0.86 : (Mw + 2.42) / 1.28;
}

function yu2013(name: string, region: Region, isMoment: boolean): ModelFactory {
  const table = new CoefficientTable(data[region]);
  const isActive = region === "active" || region === "tibet";
  return (options) => {
    readOptions(name, options, {});
    return {
      name,
      tectonicRegionType: isActive ? "Active Shallow Crust" : "Stable Shallow Crust",
      imtFamilies: ["PGA", "PGV", "SA"],
      requires: { rupture: ["mag"], distances: ["azimuth", "repi"], sites: [] },
      hasSplitSigma: false,
      compute({ size, mag, azimuth, repi }, imts, out) {
        const M = isMoment ? surfaceWaveMagnitude(mag[0]) : mag[0];
        imts.forEach((imt, row) => {
          const C = table.get(imt);
          const [long, short] = axes(C, M);
          const unit = imt.family === "PGV" ? 0 : LN_GAL;
          const mean = out.mean[row];
          for (let i = 0; i < size; i++) {
            const theta = azimuth[i] * Math.PI / 180;
            const sin2 = Math.sin(theta) ** 2, cos2 = Math.cos(theta) ** 2;
            const ra = longSemiaxis(long, short, repi[i], sin2, cos2);
            const lnLong = motion(long, ra), lnShort = motion(short, shortSemiaxis(long, short, ra));
            mean[i] = lnLong * lnShort / Math.sqrt(lnLong ** 2 * sin2 + lnShort ** 2 * cos2) + unit;
          }
          out.sigma[row].fill(C.sigma, 0, size);
        });
      },
    };
  };
}

const REGIONS: readonly [string, Region][] = [
  ["", "active"],
  ["Tibet", "tibet"],
  ["Eastern", "eastern"],
  ["Stable", "stable"],
];

export const models: ModelFactories = Object.fromEntries(
  REGIONS.flatMap(([suffix, region]) =>
    ["Ms", "Mw"].map((scale) => {
      const name = `YuEtAl2013${scale}${suffix}`;
      return [name, yu2013(name, region, scale === "Mw")];
    })
  ),
);
