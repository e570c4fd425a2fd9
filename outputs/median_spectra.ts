/** Median spectra: by group of sources where there are several, and of all together, a file per site and probability. */
import {
  readMedianSpectra,
  readMedianSpectrumContexts,
  readSpectrumPeriods,
  SPECTRUM_KINDS,
} from "../datastore/median_spectra.ts";
import { npyNumbers, npyTexts } from "../formats/npy.ts";
import { floatLiteral } from "../formats/python_literal.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { type CommentItem, csvFile, provenance, scientificColumn, textColumn } from "./csv_table.ts";
import { type ExportedFile, ExtractError, type NamedArrays, type OutputType } from "./output_type.ts";
import type { Query } from "./query.ts";

export const medianSpectra: OutputType = {
  type: "median_spectra",
  title: "Median Spectra per Site and PoE",
  dataset: "median_spectra",
  isPresent: ({ store }) => store.has("median_spectra"),
  exporters: { csv: exportSpectra },
};

export const medianSpectrumDisagg: OutputType = {
  type: "median_spectrum_disagg",
  title: "Median Spectrum Disaggregation",
  dataset: "median_spectrum_disagg",
  isPresent: ({ store }) => store.has("median_spectrum_disagg"),
  exporters: { csv: exportContexts },
};

/** Number, longitude and latitude of a site. */
export function siteComment({ sites }: CalculationResults, site: number): CommentItem[] {
  return [
    ["site_id", String(site)],
    ["lon", floatLiteral(sites.lon[site])],
    ["lat", floatLiteral(sites.lat[site])],
  ];
}

function exportSpectra(results: CalculationResults): ExportedFile[] {
  const { sites, parameters: { poes }, store } = results;
  const periods = readSpectrumPeriods(store), M = periods.length;
  return Array.from({ length: sites.size }, (_, site) => site).flatMap((site) =>
    poes.flatMap((poe, p) => {
      const comment = [
        ...provenance(results),
        ...siteComment(results, site),
        ["poe", floatLiteral(poe)] as const,
      ];
      const spectra = readMedianSpectra(store, site, p);
      const numGroups = spectra.length / (3 * M);
      const sums = new Float64Array(3 * M);
      spectra.forEach((value, k) => sums[k % (3 * M)] += value);
      const all = csvFile(results, `median_spectrum-${site}-${p}`, comment, [
        scientificColumn("period", periods, { digits: 5 }),
        scientificColumn("spec", sums.subarray(0, M).map(Math.exp), { digits: 5 }),
        ...SPECTRUM_KINDS.map((kind, k) => scientificColumn(kind, sums, { start: k * M, digits: 5 })),
      ], M);
      return numGroups > 1
        ? [spectraByGroup(results, `${site}-${p}`, comment, spectra, periods), all]
        : [all];
    })
  );
}

/** The values of the groups by period and kind, zeros left out. */
function spectraByGroup(
  results: CalculationResults,
  place: string,
  comment: readonly CommentItem[],
  spectra: Float32Array,
  periods: readonly number[],
): ExportedFile {
  const M = periods.length, numGroups = spectra.length / (3 * M);
  const rows = Array.from({ length: numGroups }, (_, group) => group).flatMap((group) =>
    periods.flatMap((period, m) =>
      SPECTRUM_KINDS.map((kind, k) => ({ group, kind, period, value: spectra[(group * 3 + k) * M + m] }))
    )
  ).filter(({ value }) => value !== 0);
  return csvFile(results, `median_spectra-${place}`, comment, [
    textColumn("grp_id", rows.map(({ group }) => String(group))),
    textColumn("kind", rows.map(({ kind }) => kind)),
    scientificColumn("period", rows.map(({ period }) => period), { digits: 5 }),
    scientificColumn("value", rows.map(({ value }) => value), { digits: 5 }),
  ], rows.length);
}

/** A file for each group of sources and measure; a row is a rupture. */
function exportContexts(results: CalculationResults): ExportedFile[] {
  const comment = [...provenance(results), ...siteComment(results, 0)];
  return results.parameters.imtls.flatMap(([imt], m) =>
    readMedianSpectrumContexts(results.store, m).map(({ group, rupture, columns }) =>
      csvFile(results, `median_spectrum_disagg-${group}-${imt}`, comment, [
        textColumn("rup_id", Array.from(rupture, String)),
        ...columns.map(([name, values]) => scientificColumn(name, values, { digits: 5 })),
      ], rupture.length)
    )
  );
}

/** Weighted means, sigmas and weights of a `site_id` and `poe_id`, shape (groups, 3, M). */
export function extractMedianSpectra({ store }: CalculationResults, query: Query): NamedArrays {
  const [site, poe] = ["site_id", "poe_id"].map((name) => {
    const value = query.get(name)?.[0];
    if (value === undefined) throw new ExtractError(`KeyError: '${name}'`);
    return Number(value);
  });
  const [numGroups, numSites, , M, P] = store.shape("median_spectra");
  if (!(site >= 0 && site < numSites && poe >= 0 && poe < P)) {
    throw new ExtractError(`IndexError: there is no site ${site} with probability number ${poe}`);
  }
  return [
    ["shape_descr", npyTexts(["grp_id", "kind", "period"])],
    ["grp_id", npyNumbers(BigInt64Array.from({ length: numGroups }, (_, group) => BigInt(group)))],
    ["kind", npyTexts(SPECTRUM_KINDS)],
    ["period", npyNumbers(Float64Array.from(readSpectrumPeriods(store)))],
    ["array", npyNumbers(readMedianSpectra(store, site, poe), [numGroups, 3, M])],
  ];
}
