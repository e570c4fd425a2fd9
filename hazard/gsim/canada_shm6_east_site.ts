/**
 * Site term of CanadaSHM6 for eastern Canada, relative to rock of 3000 m/s: for spectra the larger of two models.
 * One: Boore, D. M. and Campbell, K. W. (2017), Bull. Seismol. Soc. Am. 107(1), 132-148, to 2000 m/s; Atkinson and Adams
 * (2013) to 760 m/s; Boore and Atkinson (2008) below. The other: Harmon, J. et al. (2019), Earthquake Spectra 35(2),
 * 815-832, linear; Hashash, Y. M. A. et al. (2020), Earthquake Spectra 36(1), 69-90, non-linear, as the USGS has it.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { interpolated } from "../interpolation.ts";
import { siteCoefficients, type SiteTerms, siteTerms } from "./boore_atkinson_2008.ts";
import { CoefficientTable } from "./coefficients.ts";
import data from "./coefficients/canada_shm6_stable.json" with { type: "json" };
import type { ContextBlock } from "./model.ts";

const AB06 = new CoefficientTable<"c">(data.ab06);
const BC17 = new CoefficientTable<"c">(data.bc17);
const HARMON = new CoefficientTable<"c1" | "c2" | "c3" | "Vc" | "VL">(data.harmon);
const NONLINEAR = new CoefficientTable<"f3" | "f4" | "f5" | "Vc">(data.nonlinear);
const BOORE_CAMPBELL = data.booreCampbell;

/** Focal depth in km by which distances to the rupture become epicentral ones. */
const DEPTH = 10;

/** Linear between two points, beyond them too. */
function line(x: number, x0: number, x1: number, y0: number, y1: number): number {
  return y0 + (x - x0) * (y1 - y0) / (x1 - x0);
}

/** ln of the factors from 3000 to 2000 m/s by distance: for one measure and magnitude. */
function lnFactorsByDistance(measure: "PGA" | "PGV", mag: number): (rrup: number) => number {
  const { magnitudes, distances } = BOORE_CAMPBELL, rows = BOORE_CAMPBELL[measure];
  const M = Math.min(Math.max(mag, 3), 8);
  const factors = distances.map((_, d) => interpolated(M, magnitudes, rows[d]));
  return (rrup) => Math.log(interpolated(rrup, distances, factors));
}

/** What the first model needs of the contexts of a block. */
export class BooreCampbellFactors {
  /** ln of the factors from 3000 to 2000 m/s */
  readonly pga: Float64Array;
  readonly pgv: Float64Array;
  /** ln of the epicentral distance in km */
  readonly lnRepi: Float64Array;

  constructor({ size, mag, rrup }: ContextBlock) {
    const M = mag[0];
    const width = 0.6 * 10 ** (-1.01 + 0.32 * M), length = 0.6 * 10 ** (-2.44 + 0.59 * M);
    const ztor = Math.max(DEPTH - 0.5 * width, 0);
    this.lnRepi = Float64Array.from({ length: size }, (_, i) => {
      const r = rrup[i] < ztor ? ztor + 0.001 : rrup[i];
      return Math.log(Math.sqrt(r ** 2 - ztor ** 2) + 0.3 * length);
    });
    const [pga, pgv] = (["PGA", "PGV"] as const).map((measure) => lnFactorsByDistance(measure, M));
    this.pga = Float64Array.from({ length: size }, (_, i) => pga(rrup[i]));
    this.pgv = Float64Array.from({ length: size }, (_, i) => pgv(rrup[i]));
  }
}

/** The first model: ln of the factor of one context; `soil` are the terms of Boore and Atkinson. */
function booreTerm(
  imt: IntensityMeasureType,
  vs30: number,
  factors: BooreCampbellFactors,
  soil: SiteTerms,
  i: number,
): number {
  if (vs30 >= 3000) return 0;
  const to2000 = imt.family === "SA"
    ? Math.log(BC17.get(imt).c)
    : imt.family === "PGV"
    ? factors.pgv[i]
    : factors.pga[i];
  const lnV = Math.log(vs30);
  if (vs30 >= 2000) return line(lnV, Math.log(2000), Math.log(3000), to2000, 0);
  const to760 = imt.family === "PGA" ? -0.690775 + 0.15 * factors.lnRepi[i] : Math.log(AB06.get(imt).c);
  if (vs30 > 760) return line(lnV, Math.log(760), Math.log(2000), to760 + to2000, to2000);
  const { blin, b1, b2 } = siteCoefficients(imt);
  return to2000 + to760 + blin * soil.linear[i] + b1 * soil.soft[i] + b2 * soil.stiff[i];
}

/** The second model: ln of the factor for `pga` (g) on rock. */
function harmonTerm(imt: IntensityMeasureType, vs30: number, pga: number): number {
  const { c1, c2, c3, Vc, VL } = HARMON.get(imt);
  let linear = vs30 < Vc ? c1 * Math.log(vs30 / Vc) : 0;
  if (vs30 <= VL) linear += c2 * Math.log(vs30 / VL) + c3 * Math.log(vs30 / VL) ** 2;
  const { f3, f4, f5, Vc: limit } = NONLINEAR.get(imt);
  if (vs30 >= limit) return linear;
  const vRef = imt.period >= 0.4 ? 3000 : 760;
  const slope = f4 * (Math.exp(f5 * (Math.min(vs30, vRef) - 360)) - Math.exp(f5 * (vRef - 360)));
  return linear + slope * Math.log((pga + f3) / f3);
}

/** Writes ln of the site factor of each context; `pgaOnRock` in g. */
export function eastSiteTerm(
  imt: IntensityMeasureType,
  { size, vs30 }: ContextBlock,
  pgaOnRock: Float64Array,
  factors: BooreCampbellFactors,
  out: Float64Array,
): void {
  const lnPga760 = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    lnPga760[i] = Math.log(pgaOnRock[i]) + factors.pga[i] - 0.3 * Math.LN10 + 0.15 * factors.lnRepi[i];
  }
  const soil = siteTerms(vs30, lnPga760, size);
  for (let i = 0; i < size; i++) {
    const boore = booreTerm(imt, vs30[i], factors, soil, i);
    out[i] = imt.family === "SA" ? Math.max(boore, harmonTerm(imt, vs30[i], pgaOnRock[i])) : boore;
  }
}
