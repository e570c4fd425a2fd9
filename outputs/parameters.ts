/** The job parameters and what else is stored as text or as a tree. */
import { npyBytes, npyNumbers, npyTexts } from "../formats/npy.ts";
import type { CalculationResults } from "./calculation_results.ts";
import type { NamedArrays } from "./output_type.ts";

/** The parameters as JSON. */
export function extractOqparam({ store }: CalculationResults): NamedArrays {
  return [["json", npyBytes(store.texts("oqparam")[0])]];
}

/** For each tectonic region type its ground-motion models, as TOML. */
export function extractGsimsByTrt({ store }: CalculationResults): NamedArrays {
  const table = store.table("full_lt/gsim_lt");
  const gsims = table.uncertainty as string[], types = table.trt as string[];
  return [...Map.groupBy(gsims.keys(), (row) => types[row])]
    .map(([type, rows]) => [type, npyTexts(rows.map((row) => gsims[row]))]);
}

/** Tectonic region types, source model paths and their weights, and the number of realizations. */
export function extractFullLogicTree(results: CalculationResults): NamedArrays {
  const { store, numRealizations } = results;
  const paths = store.table("full_lt/sm_data");
  return [
    ["num_samples", npyNumbers(BigInt64Array.of(BigInt(results.parameters.numSamples)), [])],
    ["num_rlzs", npyNumbers(BigInt64Array.of(BigInt(numRealizations)), [])],
    ["trts", npyTexts(store.attribute("full_lt", "trts") as string[])],
    ["sm_paths", npyTexts(paths.path as string[])],
    ["sm_weights", npyNumbers(paths.weight as Float32Array)],
  ];
}
