/** How much each realization counts where events are averaged. */
import type { FullLogicTree } from "../logictree/full_logic_tree.ts";

/**
 * The weights by ordinal, as precise as they are stored. Sampled realizations count equally, also where the sampling
 * method leaves them different weights, and those of single intensity measure types don't count: so has it the
 * reference, of event sets only.
 */
export function realizationWeights(
  { realizations, numSamples }: Pick<FullLogicTree, "realizations" | "numSamples">,
): Float32Array {
  return Float32Array.from(realizations, ({ weight }) => numSamples > 0 ? 1 / numSamples : weight);
}
