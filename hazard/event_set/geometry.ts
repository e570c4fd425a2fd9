/**
 * Surfaces of ruptures as they are stored, in single precision: the number of surfaces, rows and columns of the mesh of
 * each, then of each the longitudes, the latitudes and the depths of its points, row by row. A plane is a row of its
 * corners: top left, top right, bottom left, bottom right.
 */
import { FaultMesh } from "../rupture/fault_mesh.ts";
import { ComplexSurface } from "../rupture/complex_surface.ts";
import { GriddedSurface } from "../rupture/gridded_surface.ts";
import { KiteSurface } from "../rupture/kite_surface.ts";
import { MeshSurface } from "../rupture/mesh_surface.ts";
import { MultiSurface, type SurfacePart } from "../rupture/multi_surface.ts";
import { PlanarSurface } from "../rupture/planar_surface.ts";
import type { Hypocentre, RuptureSurface } from "../rupture/rupture.ts";
import type { SurfaceClass } from "./rupture_kind.ts";

/** Points of a surface, row by row; degrees and km. */
export interface SurfaceMesh {
  readonly rows: number;
  readonly cols: number;
  readonly lon: Float32Array;
  readonly lat: Float32Array;
  readonly depth: Float32Array;
}

/** The name of the class of a surface. */
export function classOfSurface(surface: RuptureSurface): SurfaceClass {
  if (surface instanceof PlanarSurface) return "PlanarSurface";
  if (surface instanceof KiteSurface) return "KiteSurface";
  if (surface instanceof ComplexSurface) return "ComplexFaultSurface";
  if (surface instanceof MeshSurface) return "SimpleFaultSurface";
  if (surface instanceof GriddedSurface) return "GriddedSurface";
  if (surface instanceof MultiSurface) return "MultiSurface";
  throw new TypeError(`surfaces of class ${surface.constructor.name} can't be stored`);
}

/** The meshes of a surface: one, or one for each part. */
export function meshesOfSurface(surface: RuptureSurface): SurfaceMesh[] {
  if (surface instanceof MultiSurface) return surface.surfaces.flatMap(meshesOfSurface);
  if (surface instanceof PlanarSurface) {
    const corners = surface.corners().map((
      [lon, lat, depth],
    ) => [withoutNoise(lon), withoutNoise(lat), depth]);
    const [lon, lat, depth] = [0, 1, 2].map((axis) => Float32Array.from(corners, (corner) => corner[axis]));
    return [{ rows: 1, cols: 4, lon, lat, depth }];
  }
  if (surface instanceof GriddedSurface) {
    const { points } = surface;
    const [lon, lat, depth] = [points.lon, points.lat, points.depth].map((values) =>
      Float32Array.from(values)
    );
    return [{ rows: 1, cols: lon.length, lon, lat, depth }];
  }
  if (surface instanceof MeshSurface) return [meshOfWindow(surface)];
  throw new TypeError(`surfaces of class ${surface.constructor.name} can't be stored`);
}

/** Degrees without what rounding leaves of zero, which single precision would keep. */
export function withoutNoise(degrees: number): number {
  return degrees + 180 - 180;
}

function meshOfWindow({ mesh, firstRow, firstCol, rows, cols }: MeshSurface): SurfaceMesh {
  const [lon, lat, depth] = [mesh.lon, mesh.lat, mesh.depth].map((values) => {
    const out = new Float32Array(rows * cols);
    for (let row = 0; row < rows; row++) {
      const start = (firstRow + row) * mesh.cols + firstCol;
      out.set(values.subarray(start, start + cols), row * cols);
    }
    return out;
  });
  return { rows, cols, lon, lat, depth };
}

/** Meshes in the layout of storage. */
export function flattenMeshes(meshes: readonly SurfaceMesh[]): Float32Array {
  const numValues = meshes.reduce((sum, { lon }) => sum + 3 * lon.length, 1 + 2 * meshes.length);
  const out = new Float32Array(numValues);
  let k = 0;
  out[k++] = meshes.length;
  for (const { rows, cols } of meshes) {
    out[k++] = rows;
    out[k++] = cols;
  }
  for (const { lon, lat, depth } of meshes) {
    for (const values of [lon, lat, depth]) {
      out.set(values, k);
      k += values.length;
    }
  }
  return out;
}

/** The meshes of a stored geometry, as views of it. */
export function storedMeshes(geometry: Float32Array): SurfaceMesh[] {
  const numSurfaces = geometry[0], meshes: SurfaceMesh[] = [];
  let start = 1 + 2 * numSurfaces;
  for (let k = 0; k < numSurfaces; k++) {
    const rows = geometry[1 + 2 * k], cols = geometry[2 + 2 * k], size = rows * cols;
    const [lon, lat, depth] = [0, 1, 2].map((axis) =>
      geometry.subarray(start + axis * size, start + (axis + 1) * size)
    );
    meshes.push({ rows, cols, lon, lat, depth });
    start += 3 * size;
  }
  return meshes;
}

/** A surface that can be stored. */
export type StoredSurface = RuptureSurface & { middlePoint(): Hypocentre };

/** The surface of a class made of stored meshes; several planes or several kites make a multi surface. */
export function surfaceOfMeshes(surfaceClass: SurfaceClass, meshes: readonly SurfaceMesh[]): StoredSurface {
  const [mesh] = meshes;
  switch (surfaceClass) {
    case "PlanarSurface":
      return planeOfMesh(mesh);
    case "MultiSurface":
      return new MultiSurface(meshes.map(partOfMesh));
    case "GriddedSurface":
      return griddedSurface(mesh);
    case "KiteSurface":
      return KiteSurface.whole(faultMesh(mesh));
    case "ComplexFaultSurface":
      return ComplexSurface.whole(faultMesh(mesh));
    case "SimpleFaultSurface":
      return new MeshSurface(faultMesh(mesh), 0, 0, mesh.rows, mesh.cols);
  }
}

function partOfMesh(mesh: SurfaceMesh): SurfacePart {
  return mesh.rows === 1 && mesh.cols === 4 ? planeOfMesh(mesh) : KiteSurface.whole(faultMesh(mesh));
}

function planeOfMesh({ lon, lat, depth }: SurfaceMesh): PlanarSurface {
  return PlanarSurface.fromCorners([...lon], [...lat], [...depth]);
}

function faultMesh({ rows, cols, lon, lat, depth }: SurfaceMesh): FaultMesh {
  const [x, y, z] = [lon, lat, depth].map((values) => Float64Array.from(values));
  return new FaultMesh(rows, cols, x, y, z, true);
}

/** Scattered points where the reference puts them in single precision. */
function griddedSurface({ lon, lat, depth }: SurfaceMesh): GriddedSurface {
  return new GriddedSurface({ lon: [...lon], lat: [...lat], depth: [...depth] }, true);
}
