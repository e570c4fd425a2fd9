/** Hazard maps: levels with given probabilities of exceedance, by site and intensity measure type. */
import { readAxes } from "../datastore/labelled_array.ts";
import { npyNumbers, type NpyType } from "../formats/npy.ts";
import { npz } from "../formats/npz.ts";
import { floatLiteral, textLiteral } from "../formats/python_literal.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { csvFile, investigationTime, provenance, scientificColumn, siteColumns } from "./csv_table.ts";
import { VALUE_ONLY } from "./extracted.ts";
import { byName } from "./file_names.ts";
import { extractAllStatistics } from "./hazard_sites.ts";
import { hasCurves } from "./hcurves.ts";
import { exportedKinds, extractKinds, hazardFileStem } from "./kinds.ts";
import type { ExportedFile, NamedArrays, OutputType } from "./output_type.ts";
import type { Query } from "./query.ts";

export const hmaps: OutputType = {
  type: "hmaps",
  title: "Hazard Maps",
  isPresent: (results) => results.parameters.hazardMaps && hasCurves(results),
  exporters: { csv: exportCsv, npz: exportNpz },
};

/** A file for each kind, with a column for each intensity measure type and probability. */
function exportCsv(results: CalculationResults): ExportedFile[] {
  const { poes } = results.parameters, measures = measuresOf(results);
  const stride = measures.length * poes.length;
  if (stride === 0) return [];
  const names = measures.flatMap((imt) => poes.map((poe) => `${imt}-${floatLiteral(poe)}`));
  const positions = siteColumns(results.sites);
  const start = provenance(results);
  return exportedKinds(results).map((kind) => {
    const maps = results.kind("hmaps", kind);
    const comment = [...start, ["kind", textLiteral(kind)] as const, ...investigationTime(results)];
    const columns = names.map((name, i) => scientificColumn(name, maps, { start: i, stride }));
    return csvFile(
      results,
      hazardFileStem("map", kind),
      comment,
      [...positions, ...columns],
      results.sites.size,
    );
  }).toSorted(byName);
}

/** Intensity measure types, and outputs of secondary perils if there are maps of them. */
function measuresOf({ store, parameters }: CalculationResults): string[] {
  const name = ["hmaps-stats", "hmaps-rlzs"].find((each) => store.has(each));
  const axis = name && readAxes(store, name).find(([axis]) => axis === "imt");
  return axis ? axis[1].map(String) : parameters.imtls.map(([imt]) => imt);
}

function exportNpz(results: CalculationResults): ExportedFile[] {
  const arrays = [...extractHmaps(results, new Map()), VALUE_ONLY];
  return [{ name: `hmaps_${results.calcId}.npz`, bytes: npz(arrays) }];
}

/** Maps of shape (n, m, P) by kind; without a query all statistics at all sites. */
export function extractHmaps(results: CalculationResults, query: Query): NamedArrays {
  const { imtls, poes } = results.parameters;
  if (query.size > 0) {
    return extractKinds(
      results,
      query,
      "hmaps",
      ({ values, numSites, imts }) => npyNumbers(values, [numSites, imts.length, poes.length]),
    );
  }
  const type = imtls.map(([imt]): [string, NpyType] => [imt, poes.map((poe) => [floatLiteral(poe), "<f4"])]);
  return extractAllStatistics(results, type, (statistic) => results.kind("hmaps", statistic));
}
