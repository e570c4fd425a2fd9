/** The realizations of the logic tree with their paths and weights. */
import { readRealizations, type StoredRealization } from "../datastore/logic_trees.ts";
import { formatExponentLower } from "../formats/c_format.ts";
import { npyByteStrings, npyNumbers, npyRecords } from "../formats/npy.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { csvFile, provenance, textColumn } from "./csv_table.ts";
import type { ExportedFile, NamedArrays, OutputType } from "./output_type.ts";

export const realizations: OutputType = {
  type: "realizations",
  title: "Realizations",
  isPresent: ({ store }) => store.has("weights") && store.shape("weights")[0] > 1,
  exporters: { csv: exportCsv },
};

/** The realizations; those of a scenario with one tectonic region type go by their models. */
function namedRealizations({ store, parameters }: CalculationResults): StoredRealization[] {
  const rows = readRealizations(store), types = store.attribute("full_lt", "trts") as string[];
  if (!parameters.calculationMode.includes("scenario") || types.length > 1) return rows;
  const models = store.table("full_lt/gsim_lt").uncertainty as string[];
  // as in the reference quotes are doubled where there is room for the longest text before that
  const room = Math.max(...models.map(({ length }) => length));
  return rows.map((row, i) => ({ ...row, branchPath: models[i].replaceAll('"', '""').slice(0, room) }));
}

function exportCsv(results: CalculationResults): ExportedFile[] {
  const rows = namedRealizations(results);
  return [csvFile(results, "realizations", provenance(results), [
    textColumn("rlz_id", rows.map((row) => String(row.ordinal))),
    textColumn("branch_path", rows.map((row) => row.branchPath)),
    textColumn("weight", rows.map((row) => formatExponentLower(Math.fround(row.weight), 7))),
  ], rows.length)];
}

/** Records of ordinal, branch path and weight. */
export function extractRealizations(results: CalculationResults): NamedArrays {
  const rows = namedRealizations(results);
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
