/** The average ground motion field: the geometric mean at each site over all events. */
import { readFieldColumns } from "../datastore/gmf_data.ts";
import { npyNumbers, npyTexts } from "../formats/npy.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { csvFile, provenance, scientificColumn, textColumn } from "./csv_table.ts";
import { type ExportedFile, ExtractError, type NamedArrays, type OutputType } from "./output_type.ts";
import type { Query } from "./query.ts";

export const avgGmf: OutputType = {
  type: "avg_gmf",
  title: "Average Ground Motion Field",
  dataset: "avg_gmf",
  isPresent: ({ store }) => store.has("avg_gmf"),
  exporters: { csv: exportCsv },
};

/** The means of a column of fields at all sites of `sitecol`; of given fields there may be those of others between. */
function meansAt({ store, sites }: CalculationResults, column: number): Float32Array {
  const values = store.array("avg_gmf", [[0, 1], null, [column, column + 1]]).values as Float32Array;
  if (values.length === sites.size) return values;
  const ids = store.numbers("sitecol/sids");
  return Float32Array.from({ length: sites.size }, (_, row) => values[ids[row]]);
}

/** Rows of the sites where any of the means is above 0, without stations. */
function shakenSites({ store, sites }: CalculationResults, means: readonly Float32Array[]): number[] {
  const stations = new Set(store.has("station_data") ? store.numbers("station_data/site_id") : []);
  const ids = store.numbers("sitecol/sids");
  return Array.from({ length: sites.size }, (_, row) => row)
    .filter((row) => means.some((mean) => mean[row] > 0) && !stations.has(ids[row]));
}

function exportCsv(results: CalculationResults): ExportedFile[] {
  const { sites, store } = results, names = readFieldColumns(store);
  const means = names.map((_, column) => meansAt(results, column)), rows = shakenSites(results, means);
  const at = (values: ArrayLike<number>) => rows.map((row) => values[row]);
  return [csvFile(results, "avg_gmf", provenance(results), [
    sites.customSiteIds
      ? textColumn("custom_site_id", rows.map((row) => sites.customSiteIds![row]))
      : textColumn("site_id", rows.map(String)),
    scientificColumn("lon", at(sites.lon), { digits: 5 }),
    scientificColumn("lat", at(sites.lat), { digits: 5 }),
    ...means.map((mean, column) => scientificColumn(names[column], at(mean), { digits: 5 })),
  ], rows.length)];
}

/** Ids, places and the mean of the measure `imt` at the sites where there is shaking. */
export function extractAvgGmf(results: CalculationResults, query: Query): NamedArrays {
  const { store, sites } = results, imt = query.get("imt")?.[0];
  if (imt === undefined) throw new ExtractError("KeyError: 'imt'");
  const column = readFieldColumns(store).indexOf(String(imt));
  if (column < 0) throw new ExtractError(`KeyError: '${imt}'`);
  const mean = meansAt(results, column), rows = shakenSites(results, [mean]);
  const degrees = (values: Float64Array) => npyNumbers(Float64Array.from(rows, (row) => values[row]));
  return [
    sites.customSiteIds
      ? ["custom_site_id", npyTexts(rows.map((row) => sites.customSiteIds![row]))]
      : ["site_id", npyNumbers(Uint32Array.from(rows))],
    ["lon", degrees(sites.lon)],
    ["lat", degrees(sites.lat)],
    [String(imt), npyNumbers(Float32Array.from(rows, (row) => mean[row]))],
  ];
}
