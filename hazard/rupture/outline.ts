/** The surface projection of a rupture near by, to which rjb is measured (hazardlib conventions, numerics.md §1.5). */
import type { VectorColumns } from "../../kernels/mesh_distances.ts";
import { type PlaneColumns, polygonDistances } from "../../kernels/polygon_distances.ts";
import { EARTH_RADIUS } from "../geo/geodesy.ts";
import { boundingBox, middlePoint } from "../geo/projection.ts";
import { direction, dot, tangentBy, type Vector } from "../geo/vector.ts";
import type { FaultMesh } from "./fault_mesh.ts";

/** By this much (km) the reference buffers the outline of a mesh. */
const BUFFER = 0.005;

/** The projection of a surface in an orthographic plane around it. */
export class Outline {
  readonly #east: Vector;
  readonly #north: Vector;
  readonly #ring: PlaneColumns;

  /** `ring`: the points of the mesh around the surface, in order. */
  constructor(mesh: FaultMesh, ring: readonly number[]) {
    const lons = ring.map((i) => mesh.lon[i]), lats = ring.map((i) => mesh.lat[i]);
    const { west, east, north, south } = boundingBox(lons, lats);
    const centre = direction(...middlePoint(west, north, east, south));
    this.#east = tangentBy(centre, 0, EARTH_RADIUS);
    this.#north = tangentBy(centre, EARTH_RADIUS, 0);
    this.#ring = { x: new Float64Array(ring.length), y: new Float64Array(ring.length) };
    for (let i = 0; i < ring.length; i++) {
      const point = { x: mesh.ux[ring[i]], y: mesh.uy[ring[i]], z: mesh.uz[ring[i]] };
      this.#ring.x[i] = dot(point, this.#east);
      this.#ring.y[i] = dot(point, this.#north);
    }
  }

  /**
   * Writes to `out[slots[k]]` the rjb (km) of the site with the unit vector at the index `positions[k]`, for k in
   * [0, count).
   */
  rjb(
    { x, y, z }: VectorColumns,
    positions: Uint32Array,
    slots: Uint32Array,
    count: number,
    out: Float64Array,
  ): void {
    const { points } = polygonDistances, east = this.#east, north = this.#north;
    for (let first = 0; first < count; first += points.x.length) {
      const size = Math.min(count - first, points.x.length);
      for (let k = 0; k < size; k++) {
        const i = positions[first + k];
        points.x[k] = x[i] * east.x + y[i] * east.y + z[i] * east.z;
        points.y[k] = x[i] * north.x + y[i] * north.y + z[i] * north.z;
      }
      const distances = polygonDistances.distances(size, this.#ring);
      for (let k = 0; k < size; k++) out[slots[first + k]] = Math.max(0, distances[k] - BUFFER);
    }
  }
}
