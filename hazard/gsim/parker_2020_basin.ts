/** Basin term of Parker et al. (2022), eqs. 21 to 25, with what the USGS maps of 2023 add to it. */
import type { IntensityMeasureType } from "../imt.ts";
import { normalCdf } from "../normal_distribution.ts";
import type { Coefficients } from "./coefficients.ts";
import type { ContextBlock } from "./model.ts";
import { depthFactor, periodFactor, Z2PT5_DEPTHS } from "./usgs_basin_scaling.ts";

/** Parts of Cascadia with an adjustment of their own: outside of basins, Seattle. */
export const BASINS = ["out", "Seattle"] as const;
/** One of BASINS. */
export type Basin = typeof BASINS[number];

/** Period (s) and depth to 2.5 km/s (km) from which the M9 simulations of Seattle hold. */
const M9_PERIOD = 1.9, M9_DEPTH = 6;
/** Depth in m to which the M9 term of Cascadia is relative. */
const M9_REFERENCE_DEPTH = 1279;

/** Basins of a region: the depth expected from vs30, and the columns of the term. */
export interface BasinRegion {
  /** expected log10 of the depth to 2.5 km/s in m (eq. 22) */
  readonly theta0: number;
  readonly theta1: number;
  readonly vmu: number;
  readonly vsig: number;
  readonly columns: "J" | "C";
  /** column of what the part of the region adds to e2 and e3 */
  readonly adjustment?: "del_None" | "del_Seattle";
}

/** The basins of Japan or of (a part of) Cascadia. */
export function basinOf(region: "JP" | "Cascadia", part?: Basin): BasinRegion {
  if (region === "JP") return { theta0: 3.05, theta1: -0.8, vmu: 500, vsig: 0.33, columns: "J" };
  const cascadia = { theta0: 3.94, theta1: -0.42, vmu: 200, vsig: 0.2, columns: "C" } as const;
  if (!part) return cascadia;
  return { ...cascadia, adjustment: part === "out" ? "del_None" : "del_Seattle" };
}

/** Bounded scaling with the logarithm of a depth ratio. */
function scaled(lnRatio: number, e1: number, e2: number, e3: number): number {
  if (lnRatio <= e1 / e3) return e1;
  return lnRatio >= e2 / e3 ? e2 : e3 * lnRatio;
}

/** The basin term of a model: `prepare` once a block, `addTo` for each intensity measure. */
export class ParkerBasinTerm {
  #depth = new Float64Array(0);
  #lnRatio = new Float64Array(0);

  constructor(
    private readonly region: BasinRegion,
    private readonly options: { readonly m9_basin_term: boolean; readonly usgs_basin_scaling: boolean },
  ) {}

  /** Depths of the contexts; one in km is compared with the expected one in m, as the reference engine does. */
  prepare({ size, vs30, z2pt5 }: ContextBlock): void {
    if (this.#depth.length < size) {
      [this.#depth, this.#lnRatio] = [new Float64Array(size), new Float64Array(size)];
    }
    const { theta0, theta1, vmu, vsig } = this.region;
    for (let i = 0; i < size; i++) {
      const expected = 10 ** (theta0 + theta1 * 2 * normalCdf(Math.log10(vs30[i] / vmu) / vsig));
      this.#depth[i] = z2pt5[i] === -999 ? expected : z2pt5[i];
      this.#lnRatio[i] = Math.log(this.#depth[i] / expected);
    }
  }

  /** Adds the term to `lnY`; a depth of 0 has none. */
  addTo({ period }: IntensityMeasureType, C: Coefficients, lnY: Float64Array, size: number): void {
    const { columns, adjustment } = this.region;
    const { m9_basin_term, usgs_basin_scaling } = this.options;
    const more = adjustment ? C[adjustment] : 0;
    const e1 = C[`${columns}_e1`], e2 = C[`${columns}_e2`] + more, e3 = C[`${columns}_e3`] + more;
    const isM9 = m9_basin_term && period >= M9_PERIOD;
    const scale = usgs_basin_scaling ? periodFactor(period) : 1;
    for (let i = 0; i < size; i++) {
      const z = this.#depth[i];
      if (z === 0) continue;
      const term = isM9 && z >= M9_DEPTH ? m9Term(C, z) : scaled(this.#lnRatio[i], e1, e2, e3);
      lnY[i] += term * scale * (usgs_basin_scaling ? depthFactor(z, Z2PT5_DEPTHS) : 1);
    }
  }
}

/** The factor of 2 of the M9 simulations less the basin term that it replaces, for a depth in km. */
function m9Term({ C_e1, C_e2, C_e3 }: Coefficients, z2pt5: number): number {
  const lnRatio = Math.log(1000 * z2pt5) - Math.log(M9_REFERENCE_DEPTH);
  // a bound of 0 counts as none, as in the reference engine
  const term = scaled(lnRatio, C_e1, C_e2, C_e3) || C_e3 * lnRatio;
  return Math.LN2 - term;
}
