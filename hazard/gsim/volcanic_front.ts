/** Distance of sites from a line on the map such as a volcanic front or a trench. */
import { FaultMesh } from "../rupture/fault_mesh.ts";
import { MeshSurface } from "../rupture/mesh_surface.ts";
import { siteCollection } from "../site/site_collection.ts";

/** A line through points (longitude and latitude in degrees), as the top edge of a vertical surface. */
export class MapLine {
  readonly #surface: MeshSurface;

  constructor(points: readonly (readonly number[])[]) {
    const n = points.length;
    const twice = (axis: number) => Float64Array.from({ length: 2 * n }, (_, i) => points[i % n][axis]);
    const depth = Float64Array.from({ length: 2 * n }, (_, i) => i < n ? 0 : 10);
    this.#surface = new MeshSurface(new FaultMesh(2, n, twice(0), twice(1), depth), 0, 0, 2, n);
  }

  /** Distances (km) of the first `size` places (degrees) across the line into `out`: positive on its right. */
  distances(lon: Float64Array, lat: Float64Array, size: number, out: Float64Array): void {
    const sites = siteCollection(lon.subarray(0, size), lat.subarray(0, size), new Float64Array(size), {});
    this.#surface.rx(sites, Uint32Array.from({ length: size }, (_, i) => i), size, out);
  }
}
