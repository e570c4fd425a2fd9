/** Basin term of Kuehn et al. (2020), eqs. 4.10 and 4.11, with what the USGS maps of 2023 add to it. */
import type { IntensityMeasureType } from "../imt.ts";
import type { Coefficients } from "./coefficients.ts";
import type { ContextBlock } from "./model.ts";
import { depthFactor, periodFactor, Z2PT5_DEPTHS } from "./usgs_basin_scaling.ts";

/** A region with basins: its measure of depth, and ln of the depth in m expected from vs30. */
export interface BasinRegion {
  readonly depth: "z1pt0" | "z2pt5";
  /** columns of the intercept and of the slope; without slope the term is the same everywhere */
  readonly intercept: string;
  readonly slope?: string;
  /** ln of the largest and smallest depth; centre and width in ln(vs30) of the change between them */
  readonly cz: readonly [largest: number, smallest: number, centre: number, width: number];
}

const CASCADIA = [8.294049640102028, 2.302585092994046, 6.396929655216146, 0.27081458999999997] as const;

/** The regions with basins, by name. */
export const BASIN_REGIONS: Readonly<Record<string, BasinRegion>> = {
  CAS: { depth: "z2pt5", intercept: "c_11_Ca", slope: "c_12_Ca", cz: CASCADIA },
  SEA: { depth: "z2pt5", intercept: "theta_11_Sea", cz: CASCADIA },
  JPN: {
    depth: "z2pt5",
    intercept: "c_11_Ja",
    slope: "c_12_Ja",
    cz: [7.689368537500001, 2.302585092994046, 6.309186400000001, 0.7528670225000001],
  },
  NZL: {
    depth: "z1pt0",
    intercept: "c_11_NZ",
    slope: "c_12_NZ",
    cz: [6.859789675000001, 2.302585092994046, 5.745692775, 0.91563524375],
  },
  TWN: {
    depth: "z1pt0",
    intercept: "c_11_Tw",
    slope: "c_12_Tw",
    cz: [6.30560665, 2.302585092994046, 6.1104992125, 0.43671101999999995],
  },
};

/** Period (s) and depth to 2.5 km/s (km) from which the M9 simulations of Seattle hold. */
const M9_PERIOD = 1.9, M9_DEPTH = 6;

/** Equation 4.11: ln of the depth in m that goes with vs30. */
function lnExpectedDepth([largest, smallest, centre, width]: BasinRegion["cz"], vs30: number): number {
  const share = Math.exp((Math.log(vs30) - centre) / width);
  return largest + (smallest - largest) * share / (1 + share);
}

/** Depths of the contexts of a block. */
export interface BasinDepths {
  readonly kilometres: Float64Array;
  /** ln of the depth over the expected one; -Infinity where there is no basin */
  readonly lnRatio: Float64Array;
}

/** Fills the depths; one of -999 is the expected one. */
export function fillDepths(
  { depth, slope, cz }: BasinRegion,
  contexts: ContextBlock,
  out: BasinDepths,
): void {
  // depths to 2.5 km/s come in km; for Seattle the reference engine takes them as m
  const unit = depth === "z2pt5" && slope ? 1000 : 1;
  for (let i = 0; i < contexts.size; i++) {
    const lnExpected = lnExpectedDepth(cz, contexts.vs30[i]);
    const given = contexts[depth][i];
    out.kilometres[i] = (given === -999 ? Math.exp(lnExpected) : given * unit) / 1000;
    out.lnRatio[i] = given === -999 ? 0 : given > 0 ? Math.log(given * unit) - lnExpected : -Infinity;
  }
}

/** Adds the term to `lnY`. */
export function addBasinTerm(
  { intercept, slope }: BasinRegion,
  options: { readonly m9_basin_term: boolean; readonly usgs_basin_scaling: boolean },
  { period }: IntensityMeasureType,
  C: Coefficients,
  { kilometres, lnRatio }: BasinDepths,
  lnY: Float64Array,
  size: number,
): void {
  const isM9 = options.m9_basin_term && period >= M9_PERIOD;
  const scale = options.usgs_basin_scaling ? periodFactor(period) : 1;
  const c11 = C[intercept], c12 = slope ? C[slope] : 0;
  for (let i = 0; i < size; i++) {
    let term = 0;
    if (isM9 && kilometres[i] >= M9_DEPTH) term = Math.LN2;
    else if (!slope) term = c11;
    else if (lnRatio[i] > -Infinity) term = c11 + c12 * lnRatio[i];
    lnY[i] += term * scale * (options.usgs_basin_scaling ? depthFactor(kilometres[i], Z2PT5_DEPTHS) : 1);
  }
}
