/**
 * Reading of CSV tables (RFC 4180): quoted cells, CRLF or LF, a byte order mark, and comment lines starting with "#"
 * above the header, as in the engine's own exports. Numbers are read straight from the text.
 */
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import { cellText, isQuoted, scanCells } from "./csv_cells.ts";
import { parseDecimal } from "./decimal.ts";

/** The cells of a file; all rows have as many as there are columns. */
export interface CsvTable {
  /** name for the error texts */
  readonly file: string;
  /** names of the columns, without outer white space; empty if the file has no header */
  readonly header: readonly string[];
  /** number of rows below the header */
  readonly size: number;
  /** line of each row, from 1 */
  readonly lines: readonly number[];
  /** the whole file, and start and end of the cells in it, row by row, quotes included */
  readonly text: string;
  readonly spans: Int32Array;
}

/** So many problems of a file are told: the rest are likely to be of the same kind. */
const MAX_PROBLEMS = 20;

/**
 * Reads a table whose first row holds the names of the columns; empty lines are left out.
 * @throws InputError for an unclosed quote, letters after a closing quote, rows with too many or too few cells (20 of
 * them), a column name that comes twice, or a file without rows
 */
export function parseCsv(text: string, file: string): CsvTable {
  const { spans, numColumns, lines, unequalRows } = scanCells(text, file);
  if (lines.length === 0) {
    throw new InputError({ file, message: "the file is empty, expected a header" });
  }
  const header = Array.from(
    { length: numColumns },
    (_, column) => cellText(text, spans[2 * column], spans[2 * column + 1]).trim(),
  );
  const repeated = header.find((name, i) => header.indexOf(name) < i);
  if (repeated !== undefined) {
    throw new InputError({ file, parameter: repeated, message: "the column comes twice" });
  }
  if (unequalRows.length) {
    throw new InputError(
      unequalRows.slice(0, MAX_PROBLEMS).map(({ line, numCells }) => ({
        file,
        line,
        message: `expected ${numColumns} cells, got ${numCells}`,
      })),
    );
  }
  return {
    file,
    header,
    size: lines.length - 1,
    lines: lines.slice(1),
    text,
    spans: spans.subarray(2 * numColumns, 2 * numColumns * lines.length),
  };
}

/** The text cells of a column. */
export function textColumn(table: CsvTable, name: string): string[] {
  const index = columnIndex(table, name), { text, spans, header } = table;
  return Array.from({ length: table.size }, (_, row) => {
    const i = 2 * (row * header.length + index);
    return cellText(text, spans[i], spans[i + 1]).trim();
  });
}

/**
 * The numbers of a column.
 * @throws InputError for cells that are not a finite number (20 of them)
 */
export function numberColumn(table: CsvTable, name: string): Float64Array {
  const index = columnIndex(table, name), { text, spans, size, header, file, lines } = table;
  const values = new Float64Array(size), problems: InputProblem[] = [];
  for (let row = 0; row < size && problems.length < MAX_PROBLEMS; row++) {
    const i = 2 * (row * header.length + index), start = spans[i], end = spans[i + 1];
    const value = isQuoted(text, start)
      ? parseDecimal(cellText(text, start, end))
      : parseDecimal(text, start, end);
    if (!Number.isFinite(value)) {
      const cell = cellText(text, start, end).trim();
      const message = `expected a number, got ${cell === "" ? "nothing" : `"${cell}"`}`;
      problems.push({ file, line: lines[row], parameter: name, message });
    }
    values[row] = value;
  }
  if (problems.length) throw new InputError(problems);
  return values;
}

/** Whether the table has a column of that name. */
export function hasColumn({ header }: CsvTable, name: string): boolean {
  return header.includes(name);
}

/** @throws InputError naming the columns that the table lacks */
export function requireColumns(table: CsvTable, names: readonly string[]): void {
  const problems = names.filter((name) => !hasColumn(table, name)).map((parameter) => ({
    file: table.file,
    parameter,
    message: `the column is missing, the file has ${table.header.join(", ")}`,
  }));
  if (problems.length) throw new InputError(problems);
}

function columnIndex(table: CsvTable, name: string): number {
  requireColumns(table, [name]);
  return table.header.indexOf(name);
}
