/** Site models: sites with what is known of their ground, in CSV or NRML. */
import { basename, relative } from "node:path";
import { type CsvTable, numberColumn, parseCsv, requireColumns, textColumn } from "../formats/csv.ts";
import { InputError, type InputProblem } from "../hazard/input_error.ts";
import { readSiteModel as readNrmlSiteModel, type SiteModelTable } from "../formats/nrml/site_model.ts";
import { havePlacesTwice } from "../formats/same_places.ts";
import { roundHalfEven } from "../hazard/geo/geodesy.ts";
import { type SiteCollection, siteCollection, type SiteParameter } from "../hazard/site/site_collection.ts";
import { codeOfText, type TextParameter } from "../hazard/site/site_text.ts";
import { parsePoint, type Point } from "./parameters/hazard_parsers.ts";
import { filesOf, type Inputs } from "./parameters/inputs.ts";
import type { JobParameters } from "./parameters/job.ts";
import type { SitesRequest } from "./sites_request.ts";

/** What is known of a site but for where it is. */
type GroundParameter = Exclude<SiteParameter, "lon" | "lat">;

/** Parameters that are kept, and whether they are numbers, yes or no, or text (kept as a code). */
const KEPT: Readonly<Record<GroundParameter, "number" | "flag" | "text">> = {
  ampcode: "text",
  amplfactor: "number",
  backarc: "number",
  bas: "flag",
  ch_ampl03: "number",
  ch_ampl06: "number",
  ch_phis2s03: "number",
  ch_phis2s06: "number",
  ch_phiss03: "number",
  ch_phiss06: "number",
  ec8: "text",
  ec8_p18: "text",
  f0: "number",
  geology: "text",
  h800: "number",
  ilabel: "number",
  kappa0: "number",
  PHV: "number",
  THV: "number",
  region: "number",
  siteclass: "text",
  slope: "number",
  soiltype: "number",
  vs30: "number",
  vs30measured: "flag",
  xvf: "number",
  friction_mid: "number",
  cohesion_mid: "number",
  saturation: "number",
  dry_density: "number",
  slab_thickness: "number",
  Fs: "number",
  crit_accel: "number",
  yield_acceleration: "number",
  unit: "text",
  liq_susc_cat: "text",
  lithology: "text",
  landcover: "number",
  dw: "number",
  dc: "number",
  dr: "number",
  dwb: "number",
  zwb: "number",
  gwd: "number",
  hwater: "number",
  precip: "number",
  cti: "number",
  tri: "number",
  relief: "number",
  hratio: "number",
  tslope: "number",
  freeface_ratio: "number",
  T_15: "number",
  D50_15: "number",
  F_15: "number",
  T_eq: "number",
  z1pt0: "number",
  z1pt4: "number",
  z2pt5: "number",
  z_sed: "number",
};

/** Columns that the reference knows and nothing here needs. */
const PASSED_OVER = ["site_id", "custom_site_id", "geohash", "in_cshm", "sids"];

/** Parameters that may be -999: the ground-motion model decides. */
const WITH_SENTINEL: readonly SiteParameter[] = ["z1pt0", "z2pt5", "z1pt4"];
const SENTINEL = -999;

/** Whether a site collection keeps a parameter of that name, next to where the sites are. */
export function isKept(name: string): name is GroundParameter {
  return Object.hasOwn(KEPT, name);
}

/**
 * Reads the site model of a job, in file order; undefined if it has none. Required parameters that a CSV file lacks
 * take the reference values of the job.
 * @throws InputError for wrong values, unknown or missing columns and places that come twice
 */
export async function readSiteModel(request: SitesRequest): Promise<SiteCollection | undefined> {
  const paths = filesOf(request.inputs, "site_model");
  if (!paths.length) return undefined;
  const parts: SiteCollection[] = [];
  for (const path of paths) {
    const file = relative(request.parameters.base_path, path);
    parts.push(sitesOfTable(await readTable(path, file, request), file, request));
  }
  return concatenated(parts, paths.map((path) => relative(request.parameters.base_path, path)));
}

async function readTable(
  path: string,
  file: string,
  { parameters, read }: SitesRequest,
): Promise<SiteModelTable> {
  const text = await read(path);
  if (file.endsWith(".xml")) return readNrmlSiteModel(text, file);
  return STARTS_WITH_NUMBER.test(text)
    ? listOfPlaces(text, file)
    : csvTable(parseCsv(text, file), parameters.override_vs30.length > 0);
}

/** What only a file without header starts with. */
const STARTS_WITH_NUMBER = /^\uFEFF?\s*[-+.\d]/;

/** A file "lon,lat[,depth]" without header: sorted, so that the order in the file doesn't matter. */
function listOfPlaces(text: string, file: string): SiteModelTable {
  const problems: InputProblem[] = [];
  const points = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/).flatMap((line, index): Point[] => {
    if (line.trim() === "") return [];
    try {
      return [parsePoint(line.replaceAll(",", " "))];
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      problems.push({ file, line: index + 1, message: error.message });
      return [];
    }
  });
  if (problems.length) throw new InputError(problems);
  if (points.length === 0) throw noSites(file);
  points.sort(([lon1, lat1, depth1], [lon2, lat2, depth2]) => lon1 - lon2 || lat1 - lat2 || depth1 - depth2);
  const column = (axis: number) => Float64Array.from(points, (point) => point[axis]);
  return { size: points.length, columns: { lon: column(0), lat: column(1), depth: column(2) } };
}

function noSites(file: string): InputError {
  return new InputError({ file, message: "the file has no sites, expected at least one" });
}

function csvTable(table: CsvTable, overridesVs30: boolean): SiteModelTable {
  requireColumns(table, ["lon", "lat"]);
  if (table.size === 0) throw noSites(table.file);
  const unknown = table.header.filter((name) =>
    !["lon", "lat", "depth"].includes(name) && !isKept(name) && !PASSED_OVER.includes(name)
  );
  if (unknown.length) {
    throw new InputError(unknown.map((parameter) => ({
      file: table.file,
      parameter,
      message: `unknown column, expected lon, lat, depth, custom_site_id or a site parameter like vs30`,
    })));
  }
  const columns = table.header.flatMap((name): [string, Float64Array | string[]][] => {
    if (name === "lon") return [[name, degreesColumn(table, name, 180)]];
    if (name === "lat") return [[name, degreesColumn(table, name, 90)]];
    if (name === "depth") return [[name, numberColumn(table, name)]];
    if (name === "custom_site_id") return [[name, textColumn(table, name)]];
    return isKept(name) ? [[name, parameterColumn(table, name, overridesVs30)]] : [];
  });
  return { size: table.size, columns: Object.fromEntries(columns), lines: table.lines };
}

/** Degrees rounded to 5 decimals as NumPy does, which may differ in the last one from rounding the decimal text. */
export function roundColumn(angles: Float64Array): Float64Array {
  return angles.map((angle) => roundHalfEven(angle * 1e5) / 1e5);
}

function degreesColumn(table: CsvTable, name: string, limit: number): Float64Array {
  const values = roundColumn(numberColumn(table, name));
  checkValues(
    table,
    name,
    values,
    (value) => Math.abs(value) <= limit,
    `a number from ${-limit} to ${limit}`,
  );
  return values;
}

const FLAGS: Readonly<Record<string, number>> = { "0": 0, "1": 1, "false": 0, "true": 1 };

function parameterColumn(table: CsvTable, name: GroundParameter, overridesVs30: boolean): Float64Array {
  switch (KEPT[name]) {
    case "text":
      return Float64Array.from(textColumn(table, name), (text) => codeOfText(name as TextParameter, text));
    case "flag": {
      const texts = textColumn(table, name);
      const values = Float64Array.from(texts, (text) => FLAGS[text.toLowerCase()] ?? NaN);
      checkValues(table, name, values, (value) => !Number.isNaN(value), "0 or 1", texts);
      return values;
    }
    default: {
      const values = numberColumn(table, name);
      const isDepth = WITH_SENTINEL.includes(name);
      if (name !== "vs30" && !isDepth) return values;
      const mayBeSentinel = isDepth || overridesVs30;
      const expected = mayBeSentinel ? `a number not below 0, or ${SENTINEL}` : "a number not below 0";
      checkValues(
        table,
        name,
        values,
        (value) => value >= 0 || mayBeSentinel && value === SENTINEL,
        expected,
      );
      return values;
    }
  }
}

function checkValues(
  { file, lines }: CsvTable,
  parameter: string,
  values: Float64Array,
  isRight: (value: number) => boolean,
  expected: string,
  shown: ArrayLike<number | string> = values,
): void {
  const problems = Array.from(values.keys()).filter((row) => !isRight(values[row])).map((row) => {
    return { file, line: lines[row], parameter, message: `expected ${expected}, got ${shown[row]}` };
  });
  if (problems.length) throw new InputError(problems);
}

function sitesOfTable(
  { size, columns, lines }: SiteModelTable,
  file: string,
  request: SitesRequest,
): SiteCollection {
  const given = Object.entries(columns).filter(([name]) => isKept(name)).map(([name, values]) => {
    return [
      name,
      Array.isArray(values)
        ? Float64Array.from(values, (text) => codeOfText(name as TextParameter, text))
        : values,
    ] as const;
  });
  const missing = [...request.required].filter((name) => isKept(name) && !(name in columns));
  const added = missing.map((name) =>
    [name, new Float64Array(size).fill(missingValue(name, file, request))] as const
  );
  const parameters = Object.fromEntries([...given, ...added].toSorted(([a], [b]) => a < b ? -1 : 1));
  const { lon, lat, depth = new Float64Array(size), custom_site_id: ids } = columns;
  const sites = siteCollection(
    lon as Float64Array,
    lat as Float64Array,
    depth as Float64Array,
    parameters,
    ids as string[] | undefined,
  );
  checkDuplicates(sites, file, lines);
  return sites;
}

/** Value of a required parameter that a file lacks: 0 where that says "no", else the job's reference value. */
function missingValue(name: SiteParameter, file: string, { parameters, inputs }: SitesRequest): number {
  if (name === "backarc" || name === "ampcode") return 0;
  const isNrml = file.endsWith(".xml");
  if (isNrml && name === "vs30measured") return 0;
  const value = isNrml ? undefined : referenceValue(parameters, name);
  if (value === undefined) {
    throw new InputError({
      file,
      parameter: name,
      message: "the site model lacks this parameter, which the ground-motion models need",
    });
  }
  if (Number.isNaN(value)) throw missingReference(name, inputs, file);
  return value;
}

/** @throws InputError listing places that come twice */
function checkDuplicates({ lon, lat }: SiteCollection, file: string, lines?: readonly number[]): void {
  if (!havePlacesTwice(lon, lat)) return;
  const seen = new Set<string>();
  const problems: InputProblem[] = [];
  for (let i = 0; i < lon.length; i++) {
    const place = `${lon[i] + 0} ${lat[i] + 0}`;
    if (seen.has(place)) {
      problems.push({
        file,
        line: lines?.[i],
        message: `the site ${place} comes twice, after rounding to 5 decimals`,
      });
    }
    seen.add(place);
  }
  if (problems.length) throw new InputError(problems);
}

function concatenated(parts: readonly SiteCollection[], files: readonly string[]): SiteCollection {
  if (parts.length === 1) return parts[0];
  const names = Object.keys(parts[0].parameters);
  parts.forEach(({ parameters }, i) => {
    const different = names.find((name) => !(name in parameters)) ??
      Object.keys(parameters).find((name) => !names.includes(name));
    if (different) {
      const message = `is not in both ${files[0]} and ${
        files[i]
      }, all site models must have the same columns`;
      throw new InputError({ file: files[i], parameter: different, message });
    }
  });
  const join = (columns: readonly Float64Array[]) =>
    Float64Array.from(columns.flatMap((column) => [...column]));
  const parameters = names.map((
    name,
  ) => [name, join(parts.map((part) => part.parameters[name as SiteParameter]!))]);
  const hasIds = parts.every(({ customSiteIds }) => customSiteIds !== undefined);
  const sites = siteCollection(
    join(parts.map(({ lon }) => lon)),
    join(parts.map(({ lat }) => lat)),
    join(parts.map(({ depth }) => depth)),
    Object.fromEntries(parameters),
    hasIds ? parts.flatMap(({ customSiteIds }) => customSiteIds!) : undefined,
  );
  checkDuplicates(sites, files.join(" "));
  return sites;
}

/** Job parameters that give a site parameter where no site model does. */
const REFERENCE_NAMES: Readonly<Partial<Record<SiteParameter, keyof JobParameters>>> = {
  vs30: "reference_vs30_value",
  z1pt0: "reference_depth_to_1pt0km_per_sec",
  z1pt4: "reference_depth_to_1pt4km_per_sec",
  z2pt5: "reference_depth_to_2pt5km_per_sec",
};

/** Value of a site parameter where no site model gives it, NaN if not given; undefined for one that has none. */
export function referenceValue(parameters: JobParameters, name: SiteParameter): number | undefined {
  if (name === "vs30measured") return Number(parameters.reference_vs30_type === "measured");
  const reference = REFERENCE_NAMES[name];
  return reference && parameters[reference] as number;
}

/** The error for a reference value that is needed but not given. */
export function missingReference(name: SiteParameter, inputs: Inputs, file?: string): InputError {
  const where = file ?? "a site_model_file";
  return new InputError({
    file: basename(inputs.job_ini as string),
    parameter: REFERENCE_NAMES[name],
    message: `is missing, the ground-motion models need it where ${where} does not give ${name}`,
  });
}
