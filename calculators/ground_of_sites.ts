/** The ground of the sites of a calculation: from a site model, or the same everywhere. */
import { nearestSiteFinder } from "../hazard/site/nearest_site.ts";
import type { SiteCollection, SiteParameter } from "../hazard/site/site_collection.ts";
import type { JobParameters } from "./parameters/job.ts";
import { missingReference, referenceValue } from "./read_site_model.ts";
import { jobError, type SitesRequest } from "./sites_request.ts";

/** Km within which a site finds the parameters of the site model, if there is no grid. */
const ASSOCIATION_DISTANCE = 8;

/** With a grid: spacings within which a site finds them. */
const SPACINGS_TO_ASSOCIATE = 1.414;

/** Vs30 in m/s from which on a value is taken for a mistake. */
const VS30_LIMIT = 32767;

type Columns = Partial<Record<SiteParameter, Float64Array>>;
type Places = Pick<SiteCollection, "lon" | "lat">;

/**
 * The parameters of the sites: of their own site model, of the nearest sites of a site model, of the nearest sites of
 * the calculation that the job starts from, or of the job.
 */
export function columnsAt(
  places: Places,
  ownSites: SiteCollection | undefined,
  siteModel: SiteCollection | undefined,
  request: SitesRequest,
  warn: (message: string) => void,
  stations: ReadonlySet<number>,
): Columns {
  const { parameters, required } = request, size = places.lon.length;
  if (!siteModel && request.sitesOfParent) {
    const columns = columnsOf(request, size, globalColumns(parameters, size, required));
    associate(places, request.sitesOfParent, columns, request, warn, stations, true);
    return columns;
  }
  if (!siteModel) return referenceColumns(request, size);
  const columns = ownSites
    ? columnsOf(request, size, ownSites.parameters)
    : columnsOf(request, size, globalColumns(parameters, size, required));
  if (parameters.prefer_global_site_params && !Number.isNaN(parameters.reference_vs30_value)) {
    return Object.assign(columns, globalColumns(parameters, size));
  }
  if (!ownSites) associate(places, siteModel, columns, request, warn, stations);
  checkSiteModel(columns, request);
  return columns;
}

/**
 * Columns in the reference's order: the required ones, vs30measured next to vs30, then the others of `values`.
 * Required ones that are not in `values` are 0.
 */
function columnsOf({ required }: SitesRequest, size: number, values: Columns): Columns {
  const names = [...required].toSorted();
  if (required.has("vs30") && !required.has("vs30measured")) names.push("vs30measured");
  names.push(...(Object.keys(values) as SiteParameter[]).filter((name) => !names.includes(name)));
  return Object.fromEntries(names.map((name) => [name, values[name] ?? new Float64Array(size)]));
}

/** The reference values of the job for vs30, vs30measured, and those of the depths that are required. */
function globalColumns(
  parameters: JobParameters,
  size: number,
  required: ReadonlySet<SiteParameter> = new Set(["z1pt0", "z2pt5"]),
): Columns {
  const names: SiteParameter[] = ["vs30", "vs30measured"];
  for (const name of ["z1pt0", "z2pt5", "z1pt4"] as const) if (required.has(name)) names.push(name);
  return Object.fromEntries(
    names.map((name) => [name, new Float64Array(size).fill(referenceValue(parameters, name)!)]),
  );
}

/** Columns without site model. */
function referenceColumns(request: SitesRequest, size: number): Columns {
  const { parameters, inputs, required } = request;
  for (const name of required) {
    if (Number.isNaN(referenceValue(parameters, name))) throw missingReference(name, inputs);
    if (
      ["region", "siteclass", "geology", "soiltype", "xvf", "ec8", "ec8_p18", "h800", "PHV", "THV"].includes(
        name,
      )
    ) {
      throw jobError(
        request,
        "site_model_file",
        `is missing, the ground-motion models need the site parameter ${name}`,
      );
    }
  }
  return columnsOf(request, size, globalColumns(parameters, size, required));
}

/**
 * Fills the columns that the site model has with the values of the nearest of its sites; where that is far, warns if
 * `goesOn`, or else throws an InputError unless it is the site of a station.
 */
function associate(
  { lon, lat }: Places,
  siteModel: SiteCollection,
  columns: Columns,
  request: SitesRequest,
  warn: (message: string) => void,
  stations: ReadonlySet<number>,
  goesOn = Boolean(request.parameters.region_grid_spacing) || request.parameters.siteid.length > 0,
): void {
  const { region_grid_spacing: spacing } = request.parameters;
  const limit = spacing ? spacing * SPACINGS_TO_ASSOCIATE : ASSOCIATION_DISTANCE;
  const rows = rowsOfNearest({ lon, lat }, siteModel, (site, row, distanceKm) => {
    if (distanceKm <= limit || !goesOn && stations.has(site)) return;
    const place = `${lon[site]} ${lat[site]}`;
    if (!goesOn) {
      const message = `There is nothing closer than ${limit} km to site (${place}), the nearest is ${
        distanceKm.toFixed(1)
      } km away`;
      throw jobError(request, "site_model_file", message);
    }
    const nearest = `${siteModel.lon[row]} ${siteModel.lat[row]}`;
    warn(
      `The site (${place}) takes the parameters of (${nearest}), which is ${Math.floor(distanceKm)} km away`,
    );
  });
  for (const name of Object.keys(columns) as SiteParameter[]) {
    const values = siteModel.parameters[name];
    if (values) columns[name] = Float64Array.from(rows, (row) => values[row]);
  }
}

function rowsOfNearest(
  { lon, lat }: Places,
  siteModel: SiteCollection,
  check: (site: number, row: number, distanceKm: number) => void,
): Uint32Array {
  const isSame = siteModel.size === lon.length &&
    lon.every((value, i) => value === siteModel.lon[i] && lat[i] === siteModel.lat[i]);
  const nearestSite = nearestSiteFinder(siteModel);
  return Uint32Array.from(lon, (_, site) => {
    if (isSame) return site;
    const { row, distanceKm } = nearestSite(lon[site], lat[site]);
    check(site, row, distanceKm);
    return row;
  });
}

/** @throws InputError if a required parameter is 0 everywhere, which no ground is */
function checkSiteModel(columns: Columns, request: SitesRequest): void {
  for (const name of request.required) {
    if (["ampcode", "backarc", "region", "siteclass", "geology", "vs30measured", "bas"].includes(name)) {
      continue;
    }
    if (columns[name]!.every((value) => value === 0)) {
      throw jobError(
        request,
        "site_model_file",
        `The site parameter ${name} is always zero: please check the site model`,
      );
    }
  }
}

/** @throws InputError for a vs30 that no ground has, unless all are overridden or nobody needs them */
export function checkVs30({ vs30 = new Float64Array() }: Columns, request: SitesRequest): void {
  const isNeeded = request.required.has("vs30") && !request.parameters.override_vs30.length;
  const wrong = vs30.find((value) => value >= VS30_LIMIT || isNeeded && value <= 0);
  if (wrong === undefined) return;
  const parameter = request.lines?.has("site_model_file") ? "site_model_file" : "reference_vs30_value";
  throw jobError(request, parameter, `expected vs30 in m/s above 0 and below ${VS30_LIMIT}, got ${wrong}`);
}
