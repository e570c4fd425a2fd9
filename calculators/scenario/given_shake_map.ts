/** The ShakeMap of a job, at its sites: what its ground motion fields are drawn from. */
import type { ParameterName } from "../parameters/list.ts";
import { polygonAround } from "../../formats/shakemap/shapes.ts";
import { parseImt } from "../../hazard/imt.ts";
import { InputError, type InputProblem } from "../../hazard/input_error.ts";
import { drawFields } from "../../hazard/shakemap/draw_fields.ts";
import { type Correlation, CORRELATIONS } from "../../hazard/shakemap/correlated_deviations.ts";
import { nearestPoints, pickPoints, type ShakeMap } from "../../hazard/shakemap/shake_map.ts";
import { PerilComputer } from "../../hazard/secondary_peril/peril_computer.ts";
import { createPeril } from "../../hazard/secondary_peril/registry.ts";
import type { SecondaryPeril } from "../../hazard/secondary_peril/peril.ts";
import type { SiteCollection } from "../../hazard/site/site_collection.ts";
import { assetsInRows } from "../../risk/asset_collection.ts";
import { perilsOf } from "../ground_motion_fields/field_settings.ts";
import type { JobPerils } from "../ground_motion_fields/read_perils.ts";
import type { Job } from "../job.ts";
import { sitesInRows } from "../read_sites.ts";
import type { Job as JobFileContent, JobParameters } from "../parameters/job.ts";
import type { GivenFields } from "./given_fields.ts";
import { readShakeMap, shakeMapFiles } from "./shake_map_files.ts";

/** A ShakeMap at sites of a job. */
export interface GivenShakeMap {
  /** rows of the sites for which the map tells something, ascending: the others are none of the job */
  readonly siteRows: Uint32Array;
  /** the map at those sites, a point for each */
  readonly points: ShakeMap;
  /** ids of the intensity measure types that the job wants */
  readonly imts: readonly string[];
  /** what the user should know, one sentence each */
  readonly warnings: readonly string[];
}

const MAX_PROBLEMS = 20;

/** Whether a job names a ShakeMap. */
export function givesShakeMap(content: Pick<JobFileContent, "inputs" | "parameters">): boolean {
  const { shakemap_id: id, shakemap_uri: uri } = content.parameters;
  return content.inputs.shakemap !== undefined || id !== undefined || Object.keys(uri).length > 0;
}

/**
 * What is wrong with a job that names a ShakeMap, as far as the job file tells.
 * @param file name of the job file
 */
export function shakeMapProblems(content: JobFileContent, file: string): InputProblem[] {
  if (!givesShakeMap(content)) return [];
  const { parameters, lines } = content, problems: InputProblem[] = [];
  const report = (parameter: ParameterName, message: string) =>
    problems.push({ file, line: lines.get(parameter), parameter, message });
  if (!parameters.calculation_mode.startsWith("scenario")) {
    report(
      "calculation_mode",
      `expected a scenario, a ShakeMap tells of one earthquake, got ${parameters.calculation_mode}`,
    );
  }
  for (const parameter of ["number_of_ground_motion_fields", "truncation_level"] as const) {
    if (parameters[parameter] === undefined) {
      report(parameter, "is missing, fields are drawn from the deviations of the ShakeMap by it");
    }
  }
  for (const parameter of ["spatial_correlation", "cross_correlation"] as const) {
    const value: string = parameters[parameter];
    if (!CORRELATIONS.some((kind) => kind === value)) {
      report(parameter, `expected one of ${CORRELATIONS.join(", ")} for a ShakeMap, got ${value}`);
    }
  }
  if (parameters.secondary_perils.length > 0 && typeof parameters.rupture_dict.mag !== "number") {
    report("rupture_dict", "is missing: the secondary_perils need the magnitude, give {'mag': ..., ...}");
  }
  const source = shakeMapFiles(content, file);
  return "problems" in source ? [...problems, ...source.problems] : problems;
}

/**
 * Reads the ShakeMap of a job.
 * @param file name of the job file
 * @param read gives the bytes of a file, by absolute path
 * @throws InputError for files that can't be read, measures that the map does not have, values that are not known, and
 * deviations that can't be correlated
 */
export async function readGivenShakeMap(
  content: JobFileContent,
  sites: SiteCollection,
  perils: JobPerils,
  file: string,
  folder: string,
  read: (path: string) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<GivenShakeMap> {
  const { parameters, lines } = content, imts = Object.keys(parameters.hazard_imtls);
  const problem = (parameter: ParameterName, message: string) =>
    new InputError({ file, line: lines.get(parameter), parameter, message });
  if (imts.length === 0) {
    throw problem("intensity_measure_types", "is missing: say which measures of the ShakeMap you want");
  }
  if (imts.length > 1 && imts.includes("MMI")) {
    throw problem("intensity_measure_types", `MMI goes with no other measure, got ${imts.join(", ")}`);
  }
  const map = await readShakeMap(content, file, folder, read);
  const missing = imts.filter((imt) => !map.medians.has(imt));
  if (missing.length > 0) {
    const message = `the ShakeMap has no ${missing.join(" and no ")}, only ${
      [...map.medians.keys()].join(", ")
    }`;
    throw problem("intensity_measure_types", message);
  }
  checkPerils(perils, sites, problem);
  const placed = "polygons" in map
    ? inPolygons(map, sites, imts)
    : atNearestPoints(map, sites, imts, parameters.asset_hazard_distance.default ?? Infinity);
  if (placed.siteRows.length === 0) {
    throw problem(
      "shakemap_uri",
      "no site lies in a polygon of the ShakeMap, check longitudes and latitudes",
    );
  }
  checkValues(placed, sites, map.file);
  const warnings = [...placed.warnings];
  if (isCorrelated(parameters)) {
    if (imts[0] === "MMI") {
      warnings.push("MMI is not correlated, whatever spatial_correlation and cross_correlation say");
    } else checkDeviations(placed, parameters, problem, (warning) => warnings.push(warning));
  }
  return { ...placed, warnings };
}

type ReadMap = Awaited<ReturnType<typeof readShakeMap>>;
type ProblemOf = (parameter: ParameterName, message: string) => InputError;

/** A map with no more than what a job needs. */
function only(map: ShakeMap, imts: readonly string[]): ShakeMap {
  const pick = (columns: ShakeMap["medians"]) => new Map(imts.map((imt) => [imt, columns.get(imt)!]));
  return { ...map, medians: pick(map.medians), deviations: pick(map.deviations) };
}

function atNearestPoints(
  map: ShakeMap,
  sites: SiteCollection,
  imts: readonly string[],
  maximumDistance: number,
): GivenShakeMap {
  const { rows, distances } = nearestPoints(map, sites);
  const far = distances.filter((distance) => distance > maximumDistance), warnings: string[] = [];
  if (far.length > 0) {
    const farthest = far.reduce((most, distance) => Math.max(most, distance));
    warnings.push(
      `${far.length} sites are more than asset_hazard_distance = ${maximumDistance} km away from the ShakeMap, up to ` +
        `${farthest.toFixed(0)} km: they have the shaking of its nearest point`,
    );
  }
  const siteRows = Uint32Array.from({ length: sites.size }, (_, row) => row);
  return { siteRows, points: pickPoints(only(map, imts), rows), imts, warnings };
}

function inPolygons(
  map: Extract<ReadMap, { polygons: unknown }>,
  { size, lon, lat }: SiteCollection,
  imts: readonly string[],
): GivenShakeMap {
  const polygonOf = Array.from({ length: size }, (_, site) => polygonAround(map, lon[site], lat[site]));
  const siteRows = Uint32Array.from([...polygonOf.keys()].filter((site) => polygonOf[site] >= 0));
  const pick = (columns: ShakeMap["medians"]) =>
    new Map(
      imts.map((imt) => [imt, Float32Array.from(siteRows, (site) => columns.get(imt)![polygonOf[site]])]),
    );
  const points = {
    size: siteRows.length,
    lon: Float32Array.from(siteRows, (site) => lon[site]),
    lat: Float32Array.from(siteRows, (site) => lat[site]),
    medians: pick(map.medians),
    deviations: pick(map.deviations),
  };
  const numOutside = size - siteRows.length;
  const warnings = numOutside > 0
    ? [`${numOutside} of ${size} sites lie outside of the ShakeMap and are left out`]
    : [];
  return { siteRows, points, imts, warnings };
}

function checkPerils({ perils }: JobPerils, { parameters }: SiteCollection, problem: ProblemOf): void {
  for (const { name, sites } of perils) {
    const missing = sites.filter((parameter) => parameter !== "crit_accel" && !parameters[parameter]);
    if (missing.length === 0) continue;
    throw problem(
      "secondary_perils",
      `${name} needs ${missing.join(", ")} of the sites, give a site_model_file`,
    );
  }
}

/** @throws InputError for values that the map does not know, where they count */
function checkValues({ siteRows, points }: GivenShakeMap, { lon, lat }: SiteCollection, file: string): void {
  const problems: InputProblem[] = [];
  for (const [what, columns] of [["median", points.medians], ["deviation", points.deviations]] as const) {
    for (const [imt, column] of columns) {
      column.forEach((value, i) => {
        if (value >= 0 && Number.isFinite(value)) return;
        const site = siteRows[i], place = `${lon[site]} ${lat[site]}`;
        problems.push({ file, parameter: imt, message: `the ${what} for the site ${place} is ${value}` });
      });
    }
  }
  if (problems.length > 0) throw new InputError(problems.slice(0, MAX_PROBLEMS));
}

function isCorrelated({ spatial_correlation: spatial, cross_correlation: cross }: JobParameters): boolean {
  return spatial !== "no" || cross !== "no";
}

function checkDeviations(
  { points: { size, lon, lat, deviations } }: GivenShakeMap,
  { cholesky_limit: limit }: JobParameters,
  problem: ProblemOf,
  warn: (message: string) => void,
): void {
  const count = size * deviations.size;
  if (count > limit) {
    const message = `${size} sites times ${deviations.size} measures are above the limit of ${limit}: set ` +
      "region_grid_spacing, so that assets share sites, or spatial_correlation and cross_correlation to no";
    throw problem("cholesky_limit", message);
  }
  const without = Array.from(deviations).filter(([, column]) => column.every((value) => value === 0));
  if (without.length > 0) {
    const names = without.map(([imt]) => imt).join(", ");
    const message =
      `the ShakeMap has no deviations of ${names}, without which nothing can be correlated: give them, ` +
      "or set spatial_correlation and cross_correlation to no";
    throw problem("spatial_correlation", message);
  }
  const numPlaces = new Set(Array.from(lon, (value, i) => `${value} ${lat[i]}`)).size;
  if (numPlaces < size) warn(`${size} sites share ${numPlaces} points of the ShakeMap and shake alike there`);
}

/** The sites for which a ShakeMap tells something, and the assets on them. */
export function sitesOfShakeMap(
  { siteRows }: GivenShakeMap,
  { sites, exposure }: Pick<Job, "sites" | "exposure">,
): Pick<Job, "sites" | "exposure"> {
  if (siteRows.length === sites.size) return { sites, exposure };
  const numberOf = new Map(Array.from(siteRows, (row, number) => [row, number]));
  const reduced = sitesInRows(sites, siteRows);
  if (!exposure) return { sites: reduced, exposure };
  const { siteIds } = exposure.assets;
  const rows = Uint32Array.from([...siteIds.keys()].filter((asset) => numberOf.has(siteIds[asset])));
  const numbers = rows.map((asset) => numberOf.get(siteIds[asset])!);
  return { sites: reduced, exposure: { ...exposure, assets: assetsInRows(exposure.assets, rows, numbers) } };
}

/**
 * Draws the fields of a job that gives a ShakeMap.
 * @throws InputError if its correlation makes no covariance
 */
export async function drawGivenShakeMap(
  { parameters, sites }: Pick<Job, "parameters" | "sites">,
  { points, imts }: GivenShakeMap,
  file: string,
): Promise<GivenFields> {
  const { spatial_correlation, cross_correlation } = parameters;
  const hasCorrelation = isCorrelated(parameters) && imts[0] !== "MMI";
  const numEvents = parameters.number_of_ground_motion_fields!, { size: numSites } = sites;
  const options = {
    truncationLevel: parameters.truncation_level!,
    numEvents,
    seed: parameters.random_seed,
    correlation: hasCorrelation
      ? { spatial: spatial_correlation, cross: cross_correlation as Correlation }
      : undefined,
  };
  let fields: Float32Array[];
  try {
    fields = drawFields(points, imts.map(parseImt), options);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = "the covariance of these deviations has no factor, choose yes or no";
    throw new InputError({ file, parameter: "spatial_correlation", message });
  }
  const perils: SecondaryPeril[] = [];
  for (const { name, options } of perilsOf(parameters)) perils.push(await createPeril(name, options));
  const outputs = outputsOf(perils, parameters, { sites, imts, fields, numEvents });
  const events = Uint32Array.from({ length: numEvents }, (_, event) => event);
  return {
    imts,
    secondary: perils.flatMap(({ name, outputs }) => outputs.map((output) => `${name}_${output}`)),
    rows: {
      size: numEvents * numSites,
      siteIds: Uint32Array.from({ length: numEvents * numSites }, (_, row) => row % numSites),
      eventIds: Uint32Array.from({ length: numEvents * numSites }, (_, row) => Math.floor(row / numSites)),
      values: [...fields, ...outputs],
    },
    events,
    isAveraged: true,
  };
}

/** What the fields bring about, small displacements too. */
function outputsOf(
  perils: readonly SecondaryPeril[],
  { rupture_dict }: JobParameters,
  { sites, imts, fields, numEvents }: Pick<GivenShakeMap, "imts"> & {
    readonly sites: SiteCollection;
    readonly fields: readonly Float32Array[];
    readonly numEvents: number;
  },
): Float32Array[] {
  if (perils.length === 0) return [];
  const computer = new PerilComputer(perils, sites, imts, {}, 0), { size: numSites } = sites;
  const allSites = Uint32Array.from({ length: numSites }, (_, row) => row);
  const outputs = Array.from({ length: computer.numOutputs }, () => new Float32Array(numEvents * numSites));
  for (let event = 0; event < numEvents; event++) {
    const ofEvent = (column: Float32Array) => column.subarray(event * numSites, (event + 1) * numSites);
    computer.compute(rupture_dict.mag as number, allSites, fields.map(ofEvent), outputs.map(ofEvent));
  }
  return outputs;
}
