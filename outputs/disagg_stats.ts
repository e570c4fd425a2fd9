/** Disaggregations of the mean over realizations. */
import { exportDisaggregation } from "./disagg_csv.ts";
import type { OutputType } from "./output_type.ts";

export const disaggStats: OutputType = {
  type: "disagg-stats",
  title: "Statistical Disaggregation Outputs",
  dataset: "disagg-stats",
  isPresent: ({ store }) => store.has("disagg-stats"),
  exporters: { csv: (results) => exportDisaggregation(results, "stats") },
};
