/** The sites of a calculation: where they are, in which order, on which ground. */
import { convexHull } from "../hazard/geo/convex_hull.ts";
import { pointsOfBounds } from "../hazard/geo/grid_size.ts";
import { projectPolygon, regionGrid } from "../hazard/geo/polygon.ts";
import { geohash } from "../hazard/site/geohash.ts";
import { nearestSiteFinder } from "../hazard/site/nearest_site.ts";
import { overrideVs30 } from "../hazard/site/override_vs30.ts";
import { type SiteCollection, siteCollection } from "../hazard/site/site_collection.ts";
import { MOST_POINTS, roundNumber } from "./grid_size.ts";
import { filesOf, hasRiskFunctions } from "./parameters/inputs.ts";
import type { JobParameters } from "./parameters/job.ts";
import { type AssetCollection, associateToSites, type UnassociatedExposure } from "./read_exposure.ts";
import { checkVs30, columnsAt } from "./ground_of_sites.ts";
import { isKept, readSiteModel, roundColumn } from "./read_site_model.ts";
import { jobError, type SitesRequest } from "./sites_request.ts";
import { readStations, type SitedStations, withStations } from "./scenario/stations.ts";

/** Letters of the names that sites get if they have none. */
const NAME_LENGTH = 8;

/** Calculations in which every site has a name. */
const WITH_NAMES = /scenario|event_based|risk|damage/;

interface Places {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly depth: Float64Array;
}

/** The sites of a job, and on them the assets of its exposure and its stations if it has them. */
export interface SitesAndAssets {
  readonly sites: SiteCollection;
  readonly assets?: AssetCollection;
  readonly stations?: SitedStations;
  /** rows of the sites that have assets, if there are others, too, which is so where there are stations or given fields */
  readonly sitesWithAssets?: Uint32Array;
}

/**
 * Reads the sites of a job: `sites`, a grid over `region` or else around the exposure or the site model, the places of
 * the site model, or those of the exposure, in this order of preference; with an exposure only those that have assets,
 * unless there are stations, whose places that are no sites follow the others, or fields, which count all sites.
 * The parameters are those that the models need, and vs30 and vs30measured; a site model brings its others too if the
 * sites are its own.
 * @param warn told about sites far from the site model
 * @throws InputError for sites that can't be read or whose parameters are not known, and for assets far from all sites
 */
export async function readSites(
  request: SitesRequest,
  exposure?: UnassociatedExposure,
  warn: (message: string) => void = () => {},
): Promise<SitesAndAssets> {
  const { parameters } = request;
  request = { ...request, required: new Set([...request.required].filter(isKept)) };
  refuse(request, "hazard_curves", "the sites of given hazard curves are not supported yet");

  const hasFields = filesOf(request.inputs, "gmfs").length > 0;
  const siteModel = request.sitesOfFields ?? await readSiteModel(request);
  const given = request.sitesOfFields ? undefined : placesOf(request, exposure ?? siteModel);
  let places: Places | undefined = given ?? siteModel ?? (exposure && atSeaLevel(exposure.places));
  if (!places) {
    const message = "no sites: give sites, sites_csv, site_model_file, exposure_file, or region_grid_spacing";
    throw jobError(request, "sites", message);
  }
  const { inputs, read } = request, stations = await readStations(inputs, read, warn);
  if (stations) refuseWithStations(request);
  let ownSites = given ? undefined : siteModel;
  let assets: AssetCollection | undefined, sitesWithAssets: Uint32Array | undefined;
  if (exposure) {
    if (parameters.tile_spec) {
      throw jobError(request, "tile_spec", "is not supported yet with an exposure_file");
    }
    const association = associateToSites(exposure, places, request);
    assets = association.assets;
    const { siteRows } = association;
    if (!stations && !hasFields) {
      ownSites &&= sitesInRows(ownSites, siteRows);
      places = ownSites ?? placesInRows(places, siteRows);
    } else if (siteRows.length < places.lon.length) {
      assets = { ...assets, siteIds: assets.siteIds.map((row) => siteRows[row]) };
      if (!request.sitesOfFields) sitesWithAssets = siteRows;
    }
  }
  const numPlaces = places.lon.length, extended = stations && withStations(places, stations);
  if (extended && extended.lon.length > numPlaces) {
    ownSites &&= atNearest(ownSites, extended);
    places = { ...extended, depth: lengthened(places.depth, extended.lon.length) };
  }
  // where fields are given nobody asks for the ground
  const columns = hasFields || filesOf(request.inputs, "shakemap").length > 0
    ? ownSites?.parameters ?? {}
    : columnsAt(places, ownSites, siteModel, request, warn, new Set(extended?.siteIds));
  checkVs30(columns, request);
  const { lon, lat, depth } = places;
  const names = siteNames(ownSites ?? places, request)?.map((name, row) => row < numPlaces ? name : "");
  const sites = tileOf(siteCollection(lon.map(wrapped), lat, depth, columns, names), parameters);
  if (sites.size === 0) {
    throw jobError(request, "tile_spec", `this tile is empty, there are only ${lon.length} sites`);
  }
  const onSites = {
    assets,
    sitesWithAssets,
    stations: extended && { ...stations!, siteIds: extended.siteIds },
  };
  if (!parameters.override_vs30.length) return { sites, ...onSites };
  if (mayBeInJapan(sites)) {
    throw jobError(
      request,
      "override_vs30",
      "is not supported yet around Japan, where other depths go with vs30",
    );
  }
  if (assets && parameters.override_vs30.length > 1) {
    throw jobError(request, "override_vs30", "expected one value where there is an exposure_file");
  }
  return { sites: overrideVs30(sites, parameters.override_vs30), ...onSites };
}

/** The places with the ground of the nearest sites of a site model. */
function atNearest(siteModel: SiteCollection, { lon, lat }: Pick<Places, "lon" | "lat">): SiteCollection {
  const nearestSite = nearestSiteFinder(siteModel), { size } = siteModel;
  const rows = Uint32Array.from(lon, (_, i) => i < size ? i : nearestSite(lon[i], lat[i]).row);
  const { parameters, customSiteIds } = sitesInRows(siteModel, rows);
  return siteCollection(lon, lat, lengthened(siteModel.depth, lon.length), parameters, customSiteIds);
}

function lengthened(column: Float64Array, length: number): Float64Array {
  const out = new Float64Array(length);
  out.set(column);
  return out;
}

function atSeaLevel({ lon, lat }: Pick<Places, "lon" | "lat">): Places {
  return { lon, lat, depth: new Float64Array(lon.length) };
}

function placesInRows({ lon, lat, depth }: Places, rows: Uint32Array): Places {
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  return { lon: pick(lon), lat: pick(lat), depth: pick(depth) };
}

/** The sites in these rows. */
export function sitesInRows(sites: SiteCollection, rows: Uint32Array): SiteCollection {
  const { lon, lat, depth } = placesInRows(sites, rows);
  const parameters = Object.entries(sites.parameters).map((
    [name, values],
  ) => [name, Float64Array.from(rows, (row) => values[row])]);
  const names = sites.customSiteIds && Array.from(rows, (row) => sites.customSiteIds![row]);
  return siteCollection(lon, lat, depth, Object.fromEntries(parameters), names);
}

/** A longitude in [-180, 180). */
function wrapped(lon: number): number {
  return lon >= 180 ? lon - 360 : lon;
}

/** Whether depths are asked for in a box around Japan, which has its own relation of depth and vs30. */
function mayBeInJapan({ lon, lat, parameters }: SiteCollection): boolean {
  if (!parameters.z1pt0 && !parameters.z2pt5) return false;
  return lon.some((value, i) => value > 122.5 && value < 154.5 && lat[i] > 20 && lat[i] < 46);
}

/** @throws InputError for what changes which sites there are */
function refuseWithStations(request: SitesRequest): void {
  const { tile_spec, override_vs30 } = request.parameters;
  if (tile_spec) throw jobError(request, "tile_spec", "is not possible with a station_data_file");
  if (override_vs30.length > 1) {
    throw jobError(request, "override_vs30", "expected one value where there is a station_data_file");
  }
}

function refuse(request: SitesRequest, name: string, message: string): void {
  if (filesOf(request.inputs, name).length) throw jobError(request, `${name}_file`, message);
}

/**
 * Places that the job file gives, sorted; undefined if there are none.
 * @param covered what a grid without a region covers
 */
function placesOf(
  request: SitesRequest,
  covered?: UnassociatedExposure | SiteCollection,
): Places | undefined {
  const { sites, region, region_grid_spacing: spacing } = request.parameters;
  if (sites.length) {
    const sorted = sites.toSorted(([lon1, lat1, depth1], [lon2, lat2, depth2]) =>
      lon1 - lon2 || lat1 - lat2 || depth1 - depth2
    );
    const column = (axis: number) => Float64Array.from(sorted, (point) => point[axis]);
    return { lon: column(0), lat: column(1), depth: column(2) };
  }
  if (!spacing) return undefined;
  if (!region && !covered) {
    throw jobError(request, "region", "is missing: there is nothing to cover by a grid");
  }
  try {
    const outline = region
      ? projectPolygon({ lon: region.map(([lon]) => lon), lat: region.map(([, lat]) => lat) })
      : convexHull("places" in covered! ? covered.places : covered!);
    const numPoints = pointsOfBounds(outline.bounds, spacing);
    if (!(numPoints <= MOST_POINTS)) {
      throw new RangeError(
        `it has ${roundNumber(numPoints)} points, at most ${roundNumber(MOST_POINTS)} are possible`,
      );
    }
    const { lon, lat } = regionGrid(outline, spacing);
    return atSeaLevel({ lon: roundColumn(lon), lat: roundColumn(lat) });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw jobError(
      request,
      "region_grid_spacing",
      `the region can't be covered by a grid of ${spacing} km: ${error.message}`,
    );
  }
}

/** Names of the sites: those of the site model, or made from where the sites are if the calculation wants names. */
function siteNames(
  places: Places & Partial<SiteCollection>,
  { parameters, inputs }: SitesRequest,
): readonly string[] | undefined {
  const { calculation_mode, siteid, postproc_func, tile_spec } = parameters;
  if (places.customSiteIds) return places.customSiteIds;
  // to the reference hazard for fragility functions is damage already
  if (WITH_NAMES.test(calculation_mode) || tile_spec || hasRiskFunctions(inputs, "fragility")) {
    return Array.from(places.lon, (lon, i) => geohash(lon, places.lat[i], NAME_LENGTH));
  }
  return postproc_func === "compute_rtgm.main" ? siteid : undefined;
}

/** Every n-th site from the i-th on, for a tile [i, n]. */
function tileOf(sites: SiteCollection, { tile_spec: tile }: JobParameters): SiteCollection {
  if (!tile) return sites;
  const [number, numTiles] = tile;
  const isInTile = (_: unknown, site: number) => site % numTiles === number - 1;
  const parameters = Object.entries(sites.parameters).map((
    [name, values],
  ) => [name, values.filter(isInTile)]);
  return siteCollection(
    sites.lon.filter(isInTile),
    sites.lat.filter(isInTile),
    sites.depth.filter(isInTile),
    Object.fromEntries(parameters),
    sites.customSiteIds?.filter(isInTile),
  );
}
