/** The surface projection of a rupture near by, to which rjb is measured (hazardlib conventions, numerics.md §1.5). */
import type { VectorColumns } from "../../kernels/mesh_distances.ts";
import { polygonDistances, type Vertices } from "../../kernels/polygon_distances.ts";
import { EARTH_RADIUS } from "../geo/geodesy.ts";
import { boundingBox } from "../geo/projection.ts";
import { combine, direction, normalized, tangentBy, type Vector } from "../geo/vector.ts";
import type { FaultMesh } from "./fault_mesh.ts";

/** The projection of a surface in an orthographic plane around it. */
export class Outline {
  readonly #east: Vector;
  readonly #north: Vector;
  readonly #ring: Vertices;

  /**
   * `indices`: points of the mesh; `ringOf`: makes of them, in the plane (km), the vertices of the polygon, in order;
   * without it they are the points themselves.
   */
  constructor(mesh: FaultMesh, indices: readonly number[], ringOf?: (points: Vertices) => Vertices) {
    const { lon, lat, ux, uy, uz } = mesh;
    // plain arrays here, which are made several times faster than typed ones of this length
    const lons: number[] = [], lats: number[] = [];
    for (const i of indices) {
      lons.push(lon[i]);
      lats.push(lat[i]);
    }
    const { west, east, north, south } = boundingBox(lons, lats);
    // half way along the great circle between two corners of the box
    const centre = normalized(combine(direction(west, north), 1, direction(east, south), 1));
    const eastward = this.#east = tangentBy(centre, 0, EARTH_RADIUS);
    const northward = this.#north = tangentBy(centre, EARTH_RADIUS, 0);
    const x: number[] = [], y: number[] = [];
    for (const i of indices) {
      x.push(ux[i] * eastward.x + uy[i] * eastward.y + uz[i] * eastward.z);
      y.push(ux[i] * northward.x + uy[i] * northward.y + uz[i] * northward.z);
    }
    this.#ring = ringOf === undefined ? { x, y } : ringOf({ x, y });
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
      for (let k = 0; k < size; k++) out[slots[first + k]] = distances[k];
    }
  }
}
