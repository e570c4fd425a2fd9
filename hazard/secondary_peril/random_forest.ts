/** A random forest: trees that ask for features of a sample and add to a probability. */
import { gunzipSync } from "node:zlib";

/** In place of the feature of a node. */
export const LEAF = 255;

/**
 * Trees in preorder: the branch for values up to the threshold follows a node, the other one begins `jump` nodes later.
 * They ask for four features of a sample, by their numbers.
 */
export interface Forest {
  readonly starts: Uint32Array;
  readonly features: Uint8Array;
  /** thresholds of nodes, what leaves add to the probability */
  readonly values: Float32Array;
  readonly jumps: Uint16Array;
}

/** Reads a forest from the file that tables/make_forest.py has written. */
export async function readForest(file: URL): Promise<Forest> {
  const { buffer } = Uint8Array.from(gunzipSync(await Deno.readFile(file)));
  const [numTrees, numNodes] = new Uint32Array(buffer, 0, 2), start = 8 + 4 * numTrees;
  return {
    starts: new Uint32Array(buffer, 8, numTrees),
    features: new Uint8Array(buffer, start, numNodes),
    values: new Float32Array(buffer.slice(start + numNodes, start + 5 * numNodes)),
    jumps: new Uint16Array(buffer.slice(start + 5 * numNodes)),
  };
}

/**
 * Adds to `probabilities` what the trees say of samples of four features each: all samples at one tree after the other,
 * since a tree stays in the cache and the forest does not.
 */
export function addProbabilities(forest: Forest, samples: Float64Array, probabilities: Float64Array): void {
  const { starts, features, values, jumps } = forest;
  for (const start of starts) {
    for (let n = 0, first = 0; n < probabilities.length; n++, first += 4) {
      let node = start;
      while (features[node] !== LEAF) {
        node += samples[first + features[node]] <= values[node] ? 1 : jumps[node];
      }
      probabilities[n] += values[node];
    }
  }
}
