/**
 * Directions on the unit sphere, so that hot paths measure great-circle distances with scalar products.
 *
 * The distance from a point q to the great circle through p with tangent t is R asin(q · (t × p)), positive to the
 * right; it equals `distanceToArc` of geodesy.ts (sine rule in the right-angled spherical triangle).
 */
import { radians } from "./geodesy.ts";

/** Cartesian vector. */
export interface Vector {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** A sphere in Cartesian space, km. */
export interface Sphere extends Vector {
  readonly radius: number;
}

/** Unit vector towards a point of the sphere (degrees). */
export function direction(lon: number, lat: number): Vector {
  const lambda = radians(lon), phi = radians(lat), cosPhi = Math.cos(phi);
  return { x: cosPhi * Math.cos(lambda), y: cosPhi * Math.sin(lambda), z: Math.sin(phi) };
}

/** Scalar product. */
export function dot(a: Vector, b: Vector): number {
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

/** Vector product. */
export function cross(a: Vector, b: Vector): Vector {
  return { x: a.y * b.z - a.z * b.y, y: a.z * b.x - a.x * b.z, z: a.x * b.y - a.y * b.x };
}

/** a · `scaleA` + b · `scaleB` */
export function combine(a: Vector, scaleA: number, b: Vector, scaleB: number): Vector {
  return { x: a.x * scaleA + b.x * scaleB, y: a.y * scaleA + b.y * scaleB, z: a.z * scaleA + b.z * scaleB };
}

/** a - b */
export function difference(a: Vector, b: Vector): Vector {
  return { x: a.x - b.x, y: a.y - b.y, z: a.z - b.z };
}

/** Euclidean length. */
export function norm(a: Vector): number {
  return Math.sqrt(a.x * a.x + a.y * a.y + a.z * a.z);
}

/** Vector of length 1 with the direction of `a`. */
export function normalized(a: Vector): Vector {
  const length = norm(a);
  return { x: a.x / length, y: a.y / length, z: a.z / length };
}

/** Tangent to the sphere at the unit vector `p`, towards the azimuth (degrees). */
export function tangent(p: Vector, azimuth: number): Vector {
  const angle = radians(azimuth);
  return tangentBy(p, Math.cos(angle), Math.sin(angle));
}

/** Tangent to the sphere at the unit vector `p`: `northward` units north and `eastward` units east. */
export function tangentBy(p: Vector, northward: number, eastward: number): Vector {
  const h = Math.sqrt(p.x * p.x + p.y * p.y);
  const eastX = -p.y / h, eastY = p.x / h;
  return {
    x: northward * (-p.z * eastY) + eastward * eastX,
    y: northward * (p.z * eastX) + eastward * eastY,
    z: northward * h,
  };
}
