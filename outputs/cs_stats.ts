/** Mean conditional spectra: median and deviation by probability and period, a file for each site. */
import { readLabelledGroup } from "../datastore/labelled_group.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { csvFile, provenance, scientificColumn, textColumn } from "./csv_table.ts";
import { siteComment } from "./median_spectra.ts";
import type { ExportedFile, OutputType } from "./output_type.ts";

export const csStats: OutputType = {
  type: "cs-stats",
  title: "Mean Conditional Spectra",
  dataset: "cs-stats",
  isPresent: ({ store }) => store.has("cs-stats"),
  exporters: { csv: exportCsv },
};

function exportCsv(results: CalculationResults): ExportedFile[] {
  const { array, axes, values } = readLabelledGroup(results.store, "cs-stats");
  const [sites, poes, stats, periods] = axes.map(([, labels]) =>
    Array.from(labels as ArrayLike<string | number>)
  );
  const perSite = poes.length * stats.length * periods.length * values.length;
  return sites.map((_, site) => {
    const ofSite = array.subarray(site * perSite, (site + 1) * perSite);
    const rows = poes.flatMap((poe) =>
      stats.flatMap((stat) => periods.map((period) => ({ poe, stat, period })))
    );
    return csvFile(
      results,
      `conditional-spectrum-${site}`,
      [...provenance(results), ...siteComment(results, site)],
      [
        scientificColumn("poe", rows.map(({ poe }) => Number(poe)), { digits: 5 }),
        textColumn("stat", rows.map(({ stat }) => String(stat))),
        scientificColumn("period", rows.map(({ period }) => Number(period)), { digits: 5 }),
        ...values.map((name, k) =>
          scientificColumn(name, ofSite, { start: k, stride: values.length, digits: 5 })
        ),
      ],
      rows.length,
    );
  });
}
