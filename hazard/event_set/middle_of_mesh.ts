/** The middle of a stored surface, found in single precision where the reference finds it so. */
import { EARTH_RADIUS, floorMod } from "../geo/geodesy.ts";
import { middlePoint } from "../geo/projection.ts";
import type { Hypocentre } from "../rupture/rupture.ts";
import { type StoredSurface, type SurfaceMesh, withoutNoise } from "./geometry.ts";
import type { SurfaceClass } from "./rupture_kind.ts";
import {
  azimuth32,
  cos32,
  DEGREES_PER_RADIAN_32,
  distance32,
  radians32,
  sin32,
} from "../geo/single_precision.ts";

const { fround } = Math;
const PI = fround(Math.PI), TWO_PI = fround(2 * Math.PI);

/** The middle of a stored surface made of these meshes. */
export function middleOfSurface(
  surfaceClass: SurfaceClass,
  meshes: readonly SurfaceMesh[],
  surface: StoredSurface,
): Hypocentre {
  if (surfaceClass === "SimpleFaultSurface" || surfaceClass === "ComplexFaultSurface") {
    return middleOfMesh(meshes[0]);
  }
  const { lon, lat, depth } = surface.middlePoint();
  return { lon: withoutNoise(lon), lat: withoutNoise(lat), depth };
}

/** The middle point of rows and columns, or the mean of the two or four around the middle. */
export function middleOfMesh(mesh: SurfaceMesh): Hypocentre {
  const { rows } = mesh, below = middleOfRow(mesh, rows >> 1);
  if (rows % 2 === 1) return below;
  const above = middleOfRow(mesh, (rows >> 1) - 1);
  const [lon, lat] = middlePoint(above.lon, above.lat, below.lon, below.lat);
  return { lon, lat, depth: (above.depth + below.depth) / 2 };
}

function middleOfRow({ cols, lon, lat, depth }: SurfaceMesh, row: number): Hypocentre {
  const after = row * cols + (cols >> 1), before = after - 1;
  if (cols % 2 === 1) return { lon: lon[after], lat: lat[after], depth: depth[after] };
  const [middleLon, middleLat] = halfWay32(lon[before], lat[before], lon[after], lat[after]);
  return { lon: middleLon, lat: middleLat, depth: fround(fround(depth[before] + depth[after]) / 2) };
}

/** The point half way along the great circle, every step rounded to single precision. */
function halfWay32(lon1: number, lat1: number, lon2: number, lat2: number): [lon: number, lat: number] {
  if (lon1 === lon2 && lat1 === lat2) return [lon1, lat1];
  const x1 = radians32(lon1), y1 = radians32(lat1);
  const half = fround(distance32(lon1, lat1, lon2, lat2) / 2),
    course = radians32(fround(360 - azimuth32(lon1, lat1, lon2, lat2)));
  const arc = fround(half / EARTH_RADIUS), sinArc = sin32(arc), cosArc = cos32(arc);
  const sinLat = sin32(y1), cosLat = cos32(y1);
  const sine = fround(fround(sinLat * cosArc) + fround(fround(cosLat * sinArc) * cos32(course)));
  const eastward = fround(Math.atan2(
    fround(fround(sin32(course) * sinArc) * cosLat),
    fround(cosArc - fround(sinLat * sine)),
  ));
  const x = fround(floorMod(fround(fround(x1 - eastward) + PI), TWO_PI) - PI);
  return [fround(x * DEGREES_PER_RADIAN_32), fround(fround(Math.asin(sine)) * DEGREES_PER_RADIAN_32)];
}
