/** The tables of a disaggregation as CSV: a file for each kind and site. */
import { readDisaggregationBins } from "../datastore/disaggregation.ts";
import { floatLiteral, textLiteral } from "../formats/python_literal.ts";
import type { CalculationResults } from "./calculation_results.ts";
import {
  type CommentItem,
  type CsvColumn,
  csvFile,
  investigationTime,
  provenance,
  scientificColumn,
  textColumn,
} from "./csv_table.ts";
import { type DisaggregationPart, parseSpec, readPart } from "./disaggregation_part.ts";
import { byName } from "./file_names.ts";
import type { ExportedFile } from "./output_type.ts";

/** Digits after the point of all numbers. */
const DIGITS = 5;

/** Files such as "Mag_Dist-mean-0": kinds without any contribution at a site have none. */
export function exportDisaggregation(results: CalculationResults, spec: string): ExportedFile[] {
  const { group, isTraditional } = parseSpec(spec);
  const infix = (group === "disagg-stats" ? "-mean" : "") + (isTraditional ? "-traditional" : "");
  const files: ExportedFile[] = [];
  for (let site = 0; site < results.sites.size; site++) {
    for (const kind of results.store.names(group)) {
      const part = readPart(results, kind, site, { group, isTraditional });
      if (part.values.every((value) => value === 0)) continue;
      const rows = rowsByMeasure(part);
      files.push(
        csvFile(
          results,
          `${kind}${infix}-${site}`,
          commentOf(results, part, site, spec),
          columnsOf(part, rows),
          rows.length,
        ),
      );
    }
  }
  return files.toSorted(byName);
}

/** Places in the values, by measure as a text, then poe, then in order. */
function rowsByMeasure({ imts, poes, values, names }: DisaggregationPart): number[] {
  const M = imts.length, P = poes.length, numRows = values.length / names.length;
  const measures = imts.map((_, m) => m).toSorted((a, b) =>
    imts[a] < imts[b] ? -1 : imts[a] > imts[b] ? 1 : 0
  );
  const levels = Array.from(poes, (_, p) => p).toSorted((a, b) => poes[a] - poes[b]);
  const cells = Array.from({ length: numRows / (M * P) }, (_, cell) => cell);
  return measures.flatMap((m) => levels.flatMap((p) => cells.map((cell) => (cell * M + m) * P + p)));
}

function columnsOf(part: DisaggregationPart, rows: readonly number[]): CsvColumn[] {
  const { axes, imts, poes, levels, names, values, shape } = part;
  const M = imts.length, P = poes.length;
  const number = (name: string, of: (row: number) => number) =>
    scientificColumn(name, rows.map(of), { digits: DIGITS });
  return [
    textColumn("imt", rows.map((row) => imts[Math.floor(row / P) % M])),
    number("iml", (row) => levels[row % (M * P)]),
    number("poe", (row) => poes[row % P]),
    ...axes.map(([name, labels], axis) => {
      const stride = shape.slice(axis + 1, -1).reduce((product, n) => product * n, 1);
      const index = (row: number) => Math.floor(row / stride) % labels.length;
      return ArrayBuffer.isView(labels)
        ? number(name, (row) => (labels as Float64Array)[index(row)])
        : textColumn(name, rows.map((row) => (labels as readonly string[])[index(row)]));
    }),
    ...names.map((name, z) => number(name, (row) => values[row * names.length + z])),
  ];
}

function commentOf(
  results: CalculationResults,
  { weights, realizations }: DisaggregationPart,
  site: number,
  spec: string,
): CommentItem[] {
  const { store, sites } = results, { mag, dist, lon, lat, eps, trt } = readDisaggregationBins(store);
  const { iml_disagg: byLevel, disagg_bin_edges: given = {} } = store.oqparam();
  const isByLevel = byLevel !== undefined;
  // edges that a job gives as whole numbers are told as such
  const edges = (axis: string, numbers: ArrayLike<number>) =>
    axis in (given as Record<string, unknown>) && Array.from(numbers).every(Number.isInteger)
      ? `[${Array.from(numbers).join(", ")}]`
      : listLiteral(numbers);
  return [
    ...provenance(results),
    ...investigationTime(results),
    ["mag_bin_edges", edges("mag", mag)],
    ["dist_bin_edges", edges("dist", dist)],
    ["lon_bin_edges", edges("lon", lon[site])],
    ["lat_bin_edges", edges("lat", lat[site])],
    ["eps_bin_edges", edges("eps", eps)],
    ["tectonic_region_types", `[${trt.map(textLiteral).join(", ")}]`],
    ["lon", floatLiteral(sites.lon[site])],
    ["lat", floatLiteral(sites.lat[site])],
    ...(spec.startsWith("rlzs") || isByLevel
      ? [
        ["weights", listLiteral(weights)] as const,
        ["rlz_ids", `[${realizations.join(", ")}]`] as const,
      ]
      : []),
  ];
}

function listLiteral(numbers: ArrayLike<number>): string {
  return `[${Array.from(numbers, floatLiteral).join(", ")}]`;
}
