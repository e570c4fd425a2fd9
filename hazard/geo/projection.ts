/**
 * Orthographic projection of a part of the sphere, in which polygons and fault traces are handled as plane figures.
 *
 * J. P. Snyder (1987), Map Projections: A Working Manual, USGS Professional Paper 1395, equations 20-3 to 20-15.
 */
import {
  azimuth,
  degrees,
  EARTH_RADIUS,
  greatCircleDistance,
  longitudinalExtent,
  pointAt,
  radians,
} from "./geodesy.ts";

/** Extremes of a set of points in degrees; west > east where it spans the meridian 180. */
export interface BoundingBox {
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
}

/** Bounding box of points (degrees). Throws RangeError when they span more than 180 degrees of longitude. */
export function boundingBox(lon: ArrayLike<number>, lat: ArrayLike<number>): BoundingBox {
  const { west, east, north, south } = extremePoints(lon, lat, lon.length);
  return { west: lon[west], east: lon[east], north: lat[north], south: lat[south] };
}

/**
 * Indices of the points that make up the bounding box of the first `count` of some (degrees). Throws RangeError when
 * they span more than 180 degrees of longitude.
 */
export function extremePoints(lon: ArrayLike<number>, lat: ArrayLike<number>, count: number): BoundingBox {
  let west = 0, east = 0, north = 0, south = 0;
  for (let i = 1; i < count; i++) {
    if (lon[i] < lon[west]) west = i;
    if (lon[i] > lon[east]) east = i;
    if (lat[i] > lat[north]) north = i;
    if (lat[i] < lat[south]) south = i;
  }
  if (longitudinalExtent(lon[west], lon[east]) >= 0) return { west, east, north, south };
  // from the lowest positive longitude to the highest negative one
  [west, east] = [east, west];
  for (let i = 0; i < count; i++) {
    if (lon[i] > 0 && lon[i] < lon[west]) west = i;
    if (lon[i] < 0 && lon[i] > lon[east]) east = i;
  }
  for (let i = 0; i < count; i++) {
    if (longitudinalExtent(lon[west], lon[i]) < 0 || longitudinalExtent(lon[i], lon[east]) < 0) {
      throw new RangeError("the points span more than 180 degrees of longitude");
    }
  }
  return { west, east, north, south };
}

/** The point half way along the great circle between two points, degrees. */
export function middlePoint(
  lon1: number,
  lat1: number,
  lon2: number,
  lat2: number,
): [lon: number, lat: number] {
  if (lon1 === lon2 && lat1 === lat2) return [lon1, lat1];
  const distance = greatCircleDistance(lon1, lat1, lon2, lat2);
  return pointAt(lon1, lat1, azimuth(lon1, lat1, lon2, lat2), distance / 2);
}

/** Projection centred at (`lon0`, `lat0`), in degrees; plane coordinates are km to the east and to the north. */
export class OrthographicProjection {
  readonly #lambda0: number;
  readonly #sinPhi0: number;
  readonly #cosPhi0: number;

  constructor(readonly lon0: number, readonly lat0: number) {
    this.#lambda0 = radians(lon0);
    this.#sinPhi0 = Math.sin(radians(lat0));
    this.#cosPhi0 = Math.cos(radians(lat0));
  }

  /** Centred at the great-circle middle of the north-western and south-eastern corners of a bounding box. */
  static centredOn({ west, east, north, south }: BoundingBox): OrthographicProjection {
    return new OrthographicProjection(...middlePoint(west, north, east, south));
  }

  /** Plane coordinates (km) of a point (degrees). */
  project(lon: number, lat: number): [x: number, y: number] {
    const phi = radians(lat), dLambda = radians(lon) - this.#lambda0, cosPhi = Math.cos(phi);
    return [
      cosPhi * Math.sin(dLambda) * EARTH_RADIUS,
      (this.#cosPhi0 * Math.sin(phi) - this.#sinPhi0 * cosPhi * Math.cos(dLambda)) * EARTH_RADIUS,
    ];
  }

  /** Point (degrees, longitude in (-180, 180)) at plane coordinates (km). */
  unproject(x: number, y: number): [lon: number, lat: number] {
    const u = x / EARTH_RADIUS, v = y / EARTH_RADIUS, cosC = Math.sqrt(1 - (u * u + v * v));
    const lon = degrees(
      this.#lambda0 + Math.atan2(u, this.#cosPhi0 * cosC - v * this.#sinPhi0),
    );
    const lat = degrees(Math.asin(cosC * this.#sinPhi0 + v * this.#cosPhi0));
    return [lon >= 180 ? lon - 360 : lon <= -180 ? lon + 360 : lon, lat];
  }
}
