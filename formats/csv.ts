/**
 * Reading of CSV tables (RFC 4180): quoted cells, CRLF or LF, a byte order mark, and comment lines starting with "#"
 * above the header, as in the engine's own exports.
 */
import { InputError } from "../hazard/input_error.ts";

/** Cells of a file as text, by row; all rows have as many cells as there are columns. */
export interface CsvTable {
  /** name for the error texts */
  readonly file: string;
  /** names of the columns, without outer white space; empty if the file has no header */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** line of each row, from 1 */
  readonly lines: readonly number[];
}

interface Row {
  readonly cells: string[];
  readonly line: number;
}

/**
 * Reads a table; empty lines are left out.
 * @param hasHeader whether the first row holds the names of the columns
 * @throws InputError for an unclosed quote, letters after a closing quote, a row with too many or too few cells, a
 * column name that comes twice, or a file without rows where a header is expected
 */
export function parseCsv(text: string, file: string, hasHeader = true): CsvTable {
  const rows = withoutComments(parseRows(text.replace(/^\uFEFF/, ""), file));
  const header = hasHeader ? rows.shift()?.cells.map((name) => name.trim()) : [];
  if (header === undefined) throw new InputError({ file, message: "the file is empty, expected a header" });
  const repeated = header.find((name, i) => header.indexOf(name) < i);
  if (repeated !== undefined) {
    throw new InputError({ file, parameter: repeated, message: "the column comes twice" });
  }

  const numCells = hasHeader ? header.length : rows[0]?.cells.length;
  const wrong = rows.filter(({ cells }) => cells.length !== numCells);
  if (wrong.length) {
    throw new InputError(wrong.map(({ cells, line }) => ({
      file,
      line,
      message: `expected ${numCells} cells, got ${cells.length}`,
    })));
  }
  return { file, header, rows: rows.map(({ cells }) => cells), lines: rows.map(({ line }) => line) };
}

/** The text cells of a column. */
export function textColumn(table: CsvTable, name: string): string[] {
  const index = columnIndex(table, name);
  return table.rows.map((cells) => cells[index].trim());
}

/**
 * The numbers of a column.
 * @throws InputError for every cell that is not a finite number
 */
export function numberColumn(table: CsvTable, name: string): Float64Array {
  const cells = textColumn(table, name);
  const values = Float64Array.from(cells, (cell) => cell === "" ? NaN : Number(cell));
  const problems = cells.flatMap((cell, row) => {
    if (Number.isFinite(values[row])) return [];
    const message = `expected a number, got ${cell === "" ? "nothing" : `"${cell}"`}`;
    return [{ file: table.file, line: table.lines[row], parameter: name, message }];
  });
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

/** Leaves out the comment lines at the top; further down "#" is a letter like others. */
function withoutComments(rows: readonly Row[]): Row[] {
  const start = rows.findIndex(({ cells }) => !cells[0].startsWith("#"));
  return start < 0 ? [] : rows.slice(start);
}

function parseRows(text: string, file: string): Row[] {
  const rows: Row[] = [];
  let cells: string[] = [];
  let line = 1, rowLine = 1, at = 0;

  function endRow(): void {
    if (cells.length > 1 || cells[0].trim() !== "") rows.push({ cells, line: rowLine });
    cells = [];
    rowLine = line;
  }

  function quotedCell(): string {
    const openLine = line;
    let cell = "";
    for (at++;; at++) {
      const end = text.indexOf('"', at);
      if (end < 0) {
        throw new InputError({ file, line: openLine, message: 'a quoted cell lacks its closing "' });
      }
      cell += text.slice(at, end);
      at = end + 1;
      if (text[at] !== '"') break;
      cell += '"';
    }
    line += cell.split("\n").length - 1;
    return cell;
  }

  while (at < text.length) {
    if (text[at] === '"') {
      cells.push(quotedCell());
      if (at < text.length && !",\r\n".includes(text[at])) {
        throw new InputError({
          file,
          line,
          message: `expected a comma after the closing ", got "${text[at]}"`,
        });
      }
    } else {
      const start = at;
      while (at < text.length && !",\r\n".includes(text[at])) at++;
      cells.push(text.slice(start, at));
    }
    if (text[at] === ",") {
      at++;
      // a comma at the end of the text is followed by one more, empty cell
      if (at < text.length) continue;
      cells.push("");
    } else if (text[at] === "\r" || text[at] === "\n") {
      at += text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1;
      line++;
    }
    endRow();
  }
  return rows;
}
