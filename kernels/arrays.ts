/** The arrays that exceedance kernels read and add to, wherever their memory is. */

/** Sums of rate-time products of exceedance, for one intensity measure type; rows have one entry more than levels. */
export interface RateAccumulator {
  /** shape (sites, levels + 1); the last of each row means nothing */
  readonly rates: Float64Array;
  /** shape (sites, levels + 1): entry k is to be added to the levels below k */
  readonly saturated: Float64Array;
}

/** What contexts whose ruptures have probabilities of occurrence are added to. */
export interface ProbabilityArrays {
  /**
   * context after context the probabilities of more occurrences of its rupture than are told, which is 0 if those told
   * sum to 1, and then of at least 1, 2, 3 ... of those told, as many as the call says
   */
  readonly occurrences: Float64Array;
  /** 0, 1, 2 ...: the row of a context in `survivals` */
  readonly contextRow: Uint32Array;
  /** exceedance probabilities of single contexts, before they are combined; zero between calls */
  readonly survivals: RateAccumulator;
  /** by model, then intensity measure type, shape (sites, levels + 1): probabilities of exceedance, the last nothing */
  readonly probabilities: readonly (readonly Float64Array[])[];
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
  /** if the shape has occurrences */
  readonly occurrences?: ProbabilityArrays;
}

/** How large the arrays of a task are: `capacity` is the number of contexts added at a time. */
export interface ArraysShape {
  readonly numModels: number;
  readonly numSites: number;
  readonly capacity: number;
  /** most occurrences that a rupture has a probability of; 0 or absent if all have rates */
  readonly maxOccurrences?: number;
}

/** Hands out zeroed arrays. */
export interface Allocator {
  float64(length: number): Float64Array;
  float32(length: number): Float32Array;
  uint32(length: number): Uint32Array;
}

/** The allocator of plain JavaScript. */
export const HEAP: Allocator = {
  float64: (length) => new Float64Array(length),
  float32: (length) => new Float32Array(length),
  uint32: (length) => new Uint32Array(length),
};

/** Allocates the arrays of a task for the levels of each intensity measure type. */
export function allocateArrays(
  allocator: Allocator,
  levels: readonly Float64Array[],
  shape: ArraysShape,
): KernelArrays {
  const { numModels, numSites, capacity } = shape;
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
    occurrences: allocateProbabilities(allocator, levels, shape),
  };
}

function allocateProbabilities(
  allocator: Allocator,
  levels: readonly Float64Array[],
  { numModels, numSites, capacity, maxOccurrences = 0 }: ArraysShape,
): ProbabilityArrays | undefined {
  if (maxOccurrences === 0) return undefined;
  const widest = 1 + Math.max(...levels.map(({ length }) => length));
  const contextRow = allocator.uint32(capacity);
  for (let i = 0; i < capacity; i++) contextRow[i] = i;
  return {
    occurrences: allocator.float64(capacity * (maxOccurrences + 1)),
    contextRow,
    survivals: {
      rates: allocator.float64(capacity * widest),
      saturated: allocator.float64(capacity * widest),
    },
    probabilities: Array.from(
      { length: numModels },
      () => levels.map(({ length }) => allocator.float64(numSites * (length + 1))),
    ),
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

/** Above it a probability counts as the largest number below 1, so that its rate is finite (36.7). */
const NEAR_CERTAINTY = 1 - 2 ** -53;

/** Expected number of exceedances, -ln(1 - p), of a process that has the probability p of any. */
export function rateOfProbability(probability: number): number {
  return -Math.log1p(-Math.min(probability, NEAR_CERTAINTY));
}

/**
 * Adds the rates -ln(1 - p) of the probabilities of exceedance, when all contexts are in.
 * @param out receives the levels of site k from `start` + k `stride` on
 */
export function addRatesOf(
  probabilities: Float64Array,
  numLevels: number,
  out: Float64Array,
  start: number,
  stride: number,
): void {
  const width = numLevels + 1, numSites = probabilities.length / width;
  for (let site = 0; site < numSites; site++) {
    const row = site * width, to = start + site * stride;
    for (let l = 0; l < numLevels; l++) {
      out[to + l] += rateOfProbability(probabilities[row + l]);
    }
  }
}
