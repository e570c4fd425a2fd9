/** CSV files as the reference engine writes them: a comment row, a header, lines that end in CR LF. */
import { floatLiteral, textLiteral } from "../formats/python_literal.ts";
import { TextBuffer } from "../formats/text_buffer.ts";
import type { StoredSites } from "../datastore/sites.ts";
import type { CalculationResults } from "./calculation_results.ts";
import type { ExportedFile } from "./output_type.ts";
import { TemporaryFile } from "./temporary_file.ts";

/** A column: its name, and what writes the cell of a row, which goes into the file as it is (see `textColumn`). */
export type CsvColumn = readonly [name: string, write: (out: TextBuffer, row: number) => void];

/** Key and value of the comment row; the value is a Python literal. */
export type CommentItem = readonly [key: string, literal: string];

/** Where the numbers come from: the first items of every comment row. */
export function provenance({ store }: CalculationResults): CommentItem[] {
  const version = store.attribute("", "engine_version") ?? "unknown";
  const date = store.attribute("", "date") ?? "unknown";
  return [
    ["generated_by", textLiteral(`OpenQuake engine ${version}`)],
    ["start_date", textLiteral(String(date))],
    ["checksum", String(store.attribute("", "checksum32") ?? "unknown")],
  ];
}

/** The item `investigation_time=50.0`, absent in scenarios. */
export function investigationTime({ parameters }: CalculationResults): CommentItem[] {
  const years = parameters.investigationTime;
  return years === null ? [] : [["investigation_time", floatLiteral(years)]];
}

/** A file `<stem>_<calculation>.csv`. */
export function csvFile(
  results: CalculationResults,
  stem: string,
  comment: readonly CommentItem[],
  columns: readonly CsvColumn[],
  numRows: number,
): ExportedFile {
  const out = new TextBuffer();
  appendHeader(out, comment, columns.map(([name]) => name));
  appendRows(out, columns, numRows);
  return { name: csvName(results, stem), bytes: out.bytes() };
}

/** Some rows of a table, by column. */
export interface CsvPiece {
  readonly columns: readonly CsvColumn[];
  readonly numRows: number;
}

/** Bytes of a table that are kept in memory, all of them if there are no more. */
const BYTES_IN_MEMORY = 16 << 20;

/** A file as by `csvFile` of any number of rows, which is written to disk piece by piece if it is long. */
export function longCsvFile(
  results: CalculationResults,
  stem: string,
  comment: readonly CommentItem[],
  names: readonly string[],
  pieces: Iterable<CsvPiece>,
): ExportedFile {
  const name = csvName(results, stem), out = new TextBuffer();
  let file: TemporaryFile | undefined;
  appendHeader(out, comment, names);
  for (const { columns, numRows } of pieces) {
    appendRows(out, columns, numRows);
    if (out.length < BYTES_IN_MEMORY) continue;
    (file ??= new TemporaryFile(name)).append(out.bytes());
    out.clear();
  }
  if (!file) return { name, bytes: out.bytes() };
  file.append(out.bytes());
  return file;
}

function csvName({ calcId }: CalculationResults, stem: string): string {
  return `${stem.replaceAll("/", "-")}_${calcId}.csv`;
}

function appendHeader(out: TextBuffer, comment: readonly CommentItem[], names: readonly string[]): void {
  const commentText = comment.map(([key, literal]) => `${key}=${literal}`).join(", ");
  const padding = Array.from({ length: Math.max(0, names.length - 2) }, () => "");
  out.text(csvLine(["#", ...padding, commentText]));
  out.text(csvLine(names));
}

function appendRows(out: TextBuffer, columns: readonly CsvColumn[], numRows: number): void {
  for (let row = 0; row < numRows; row++) {
    columns.forEach(([, write], c) => {
      if (c > 0) out.text(",");
      write(out, row);
    });
    out.text("\r\n");
  }
}

function csvLine(cells: readonly string[]): string {
  return cells.map(quoted).join(",") + "\r\n";
}

function quoted(cell: string): string {
  return /[,"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Column of texts, quoted where they would break the file. */
export function textColumn(name: string, texts: ArrayLike<string>): CsvColumn {
  return [name, (out, row) => out.text(quoted(texts[row]))];
}

/** Column of numbers in scientific notation, zero without sign; rows are `stride` apart in `values`, from `start` on. */
export function scientificColumn(
  name: string,
  values: ArrayLike<number>,
  { start = 0, stride = 1, digits = 6 } = {},
): CsvColumn {
  // adding 0 takes the sign off a negative zero
  return [name, (out, row) => out.exponent(values[start + row * stride] + 0, digits)];
}

/** Coordinates with 5 decimals: site id if the job gives them, lon, lat, and depth where any is not 0. */
export function siteColumns(sites: StoredSites): CsvColumn[] {
  const isAtSeaLevel = sites.depth.every((depth) => depth === 0);
  return [
    ...customIdColumn(sites),
    degreesColumn("lon", sites.lon),
    degreesColumn("lat", sites.lat),
    ...(isAtSeaLevel ? [] : [degreesColumn("depth", sites.depth)]),
  ];
}

/** The site id of the job, where there is one. */
export function customIdColumn({ customSiteIds }: StoredSites): CsvColumn[] {
  return customSiteIds ? [textColumn("custom_site_id", customSiteIds)] : [];
}

/** Degrees or km with 5 decimals. */
export function degreesColumn(name: string, values: ArrayLike<number>): CsvColumn {
  return [name, (out, row) => out.fixed(values[row], 5)];
}
