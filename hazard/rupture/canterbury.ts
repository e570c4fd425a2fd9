/**
 * The area of the Canterbury Seismic Hazard Model (New Zealand): whether a rupture touches it, which models of ground
 * motion there want to know.
 */
import { MeshSurface } from "./mesh_surface.ts";
import { MultiSurface } from "./multi_surface.ts";
import { PlanarSurface } from "./planar_surface.ts";
import type { RuptureSurface } from "./rupture.ts";

/** degrees */
const WEST = 171.6, EAST = 173.2, SOUTH = -43.9, NORTH = -43.3;

function isInside(lon: number, lat: number): boolean {
  return lon > WEST && lon < EAST && lat > SOUTH && lat < NORTH;
}

/** Whether a point of the mesh of a surface, or a corner of a plane, is inside of the area. */
export function touchesCanterbury(surface: RuptureSurface): boolean {
  if (surface instanceof PlanarSurface) return surface.corners().some(([lon, lat]) => isInside(lon, lat));
  if (surface instanceof MultiSurface) return surface.surfaces.some(touchesCanterbury);
  if (!(surface instanceof MeshSurface)) {
    throw new RangeError("only planes and meshes are known to touch Canterbury or not");
  }
  for (let row = 0; row < surface.rows; row++) {
    for (let col = 0; col < surface.cols; col++) {
      const { lon, lat } = surface.pointAt(row, col);
      if (isInside(lon, lat)) return true;
    }
  }
  return false;
}
