/** Mean hazard curves of each source, as annual frequencies of exceedance. */
import { readMeanRatesBySource } from "../datastore/mean_rates.ts";
import { formatFixed } from "../formats/c_format.ts";
import { floatLiteral } from "../formats/python_literal.ts";
import { npyBytes, npyByteStrings, npyNumbers, npyRecords } from "../formats/npy.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { csvFile, provenance, scientificColumn, textColumn } from "./csv_table.ts";
import { type ExportedFile, ExtractError, type NamedArrays, type OutputType } from "./output_type.ts";
import type { Query } from "./query.ts";

export const meanRatesBySrc: OutputType = {
  type: "mean_rates_by_src",
  title: "Hazard Curves per Source",
  dataset: "mean_rates_by_src",
  isPresent: ({ store }) => store.has("mean_rates_by_src"),
  exporters: { csv: exportCsv },
};

/** A file for each site; rows sorted by source, measure and level, zeros left out. */
function exportCsv(results: CalculationResults): ExportedFile[] {
  const { rates, imts, numLevels, sourceIds } = readMeanRatesBySource(results.store);
  const { sites } = results;
  const vs30 = sites.columns.find(({ name }) => name === "vs30")?.values as Float64Array | undefined;
  const levels = new Map(results.parameters.imtls);
  const order = { sources: sortedIndices(sourceIds), imts: sortedIndices(imts) };
  return Array.from({ length: sites.size }, (_, site) => {
    const rows = order.sources.flatMap((source) =>
      order.imts.flatMap((m) =>
        levels.get(imts[m])!.map((level, l) => {
          const rate = rates[((site * imts.length + m) * numLevels + l) * sourceIds.length + source];
          return { source: sourceIds[source], imt: imts[m], level, rate };
        })
      )
    ).filter(({ rate }) => rate > 0);
    const comment = [
      ...provenance(results),
      ["lon", floatLiteral(rounded(sites.lon[site]))] as const,
      ["lat", floatLiteral(rounded(sites.lat[site]))] as const,
      ...(vs30 ? [["vs30", floatLiteral(vs30[site])] as const] : []),
    ];
    return csvFile(results, `mean_rates_by_src-${site}`, comment, [
      textColumn("source_id", rows.map((row) => row.source)),
      textColumn("imt", rows.map((row) => row.imt)),
      scientificColumn("iml", rows.map((row) => row.level), { digits: 5 }),
      scientificColumn("afoe", rows.map((row) => row.rate), { digits: 5 }),
    ], rows.length);
  });
}

/** The sources by rate at `site_id` (default 0) for `imt` and `iml`, interpolated between levels, highest first. */
export function extractMeanRatesBySrc(results: CalculationResults, query: Query): NamedArrays {
  const { rates, imts, numLevels, sourceIds } = readMeanRatesBySource(results.store);
  const [imt, level] = ["imt", "iml"].map((name) => {
    const value = query.get(name)?.[0];
    if (value === undefined) throw new ExtractError(`KeyError: '${name}'`);
    return value;
  });
  const site = Number(query.get("site_id")?.[0] ?? 0);
  const m = imts.indexOf(String(imt));
  if (m < 0) throw new ExtractError(`ValueError: '${imt}' is not in list`);
  if (!(site >= 0 && site < results.sites.size)) {
    throw new ExtractError(`IndexError: there is no site ${site}`);
  }
  const levels = new Map(results.parameters.imtls).get(imts[m])!;
  const start = (site * imts.length + m) * numLevels * sourceIds.length;
  const rows = sourceIds.map((sourceId, source) => {
    const curve = levels.map((_, l) => rates[start + l * sourceIds.length + source]);
    return { sourceId, rate: interpolated(Number(level), levels, curve) };
  }).toSorted((a, b) => b.rate - a.rate);
  return [
    ["site_id", npyNumbers(BigInt64Array.of(BigInt(site)), [])],
    ["imt", npyBytes(String(imt))],
    ["iml", npyNumbers(Float64Array.of(Number(level)), [])],
    [
      "array",
      npyRecords([
        ["src_id", npyByteStrings(rows.map((row) => row.sourceId))],
        ["rate", npyNumbers(Float64Array.from(rows, (row) => row.rate))],
      ]),
    ],
  ];
}

function sortedIndices(texts: readonly string[]): number[] {
  return texts.map((_, i) => i).toSorted((a, b) =>
    texts[a] < texts[b] ? -1 : texts[a] > texts[b] ? 1 : a - b
  );
}

/** To 5 decimals. */
function rounded(degrees: number): number {
  return Number(formatFixed(degrees, 5));
}

/** Linear interpolation in ascending `xs`, constant outside. */
function interpolated(x: number, xs: readonly number[], ys: readonly number[]): number {
  const right = xs.findIndex((level) => level >= x);
  if (right < 0) return ys[ys.length - 1];
  if (right === 0) return ys[0];
  const share = (x - xs[right - 1]) / (xs[right] - xs[right - 1]);
  return ys[right - 1] + share * (ys[right] - ys[right - 1]);
}
