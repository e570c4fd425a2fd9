/**
 * Liquefaction by a random forest.
 *
 * Todorovic, L., Silva, V. (2022). A liquefaction occurrence model for regional analysis. Soil Dynamics and Earthquake
 * Engineering 161, 107430. https://doi.org/10.1016/j.soildyn.2022.107430. The forest is that of the reference, which has
 * changed since the paper: tables/make_forest.py.
 */
import { gunzipSync } from "node:zlib";
import { LEAST_SHAKING } from "./geospatial_liquefaction.ts";
import { checkOptions, type PerilFactory } from "./peril.ts";

const FILE = new URL("./tables/todorovic_silva_2022.forest.gz", import.meta.url);
const LEAF = 255;

/** Trees in preorder: the branch for values up to the threshold follows a node, the other one begins `jump` nodes later. */
interface Forest {
  readonly starts: Uint32Array;
  readonly features: Uint8Array;
  /** thresholds of nodes, what leaves add to the probability */
  readonly values: Float32Array;
  readonly jumps: Uint16Array;
}

let forest: Promise<Forest> | undefined;

async function readForest(): Promise<Forest> {
  const { buffer } = Uint8Array.from(gunzipSync(await Deno.readFile(FILE)));
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
function addProbabilities(forest: Forest, samples: Float64Array, probabilities: Float64Array): void {
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

const CM_PER_M = 100;

export const perils: Readonly<Record<string, PerilFactory>> = {
  TodorovicSilva2022NonParametric: async (options) => {
    checkOptions("TodorovicSilva2022NonParametric", options, []);
    const trees = await (forest ??= readForest());
    return {
      name: "TodorovicSilva2022NonParametric",
      kind: "liquefaction",
      outputs: ["LiqOccur", "LiqProb"],
      measures: ["PGV"],
      sites: ["vs30", "dw", "gwd", "precip"],
      compute({ rows, shaking: [pgv], columns: [vs30, ...others] }, [occurrence, probability]) {
        const samples = new Float64Array(4 * rows.length), probabilities = new Float64Array(rows.length);
        rows.forEach((row, n) => {
          const strain = Math.max(pgv[n], LEAST_SHAKING) / (CM_PER_M * vs30[row]);
          samples.set([strain, ...others.map((column) => column[row])], 4 * n);
        });
        addProbabilities(trees, samples, probabilities);
        probabilities.forEach((value, n) => {
          occurrence[n] = value > 0.5 ? 1 : 0;
          probability[n] = value;
        });
      },
    };
  },
};
