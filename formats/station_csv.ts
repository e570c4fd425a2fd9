/** Records of stations in CSV: a row for each station, of each measure X the columns X_VALUE and X_LN_SIGMA. */
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import { type CsvTable, parseCsv, requireColumns, textColumn } from "./csv.ts";
import { parseDecimal } from "./decimal.ts";

/** What stations recorded, by column. */
export interface WrittenStations {
  readonly file: string;
  readonly size: number;
  /** line of each row */
  readonly lines: readonly number[];
  readonly ids: readonly string[];
  /** degrees */
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly measures: readonly RecordedColumn[];
}

/** One measure; where a station has no record both numbers are NaN. */
export interface RecordedColumn {
  /** as the column spells it */
  readonly name: string;
  /** above 0 */
  readonly values: Float64Array;
  /** of the natural logarithms; of the values themselves where it is MMI */
  readonly deviations: Float64Array;
}

const ID = "STATION_ID", LONGITUDE = "LONGITUDE", LATITUDE = "LATITUDE", VALUE = "_VALUE";
/** Intensities are no logarithms. */
const INTENSITY = "MMI", SIGMA = "_LN_SIGMA", SIGMA_OF_INTENSITY = "_STDDEV";
/** What stands for no record. */
const NOTHING = ["", "nan", "na", "n/a", "null", "none"];
const MAX_PROBLEMS = 20;

/**
 * Reads a file of stations.
 * @throws InputError for missing columns, places that are not on Earth, records that are not above 0, and records
 * without deviation
 */
export function readStationCsv(text: string, file: string): WrittenStations {
  const table = parseCsv(text, file);
  requireColumns(table, [ID, LONGITUDE, LATITUDE]);
  const names = table.header.filter((name) => name.endsWith(VALUE)).map((name) =>
    name.slice(0, -VALUE.length)
  );
  if (names.length === 0) {
    const message = `there is no column of records such as PGA${VALUE}, the file has ${
      table.header.join(", ")
    }`;
    throw new InputError({ file, message });
  }
  const deviationOf = (name: string) => name + (name === INTENSITY ? SIGMA_OF_INTENSITY : SIGMA);
  requireColumns(table, names.map(deviationOf));
  const problems: InputProblem[] = [];
  const isRecord = (value: number) => value > 0 || Number.isNaN(value);
  const isAngle = (limit: number) => (value: number) => Math.abs(value) <= limit;
  const lon = column(table, LONGITUDE, isAngle(180), "expected degrees between -180 and 180", problems);
  const lat = column(table, LATITUDE, isAngle(90), "expected degrees between -90 and 90", problems);
  const measures = names.map((name) => {
    const remedy = "expected a record above 0: remove the station, or leave the cell empty";
    const values = column(table, name + VALUE, isRecord, remedy, problems);
    const isDeviation = (value: number, row: number) => value >= 0 || Number.isNaN(values[row]);
    const expected = `expected the deviation of the record, 0 or more`;
    return { name, values, deviations: column(table, deviationOf(name), isDeviation, expected, problems) };
  });
  if (problems.length) throw new InputError(problems.slice(0, MAX_PROBLEMS));
  return { file, size: table.size, lines: table.lines, ids: textColumn(table, ID), lon, lat, measures };
}

/** The numbers of a column, NaN for empty cells; a problem for each that is not good. */
function column(
  table: CsvTable,
  parameter: string,
  isGood: (value: number, row: number) => boolean,
  expected: string,
  problems: InputProblem[],
): Float64Array {
  return Float64Array.from(textColumn(table, parameter), (cell, row) => {
    const isNothing = NOTHING.includes(cell.toLowerCase()), value = isNothing ? NaN : parseDecimal(cell);
    const isNumber = isNothing || Number.isFinite(value);
    if (!isNumber || !isGood(value, row)) {
      const message = `${expected}, got ${cell === "" ? "nothing" : cell}`;
      problems.push({ file: table.file, line: table.lines[row], parameter, message });
    }
    return value;
  });
}
