/** Which site's ground motion an asset gets: the nearest one's. */
import { containsPoint } from "../hazard/geo/polygon.ts";
import { nearestSiteFinder } from "../hazard/site/nearest_site.ts";
import { type SiteCollection, siteCollection } from "../hazard/site/site_collection.ts";
import { type AssetCollection, assetsInRows, orderBy, type Places } from "./asset_collection.ts";

export interface AssociationOptions {
  /** km up to which an asset looks for a site */
  readonly distanceKm: number;
  /** corners (degrees) of a polygon in the plane of longitudes and latitudes; assets not inside it are left out */
  readonly region?: Places;
}

export interface Association {
  /** the assets that have a site, in the order of their sites; their sites are rows of `siteRows` */
  readonly assets: AssetCollection;
  /** rows of the sites that have assets, increasing */
  readonly siteRows: Uint32Array;
  /** rows of the assets that have no site near enough */
  readonly discarded: Uint32Array;
}

const NO_SITE = 0xffff_ffff, OUTSIDE = 0xffff_fffe;

/** Finds a site for each asset. The sites of `assets` must be rows of `places`. */
export function associateAssets(
  assets: AssetCollection,
  places: Places,
  sites: Pick<SiteCollection, "lon" | "lat" | "depth">,
  { distanceKm, region }: AssociationOptions,
): Association {
  const siteOfPlace = nearestSites(places, sites, distanceKm);
  if (region) {
    const polygon = { x: region.lon, y: region.lat };
    places.lon.forEach((lon, place) => {
      if (!containsPoint(polygon, lon, places.lat[place])) siteOfPlace[place] = OUTSIDE;
    });
  }
  const hasAssets = new Uint8Array(sites.lon.length);
  for (const site of siteOfPlace) if (site < OUTSIDE) hasAssets[site] = 1;
  const siteRows = Uint32Array.from(hasAssets.keys()).filter((site) => hasAssets[site] === 1);
  const newRow = new Uint32Array(hasAssets.length);
  siteRows.forEach((site, row) => newRow[site] = row);

  const siteOf = assets.siteIds.map((place) => siteOfPlace[place]);
  const kept = Uint32Array.from(siteOf.keys()).filter((asset) => siteOf[asset] < OUTSIDE);
  const siteIds = kept.map((asset) => newRow[siteOf[asset]]);
  const order = orderBy(siteIds, siteRows.length);
  return {
    assets: assetsInRows(assets, order.map((i) => kept[i]), order.map((i) => siteIds[i])),
    siteRows,
    discarded: Uint32Array.from(siteOf.keys()).filter((asset) => siteOf[asset] === NO_SITE),
  };
}

/** The row of the nearest site of each place; NO_SITE where it is too far. */
function nearestSites(
  { lon, lat }: Places,
  sites: Pick<SiteCollection, "lon" | "lat" | "depth">,
  distanceKm: number,
): Uint32Array {
  const isSame = sites.lon.length === lon.length &&
    lon.every((value, i) => value === sites.lon[i] && lat[i] === sites.lat[i]);
  if (isSame) return Uint32Array.from(lon.keys());
  const nearestSite = nearestSiteFinder(siteCollection(sites.lon, sites.lat, sites.depth, {}));
  return Uint32Array.from(lon, (_, place) => {
    const nearest = nearestSite(lon[place], lat[place]);
    return nearest.distanceKm <= distanceKm ? nearest.row : NO_SITE;
  });
}
