/** Hazard maps of the statistics by return period, a file for each. */
import type { CalculationResults } from "./calculation_results.ts";
import { csvFile, provenance, scientificColumn, siteColumns } from "./csv_table.ts";
import { byName } from "./file_names.ts";
import { returnPeriods } from "./job_parameters.ts";
import { hazardFileStem } from "./kinds.ts";
import type { ExportedFile, OutputType } from "./output_type.ts";

export const hmapsStats: OutputType = {
  type: "hmaps-stats",
  title: "Hazard Maps Statistics",
  dataset: "hmaps-stats",
  isPresent: ({ store, parameters, numRealizations }) =>
    store.has("hmaps-stats") && parameters.hazardMaps && numRealizations > 1,
  exporters: { csv: exportCsv },
};

function exportCsv(results: CalculationResults): ExportedFile[] {
  const { parameters, sites } = results;
  const numPoes = parameters.poes.length;
  const positions = siteColumns(sites);
  return parameters.statistics.flatMap((statistic) => {
    const maps = results.kind("hmaps", statistic), stride = maps.length / sites.size;
    return returnPeriods(parameters).map((years, p) => {
      const columns = parameters.imtls.map(([imt], m) =>
        scientificColumn(imt, maps, { start: m * numPoes + p, stride })
      );
      const stem = hazardFileStem("map", `${statistic}-${years}y`);
      return csvFile(results, stem, provenance(results), [...positions, ...columns], sites.size);
    });
  }).toSorted(byName);
}
