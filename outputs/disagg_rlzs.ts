/** Disaggregations of realizations. */
import { exportDisaggregation } from "./disagg_csv.ts";
import type { OutputType } from "./output_type.ts";

export const disaggRlzs: OutputType = {
  type: "disagg-rlzs",
  title: "Disaggregation Outputs Per Realization",
  dataset: "disagg-rlzs",
  isPresent: ({ store }) => store.has("disagg-rlzs"),
  exporters: { csv: (results) => exportDisaggregation(results, "rlzs") },
};

/** The same as shares of all exceedances; as in the reference exported to those who know its name, but not listed. */
export const disaggRlzsTraditional: OutputType = {
  type: "disagg-rlzs-traditional",
  title: "Disaggregation Outputs Per Realization, Traditional",
  isPresent: () => false,
  exporters: { csv: (results) => exportDisaggregation(results, "rlzs-traditional") },
};
