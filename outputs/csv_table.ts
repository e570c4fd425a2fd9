/** CSV files as the reference engine writes them: a comment row, a header, lines that end in CR LF. */
import { formatExponent, formatFixed } from "../formats/c_format.ts";
import { floatLiteral, textLiteral } from "../formats/python_literal.ts";
import type { StoredSites } from "../datastore/sites.ts";
import type { CalculationResults } from "./calculation_results.ts";
import type { ExportedFile } from "./output_type.ts";

/** A column: its name and the text of a row, which goes into the file as it is (see `textColumn`). */
export type CsvColumn = readonly [name: string, cell: (row: number) => string];

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
  const commentText = comment.map(([key, literal]) => `${key}=${literal}`).join(", ");
  const padding = Array.from({ length: Math.max(0, columns.length - 2) }, () => "");
  const lines = [
    csvLine(["#", ...padding, commentText]),
    csvLine(columns.map(([name]) => name)),
  ];
  const cells = columns.map(([, cell]) => cell);
  for (let row = 0; row < numRows; row++) {
    let line = cells[0](row);
    for (let c = 1; c < cells.length; c++) line += "," + cells[c](row);
    lines.push(line + "\r\n");
  }
  const name = `${stem.replaceAll("/", "-")}_${results.calcId}.csv`;
  return { name, bytes: new TextEncoder().encode(lines.join("")) };
}

function csvLine(cells: readonly string[]): string {
  return cells.map(quoted).join(",") + "\r\n";
}

function quoted(cell: string): string {
  return /[,"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Column of texts, quoted where they would break the file. */
export function textColumn(name: string, texts: ArrayLike<string>): CsvColumn {
  return [name, (row) => quoted(texts[row])];
}

/** `%.<digits>E`; zero has no sign. */
export function scientific(x: number, digits: number): string {
  return formatExponent(x === 0 ? 0 : x, digits);
}

/** Column of numbers in scientific notation; rows are `stride` apart in `values`, from `start` on. */
export function scientificColumn(
  name: string,
  values: ArrayLike<number>,
  { start = 0, stride = 1, digits = 6 } = {},
): CsvColumn {
  return [name, (row) => scientific(values[start + row * stride], digits)];
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
  return [name, (row) => formatFixed(values[row], 5)];
}
