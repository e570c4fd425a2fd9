/**
 * Geodesy on a sphere: distances, azimuths and positions.
 *
 * E. Williams, Aviation Formulary: great-circle distance (haversine), course between points, position given a
 * radial and a distance.
 * I. Todhunter (1886), Spherical Trigonometry: right-angled triangles (Napier's rules) for distances to arcs.
 *
 * Angles are in degrees, distances and depths in km, depth is positive down.
 */

/** Radius of the Earth in km. */
export const EARTH_RADIUS = 6371;

const RADIANS_PER_DEGREE = Math.PI / 180;
const DEGREES_PER_RADIAN = 180 / Math.PI;

/** Degrees to radians. */
export function radians(angle: number): number {
  return angle * RADIANS_PER_DEGREE;
}

/** Radians to degrees. */
export function degrees(angle: number): number {
  return angle * DEGREES_PER_RADIAN;
}

/** `x` modulo a positive `modulus`, in [0, modulus). */
export function floorMod(x: number, modulus: number): number {
  const remainder = x % modulus;
  return remainder < 0 ? remainder + modulus : remainder;
}

/** Rounds to `digits` decimals, halves away from zero. */
export function roundHalfAway(x: number, digits = 0): number {
  const scale = 10 ** digits;
  return (Math.sign(x) * Math.floor(Math.abs(x) * scale + 0.5)) / scale;
}

/** Rounds to an integer, halves to the even neighbour. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x), rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Position vector (km) of a point at `depth` km under (`lon`, `lat`). */
export function cartesian(lon: number, lat: number, depth: number): [number, number, number] {
  const phi = lon * RADIANS_PER_DEGREE, theta = lat * RADIANS_PER_DEGREE;
  const r = EARTH_RADIUS - depth, rCosTheta = r * Math.cos(theta);
  return [rCosTheta * Math.cos(phi), rCosTheta * Math.sin(phi), r * Math.sin(theta)];
}

/** Longitude, latitude (degrees) and depth (km) of a position vector (km). */
export function geographic(x: number, y: number, z: number): [lon: number, lat: number, depth: number] {
  const r = Math.sqrt(x * x + y * y + z * z);
  return [degrees(Math.atan2(y, x)), degrees(Math.asin(z / r)), EARTH_RADIUS - r];
}

/** Great-circle distance (km) on the surface between two points. */
export function greatCircleDistance(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const theta1 = lat1 * RADIANS_PER_DEGREE, theta2 = lat2 * RADIANS_PER_DEGREE;
  const sinHalfDLat = Math.sin((theta1 - theta2) / 2);
  const sinHalfDLon = Math.sin((lon1 - lon2) * RADIANS_PER_DEGREE / 2);
  const haversine = sinHalfDLat * sinHalfDLat +
    Math.cos(theta1) * Math.cos(theta2) * sinHalfDLon * sinHalfDLon;
  return 2 * EARTH_RADIUS * Math.asin(Math.sqrt(haversine));
}

/** Azimuth at point 1 of the great circle to point 2: degrees clockwise from north, in [0, 360). */
export function azimuth(lon1: number, lat1: number, lon2: number, lat2: number): number {
  return floorMod(degrees(azimuthInRadians(lon1, lat1, lon2, lat2)), 360);
}

function azimuthInRadians(lon1: number, lat1: number, lon2: number, lat2: number): number {
  const theta1 = lat1 * RADIANS_PER_DEGREE, theta2 = lat2 * RADIANS_PER_DEGREE;
  const dLon = (lon2 - lon1) * RADIANS_PER_DEGREE, cosLat2 = Math.cos(theta2);
  return Math.atan2(
    Math.sin(dLon) * cosLat2,
    Math.cos(theta1) * Math.sin(theta2) - Math.sin(theta1) * cosLat2 * Math.cos(dLon),
  );
}

/** Point at `distance` km from (`lon`, `lat`) along the great circle that leaves at azimuth `azimuth`. */
export function pointAt(
  lon: number,
  lat: number,
  azimuth: number,
  distance: number,
): [lon: number, lat: number] {
  const phi = lon * RADIANS_PER_DEGREE, theta = lat * RADIANS_PER_DEGREE;
  const course = azimuth * RADIANS_PER_DEGREE, angle = distance / EARTH_RADIUS;
  const sinAngle = Math.sin(angle), cosAngle = Math.cos(angle);
  const sinLat1 = Math.sin(theta), cosLat1 = Math.cos(theta);
  const sinLat2 = sinLat1 * cosAngle + cosLat1 * sinAngle * Math.cos(course);
  const dLon = Math.atan2(Math.sin(course) * sinAngle * cosLat1, cosAngle - sinLat1 * sinLat2);
  return [degrees(floorMod(phi + dLon + Math.PI, 2 * Math.PI) - Math.PI), degrees(Math.asin(sinLat2))];
}

/** Angle (degrees, in [-180, 180)) from longitude `lon1` eastwards to `lon2`; negative when `lon2` is to the west. */
export function longitudinalExtent(lon1: number, lon2: number): number {
  return floorMod(lon2 - lon1 + 180, 360) - 180;
}

/** Points by column: degrees, degrees, km. */
export interface PointColumns {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly depth: Float64Array;
}

/**
 * `count` (> 1) equally spaced points from (`lon`, `lat`, `depth`) towards azimuth `azimuth`, the last one
 * `horizontalDistance` km away on the surface and `verticalDistance` km deeper.
 */
export function pointsTowards(
  lon: number,
  lat: number,
  depth: number,
  azimuth: number,
  horizontalDistance: number,
  verticalDistance: number,
  count: number,
): PointColumns {
  const points = {
    lon: new Float64Array(count),
    lat: new Float64Array(count),
    depth: new Float64Array(count),
  };
  points.lon[0] = lon;
  points.lat[0] = lat;
  points.depth[0] = depth;
  for (let i = 1; i < count; i++) {
    [points.lon[i], points.lat[i]] = pointAt(lon, lat, azimuth, i * (horizontalDistance / (count - 1)));
    points.depth[i] = i * (verticalDistance / (count - 1)) + depth;
  }
  return points;
}
