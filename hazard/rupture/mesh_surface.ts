/**
 * Rupture surfaces that are windows of a fault mesh, and their distances to sites (hazardlib conventions,
 * numerics.md §1.5).
 */
import { azimuth, EARTH_RADIUS } from "../geo/geodesy.ts";
import { boundingBox, middlePoint } from "../geo/projection.ts";
import { cross, direction, dot, tangent, tangentBy, type Vector } from "../geo/vector.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import { arc, distanceBeyondEnds } from "./arcs.ts";
import type { FaultMesh } from "./fault_mesh.ts";
import type { Hypocentre, RuptureSurface } from "./rupture.ts";

/** From this distance (km) on, rjb is the distance to the nearest point of the mesh instead of its outline. */
const OUTLINE_LIMIT = 40;

/** By this much (km) the reference buffers the outline of a mesh. */
const OUTLINE_BUFFER = 0.005;

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
    const { x, y, z } = sites, mesh = this.mesh, { x: mx, y: my, z: mz } = mesh;
    const { rows, cols } = this, start = this.#index(0, 0);
    for (let k = 0; k < count; k++) {
      const i = indices[k], sx = x[i], sy = y[i], sz = z[i];
      let nearest = Infinity;
      for (let row = 0, first = start; row < rows; row++, first += mesh.cols) {
        for (let j = first, end = first + cols; j < end; j++) {
          const dx = sx - mx[j], dy = sy - my[j], dz = sz - mz[j];
          const squared = dx * dx + dy * dy + dz * dz;
          if (squared < nearest) nearest = squared;
        }
      }
      out[k] = Math.sqrt(nearest);
    }
  }

  rjb(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const { x, y, z, depth } = sites, mesh = this.mesh, { ux, uy, uz } = mesh;
    const { rows, cols } = this, start = this.#index(0, 0), near = (OUTLINE_LIMIT / EARTH_RADIUS) ** 2;
    let outline: Outline | undefined;
    for (let k = 0; k < count; k++) {
      const i = indices[k], perRadius = 1 / (EARTH_RADIUS - depth[i]);
      const sx = x[i] * perRadius, sy = y[i] * perRadius, sz = z[i] * perRadius;
      let nearest = Infinity;
      for (let row = 0, first = start; row < rows && nearest >= near; row++, first += mesh.cols) {
        for (let j = first, end = first + cols; j < end; j++) {
          const dx = sx - ux[j], dy = sy - uy[j], dz = sz - uz[j];
          const squared = dx * dx + dy * dy + dz * dz;
          if (squared < nearest) nearest = squared;
        }
      }
      out[k] = nearest >= near
        ? EARTH_RADIUS * Math.sqrt(nearest)
        : Math.max(0, (outline ??= this.#outline()).distance(sx, sy, sz) - OUTLINE_BUFFER);
    }
  }

  #outline(): Outline {
    const { rows, cols } = this, { lon, lat } = this.mesh, ring: number[] = [];
    for (let col = 0; col < cols; col++) ring.push(this.#index(0, col));
    for (let row = 1; row < rows; row++) ring.push(this.#index(row, cols - 1));
    for (let col = cols - 2; col >= 0; col--) ring.push(this.#index(rows - 1, col));
    for (let row = rows - 2; row > 0; row--) ring.push(this.#index(row, 0));
    return new Outline(ring.map((i) => lon[i]), ring.map((i) => lat[i]));
  }

  /** Of the distances to the segments of the top edge, the first and last extended to infinity, the smallest. */
  rx(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const { x, y, z, depth } = sites, segments = this.#topEdge();
    for (let k = 0; k < count; k++) {
      const i = indices[k], perRadius = 1 / (EARTH_RADIUS - depth[i]);
      const sx = x[i] * perRadius, sy = y[i] * perRadius, sz = z[i] * perRadius;
      let nearest = Infinity, signed = 0;
      for (const segment of segments) {
        const distance = segmentDistance(segment, sx, sy, sz, nearest);
        if (Math.abs(distance) >= nearest) continue;
        nearest = Math.abs(distance);
        signed = distance;
      }
      out[k] = signed;
    }
  }

  #topEdge(): Segment[] {
    const points = Array.from({ length: this.cols }, (_, col) => this.pointAt(0, col)), last = this.cols - 2;
    if (last === 0) return [segmentBetween(points[0], points[1], "line")];
    return Array.from({ length: this.cols - 1 }, (_, i) => {
      if (i === 0) return segmentBetween(points[1], points[0], "backward");
      return segmentBetween(points[i], points[i + 1], i === last ? "forward" : "segment");
    });
  }

  ry0(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const left = this.mesh.directionAt(this.firstRow, this.firstCol);
    const right = this.mesh.directionAt(this.firstRow, this.firstCol + this.cols - 1);
    distanceBeyondEnds(tangent(left, this.strike), tangent(right, this.strike), sites, indices, count, out);
  }
}

function halfWay(a: Hypocentre, b: Hypocentre): Hypocentre {
  const [lon, lat] = middlePoint(a.lon, a.lat, b.lon, b.lat);
  return { lon, lat, depth: (a.depth + b.depth) / 2 };
}

/** The projection of a surface in an orthographic plane around it. */
class Outline {
  readonly #east: Vector;
  readonly #north: Vector;
  readonly #x: Float64Array;
  readonly #y: Float64Array;

  constructor(lons: readonly number[], lats: readonly number[]) {
    const { west, east, north, south } = boundingBox(lons, lats);
    const centre = direction(...middlePoint(west, north, east, south));
    this.#east = tangentBy(centre, 0, EARTH_RADIUS);
    this.#north = tangentBy(centre, EARTH_RADIUS, 0);
    const points = lons.map((lon, i) => direction(lon, lats[i]));
    this.#x = Float64Array.from(points, (point) => dot(point, this.#east));
    this.#y = Float64Array.from(points, (point) => dot(point, this.#north));
  }

  /** Distance (km) in the plane from the point with the unit vector (sx, sy, sz) to the outline; 0 inside. */
  distance(sx: number, sy: number, sz: number): number {
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

/** A piece of a great circle, prepared for distances; all vectors refer to the unit sphere. */
interface Segment {
  /** where it starts and where it ends; `forward` and `backward` ones go on beyond the end, a `line` on both sides */
  readonly kind: "segment" | "forward" | "backward" | "line";
  readonly start: Vector;
  readonly end: Vector;
  /** direction of the segment at the start, and that azimuth at the end */
  readonly ahead: Vector;
  readonly aheadAtEnd: Vector;
  /** normal of its great circle, to the right */
  readonly right: Vector;
}

function segmentBetween(from: Hypocentre, to: Hypocentre, kind: Segment["kind"]): Segment {
  const start = direction(from.lon, from.lat), end = direction(to.lon, to.lat);
  const course = azimuth(from.lon, from.lat, to.lon, to.lat);
  const ahead = tangent(start, course);
  return { kind, start, end, ahead, aheadAtEnd: tangent(end, course), right: cross(ahead, start) };
}

/**
 * Distance (km) from a site (unit vector) to a segment, positive on the right of the fault: along the surface beside
 * the segment, straight to its nearest end elsewhere. Infinity when it is known to be `limit` or more.
 */
function segmentDistance(segment: Segment, sx: number, sy: number, sz: number, limit: number): number {
  const { kind, start, end, ahead, aheadAtEnd, right } = segment;
  const sine = sx * right.x + sy * right.y + sz * right.z, across = EARTH_RADIUS * Math.abs(sine);
  if (across >= limit) return Infinity;
  const side = (sine < 0 ? -1 : 1) * (kind === "backward" ? -1 : 1);
  const isPastStart = sx * ahead.x + sy * ahead.y + sz * ahead.z;
  if (kind === "line") return side * arc(Math.abs(sine));
  if (kind !== "segment") {
    if (isPastStart > 0) return side * arc(Math.abs(sine));
    return side * 2 * arc(chord(start, sx, sy, sz) / 2);
  }
  const isPastEnd = sx * aheadAtEnd.x + sy * aheadAtEnd.y + sz * aheadAtEnd.z;
  if (isPastStart >= 0 && isPastEnd <= 0) return side * arc(Math.abs(sine));
  return side * EARTH_RADIUS * Math.min(chord(start, sx, sy, sz), chord(end, sx, sy, sz));
}

function chord(p: Vector, sx: number, sy: number, sz: number): number {
  const dx = sx - p.x, dy = sy - p.y, dz = sz - p.z;
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}
