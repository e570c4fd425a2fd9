/** Hazard curves: probabilities of exceedance by site, intensity measure type and level. */
import { formatExponentLower, formatFixed } from "../formats/c_format.ts";
import { npyNumbers, type NpyType } from "../formats/npy.ts";
import { npz } from "../formats/npz.ts";
import { floatLiteral, textLiteral } from "../formats/python_literal.ts";
import type { CalculationResults } from "./calculation_results.ts";
import {
  csvFile,
  customIdColumn,
  degreesColumn,
  investigationTime,
  provenance,
  scientificColumn,
} from "./csv_table.ts";
import { byName } from "./file_names.ts";
import { extractAllStatistics } from "./hazard_sites.ts";
import { exportedKinds, extractKinds, hazardFileStem } from "./kinds.ts";
import type { ExportedFile, NamedArrays, OutputType } from "./output_type.ts";
import { VALUE_ONLY } from "./extracted.ts";
import type { Query } from "./query.ts";

export const hcurves: OutputType = {
  type: "hcurves",
  title: "Hazard Curves",
  isPresent: (results) => {
    const { statistics, individualRealizations } = results.parameters;
    return hasCurves(results) &&
      (statistics.length > 0 || individualRealizations || results.numRealizations === 1);
  },
  exporters: { csv: exportCsv, npz: exportNpz },
};

/** Whether the calculation gave hazard curves at all, on which maps and spectra rest too. */
export function hasCurves({ store }: CalculationResults): boolean {
  return store.has("hcurves-stats") || store.has("hcurves-rlzs");
}

/** A file for each kind and intensity measure type. */
function exportCsv(results: CalculationResults): ExportedFile[] {
  const { imtls } = results.parameters;
  const { sites } = results;
  const float32 = { lon: Float32Array.from(sites.lon), lat: Float32Array.from(sites.lat) };
  const positions = [
    ...customIdColumn(sites),
    degreesColumn("lon", float32.lon),
    degreesColumn("lat", float32.lat),
    degreesColumn("depth", Float32Array.from(sites.depth)),
  ];
  const start = provenance(results);
  return exportedKinds(results).flatMap((kind) => {
    const curves = results.kind("hcurves", kind);
    const stride = curves.length / sites.size;
    const common = [...start, ["kind", textLiteral(kind)] as const, ...investigationTime(results)];
    let measureStart = 0;
    return imtls.map(([imt, levels]) => {
      const columns = levels.map((level, l) =>
        scientificColumn(levelName(imt, level), curves, { start: measureStart + l, stride })
      );
      measureStart += levels.length;
      const comment = [...common, ["imt", textLiteral(imt)] as const];
      const stem = `${hazardFileStem("curve", kind)}-${imt}`;
      return csvFile(results, stem, comment, [...positions, ...columns], sites.size);
    });
  }).toSorted(byName);
}

function levelName(imt: string, level: number): string {
  return `poe-${/^(PGA|PGV|SA)/.test(imt) ? formatFixed(level, 7) : formatExponentLower(level, 5)}`;
}

function exportNpz(results: CalculationResults): ExportedFile[] {
  const arrays = [...extractHcurves(results, new Map()), VALUE_ONLY];
  return [{ name: `hcurves_${results.calcId}.npz`, bytes: npz(arrays) }];
}

/** Curves of shape (n, m, L1) by kind; without a query all statistics at all sites. */
export function extractHcurves(results: CalculationResults, query: Query): NamedArrays {
  if (query.size > 0) {
    return extractKinds(results, query, "hcurves", ({ values, numSites, imts }) => {
      const numLevels = values.length / (numSites * imts.length);
      return npyNumbers(values, [numSites, imts.length, numLevels]);
    });
  }
  const type = results.parameters.imtls.map(([imt, levels]): [string, NpyType] => [
    imt,
    levels.map((level) => [floatLiteral(level), "<f4"]),
  ]);
  return extractAllStatistics(results, type, (statistic) => results.kind("hcurves", statistic));
}
