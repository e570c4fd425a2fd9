/** Files of ruptures in CSV: one a row, its surface as JSON. */
import { InputError } from "../hazard/input_error.ts";
import { numberColumn, parseCsv, requireColumns, textColumn } from "./csv.ts";
import { parsePythonValue } from "./python_value.ts";

/** Points of a part of a surface, row by row; degrees and km. */
export interface WrittenMesh {
  readonly rows: number;
  readonly cols: number;
  readonly lon: readonly number[];
  readonly lat: readonly number[];
  readonly depth: readonly number[];
}

/** A rupture as written. */
export interface WrittenRupture {
  readonly line: number;
  readonly seed: number;
  readonly mag: number;
  /** degrees */
  readonly rake: number;
  /** degrees and km */
  readonly hypocentre: { readonly lon: number; readonly lat: number; readonly depth: number };
  readonly tectonicRegionType: string;
  /** names of its class and that of its surface */
  readonly kind: string;
  /** of each part of the surface */
  readonly meshes: readonly WrittenMesh[];
  /** per year; NaN if there is none */
  readonly occurrenceRate: number;
}

export interface RuptureFile {
  /** in the order that the first line gives */
  readonly tectonicRegionTypes: readonly string[];
  readonly ruptures: readonly WrittenRupture[];
}

const NUMBERS = ["seed", "mag", "rake", "lon", "lat", "dep"] as const;
const TEXTS = ["trt", "kind", "mesh", "extra"] as const;

/**
 * Reads a file of ruptures.
 * @throws InputError for missing columns, types that the first line doesn't name, and surfaces that make no sense
 */
export function readRuptureCsv(text: string, file: string): RuptureFile {
  const tectonicRegionTypes = readTypes(text, file), table = parseCsv(text, file);
  requireColumns(table, [...NUMBERS, ...TEXTS]);
  const [seed, mag, rake, lon, lat, depth] = NUMBERS.map((name) => numberColumn(table, name));
  const [trt, kind, mesh, extra] = TEXTS.map((name) => textColumn(table, name));
  if (table.size === 0) throw new InputError({ file, message: "there are no ruptures" });
  const ruptures = table.lines.map((line, i): WrittenRupture => {
    const wrong = (parameter: string, message: string) => new InputError({ file, line, parameter, message });
    if (!tectonicRegionTypes.includes(trt[i])) {
      throw wrong(
        "trt",
        `"${trt[i]}" is not among those of the first line: ${tectonicRegionTypes.join(", ")}`,
      );
    }
    return {
      line,
      seed: seed[i],
      mag: mag[i],
      rake: rake[i],
      hypocentre: { lon: lon[i], lat: lat[i], depth: depth[i] },
      tectonicRegionType: trt[i],
      kind: kind[i],
      meshes: meshesOf(mesh[i], (message) => wrong("mesh", message)),
      occurrenceRate: rateOf(extra[i], (message) => wrong("extra", message)),
    };
  });
  return { tectonicRegionTypes, ruptures };
}

/** The value of `trts` in the first line. */
function readTypes(text: string, file: string): string[] {
  const [, list] = /^\ufeff?#[^\n]*?\btrts=(\[[^\]]*\])/.exec(text) ?? [];
  try {
    const types = list === undefined ? undefined : parsePythonValue(list);
    if (Array.isArray(types) && types.every((type) => typeof type === "string")) return types as string[];
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const message = `expected a first line like #,,,"trts=['Active Shallow Crust']"`;
  throw new InputError({ file, line: 1, message });
}

/** Parts of shape (3, rows, columns): longitudes, latitudes and depths. */
function meshesOf(text: string, wrong: (message: string) => InputError): WrittenMesh[] {
  const parts = parsed(text, wrong);
  if (!Array.isArray(parts) || parts.length === 0) throw wrong("expected a list of parts of the surface");
  return parts.map((part) => {
    const isPart = Array.isArray(part) && part.length === 3 && part.every(isMatrix) &&
      part.every((matrix) => matrix.length === part[0].length && matrix[0].length === part[0][0].length);
    if (!isPart) {
      throw wrong("expected longitudes, latitudes and depths, each as rows of equally many numbers");
    }
    const [lon, lat, depth] = (part as number[][][]).map((matrix) => matrix.flat());
    return { rows: part[0].length, cols: part[0][0].length, lon, lat, depth };
  });
}

function isMatrix(value: unknown): value is number[][] {
  return Array.isArray(value) && value.length > 0 &&
    value.every((row) =>
      Array.isArray(row) && row.length > 0 && row.length === value[0].length &&
      row.every((cell) => typeof cell === "number")
    );
}

function rateOf(text: string, wrong: (message: string) => InputError): number {
  const extra = parsed(text, wrong), rate = (extra as Record<string, unknown> | null)?.occurrence_rate;
  return typeof rate === "number" ? rate : NaN;
}

/** JSON in which Python has written numbers that JSON does not know. */
function parsed(text: string, wrong: (message: string) => InputError): unknown {
  try {
    return JSON.parse(text.replaceAll(/\bNaN\b/g, '"NaN"'), (_, value) => value === "NaN" ? NaN : value);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw wrong(`expected JSON: ${error.message}`);
  }
}
