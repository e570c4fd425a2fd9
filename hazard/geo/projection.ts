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

/**
 * Bounding box of the first `count` points (degrees), of all by default. Throws RangeError when they span more than 180
 * degrees of longitude.
 */
export function boundingBox(
  lon: ArrayLike<number>,
  lat: ArrayLike<number>,
  count = lon.length,
): BoundingBox {
  let west = Infinity, east = -Infinity, north = -Infinity, south = Infinity;
  for (let i = 0; i < count; i++) {
    if (lon[i] < west) west = lon[i];
    if (lon[i] > east) east = lon[i];
    if (lat[i] > north) north = lat[i];
    if (lat[i] < south) south = lat[i];
  }
  if (longitudinalExtent(west, east) >= 0) return { west, east, north, south };
  // from the lowest positive longitude to the highest negative one
  [west, east] = [Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    if (lon[i] > 0 && lon[i] < west) west = lon[i];
    if (lon[i] < 0 && lon[i] > east) east = lon[i];
  }
  for (let i = 0; i < count; i++) {
    if (longitudinalExtent(west, lon[i]) < 0 || longitudinalExtent(lon[i], east) < 0) {
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
