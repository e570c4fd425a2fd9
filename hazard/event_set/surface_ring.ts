/** The outline of a stored surface as people see it on a map: a closed ring of points, of several surfaces one each. */
import { boundingBox } from "../geo/projection.ts";
import type { SurfaceMesh } from "./geometry.ts";
import type { SurfaceClass } from "./rupture_kind.ts";

/** A closed line, degrees. */
export interface SurfaceRing {
  readonly lon: number[];
  readonly lat: number[];
}

/** Corners of a plane around it. */
const AROUND_PLANE = [0, 1, 3, 2, 0];

/** Goes around each mesh of a surface, one after the other; around scattered points it is their bounding box. */
export function surfaceRing(surfaceClass: SurfaceClass, meshes: readonly SurfaceMesh[]): SurfaceRing {
  if (surfaceClass === "GriddedSurface") return ringOfBox(meshes[0]);
  const ring: SurfaceRing = { lon: [], lat: [] };
  for (const mesh of meshes) {
    for (const i of mesh.rows === 1 ? AROUND_PLANE : aroundMesh(mesh)) {
      ring.lon.push(mesh.lon[i]);
      ring.lat.push(mesh.lat[i]);
    }
  }
  return ring;
}

/** Indices of the points along the top, down the right, back along the bottom and up the left. */
function aroundMesh({ rows, cols }: SurfaceMesh): number[] {
  const indices: number[] = [];
  for (let col = 0; col < cols; col++) indices.push(col);
  for (let row = 1; row < rows; row++) indices.push(row * cols + cols - 1);
  for (let col = cols - 2; col >= 0; col--) indices.push((rows - 1) * cols + col);
  for (let row = rows - 2; row >= 0; row--) indices.push(row * cols);
  return indices;
}

function ringOfBox({ lon, lat }: SurfaceMesh): SurfaceRing {
  const { west, east, north, south } = boundingBox(lon, lat);
  return { lon: [west, east, east, west, west], lat: [south, south, north, north, south] };
}
