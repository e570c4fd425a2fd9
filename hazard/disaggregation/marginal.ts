/** What remains of a disaggregation when it is summed over all but some of its axes. */
import { toProbability } from "../statistics.ts";
import { AXES, type BinAxis } from "./bins.ts";
import type { CellPlace } from "./cell_rates.ts";

/** The axes of a kind such as "TRT_Mag_Dist", in its order; "" has none. */
export function axesOfKind(kind: string): BinAxis[] {
  return kind === "" ? [] : kind.toLowerCase().split("_").map((name) => AXES.find((axis) => axis === name)!);
}

/** Numbers of what a disaggregation is for: sites, measures, levels of each, realizations. */
export interface DisaggregationSize {
  readonly N: number;
  readonly M: number;
  readonly P: number;
  readonly Z: number;
}

/**
 * Sums of expected numbers of exceedances over the axes that a kind does not have. Independent contributions add up as
 * expected numbers, not as probabilities.
 */
export class Marginal {
  /** (N, bins of the axes, M, P, Z) */
  readonly shape: readonly number[];
  readonly #rates: Float64Array;
  readonly #strides: Record<keyof CellPlace | "trt" | "eps", number>;

  constructor(
    readonly kind: string,
    sizes: Readonly<Record<BinAxis, number>>,
    readonly size: DisaggregationSize,
  ) {
    const axes = axesOfKind(kind), { N, M, P, Z } = size;
    this.shape = [N, ...axes.map((axis) => sizes[axis]), M, P, Z];
    this.#rates = new Float64Array(this.shape.reduce((product, n) => product * n, 1));
    this.#strides = { site: 0, trt: 0, mag: 0, dist: 0, lon: 0, lat: 0, eps: 0 };
    let stride = M * P * Z;
    for (const axis of axes.toReversed()) {
      this.#strides[axis] = stride;
      stride *= sizes[axis];
    }
    this.#strides.site = stride;
  }

  /** Adds the rates of a cell, shape (epsilons, M, P), for realization `z`. */
  add(trt: number, { site, mag, dist, lon, lat }: CellPlace, z: number, rates: Float64Array): void {
    const { M, P, Z } = this.size, strides = this.#strides;
    const start = site * strides.site + trt * strides.trt + mag * strides.mag + dist * strides.dist +
      lon * strides.lon + lat * strides.lat + z;
    const perEpsilon = M * P, numEpsilons = rates.length / perEpsilon;
    for (let e = 0, k = 0; e < numEpsilons; e++) {
      for (let i = 0, to = start + e * strides.eps; i < perEpsilon; i++, k++, to += Z) {
        this.#rates[to] += rates[k];
      }
    }
  }

  /** Probabilities of exceedance, of `shape`. */
  get probabilities(): Float64Array {
    return this.#rates.map(toProbability);
  }
}
