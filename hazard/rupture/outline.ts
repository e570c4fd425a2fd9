/** The surface projection of a rupture near by, to which rjb is measured (hazardlib conventions, numerics.md §1.5). */
import type { MeshWindow, VectorColumns } from "../../kernels/mesh_distances.ts";
import { polygonDistances } from "../../kernels/polygon_distances.ts";
import { EARTH_RADIUS } from "../geo/geodesy.ts";
import { PlanePoints } from "../geo/plane_points.ts";
import { boundingBox } from "../geo/projection.ts";
import { combine, direction, normalized, tangentBy, type Vector } from "../geo/vector.ts";
import { projected32 } from "../geo/single_precision.ts";
import { drawAroundStripes } from "./stripes_ring.ts";

/** Points of a surface: longitude and latitude, degrees, and unit vector. */
export interface SurfacePoints {
  readonly lon: Float64Array;
  readonly lat: Float64Array;
  readonly ux: Float64Array;
  readonly uy: Float64Array;
  readonly uz: Float64Array;
  /** whether the plane is reached in single precision, as the reference reaches it with stored ruptures */
  readonly isSinglePrecision: boolean;
}

/** Longitudes and latitudes of the points of a window, and their projections. */
const degrees = new PlanePoints(), projected = new PlanePoints();

/** A polygon in an orthographic plane around it, which may be drawn again and again without new memory. */
export class Outline {
  readonly #ring = new PlanePoints();
  #east!: Vector;
  #north!: Vector;

  /** Draws the polygon with these points as vertices, in order. */
  drawPolygon(vertices: SurfacePoints): this {
    const size = vertices.lon.length;
    this.#project(vertices, { start: 0, rows: 1, cols: size, stride: size }, this.#ring);
    return this;
  }

  /** Draws the outline of a window of a mesh. */
  drawWindow(points: SurfacePoints, window: MeshWindow): this {
    this.#project(points, window, projected);
    drawAroundStripes(projected, window.rows, window.cols, this.#ring);
    return this;
  }

  /** Projects points to the plane around them, km. */
  #project(points: SurfacePoints, window: MeshWindow, out: PlanePoints): void {
    const { ux, uy, uz } = points, { start, rows, cols, stride } = window, end = start + rows * stride;
    const centre = centreOf(points, window), east = tangentBy(centre, 0, EARTH_RADIUS);
    const north = tangentBy(centre, EARTH_RADIUS, 0);
    out.restart(rows * cols);
    if (points.isSinglePrecision) projectInSinglePrecision(points, window, centre, out);
    else {for (let first = start; first < end; first += stride) {
        for (let i = first; i < first + cols; i++) {
          const x = ux[i], y = uy[i], z = uz[i];
          out.add(x * east.x + y * east.y + z * east.z, x * north.x + y * north.y + z * north.z);
        }
      }}
    this.#east = east;
    this.#north = north;
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
    const { points } = polygonDistances, east = this.#east, north = this.#north, ring = this.#ring;
    for (let first = 0; first < count; first += points.x.length) {
      const size = Math.min(count - first, points.x.length);
      for (let k = 0; k < size; k++) {
        const i = positions[first + k];
        points.x[k] = x[i] * east.x + y[i] * east.y + z[i] * east.z;
        points.y[k] = x[i] * north.x + y[i] * north.y + z[i] * north.z;
      }
      const distances = polygonDistances.distances(size, ring, ring.size);
      for (let k = 0; k < size; k++) out[slots[first + k]] = distances[k];
    }
  }
}

function projectInSinglePrecision(
  { lon, lat }: SurfacePoints,
  { start, rows, cols, stride }: MeshWindow,
  centre: Vector,
  out: PlanePoints,
): void {
  const lambda0 = Math.atan2(centre.y, centre.x), phi0 = Math.asin(centre.z);
  for (let first = start, end = start + rows * stride; first < end; first += stride) {
    for (let i = first; i < first + cols; i++) out.add(...projected32(lon[i], lat[i], lambda0, phi0));
  }
}

/** Half way along the great circle between the north-western and the south-eastern corner of the box around points. */
function centreOf({ lon, lat }: SurfacePoints, { start, rows, cols, stride }: MeshWindow): Vector {
  degrees.restart(rows * cols);
  for (let first = start, end = start + rows * stride; first < end; first += stride) {
    for (let i = first; i < first + cols; i++) degrees.add(lon[i], lat[i]);
  }
  const { west, east, north, south } = boundingBox(degrees.x, degrees.y, degrees.size);
  return normalized(combine(direction(west, north), 1, direction(east, south), 1));
}
