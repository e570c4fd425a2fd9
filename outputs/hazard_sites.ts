/** All statistics at all sites as one structured array, which the QGIS plugin loads as a layer. */
import { type NpyArray, npyByteStrings, npyNumbers, npyRecords, type NpyType } from "../formats/npy.ts";
import type { StoredSites } from "../datastore/sites.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { investigationTimeArray } from "./kinds.ts";
import type { NamedArrays } from "./output_type.ts";

/** Answers `hcurves`, `hmaps` and `uhs` without query; `values` are of shape (N, elements of `type`). */
export function extractAllStatistics(
  results: CalculationResults,
  type: NpyType,
  values: (statistic: string) => Float32Array,
): NamedArrays {
  const { sites, parameters } = results;
  const statistics = parameters.statistics.toSorted().map((statistic): [string, NpyArray] => {
    const { data } = npyNumbers(values(statistic));
    return [statistic, { type, shape: [sites.size], data }];
  });
  const time = ["investigation_time", investigationTimeArray(results)] as const;
  if (statistics.length === 0) return [time];
  return [time, ["all", npyRecords([...siteFields(sites), ...statistics])]];
}

/** Site id if the job gives them, lon, lat, and depth where any is not 0. */
function siteFields({ lon, lat, depth, customSiteIds }: StoredSites): [string, NpyArray][] {
  return [
    ...(customSiteIds ? [["custom_site_id", npyByteStrings(customSiteIds, 8)] as [string, NpyArray]] : []),
    ["lon", npyNumbers(lon)],
    ["lat", npyNumbers(lat)],
    ...(depth.every((km) => km === 0) ? [] : [["depth", npyNumbers(depth)] as [string, NpyArray]]),
  ];
}
