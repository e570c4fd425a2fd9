/** Which sources exceed a level of the curves, by probability. */
import { readMeanRatesBySource } from "../datastore/mean_rates.ts";
import { npyBytes, npyByteStrings, npyNumbers, npyRecords } from "../formats/npy.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { ExtractError, type NamedArrays } from "./output_type.ts";
import type { Query } from "./query.ts";

/**
 * Answers `site_id=0&imt_id=0&lvl_id=-1` (each 0 if not given; negative ones count from the end): the sources by the
 * probability with which they exceed the level in the investigation time, highest first. As the engine did before it
 * had `mean_rates_by_src`.
 */
export function extractDisaggBySrc(results: CalculationResults, query: Query): NamedArrays {
  const { rates, numSites, imts, numLevels, sourceIds } = readMeanRatesBySource(results.store);
  const years = results.parameters.investigationTime!;
  const indices = { site_id: numSites, imt_id: imts.length, lvl_id: numLevels };
  const [site, m, l] = Object.entries(indices).map(([name, size]) => {
    const asked = Number(query.get(name)?.[0] ?? 0), index = asked < 0 ? asked + size : asked;
    if (Number.isInteger(index) && index >= 0 && index < size) return index;
    throw new ExtractError(`IndexError: index ${asked} is out of bounds for ${name} with size ${size}`);
  });
  const start = ((site * imts.length + m) * numLevels + l) * sourceIds.length;
  const rows = sourceIds.map((sourceId, s) => ({ sourceId, poe: -Math.expm1(-rates[start + s] * years) }))
    .toSorted((a, b) => b.poe - a.poe);
  return [
    ["json", npyBytes(JSON.stringify({ site_id: site, imt_id: m, lvl_id: l }))],
    [
      "array",
      npyRecords([
        ["src_id", npyByteStrings(rows.map((row) => row.sourceId))],
        ["poe", npyNumbers(Float64Array.from(rows, (row) => row.poe))],
      ]),
    ],
  ];
}
