/** The realizations of the logic tree with their paths and weights. */
import { readRealizations } from "../datastore/logic_trees.ts";
import { formatExponentLower } from "../formats/c_format.ts";
import { npyByteStrings, npyNumbers, npyRecords } from "../formats/npy.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { csvFile, provenance, textColumn } from "./csv_table.ts";
import type { ExportedFile, NamedArrays, OutputType } from "./output_type.ts";

export const realizations: OutputType = {
  type: "realizations",
  title: "Realizations",
  isPresent: ({ numRealizations }) => numRealizations > 1,
  exporters: { csv: exportCsv },
};

function exportCsv(results: CalculationResults): ExportedFile[] {
  const rows = readRealizations(results.store);
  return [csvFile(results, "realizations", provenance(results), [
    textColumn("rlz_id", rows.map((row) => String(row.ordinal))),
    textColumn("branch_path", rows.map((row) => row.branchPath)),
    textColumn("weight", rows.map((row) => formatExponentLower(Math.fround(row.weight), 7))),
  ], rows.length)];
}

/** Records of ordinal, branch path and weight. */
export function extractRealizations({ store }: CalculationResults): NamedArrays {
  const rows = readRealizations(store);
  return [[
    "array",
    npyRecords([
      ["rlz_id", npyNumbers(Uint32Array.from(rows, (row) => row.ordinal))],
      ["branch_path", npyByteStrings(rows.map((row) => row.branchPath))],
      ["weight", npyNumbers(Float32Array.from(rows, (row) => row.weight))],
    ]),
  ]];
}

/** The weights alone. */
export function extractWeights({ store }: CalculationResults): NamedArrays {
  return [["array", npyNumbers(Float64Array.from(readRealizations(store), (row) => row.weight))]];
}
