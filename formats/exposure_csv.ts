/** Assets in CSV, a row each; what the columns mean is said by the exposure model that names the file. */
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import { type AssetTable, COSTS, COUNTS, DAY_TIMES, TextCoder, type TextCodes } from "../risk/asset_table.ts";
import { type CsvTable, numberColumn, parseCsv } from "./csv.ts";
import { cellText } from "./csv_cells.ts";
import type { ExposureHeader } from "./nrml/exposure.ts";

/** Columns that every file of assets has. */
const PLACE_COLUMNS = ["id", "lon", "lat"];

/** What exported exposures put before names of numbers. */
const PREFIX = /^(value-|occupants_)/;

/** Degrees up to which longitudes and latitudes go. */
const LIMITS = { lon: 180, lat: 90 };

/** So many problems of a file are told. */
const MAX_PROBLEMS = 20;

/**
 * Reads assets; columns without meaning are passed over.
 * @throws InputError if columns are missing or have the same meaning, if there are no assets, and for cells that are no
 * numbers where numbers are expected
 */
export function readAssetsCsv(text: string, file: string, header: ExposureHeader): AssetTable {
  const table = parseCsv(text, file);
  if (table.size === 0) {
    throw new InputError({ file, message: "the file has no assets, expected at least one" });
  }
  const columns = columnsByMeaning(table, header);
  const numbers = (meanings: readonly string[], isUsed = (_: string) => true) =>
    new Map(
      meanings.filter((meaning) => columns.has(meaning) && isUsed(meaning)).map((
        meaning,
      ) => [meaning, numberColumn(table, columns.get(meaning)!)]),
    );
  const optional = (meaning: string) =>
    columns.has(meaning) ? numberColumn(table, columns.get(meaning)!) : undefined;
  const { costTypes } = header;
  const otherCosts = [...costTypes.keys()].filter((name) => !COUNTS.includes(name) && !COSTS.includes(name));
  return {
    file,
    size: table.size,
    lines: table.lines,
    ids: textCells(table, columns.get("id")!),
    lon: degrees(table, columns.get("lon")!, LIMITS.lon),
    lat: degrees(table, columns.get("lat")!, LIMITS.lat),
    values: numbers(
      [...COUNTS, ...COSTS, ...otherCosts],
      (name) => COUNTS.includes(name) || costTypes.has(name),
    ),
    occupants: numbers([
      ...DAY_TIMES,
      ...header.occupancyPeriods.filter((name) => !DAY_TIMES.includes(name)),
    ]),
    ideductible: optional("ideductible"),
    retrofitted: optional("retrofitted"),
    tags: new Map(
      ["taxonomy", ...header.tagNames].map((name) => [name, codedCells(table, columns.get(name)!)]),
    ),
  };
}

/** Names of the columns by what they mean. */
function columnsByMeaning(table: CsvTable, header: ExposureHeader): Map<string, string> {
  const { file } = table, problems: InputProblem[] = [];
  const columns = new Map<string, string>();
  for (const column of table.header) {
    const meanings = header.fields.filter((field) => field.column === column).map(({ meaning }) => meaning);
    for (const meaning of meanings.length ? meanings : [column.replace(PREFIX, "")]) {
      const other = columns.get(meaning);
      if (other !== undefined) {
        problems.push({ file, parameter: column, message: `has the same meaning as ${other}: ${meaning}` });
      }
      columns.set(meaning, column);
    }
  }
  const needed = [
    ...[...PLACE_COLUMNS, "number", "taxonomy"],
    ...[...header.costTypes.keys(), ...header.occupancyPeriods, ...header.tagNames],
  ];
  for (const meaning of needed) {
    if (columns.has(meaning)) continue;
    const message = `the column is missing, ${header.file} declares it; the file has ${
      table.header.join(", ")
    }`;
    problems.push({ file, parameter: meaning, message });
  }
  for (const { column, meaning } of header.fields) {
    if (table.header.includes(column) || needed.includes(meaning)) continue;
    const message = `the column is missing, ${header.file} declares it as ${meaning}`;
    problems.push({ file, parameter: column, message });
  }
  if (problems.length) throw new InputError(problems.slice(0, MAX_PROBLEMS));
  return columns;
}

function degrees(table: CsvTable, column: string, limit: number): Float64Array {
  const values = numberColumn(table, column), problems: InputProblem[] = [];
  for (let row = 0; row < values.length && problems.length < MAX_PROBLEMS; row++) {
    if (Math.abs(values[row]) <= limit) continue;
    const message = `expected a number from ${-limit} to ${limit}, got ${values[row]}`;
    problems.push({ file: table.file, line: table.lines[row], parameter: column, message });
  }
  if (problems.length) throw new InputError(problems);
  return values;
}

function textCells({ text, spans, header, size }: CsvTable, column: string): string[] {
  const first = 2 * header.indexOf(column), stride = 2 * header.length;
  return Array.from({ length: size }, (_, row) => {
    const i = first + row * stride;
    return cellText(text, spans[i], spans[i + 1]);
  });
}

/** The texts of a column with few different ones. */
function codedCells({ text, spans, header, size }: CsvTable, column: string): TextCodes {
  const coder = new TextCoder(), codes = new Uint32Array(size);
  const first = 2 * header.indexOf(column), stride = 2 * header.length;
  for (let row = 0, i = first; row < size; row++, i += stride) {
    codes[row] = coder.code(cellText(text, spans[i], spans[i + 1]));
  }
  return { texts: coder.texts, codes };
}
