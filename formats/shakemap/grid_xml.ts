/**
 * ShakeMap grids of the USGS: grid.xml with the medians, uncertainty.xml with the deviations at the same points.
 * ShakeMap manual, "Products and formats": https://ghsc.code-pages.usgs.gov/esi/shakemap/manual4_0/
 */
import { InputError, type InputProblem } from "../../hazard/input_error.ts";
import type { ShakeMap } from "../../hazard/shakemap/shake_map.ts";
import { parseDecimal } from "../decimal.ts";
import { wordSpans } from "../word_spans.ts";
import { parseXml, type XmlElement } from "../xml.ts";
import { measureColumn, MEDIAN_COLUMNS } from "./fields.ts";

const MAX_PROBLEMS = 20;

/** A column of a grid that counts. */
interface GridColumn {
  readonly name: string;
  /** place in a row, from 0 */
  readonly index: number;
  readonly values: Float32Array;
}

/**
 * Reads a grid; deviations are 0 where it has none.
 * @throws InputError for a file that is no grid, lacks columns, has rows that are too short, or values that are no
 * numbers or negative
 */
export function readShakeMapGrid(text: string, file: string): ShakeMap {
  const root = parseXml(text, file);
  const data = root.children.find(({ tag }) => tag === "grid_data");
  if (root.tag !== "shakemap_grid" || !data) {
    const message = `expected a shakemap_grid with grid_data, got <${root.tag}>`;
    throw new InputError({ file, line: root.line, message });
  }
  // lines of rows are counted from where the text of the element begins
  const rows = data.text.split("\n").map((row, i) => ({ row, line: data.line + i }))
    .filter(({ row }) => row.trim() !== "");
  if (rows.length === 0) throw new InputError({ file, line: data.line, message: "grid_data is empty" });
  const columns = columnsOf(root, file, rows.length), problems: InputProblem[] = [];
  rows.forEach(({ row, line }, i) => {
    if (problems.length < MAX_PROBLEMS) {
      readRow(row, i, columns, (problem) => problems.push({ file, line, ...problem }));
    }
  });
  if (problems.length) throw new InputError(problems.slice(0, MAX_PROBLEMS));
  return mapOf(columns, rows.length);
}

/** The columns that the grid_field elements announce. */
function columnsOf(root: XmlElement, file: string, numRows: number): GridColumn[] {
  const columns = root.children.filter(({ tag }) => tag === "grid_field").flatMap(({ attributes, line }) => {
    const { name, index } = attributes;
    if (name !== "LON" && name !== "LAT" && !measureColumn(name ?? "")) return [];
    if (/^[1-9]\d{0,3}$/.test(index)) {
      return [{ name, index: Number(index) - 1, values: new Float32Array(numRows) }];
    }
    const message = `expected the index of the column from 1 on, got "${index}"`;
    throw new InputError({ file, line, parameter: `grid_field "${name}"`, message });
  });
  const has = (name: string) => columns.some((column) => column.name === name);
  const missing = ["LON", "LAT"].filter((name) => !has(name));
  if (missing.length === 0 && columns.length === 2) missing.push(`${MEDIAN_COLUMNS.join(" or ")}`);
  if (missing.length === 0) return columns;
  throw new InputError({ file, line: root.line, message: `there is no grid_field ${missing.join(" and ")}` });
}

function readRow(
  row: string,
  i: number,
  columns: readonly GridColumn[],
  report: (problem: Pick<InputProblem, "parameter" | "message">) => void,
): void {
  const spans = wordSpans(row);
  for (const { name, index, values } of columns) {
    if (2 * index >= spans.length) {
      report({ parameter: name, message: `expected ${index + 1} values or more, got ${spans.length / 2}` });
      return;
    }
    const word = row.slice(spans[2 * index], spans[2 * index + 1]), isUnknown = /^nan$/i.test(word);
    const value = isUnknown ? NaN : parseDecimal(word),
      problem = isUnknown ? undefined : wrongValue(name, value);
    if (problem) report({ parameter: name, message: `${problem}, got "${word}"` });
    values[i] = value;
  }
}

function wrongValue(name: string, value: number): string | undefined {
  if (!Number.isFinite(value)) return "expected a number";
  if (name === "LON") return Math.abs(value) > 180 ? "expected a longitude" : undefined;
  if (name === "LAT") return Math.abs(value) > 90 ? "expected a latitude" : undefined;
  return value < 0 ? "expected a number from 0 on" : undefined;
}

function mapOf(columns: readonly GridColumn[], size: number): ShakeMap {
  const medians = new Map<string, Float32Array>(), deviations = new Map<string, Float32Array>();
  for (const { name, values } of columns) {
    const measure = measureColumn(name);
    if (measure) (measure.isDeviation ? deviations : medians).set(measure.imt, values);
  }
  for (const imt of medians.keys()) if (!deviations.has(imt)) deviations.set(imt, new Float32Array(size));
  const column = (wanted: string) => columns.find(({ name }) => name === wanted)!.values;
  return { size, lon: column("LON"), lat: column("LAT"), medians, deviations };
}

/**
 * The grid with the deviations of another one.
 * @param file name of the other one
 * @throws InputError if its points are not those of the grid
 */
export function withUncertainty(grid: ShakeMap, uncertainty: ShakeMap, file: string): ShakeMap {
  if (uncertainty.size !== grid.size) {
    throw new InputError({ file, message: `has ${uncertainty.size} points, the grid ${grid.size}` });
  }
  if ([...uncertainty.deviations.values()].every((column) => column.every((value) => value === 0))) {
    throw new InputError({ file, message: "there are no deviations, expected columns like STDPGA" });
  }
  const other = grid.lon.findIndex((lon, i) =>
    lon !== uncertainty.lon[i] || grid.lat[i] !== uncertainty.lat[i]
  );
  if (other >= 0) {
    const place = (map: ShakeMap) => `${map.lon[other]} ${map.lat[other]}`;
    const message = `point ${other + 1} is at ${place(uncertainty)}, that of the grid at ${place(grid)}`;
    throw new InputError({ file, message });
  }
  return { ...grid, deviations: new Map([...grid.deviations, ...uncertainty.deviations]) };
}
