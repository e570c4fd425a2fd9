/** Hypocentres that do not lie on their rupture are moved to its middle. */
import { boundingBox } from "../geo/projection.ts";
import type { LonLatLine } from "../source/source.ts";
import { GriddedSurface } from "./gridded_surface.ts";
import { MeshSurface } from "./mesh_surface.ts";
import { MultiSurface } from "./multi_surface.ts";
import { PlanarSurface } from "./planar_surface.ts";
import type { Hypocentre, RuptureSurface } from "./rupture.ts";

/** Whether, seen from above in degrees, a hypocentre lies on a surface or on its edge. */
export function isOnSurface({ lon, lat }: Hypocentre, surface: RuptureSurface): boolean {
  return covers(ringOf(surface), lon, lat);
}

/** Around the surface; of several one after the other. */
function ringOf(surface: RuptureSurface): LonLatLine {
  if (surface instanceof MultiSurface) {
    const rings = surface.surfaces.map(ringOf);
    return { lon: rings.flatMap(({ lon }) => lon), lat: rings.flatMap(({ lat }) => lat) };
  }
  if (surface instanceof PlanarSurface) {
    const corners = surface.corners(), around = [0, 1, 3, 2, 0].map((i) => corners[i]);
    return { lon: around.map(([lon]) => lon), lat: around.map(([, lat]) => lat) };
  }
  if (surface instanceof GriddedSurface) {
    const { west, east, south, north } = boundingBox(surface.points.lon, surface.points.lat);
    return { lon: [west, west, east, east, west], lat: [south, north, north, south, south] };
  }
  if (surface instanceof MeshSurface) return ringOfMesh(surface);
  throw new TypeError(`surfaces of class ${surface.constructor.name} have no ring`);
}

/** Along the top, down the right, back along the bottom and up the left. */
function ringOfMesh(surface: MeshSurface): LonLatLine {
  const { rows, cols } = surface, points: Hypocentre[] = [];
  for (let col = 0; col < cols; col++) points.push(surface.pointAt(0, col));
  for (let row = 1; row < rows; row++) points.push(surface.pointAt(row, cols - 1));
  for (let col = cols - 2; col >= 0; col--) points.push(surface.pointAt(rows - 1, col));
  for (let row = rows - 2; row >= 0; row--) points.push(surface.pointAt(row, 0));
  return { lon: points.map(({ lon }) => lon), lat: points.map(({ lat }) => lat) };
}

/** Whether a point is on the ring or a ray from it crosses the ring an odd number of times. */
function covers({ lon, lat }: LonLatLine, x: number, y: number): boolean {
  let isInside = false;
  for (let i = 0, j = lon.length - 1; i < lon.length; j = i++) {
    const x1 = lon[j], y1 = lat[j], x2 = lon[i], y2 = lat[i];
    const side = (x2 - x1) * (y - y1) - (x - x1) * (y2 - y1);
    if (side === 0 && (x - x1) * (x - x2) <= 0 && (y - y1) * (y - y2) <= 0) return true;
    if (y1 > y !== y2 > y && (side > 0) === y2 > y1) isInside = !isInside;
  }
  return isInside;
}
