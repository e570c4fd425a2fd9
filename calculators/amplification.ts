/** The amplification functions of a job, and whether its sites are those they are for. */
import { basename } from "node:path";
import {
  type CsvTable,
  hasColumn,
  numberColumn,
  parseCsv,
  requireColumns,
  textColumn,
} from "../formats/csv.ts";
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import type { SharedSources } from "../hazard/logictree/sources_of_paths.ts";
import type { AmplificationFunction } from "../hazard/site/amplification.ts";
import {
  type KernelAmplification,
  rockLevelsFor,
  soilExceedance,
} from "../hazard/site/kernel_amplification.ts";
import type { SiteCollection } from "../hazard/site/site_collection.ts";
import { codeOfText, textOfCode } from "../hazard/site/site_text.ts";
import { mostOccurrences, type RuptureOptions } from "../hazard/source/ruptures.ts";
import { filesOf } from "./parameters/inputs.ts";
import type { Job as JobFileContent } from "./parameters/job.ts";

/** What turns curves on rock into curves on soil. */
export interface CurveAmplification {
  /** levels on soil, the same for all measures */
  readonly soilLevels: readonly number[];
  /** by code of the site parameter ampcode */
  readonly functions: ReadonlyMap<number, AmplificationFunction>;
}

interface AmplificationTable {
  readonly file: string;
  /** by code of the site parameter ampcode */
  readonly functions: ReadonlyMap<number, AmplificationFunction>;
  /** largest deviation of any function */
  readonly largestDeviation: number;
  /** m/s of the rock that the functions are for; undefined where ruptures are amplified one by one */
  readonly referenceVs30?: number;
}

/**
 * Reads the `amplification` table of a job; undefined if there is none.
 *
 * Functions may differ by magnitude and distance where ruptures are amplified one by one; those of the smallest ones
 * count for all, as in the reference.
 * @throws InputError for a table that lacks vs30_ref, a measure of the job, or has a level twice
 */
export async function readAmplification(
  { parameters, inputs }: JobFileContent,
  read: (path: string) => Promise<string>,
): Promise<AmplificationTable | undefined> {
  const [path] = filesOf(inputs, "amplification");
  if (path === undefined) return undefined;
  const file = basename(path), text = await read(path);
  const table = parseCsv(text, file), imts = Object.keys(parameters.hazard_imtls);
  requireColumns(table, ["ampcode", ...imts]);
  const deviations = table.header.filter((name) => name.startsWith("sigma_"));
  const largestDeviation = deviations.reduce(
    (largest, name) => numberColumn(table, name).reduce((max, value) => Math.max(max, value), largest),
    0,
  );
  if (parameters.amplification_method === "kernel") {
    return { file, largestDeviation, functions: functionsOf(table, imts, smallestRows(table)) };
  }
  const [, vs30] = /^#.*vs30_ref\s*=\s*(\d+(?:\.\d*)?)/m.exec(text) ?? [];
  if (vs30 === undefined) {
    throw new InputError({ file, line: 1, message: "expected a first line like #,,,vs30_ref=760" });
  }
  if (hasColumn(table, "from_mag")) {
    const message = "curves can't be amplified by magnitude and distance, leave from_mag and from_rrup out " +
      "or give amplification_method = kernel";
    throw new InputError({ file, parameter: "from_mag", message });
  }
  const functions = functionsOf(table, imts, [...Array(table.size).keys()]);
  return { file, largestDeviation, referenceVs30: Number(vs30), functions };
}

/** Rows of the smallest magnitude and distance. */
function smallestRows(table: CsvTable): number[] {
  const columns = ["from_mag", "from_rrup"].filter((name) => hasColumn(table, name)).map((name) => {
    const values = numberColumn(table, name);
    return { values, smallest: values.reduce((min, value) => Math.min(min, value), Infinity) };
  });
  return [...Array(table.size).keys()].filter((row) =>
    columns.every(({ values, smallest }) => values[row] === smallest)
  );
}

/** What the functions of a job do: to curves, or to the shaking by each rupture. */
export function amplificationOf(
  { functions, largestDeviation, referenceVs30 }: AmplificationTable,
  { parameters: { hazard_imtls, soil_intensities } }: JobFileContent,
): { amplification: CurveAmplification } | { kernelAmplification: KernelAmplification } {
  if (referenceVs30 !== undefined) return { amplification: { soilLevels: soil_intensities!, functions } };
  const soilLevels = Object.values(hazard_imtls).map((levels) => Float64Array.from(levels, Math.log));
  const rockLevels = soilLevels.map((levels) => rockLevelsFor(levels, largestDeviation));
  const exceedances = new Map(Array.from(functions, ([code, ofCode]) => [
    code,
    Object.keys(hazard_imtls).map((imt, m) => soilExceedance(rockLevels[m], soilLevels[m], ofCode, imt)),
  ]));
  return { kernelAmplification: { rockLevels, soilLevels, exceedances } };
}

/** Functions by code, of some rows of the table. */
function functionsOf(
  table: CsvTable,
  imts: readonly string[],
  rows: readonly number[],
): Map<number, AmplificationFunction> {
  const codes = textColumn(table, "ampcode");
  const levels = hasColumn(table, "level") ? numberColumn(table, "level") : new Float64Array(table.size);
  const medians = imts.map((imt) => numberColumn(table, imt));
  const deviations = imts.map((imt) =>
    hasColumn(table, `sigma_${imt}`) ? numberColumn(table, `sigma_${imt}`) : new Float64Array(table.size)
  );
  const problems: InputProblem[] = [];
  const functions = [...Map.groupBy(rows, (row) => codes[row])].map(([code, rows]) => {
    rows.slice(1).forEach((row, k) => {
      if (levels[row] > levels[rows[k]]) return;
      const message = `ampcode ${code}: expected a level above ${levels[rows[k]]}, got ${levels[row]}`;
      problems.push({ file: table.file, line: table.lines[row], parameter: "level", message });
    });
    return [codeOfText("ampcode", code), {
      levels: rows.map((row) => levels[row]),
      factors: Object.fromEntries(imts.map((imt, m) => [imt, {
        medians: rows.map((row) => medians[m][row]),
        deviations: rows.map((row) => deviations[m][row]),
      }])),
    }] as const;
  });
  if (problems.length) throw new InputError(problems);
  return new Map(functions);
}

/**
 * Checks that there is a function for each site and, where curves are amplified, that sites are the rock that the
 * functions are for; with one function sites need no ampcode.
 * @throws InputError with the codes that are missing, or the vs30 that is too far off
 */
export function checkAmplifiedSites(
  { functions, file, referenceVs30 }: AmplificationTable,
  { parameters: { ampcode, vs30 } }: SiteCollection,
  { parameters: { vs30_tolerance: tolerance }, lines }: JobFileContent,
  iniFile: string,
): void {
  const missing = [...new Set(ampcode ?? [0])].filter((code) =>
    !functions.has(code) && !(code === 0 && functions.size === 1)
  );
  if (missing.length) {
    const codes = missing.map((code) => textOfCode("ampcode", code) || "(none)").join(", ");
    throw new InputError({ file, parameter: "ampcode", message: `has no function for sites with ${codes}` });
  }
  if (tolerance < 0 || referenceVs30 === undefined) return;
  const off = vs30?.find((value) => Math.abs(value - referenceVs30) > tolerance);
  if (off === undefined) return;
  const message = `a site has vs30 ${off}, the amplification functions are for ${referenceVs30}: ` +
    "give vs30_tolerance if this is near enough, or -1";
  throw new InputError({
    file: iniFile,
    line: lines.get("vs30_tolerance"),
    parameter: "vs30_tolerance",
    message,
  });
}

/**
 * Checks that all sources have rates, without which ruptures can't be amplified one by one.
 * @throws InputError at `place` naming a source that has none
 */
export function checkAmplifiedSources(
  { referenceVs30 }: AmplificationTable,
  groups: readonly SharedSources[],
  options: RuptureOptions,
  place: Omit<InputProblem, "message">,
): void {
  if (referenceVs30 !== undefined) return;
  const without = groups.flatMap(({ sources }) => sources).find((source) =>
    source.dependence?.clusterRate !== undefined || mostOccurrences(source, options) > 0
  );
  if (!without) return;
  const message =
    `kernel needs sources with rates, ${without.kind}Source "${without.id}" has probabilities ` +
    "of occurrence: give amplification_method = convolution";
  throw new InputError({ ...place, message });
}
