/** A ShakeMap: the shaking by an earthquake that has happened, told at the points of a grid or in polygons. */
import { cartesian32 } from "../geo/single_precision.ts";
import { nearestSiteFinder } from "../site/nearest_site.ts";
import { type SiteCollection, siteCollection } from "../site/site_collection.ts";

/**
 * Points by column. Units are those of the maps of the USGS: percent of g for PGA and SA, cm/s for PGV; MMI is a number
 * as it is. Numbers are in single precision, as the reference keeps them; what is not known is NaN.
 */
export interface ShakeMap {
  readonly size: number;
  /** degrees */
  readonly lon: Float32Array;
  readonly lat: Float32Array;
  /** medians by id of the intensity measure type */
  readonly medians: ReadonlyMap<string, Float32Array>;
  /** standard deviations of the logarithm, of MMI of the intensity itself; 0 where none are told */
  readonly deviations: ReadonlyMap<string, Float32Array>;
}

/** The map at some of its points, which may come several times. */
export function pickPoints({ lon, lat, medians, deviations }: ShakeMap, rows: Uint32Array): ShakeMap {
  const pick = (column: Float32Array) => Float32Array.from(rows, (row) => column[row]);
  const pickAll = (columns: ShakeMap["medians"]) =>
    new Map(Array.from(columns, ([imt, column]) => [imt, pick(column)]));
  return {
    size: rows.length,
    lon: pick(lon),
    lat: pick(lat),
    medians: pickAll(medians),
    deviations: pickAll(deviations),
  };
}

/** The point of a map that is nearest to each of the sites, and how far it is (km). */
export interface NearestPoints {
  readonly rows: Uint32Array;
  readonly distances: Float64Array;
}

/** Finds them by the positions in single precision of the reference, which decide between points equally near. */
export function nearestPoints({ lon, lat, size }: ShakeMap, sites: SiteCollection): NearestPoints {
  const points = siteCollection(Float64Array.from(lon), Float64Array.from(lat), new Float64Array(size), {});
  for (let i = 0; i < size; i++) [points.x[i], points.y[i], points.z[i]] = cartesian32(lon[i], lat[i], 0);
  const nearestPoint = nearestSiteFinder(points);
  const rows = new Uint32Array(sites.size), distances = new Float64Array(sites.size);
  for (let site = 0; site < sites.size; site++) {
    const { row, distanceKm } = nearestPoint(sites.lon[site], sites.lat[site]);
    rows[site] = row;
    distances[site] = distanceKm;
  }
  return { rows, distances };
}
