/**
 * Ziggurats: a density covered by 256 layers of equal area, so that nearly all draws need one comparison. The lowest
 * layer, number 0, has the tail with it.
 *
 * Marsaglia, G., Tsang, W.W. (2000), "The ziggurat method for generating random variables", Journal of Statistical
 * Software 5 (8), doi:10.18637/jss.v005.i08; layers as in NumPy. What follows from their edges is computed here and may
 * differ from NumPy's tables in the last bit, which decides otherwise about one of 2^52 draws.
 */
import { EXPONENTIAL_EDGES, NORMAL_EDGES } from "./ziggurat_edges.ts";

/** By layer. */
export interface Ziggurat {
  /** where the tail starts */
  readonly tail: number;
  /** multiplies an integer of `numBits` bits to a number that is uniform in the layer */
  readonly scale: Float64Array;
  /** such integers below it are below the density for sure */
  readonly inside: Float64Array;
  /** the density, relative to its maximum, at the edge of the layer */
  readonly density: Float64Array;
}

/** @param edges x at the right end of each layer; of layer 0 its area divided by its height */
function ziggurat(edges: Float64Array, numBits: number, densityAt: (x: number) => number): Ziggurat {
  const last = edges.length - 1, numIntegers = 2 ** numBits;
  const inside = edges.map((x, i) => Math.floor(edges[i === 0 ? last : i - 1] / x * numIntegers));
  // layer 1 has the maximum of the density as its upper end: nothing in it is surely below
  inside[1] = 0;
  const density = edges.map(densityAt);
  density[0] = 1;
  return { tail: edges[last], scale: edges.map((x) => x / numIntegers), inside, density };
}

export const NORMAL = ziggurat(NORMAL_EDGES, 52, (x) => Math.exp(-0.5 * x * x));
export const EXPONENTIAL = ziggurat(EXPONENTIAL_EDGES, 53, (x) => Math.exp(-x));
