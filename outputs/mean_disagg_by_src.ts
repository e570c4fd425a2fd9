/** Rates of exceeding a level by source, magnitude, distance and epsilon, for the sources that matter. */
import { readLabelledGroup } from "../datastore/labelled_group.ts";
import { floatLiteral, textLiteral } from "../formats/python_literal.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { csvFile, provenance, scientificColumn, textColumn } from "./csv_table.ts";
import type { ExportedFile, OutputType } from "./output_type.ts";

export const meanDisaggBySrc: OutputType = {
  type: "mean_disagg_by_src",
  title: "Mag-Dist-Eps Disaggregation per Source",
  dataset: "mean_disagg_by_src",
  isPresent: ({ store }) => store.has("mean_disagg_by_src"),
  exporters: { csv: exportCsv },
};

/** A file for each site that was disaggregated; zeros are left out. */
function exportCsv(results: CalculationResults): ExportedFile[] {
  const { store, sites } = results;
  const vs30 = sites.columns.find(({ name }) => name === "vs30")?.values as Float64Array | undefined;
  return store.names("mean_disagg_by_src").map((name) => {
    const site = Number(name);
    const { array, axes } = readLabelledGroup(store, `mean_disagg_by_src/${name}`);
    const [ids, mags, dists, eps, imts] = axes.map(([, labels]) => labels as ArrayLike<string | number>);
    const levels = store.numbers(`mean_disagg_by_src/${name}/iml`);
    // np.float64(...) is how the reference's Python prints a number of NumPy inside a dictionary
    const levelOf = Array.from(
      levels,
      (level, m) => `${textLiteral(String(imts[m]))}: np.float64(${floatLiteral(level)})`,
    );
    const rows = Array.from(array.keys()).filter((k) => array[k] > 0);
    const labels = (axis: number): ArrayLike<string | number> => [ids, mags, dists, eps, imts][axis];
    const cells = (axis: number) => {
      const stride = axes.slice(axis + 1).reduce((product, [, { length }]) => product * length, 1);
      return rows.map((k) => labels(axis)[Math.floor(k / stride) % labels(axis).length]);
    };
    const number = (name: string, axis: number) =>
      scientificColumn(name, cells(axis).map(Number), { digits: 5 });
    return csvFile(
      results,
      sites.size === 1 ? "mean_disagg_by_src" : `mean_disagg_by_src-${site}`,
      [
        ...provenance(results),
        ["lon", floatLiteral(sites.lon[site])],
        ["lat", floatLiteral(sites.lat[site])],
        ...(vs30 ? [["vs30", floatLiteral(vs30[site])] as const] : []),
        ["iml_disagg", `{${levelOf.join(", ")}}`],
      ],
      [
        textColumn("source_id", cells(0).map(String)),
        number("mag", 1),
        number("dist", 2),
        number("eps", 3),
        textColumn("imt", cells(4).map(String)),
        scientificColumn("afoe", rows.map((k) => array[k]), { digits: 5 }),
      ],
      rows.length,
    );
  });
}
