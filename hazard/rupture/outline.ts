/** The surface projection of a rupture near by, to which rjb is measured (hazardlib conventions, numerics.md §1.5). */
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
  readonly #x: Float64Array;
  readonly #y: Float64Array;

  /** `ring`: the points of the mesh around the surface, in order. */
  constructor(mesh: FaultMesh, ring: readonly number[]) {
    const lons = ring.map((i) => mesh.lon[i]), lats = ring.map((i) => mesh.lat[i]);
    const { west, east, north, south } = boundingBox(lons, lats);
    const centre = direction(...middlePoint(west, north, east, south));
    this.#east = tangentBy(centre, 0, EARTH_RADIUS);
    this.#north = tangentBy(centre, EARTH_RADIUS, 0);
    this.#x = new Float64Array(ring.length);
    this.#y = new Float64Array(ring.length);
    for (let i = 0; i < ring.length; i++) {
      const point = { x: mesh.ux[ring[i]], y: mesh.uy[ring[i]], z: mesh.uz[ring[i]] };
      this.#x[i] = dot(point, this.#east);
      this.#y[i] = dot(point, this.#north);
    }
  }

  /** rjb (km) of the point with the unit vector (sx, sy, sz). */
  rjb(sx: number, sy: number, sz: number): number {
    return Math.max(0, this.#distance(sx, sy, sz) - BUFFER);
  }

  /** Distance (km) in the plane from the point with the unit vector (sx, sy, sz) to the outline; 0 inside. */
  #distance(sx: number, sy: number, sz: number): number {
    const px = sx * this.#east.x + sy * this.#east.y + sz * this.#east.z;
    const py = sx * this.#north.x + sy * this.#north.y + sz * this.#north.z;
    const x = this.#x, y = this.#y;
    let nearest = Infinity, isInside = false;
    for (let i = 0, j = x.length - 1; i < x.length; j = i++) {
      const ex = x[i] - x[j], ey = y[i] - y[j], dx = px - x[j], dy = py - y[j];
      if (y[i] > py !== y[j] > py && dx < ex * dy / ey) isInside = !isInside;
      const square = ex * ex + ey * ey;
      const fraction = square > 0 ? Math.min(Math.max((dx * ex + dy * ey) / square, 0), 1) : 0;
      const fx = dx - fraction * ex, fy = dy - fraction * ey, squared = fx * fx + fy * fy;
      if (squared < nearest) nearest = squared;
    }
    return isInside ? 0 : Math.sqrt(nearest);
  }
}
