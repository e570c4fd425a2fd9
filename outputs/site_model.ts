/** The sites with the parameters that the calculation used. */
import { npyRecords } from "../formats/npy.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { columnArray } from "./column_arrays.ts";
import {
  type CsvColumn,
  csvFile,
  degreesColumn,
  provenance,
  scientificColumn,
  textColumn,
} from "./csv_table.ts";
import { type ExportedFile, ExtractError, type NamedArrays, type OutputType } from "./output_type.ts";
import type { Query } from "./query.ts";

export const siteModel: OutputType = {
  type: "site_model",
  title: "Site Model",
  dataset: "site_model",
  isPresent: ({ store }) => store.has("site_model"),
  exporters: { csv: exportCsv },
};

function exportCsv(results: CalculationResults): ExportedFile[] {
  const columns = results.sites.columns.map(({ name, type, values }): CsvColumn => {
    if (["lon", "lat", "depth"].includes(name)) return degreesColumn(name, values as Float64Array);
    if (type[0] === "f") return scientificColumn(name, values as Float64Array, { digits: 5 });
    return textColumn(name, Array.from(values, String));
  });
  return [csvFile(results, "site_model", provenance(results), columns, results.sites.size)];
}

/** Records of all parameters, or with `field=` the column of one. */
export function extractSitecol({ sites }: CalculationResults, query: Query): NamedArrays {
  const columns = sites.columns.map(({ name, type, values }) => [name, columnArray(type, values)] as const);
  const field = query.get("field")?.[0];
  if (field === undefined) return [["array", npyRecords(columns)]];
  const found = columns.find(([name]) => name === String(field));
  if (!found) throw new ExtractError(`ValueError: no field of name ${field}`);
  return [["array", found[1]]];
}
