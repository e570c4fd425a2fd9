/**
 * Rupture surfaces that are windows of a fault mesh, and their distances to sites (hazardlib conventions,
 * numerics.md §1.5).
 */
import { meshDistances, type MeshWindow, setVector } from "../../kernels/mesh_distances.ts";
import { EARTH_RADIUS } from "../geo/geodesy.ts";
import { middlePoint } from "../geo/projection.ts";
import { tangent } from "../geo/vector.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import { distanceBeyondEnds, distanceBeyondEnds32 } from "./arcs.ts";
import type { FaultMesh } from "./fault_mesh.ts";
import { Outline } from "./outline.ts";
import type { Hypocentre, RuptureSurface } from "./rupture.ts";
import { TopEdge } from "./top_edge.ts";

/** From this distance (km) on, rjb is the distance to the nearest point of the mesh instead of its outline. */
const OUTLINE_LIMIT = 40;

/** The square of that distance on the unit sphere. */
export const SQUARED_OUTLINE_LIMIT = (OUTLINE_LIMIT / EARTH_RADIUS) ** 2;

/** Of the surface that was asked for it last. */
const outline = new Outline();

/** Sites of a block that are nearer than that. */
const near = new Uint32Array(meshDistances.sites.x.length);

/** `rows` x `cols` points of a mesh, from the point in `firstRow` and `firstCol` on; at least 2 x 2. */
export class MeshSurface implements RuptureSurface {
  // found when they are asked for: most ruptures are too far from the sites of a tile for that
  #orientation: { readonly dip: number; readonly strike: number } | undefined;

  constructor(
    readonly mesh: FaultMesh,
    readonly firstRow: number,
    readonly firstCol: number,
    readonly rows: number,
    readonly cols: number,
  ) {}

  /** Mean over the top row of cells, as for a simple fault. */
  get strike(): number {
    return this.#meanOrientation().strike;
  }

  /** Mean over the top row of cells, as for a simple fault. */
  get dip(): number {
    return this.#meanOrientation().dip;
  }

  #meanOrientation() {
    return this.#orientation ??= this.mesh.dipAndStrike(this.firstRow, this.firstCol, this.cols);
  }

  /** Width of the first column, as for a simple fault. */
  get width(): number {
    return this.mesh.widthOfColumn(this.firstRow, this.firstCol, this.rows);
  }

  get ztor(): number {
    return this.#depthsOfRow(0).reduce((a, b) => Math.min(a, b));
  }

  get zbot(): number {
    return this.#depthsOfRow(this.rows - 1).reduce((a, b) => Math.max(a, b));
  }

  #depthsOfRow(row: number): Float64Array {
    const start = this.#index(row, 0);
    return this.mesh.depth.subarray(start, start + this.cols);
  }

  /** Index into the mesh of a point of this surface. */
  #index(row: number, col: number): number {
    return (this.firstRow + row) * this.mesh.cols + this.firstCol + col;
  }

  /** The point of a row and column of this surface. */
  pointAt(row: number, col: number): Hypocentre {
    const i = this.#index(row, col), { lon, lat, depth } = this.mesh;
    return { lon: lon[i], lat: lat[i], depth: depth[i] };
  }

  /** The middle point, or the mean of the two or four around the middle. */
  middlePoint(): Hypocentre {
    const above = this.#middleOfRow((this.rows - 1) >> 1);
    return this.rows % 2 === 1 ? above : halfWay(above, this.#middleOfRow(this.rows >> 1));
  }

  #middleOfRow(row: number): Hypocentre {
    const before = this.pointAt(row, (this.cols - 1) >> 1);
    return this.cols % 2 === 1 ? before : halfWay(before, this.pointAt(row, this.cols >> 1));
  }

  rrup(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const { x, y, z } = sites, block = meshDistances.sites, window = this.#window();
    for (let first = 0; first < count; first += block.x.length) {
      const size = Math.min(count - first, block.x.length);
      for (let k = 0; k < size; k++) {
        const i = indices[first + k];
        setVector(block, k, x[i], y[i], z[i]);
      }
      const squares = meshDistances.nearestSquares(size, this.mesh, window);
      for (let k = 0; k < size; k++) out[first + k] = Math.sqrt(squares[k]);
    }
  }

  rjb(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const { x, y, z, depth } = sites, block = meshDistances.sites, window = this.#window();
    const { directions } = this.mesh;
    let own: Outline | undefined;
    for (let first = 0; first < count; first += block.x.length) {
      const size = Math.min(count - first, block.x.length);
      for (let k = 0; k < size; k++) {
        const i = indices[first + k], perRadius = 1 / (EARTH_RADIUS - depth[i]);
        setVector(block, k, x[i] * perRadius, y[i] * perRadius, z[i] * perRadius);
      }
      const squares = meshDistances.nearestSquares(size, directions, window), ofBlock = out.subarray(first);
      let numNear = 0;
      for (let k = 0; k < size; k++) {
        if (squares[k] >= SQUARED_OUTLINE_LIMIT) ofBlock[k] = EARTH_RADIUS * Math.sqrt(squares[k]);
        else near[numNear++] = k;
      }
      if (numNear > 0) (own ??= this.outline()).rjb(block, near, near, numNear, ofBlock);
    }
  }

  #window(): MeshWindow {
    return { start: this.#index(0, 0), rows: this.rows, cols: this.cols, stride: this.mesh.cols };
  }

  /** Its surface projection, until that of another surface is asked for. */
  outline(): Outline {
    return outline.drawWindow(this.mesh, this.#window());
  }

  /** Of the distances to the segments of the top edge, the first and last extended to infinity, the smallest. */
  rx(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const { x, y, z, depth } = sites,
      topEdge = new TopEdge(this.mesh, this.firstRow, this.firstCol, this.cols);
    for (let k = 0; k < count; k++) {
      const i = indices[k], perRadius = 1 / (EARTH_RADIUS - depth[i]);
      out[k] = topEdge.rx(x[i] * perRadius, y[i] * perRadius, z[i] * perRadius);
    }
  }

  ry0(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    this.beyondEnds(this.#index(0, 0), this.#index(0, this.cols - 1), sites, indices, count, out);
  }

  /** Of the top edge between two points of the mesh. */
  protected beyondEnds(
    left: number,
    right: number,
    sites: SiteCollection,
    indices: Uint32Array,
    count: number,
    out: Float64Array,
  ): void {
    const { mesh, strike } = this;
    if (mesh.isSinglePrecision) {
      const [from, to] = [left, right].map((i) => ({ lon: mesh.lon[i], lat: mesh.lat[i] }));
      distanceBeyondEnds32(from, to, strike, sites, indices, count, out);
    } else {
      const [from, to] = [left, right].map((i) => tangent(mesh.directionOf(i), strike));
      distanceBeyondEnds(from, to, sites, indices, count, out);
    }
  }
}

function halfWay(a: Hypocentre, b: Hypocentre): Hypocentre {
  const [lon, lat] = middlePoint(a.lon, a.lat, b.lon, b.lat);
  return { lon, lat, depth: (a.depth + b.depth) / 2 };
}
