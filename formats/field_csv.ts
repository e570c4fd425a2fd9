/** Files of ground motion fields in CSV: a row for each site and event. */
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import { type CsvTable, hasColumn, numberColumn, parseCsv, requireColumns, textColumn } from "./csv.ts";

/** Fields as written, by column. */
export interface WrittenFields {
  readonly file: string;
  readonly size: number;
  /** line of each row */
  readonly lines: readonly number[];
  /** numbers of sites, or their ids where the file has these */
  readonly siteIds?: Uint32Array;
  readonly customSiteIds?: readonly string[];
  readonly eventIds: Uint32Array;
  /** by name of the column, without the prefix of intensity measures */
  readonly values: ReadonlyMap<string, Float32Array>;
}

/** Columns that tell where and when, under any of their names. */
const SITE = ["site_id", "sid"], EVENT = ["event_id", "eid"], REALIZATION = ["rlz_id", "rlzi"];
const CUSTOM_SITE = "custom_site_id", PREFIX = "gmv_";
const MAX_PROBLEMS = 20;

/**
 * Reads a file of fields.
 * @throws InputError for missing columns, ids that are no numbers from 0 on, values that are negative
 */
export function readFieldCsv(text: string, file: string): WrittenFields {
  const table = parseCsv(text, file);
  const event = EVENT.find((name) => hasColumn(table, name)),
    site = SITE.find((name) => hasColumn(table, name));
  if (event === undefined) requireColumns(table, [EVENT[0]]);
  if (site === undefined && !hasColumn(table, CUSTOM_SITE)) requireColumns(table, [SITE[0]]);
  const others = [...SITE, ...EVENT, ...REALIZATION, CUSTOM_SITE];
  const names = table.header.filter((name) => !others.includes(name));
  if (names.length === 0) {
    throw new InputError({ file, message: "there is no column of an intensity measure" });
  }
  return {
    file,
    size: table.size,
    lines: table.lines,
    ...(site === undefined
      ? { customSiteIds: textColumn(table, CUSTOM_SITE) }
      : { siteIds: idColumn(table, site) }),
    eventIds: idColumn(table, event!),
    values: new Map(names.map((name) => [name.replace(/^gmv_/, ""), shakingColumn(table, name)])),
  };
}

function idColumn(table: CsvTable, name: string): Uint32Array {
  const values = numberColumn(table, name);
  const isId = (value: number) => Number.isInteger(value) && value >= 0 && value < 2 ** 32;
  throwFor(table, name, values, isId, "expected a number from 0 on");
  return Uint32Array.from(values);
}

function shakingColumn(table: CsvTable, name: string): Float32Array {
  const values = numberColumn(table, name);
  const what = name.startsWith(PREFIX) ? "an intensity" : "a value";
  throwFor(table, name, values, (value) => value >= 0, `${what} can't be negative`);
  return Float32Array.from(values);
}

function throwFor(
  { file, lines }: CsvTable,
  parameter: string,
  values: Float64Array,
  isGood: (value: number) => boolean,
  message: string,
): void {
  const problems: InputProblem[] = [];
  for (let row = 0; row < values.length && problems.length < MAX_PROBLEMS; row++) {
    if (isGood(values[row])) continue;
    problems.push({ file, line: lines[row], parameter, message: `${message}, got ${values[row]}` });
  }
  if (problems.length) throw new InputError(problems);
}
