/** Maps of what a volcano does: points with intensities in CSV, or an area as well-known text in a column "geom". */
import type { RingedArea } from "../hazard/geo/rings.ts";
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import { numberColumn, parseCsv, requireColumns, textColumn } from "./csv.ts";
import { parsePolygons } from "./well_known_text.ts";

/** Points by column, those with an intensity above 0. */
export interface PerilPoints {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly intensity: Float64Array;
}

const MAX_PROBLEMS = 20;

/**
 * Reads such a map.
 * @param largest most that an intensity may be
 * @throws InputError for columns that are missing, places that there are not or that come twice, intensities out of
 * range, and geometries that are no polygons
 */
export function readPerilMap(text: string, file: string, largest: number): PerilPoints | RingedArea {
  if (/^geom\s+[^"\s]/.test(text)) {
    throw new InputError({
      file,
      line: 2,
      parameter: "geom",
      message: "the geometry must be in quotation marks",
    });
  }
  const table = parseCsv(text, file);
  if (table.header.join() === "geom") {
    if (table.size !== 1) throw new InputError({ file, message: `expected one geometry, got ${table.size}` });
    const [geometry] = textColumn(table, "geom");
    try {
      return parsePolygons(geometry);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new InputError({ file, line: table.lines[0], parameter: "geom", message: error.message });
    }
  }
  requireColumns(table, ["lon", "lat", "intensity"]);
  const [lon, lat, intensity] = ["lon", "lat", "intensity"].map((name) => numberColumn(table, name));
  const problems: InputProblem[] = [], lineOf = new Map<string, number>(), kept: number[] = [];
  for (let row = 0; row < table.size && problems.length < MAX_PROBLEMS; row++) {
    const line = table.lines[row], place = `${lon[row]} ${lat[row]}`, value = intensity[row];
    const report = (parameter: string, message: string) => problems.push({ file, line, parameter, message });
    if (Math.abs(lon[row]) > 180) report("lon", `expected a longitude, got ${lon[row]}`);
    if (Math.abs(lat[row]) > 90) report("lat", `expected a latitude, got ${lat[row]}`);
    if (value < 0 || value > largest) {
      const range = largest === Infinity ? "a number from 0 on" : `a number from 0 to ${largest}`;
      report("intensity", `expected ${range}, got ${value}`);
    }
    if (value === 0) continue;
    const before = lineOf.get(place);
    if (before !== undefined) report("lon", `${place} has an intensity in line ${before} already`);
    lineOf.set(place, line);
    kept.push(row);
  }
  if (problems.length > 0) throw new InputError(problems);
  if (kept.length === 0) throw new InputError({ file, message: "there is no intensity above 0" });
  const pick = (column: Float64Array) => Float64Array.from(kept, (row) => column[row]);
  return { lon: pick(lon), lat: pick(lat), intensity: pick(intensity) };
}
