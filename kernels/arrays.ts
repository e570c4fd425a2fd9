/** The arrays that exceedance kernels read and add to, wherever their memory is. */

/** Sums of rate-time products of exceedance, for one intensity measure type; rows have one entry more than levels. */
export interface RateAccumulator {
  /** shape (sites, levels + 1); the last of each row means nothing */
  readonly rates: Float64Array;
  /** shape (sites, levels + 1): entry k is to be added to the levels below k */
  readonly saturated: Float64Array;
}

/** Arrays of a task, zero at first. */
export interface KernelArrays {
  /** by intensity measure type, one entry a context: natural logarithms of medians, total standard deviations */
  readonly mean: Float64Array[];
  readonly sigma: Float64Array[];
  /** one entry a context: rate times investigation time, and row of the accumulators */
  readonly rateTime: Float64Array;
  readonly siteRow: Uint32Array;
  /** by model, then intensity measure type */
  readonly accumulators: readonly (readonly RateAccumulator[])[];
}

/** How large the arrays of a task are: `capacity` is the number of contexts added at a time. */
export interface ArraysShape {
  readonly numModels: number;
  readonly numSites: number;
  readonly capacity: number;
}

/** Hands out zeroed arrays. */
export interface Allocator {
  float64(length: number): Float64Array;
  uint32(length: number): Uint32Array;
}

/** The allocator of plain JavaScript. */
export const HEAP: Allocator = {
  float64: (length) => new Float64Array(length),
  uint32: (length) => new Uint32Array(length),
};

/** Allocates the arrays of a task for the levels of each intensity measure type. */
export function allocateArrays(
  allocator: Allocator,
  levels: readonly Float64Array[],
  { numModels, numSites, capacity }: ArraysShape,
): KernelArrays {
  const rows = () => levels.map(() => allocator.float64(capacity));
  return {
    mean: rows(),
    sigma: rows(),
    rateTime: allocator.float64(capacity),
    siteRow: allocator.uint32(capacity),
    accumulators: Array.from({ length: numModels }, () =>
      levels.map(({ length }) => ({
        rates: allocator.float64(numSites * (length + 1)),
        saturated: allocator.float64(numSites * (length + 1)),
      }))),
  };
}

/**
 * Sums of an accumulator with the saturated parts added, when all contexts are in.
 * @param out receives the levels of site k from `start` + k `stride` on
 */
export function sumRates(
  { rates, saturated }: RateAccumulator,
  numLevels: number,
  out: Float64Array,
  start: number,
  stride: number,
): void {
  const width = numLevels + 1, numSites = rates.length / width;
  for (let site = 0; site < numSites; site++) {
    const row = site * width, to = start + site * stride;
    let sum = 0;
    for (let l = numLevels - 1; l >= 0; l--) {
      sum += saturated[row + l + 1];
      out[to + l] = rates[row + l] + sum;
    }
  }
}
