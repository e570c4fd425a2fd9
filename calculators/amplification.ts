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
import type { AmplificationFunction } from "../hazard/site/amplification.ts";
import type { SiteCollection } from "../hazard/site/site_collection.ts";
import { codeOfText, textOfCode } from "../hazard/site/site_text.ts";
import { filesOf } from "./parameters/inputs.ts";
import type { Job as JobFileContent } from "./parameters/job.ts";

/** What turns curves on rock into curves on soil. */
export interface CurveAmplification {
  /** levels on soil, the same for all measures */
  readonly soilLevels: readonly number[];
  /** by code of the site parameter ampcode */
  readonly functions: ReadonlyMap<number, AmplificationFunction>;
}

interface AmplificationTable extends CurveAmplification {
  readonly file: string;
  /** m/s of the rock that the functions are for */
  readonly referenceVs30: number;
}

/**
 * Reads the `amplification` table of a job; undefined if there is none.
 * @throws InputError for a table that lacks vs30_ref, a measure of the job, or has a level twice
 */
export async function readAmplification(
  { parameters, inputs }: JobFileContent,
  read: (path: string) => Promise<string>,
): Promise<AmplificationTable | undefined> {
  const [path] = filesOf(inputs, "amplification");
  if (path === undefined) return undefined;
  if (parameters.amplification_method === "kernel") {
    const message = "kernel is not supported yet, expected convolution";
    throw new InputError({
      file: basename(inputs.job_ini as string),
      parameter: "amplification_method",
      message,
    });
  }
  const file = basename(path), text = await read(path);
  const [, vs30] = /^#.*vs30_ref\s*=\s*(\d+(?:\.\d*)?)/m.exec(text) ?? [];
  if (vs30 === undefined) {
    throw new InputError({ file, line: 1, message: "expected a first line like #,,,vs30_ref=760" });
  }
  const table = parseCsv(text, file), imts = Object.keys(parameters.hazard_imtls);
  requireColumns(table, ["ampcode", ...imts]);
  if (hasColumn(table, "from_mag")) {
    const message =
      "amplification by magnitude and distance is not supported yet, leave from_mag and from_rrup out";
    throw new InputError({ file, parameter: "from_mag", message });
  }
  return {
    file,
    referenceVs30: Number(vs30),
    soilLevels: parameters.soil_intensities!,
    functions: functionsOf(table, imts),
  };
}

function functionsOf(table: CsvTable, imts: readonly string[]): Map<number, AmplificationFunction> {
  const codes = textColumn(table, "ampcode");
  const levels = hasColumn(table, "level") ? numberColumn(table, "level") : new Float64Array(table.size);
  const medians = imts.map((imt) => numberColumn(table, imt));
  const deviations = imts.map((imt) =>
    hasColumn(table, `sigma_${imt}`) ? numberColumn(table, `sigma_${imt}`) : new Float64Array(table.size)
  );
  const problems: InputProblem[] = [];
  const functions = [...Map.groupBy(codes.keys(), (row) => codes[row])].map(([code, rows]) => {
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
 * Checks that there is a function for each site, and that sites are the rock that the functions are for; with one
 * function sites need no ampcode.
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
  if (tolerance < 0) return;
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
