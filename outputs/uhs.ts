/** Uniform hazard spectra: the maps of PGA and SA, by probability of exceedance and then by period. */
import { npyNumbers, type NpyType } from "../formats/npy.ts";
import { npz } from "../formats/npz.ts";
import { formatFixed } from "../formats/c_format.ts";
import { textLiteral } from "../formats/python_literal.ts";
import type { CalculationResults } from "./calculation_results.ts";
import { csvFile, investigationTime, provenance, scientificColumn, siteColumns } from "./csv_table.ts";
import { VALUE_ONLY } from "./extracted.ts";
import { byName } from "./file_names.ts";
import { extractAllStatistics } from "./hazard_sites.ts";
import { hasCurves } from "./hcurves.ts";
import { exportedKinds, extractKinds, hazardFileStem } from "./kinds.ts";
import type { ExportedFile, NamedArrays, OutputType } from "./output_type.ts";
import type { Query } from "./query.ts";

export const uhs: OutputType = {
  type: "uhs",
  title: "Uniform Hazard Spectra",
  isPresent: (results) => results.parameters.uniformHazardSpectra && hasCurves(results),
  exporters: { csv: exportCsv, npz: exportNpz },
};

/** Spectra of shape (sites, P, spectral measures), from maps of shape (sites, M, P). */
function spectra(maps: Float32Array, imts: readonly string[], numPoes: number): Float32Array {
  const spectral = imts.flatMap((imt, m) => isSpectral(imt) ? [m] : []);
  const numSites = maps.length / (imts.length * numPoes);
  const out = new Float32Array(numSites * numPoes * spectral.length);
  let i = 0;
  for (let site = 0; site < numSites; site++) {
    for (let p = 0; p < numPoes; p++) {
      for (const m of spectral) out[i++] = maps[(site * imts.length + m) * numPoes + p];
    }
  }
  return out;
}

function isSpectral(imt: string): boolean {
  return imt.startsWith("PGA") || imt.startsWith("SA");
}

/** A field for each probability with one for each spectral measure. */
function spectraType(imts: readonly string[], poes: readonly number[]): [string, NpyType][] {
  const measures = imts.filter(isSpectral).map((imt): [string, NpyType] => [imt, "<f4"]);
  return poes.map((poe) => [formatFixed(poe, 6), measures]);
}

/** A file for each kind. */
function exportCsv(results: CalculationResults): ExportedFile[] {
  const { imtls, poes } = results.parameters;
  const imts = imtls.map(([imt]) => imt);
  const names = poes.flatMap((poe) => imts.filter(isSpectral).map((imt) => `${formatFixed(poe, 6)}~${imt}`));
  if (names.length === 0) return [];
  const positions = siteColumns(results.sites);
  const start = provenance(results);
  return exportedKinds(results).map((kind) => {
    const values = spectra(results.kind("hmaps", kind), imts, poes.length);
    const comment = [...start, ["kind", textLiteral(kind)] as const, ...investigationTime(results)];
    const columns = names.map((name, i) =>
      scientificColumn(name, values, { start: i, stride: names.length })
    );
    return csvFile(
      results,
      hazardFileStem("uhs", kind),
      comment,
      [...positions, ...columns],
      results.sites.size,
    );
  }).toSorted(byName);
}

function exportNpz(results: CalculationResults): ExportedFile[] {
  const arrays = [...extractUhs(results, new Map()), VALUE_ONLY];
  return [{ name: `uhs_${results.calcId}.npz`, bytes: npz(arrays) }];
}

/** Structured arrays (n,) by kind; without a query all statistics at all sites. */
export function extractUhs(results: CalculationResults, query: Query): NamedArrays {
  const { imtls, poes } = results.parameters;
  if (query.size > 0) {
    return extractKinds(results, query, "hmaps", ({ values, numSites, imts }) => {
      const { data } = npyNumbers(spectra(values, imts, poes.length));
      return { type: spectraType(imts, poes), shape: [numSites], data };
    });
  }
  const imts = imtls.map(([imt]) => imt);
  return extractAllStatistics(
    results,
    spectraType(imts, poes),
    (statistic) => spectra(results.kind("hmaps", statistic), imts, poes.length),
  );
}
