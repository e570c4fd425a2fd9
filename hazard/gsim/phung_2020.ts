/**
 * Phung, V.-B., Loh, C.-H., Chao, S.-H. and Abrahamson, N. A. (2020). Ground motion prediction equation for Taiwan
 * subduction zone earthquakes. Earthquake Spectra 36(3), 1331-1358; and Phung, V.-B., Loh, C.-H., Chao, S.-H., Chiou,
 * B. S.-J. and Huang, B.-S. (2020). Ground motion prediction equation for crustal earthquakes in Taiwan. Earthquake
 * Spectra 36(4), 2129-2164.
 */
import { parseImt } from "../imt.ts";
import { type Coefficients, CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/phung_2020.json" with { type: "json" };
import { formulaModel } from "./formula_model.ts";
import type { ContextBlock, ModelFactories, ModelFactory } from "./model.ts";
import { readOptions } from "./options.ts";

const CRUSTAL_REGIONS = ["glb", "tw", "ca", "jp"] as const;
const SUBDUCTION_REGIONS = ["jptw", "tw"] as const;
type CrustalRegion = typeof CRUSTAL_REGIONS[number];
type SubductionRegion = typeof SUBDUCTION_REGIONS[number];

type CrustalColumn =
  | ("c1" | "c1_a" | "c1_b" | "c1_c" | "c1_d" | "c3" | "c5" | "c6" | "c7" | "c7_b" | "c8" | "c8_b" | "c9")
  | ("c9_a" | "c9_b" | "c11" | "c11_b" | "c_n" | "c_m" | "c_g2" | "c_g3" | "c_hm" | "dp" | "dc_g1as")
  | ("phi2" | "phi3" | "phi4" | "phi5tw" | "phi5ca" | "phi5jp" | "tau" | "phiss" | "phis2s")
  | `${"c_g1" | "phi1"}${CrustalRegion}`;
type SubductionColumn =
  | (
    | "a1"
    | "a1_del"
    | "a2"
    | "a4"
    | "a4_del"
    | "a5"
    | "a7"
    | "a10"
    | "a11"
    | "a13"
    | "a14"
    | "b"
    | "mref"
    | "vlin"
  )
  | `${"a6" | "a8" | "a12" | "tau4" | "phiss4" | "phis2s4"}${SubductionRegion}`;

const CRUSTAL = new CoefficientTable<CrustalColumn>(tables.crustal);
const SUBDUCTION = new CoefficientTable<SubductionColumn>(tables.subduction);
const PGA = parseImt("PGA");
const RADIANS = Math.PI / 180;
/** Of crustal earthquakes. */
const C2 = 1.06, C4 = -2.1, C4_A = -0.5, C8_A = -0.2695, C_RB = 50, CRUSTAL_ROCK = 1130;
/** Of subduction earthquakes. */
const A3 = 0.1, A9 = 0.25, C = 1.88, S4 = 10, N = 1.18, SUBDUCTION_ROCK = 1000;

function checkedRegion<R extends string>(name: string, region: string, regions: readonly R[]): R {
  const found = regions.find((known) => known === region);
  if (found) return found;
  throw new RangeError(`option region of ${name}: expected ${regions.join(", ")}, got ${region}`);
}

/** Z1.0 (m) expected from vs30 (m/s), by its value on rock and two constants. */
function expectedZ1pt0(vs30: number, exponent: number, corner: number, rock: number): number {
  return Math.exp(-exponent / 2 * Math.log((vs30 ** 2 + corner ** 2) / (rock ** 2 + corner ** 2)));
}

/** `aftershocks` matter in Taiwan alone; `d_dpp` is the directivity beyond its average. */
const CRUSTAL_DEFAULTS = { region: "glb", aftershocks: false, d_dpp: 0 };

function crustalModel(name: string): ModelFactory {
  return (options) => {
    const given = readOptions(name, options, CRUSTAL_DEFAULTS);
    const region = checkedRegion(name, given.region, CRUSTAL_REGIONS);
    const isAftershock = given.aftershocks && region === "tw";
    return formulaModel({
      name,
      tectonicRegionType: "Active Shallow Crust",
      imtFamilies: ["PGA", "SA"],
      rupture: ["dip", "mag", "rake", "ztor"],
      distances: ["rjb", "rrup", "rx"],
      sites: ["vs30", "z1pt0"],
      hasSplitSigma: true,
    }, (imt, contexts) => {
      const c = CRUSTAL.get(imt), { vs30, z1pt0 } = contexts;
      const onRock = crustalRockMotion(c, contexts, region, isAftershock, given.d_dpp);
      return {
        mean: (i) => {
          const lnRock = onRock(i), v = Math.min(vs30[i], CRUSTAL_ROCK);
          const linear = c[`phi1${region}`] * Math.log(v / CRUSTAL_ROCK);
          const softness = Math.exp(c.phi3 * (v - 360)) - Math.exp(c.phi3 * (CRUSTAL_ROCK - 360));
          const nonlinear = c.phi2 * softness * Math.log((Math.exp(lnRock) + c.phi4) / c.phi4);
          return lnRock + linear + nonlinear + crustalBasinTerm(c, region, vs30[i], z1pt0[i]);
        },
        tau: c.tau,
        phi: Math.hypot(c.phiss, c.phis2s),
      };
    })({});
  };
}

function crustalRockMotion(
  c: Coefficients<CrustalColumn>,
  { mag, dip, rake, ztor, rrup, rjb, rx }: ContextBlock,
  region: CrustalRegion,
  isAftershock: boolean,
  directivity: number,
): (i: number) => number {
  const m = mag[0], small = 1 / Math.cosh(2 * Math.max(m - 4.5, 0));
  const scaling = c.c1 + C2 * (m - 6) + (C2 - c.c3) / c.c_n * Math.log(1 + Math.exp(c.c_n * (c.c_m - m)));
  const forDirectivity = c.c8 * Math.min(Math.max((m - 5.5) / 0.8, 0), 1) *
    Math.exp(C8_A * (m - c.c8_b) ** 2) * directivity;
  const largeness = Math.cosh(c.c6 * Math.max(m - c.c_hm, 0));
  const attenuation = c[`c_g1${region}`] + (isAftershock ? c.dc_g1as : 0) +
    c.c_g2 / Math.cosh(Math.max(m - c.c_g3, 0));
  const ofReverse = Math.max(3.5384 - 2.6 * Math.max(m - 5.853, 0), 0) ** 2;
  const ofNormal = Math.max(2.7482 - 1.7639 * Math.max(m - 5.521, 0), 0) ** 2;
  return (i) => {
    const isReverse = rake[i] >= 30 && rake[i] <= 150, isNormal = rake[i] >= -120 && rake[i] <= -60;
    const style = isReverse ? c.c1_a + c.c1_c * small : isNormal ? c.c1_b + c.c1_d * small : 0;
    // as in the reference engine the top is where it is expected to be for other styles
    const expected = isReverse ? ofReverse : isNormal ? ofNormal : ztor[i];
    const top = ztor[i] < 0 ? expected : ztor[i], cosDip = Math.cos(dip[i] * RADIANS);
    const steepness = (c.c11 + c.c11_b * small) * cosDip ** 2;
    const hangingWall = rx[i] >= 0
      ? c.c9 * cosDip * (c.c9_a + (1 - c.c9_a) * Math.tanh(rx[i] / c.c9_b)) *
        (1 - Math.hypot(rjb[i], top) / (rrup[i] + 1))
      : 0;
    const deep = top > 20 && m < 7 ? c.dp * (top / 50 - 20 / 50) : 0;
    const near = Math.max(1 - Math.max(rrup[i] - 40, 0) / 30, 0);
    return scaling + style + (c.c7 + c.c7_b * small) * (top - expected) + steepness + hangingWall +
      forDirectivity * near + C4 * Math.log(rrup[i] + (c.c5 + deep) * largeness) +
      (C4_A - C4) * Math.log(Math.hypot(rrup[i], C_RB)) + attenuation * rrup[i];
  };
}

function crustalBasinTerm(
  c: Coefficients<CrustalColumn>,
  region: CrustalRegion,
  vs30: number,
  z1pt0: number,
): number {
  if (region === "glb") return 0;
  const expected = region === "tw"
    ? expectedZ1pt0(vs30, 3.73, 290.53, 1750)
    : expectedZ1pt0(vs30, 5.23, 412.39, 1360);
  const z1 = z1pt0 === -999 ? expected : z1pt0, scale = region === "jp" ? 800 : 300;
  return z1 < 0 ? 0 : c[`phi5${region}`] * (1 - Math.exp((expected - z1) / scale));
}

function subductionModel(name: string, isSlab: boolean): ModelFactory {
  return (options) => {
    const given = readOptions(name, options, { region: "jptw" });
    const region = checkedRegion(name, given.region, SUBDUCTION_REGIONS);
    return formulaModel({
      name,
      tectonicRegionType: isSlab ? "Subduction IntraSlab" : "Subduction Interface",
      imtFamilies: ["PGA", "SA"],
      rupture: ["mag", "ztor"],
      distances: ["rrup"],
      sites: ["vs30", "z1pt0"],
      hasSplitSigma: true,
    }, (imt, contexts) => {
      const c = SUBDUCTION.get(imt), pga = SUBDUCTION.get(PGA), { vs30, z1pt0 } = contexts;
      const motion = subductionMotion(c, contexts, isSlab, region, region);
      const pgaMotion = subductionMotion(pga, contexts, isSlab, region, "tw");
      const rockSite = (pga.a12tw + pga.b * N) * Math.log(SUBDUCTION_ROCK / pga.vlin);
      return {
        mean: (i) => {
          const v = Math.min(vs30[i], SUBDUCTION_ROCK), pga1000 = Math.exp(pgaMotion(i) + rockSite);
          const expected = region === "tw"
            ? expectedZ1pt0(v, 3.96, 352.7, 1750)
            : expectedZ1pt0(v, 5.23, 412.39, 1360);
          const z1 = z1pt0[i] === -999 ? expected : z1pt0[i];
          const basin = z1 >= 0 ? c[`a8${region}`] * Math.min(Math.log(z1 / expected), 1) : 0;
          return motion(i) + subductionSiteTerm(c, c[`a12${region}`], v, pga1000) + basin;
        },
        tau: c[`tau4${region}`],
        phi: Math.hypot(c[`phiss4${region}`], c[`phis2s4${region}`]),
      };
    })({});
  };
}

/** The terms but for those of the site; `ofAttenuation` is the region whose attenuation counts. */
function subductionMotion(
  c: Coefficients<SubductionColumn>,
  { mag, rrup, ztor }: ContextBlock,
  isSlab: boolean,
  region: SubductionRegion,
  ofAttenuation: SubductionRegion,
): (i: number) => number {
  const m = mag[0], isJapan = region === "jptw";
  const slope = m <= c.mref ? c.a4 + (isJapan ? c.a4_del : 0) : c.a5;
  const source = c.a1 + (isJapan ? c.a1_del : 0) + (isSlab ? c.a7 : 0) + slope * (m - c.mref) +
    c.a13 * (10 - m) ** 2;
  const decay = c.a2 + (isSlab ? c.a14 : 0) + A3 * (m - 7.8), saturation = S4 * Math.exp(A9 * (m - 6));
  return (i) => {
    const depth = isSlab ? c.a11 * (Math.min(ztor[i], 80) - 40) : c.a10 * (Math.min(ztor[i], 40) - 20);
    return source + depth + decay * Math.log(rrup[i] + saturation) + c[`a6${ofAttenuation}`] * rrup[i];
  };
}

function subductionSiteTerm(
  c: Coefficients<SubductionColumn>,
  slope: number,
  vs30: number,
  pga1000: number,
): number {
  const lnRatio = Math.log(vs30 / c.vlin);
  if (vs30 >= c.vlin) return (slope + c.b * N) * lnRatio;
  return slope * lnRatio - c.b * Math.log(pga1000 + C) + c.b * Math.log(pga1000 + C * (vs30 / c.vlin) ** N);
}

export const models: ModelFactories = {
  PhungEtAl2020Asc: crustalModel("PhungEtAl2020Asc"),
  PhungEtAl2020SInter: subductionModel("PhungEtAl2020SInter", false),
  PhungEtAl2020SSlab: subductionModel("PhungEtAl2020SSlab", true),
};
