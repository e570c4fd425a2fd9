/** The assets that the calculation used, as an exposure that a job can start from. */
import { readCostUnits } from "../datastore/exposure.ts";
import type { Column } from "../datastore/values.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { type CsvColumn, csvFile, provenance, textColumn } from "./csv_table.ts";
import type { ExportedFile, OutputType } from "./output_type.ts";

export const exposure: OutputType = {
  type: "exposure",
  title: "Exposure",
  dataset: "exposure",
  // as in the reference not without costs
  isPresent: ({ store }) => store.has("exposure") && store.shape("exposure")[0] > 0,
  exporters: { zip: exportFiles },
};

/** Fields that mean nothing outside of the calculation. */
const INTERNAL = ["ordinal", "site_id"];

/** Digits after the first one of a number. */
const DIGITS = 5;

function exportFiles(results: CalculationResults): ExportedFile[] {
  const tagNames = results.store.attribute("assetcol/tagcol", "tagnames") as string[];
  const csv = assetFile(results, tagNames);
  const name = `exposure_${results.calcId}.xml`;
  return [{ name, bytes: new TextEncoder().encode(modelText(results, tagNames, csv.name)) }, csv];
}

function assetFile(results: CalculationResults, tagNames: readonly string[]): ExportedFile {
  const { store } = results, assets = store.table("assetcol/array");
  const fields = Object.entries(assets).filter(([name]) =>
    !INTERNAL.includes(name) && !tagNames.includes(name)
  );
  const columns = [
    ...fields.map(([name, cells]) => fieldColumn(name, cells)),
    ...tagNames.toSorted().map((name) => {
      const texts = store.texts(`assetcol/tagcol/${name}`);
      return textColumn(name, Array.from(assets[name] as Uint32Array, (code) => texts[code]));
    }),
  ];
  return csvFile(results, "assetcol", provenance(results), columns, (assets.id as string[]).length);
}

function fieldColumn(name: string, cells: Column): CsvColumn {
  if (name === "id") return textColumn(name, cells as string[]);
  const values = cells as Float32Array;
  if (name === "lon" || name === "lat") return [name, (out, row) => out.fixed(values[row], DIGITS)];
  return [name, (out, row) => out.exponent(values[row], DIGITS)];
}

function modelText(
  { store }: CalculationResults,
  tagNames: readonly string[],
  assetFileName: string,
): string {
  // the reference repeats how costs were given, though its file, as this one, has those of whole assets
  const costTypes = readCostUnits(store).map(({ name, unit }) =>
    `        <costType name="${escaped(name)}" type="aggregated" unit="${escaped(unit)}"/>\n`
  );
  const periods = store.attribute("exposure", "occupancy_periods") as string[];
  return `<?xml version="1.0" encoding="utf-8"?>
<nrml xmlns="http://openquake.org/xmlns/nrml/0.5">
  <exposureModel id="exposure" category="buildings">
    <description>Generated exposure</description>
    <conversions>
      <costTypes>
${costTypes.join("")}      </costTypes>
    </conversions>
    <occupancyPeriods>${periods.map(escaped).join(" ")}</occupancyPeriods>
    <tagNames>${tagNames.filter((name) => name !== "taxonomy").map(escaped).join(" ")}</tagNames>
    <assets>${escaped(assetFileName)}</assets>
  </exposureModel>
</nrml>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
