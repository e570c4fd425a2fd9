/** Rupture surfaces on the mesh of a kite fault, which may have holes (hazardlib conventions, numerics.md §1.7). */
import { meshDistances } from "../../kernels/mesh_distances.ts";
import {
  azimuth,
  cartesian,
  degrees,
  EARTH_RADIUS,
  greatCircleDistance,
  pointAt,
  roundHalfEven,
} from "../geo/geodesy.ts";
import { azimuth32, distance32, pointAt32 } from "../geo/single_precision.ts";
import { type BoundingBox, boundingBox } from "../geo/projection.ts";
import type { Sphere } from "../geo/vector.ts";
import type { SiteCollection } from "../site/site_collection.ts";
import type { LonLatLine } from "../source/source.ts";
import { FaultMesh } from "./fault_mesh.ts";
import { MeshSurface, SQUARED_OUTLINE_LIMIT } from "./mesh_surface.ts";
import type { SurfacePart } from "./multi_surface.ts";
import { Outline } from "./outline.ts";
import type { Hypocentre } from "./rupture.ts";
import { sphereAround } from "./sphere.ts";
import { type Segment, segmentDistance } from "./top_edge.ts";

/** A dip (degrees) from which on a cell counts as vertical, and half the width (km) that such a surface is given. */
const ALMOST_VERTICAL = 89.9, HALF_WIDTH = 0.1;
/** Added to azimuths (degrees) before their mean is taken, so that north is not the end of the scale. */
const FROM_NORTH = 0.001;
/** Turns (degrees) of the top edge up to this are not seen in the trace. */
const CORNER = 1;

/** A window of a mesh of which points that are NaN are no part; the window has at least 2 x 2 points that are. */
export class KiteSurface extends MeshSurface implements SurfacePart {
  #boundary: Boundary | undefined;
  #topSegments: readonly Segment[] | undefined;
  #columns: readonly ColumnOfKite[] | undefined;
  #strike: number | undefined;
  #ztor: number | undefined;
  #zbot: number | undefined;
  #area: number | undefined;
  #trace: LonLatLine | undefined;

  /** All of a mesh. */
  static whole(mesh: FaultMesh): KiteSurface {
    return new KiteSurface(mesh, 0, 0, mesh.rows, mesh.cols);
  }

  #indexAt(row: number, col: number): number {
    return (this.firstRow + row) * this.mesh.cols + this.firstCol + col;
  }

  #isThere(row: number, col: number): boolean {
    return !Number.isNaN(this.mesh.lon[this.#indexAt(row, col)]);
  }

  /** Mean of the azimuths between the points of the top row. */
  override get strike(): number {
    if (this.#strike === undefined) {
      const { lon, lat } = this.mesh, top = this.#pointsOfRow(0), { azimuth } = geodesyOf(this.mesh);
      const azimuths = top.slice(1).map((j, k) => azimuth(lon[top[k]], lat[top[k]], lon[j], lat[j]));
      this.#strike = mean(azimuths.map((each) => (each + FROM_NORTH) % 360));
    }
    return this.#strike;
  }

  /** Mean dip of the columns, weighted by their lengths. */
  override get dip(): number {
    const columns = this.#measuredColumns(), length = sum(columns.map((column) => column.length));
    return sum(columns.map((column) => column.dip * (column.length / length)));
  }

  /** Mean length of the columns. */
  override get width(): number {
    return mean(this.#measuredColumns().map(({ length }) => length));
  }

  override get ztor(): number {
    return this.#ztor ??= Math.min(...this.#pointsOfRow(0).map((i) => this.mesh.depth[i]));
  }

  override get zbot(): number {
    return this.#zbot ??= Math.max(...this.#points().map((i) => this.mesh.depth[i]));
  }

  /** Area (km²) of the cells that have all corners. */
  get area(): number {
    return this.#area ??= this.#sumOfCells();
  }

  #sumOfCells(): number {
    let area = 0;
    for (let row = 0; row + 1 < this.rows; row++) {
      for (let col = 0; col + 1 < this.cols; col++) {
        const [a, b] = [this.#indexAt(row, col), this.#indexAt(row, col + 1)];
        const [c, d] = [this.#indexAt(row + 1, col), this.#indexAt(row + 1, col + 1)];
        const diagonal = distanceBetween(this.mesh, a, d);
        const ofCell = heron(distanceBetween(this.mesh, a, b), distanceBetween(this.mesh, a, c), diagonal) +
          heron(distanceBetween(this.mesh, c, d), distanceBetween(this.mesh, b, d), diagonal);
        if (!Number.isNaN(ofCell)) area += ofCell;
      }
    }
    return area;
  }

  /** The top edge, where it is at most a row below the highest one, at its ends and where it turns. */
  get trace(): LonLatLine {
    return this.#trace ??= this.#turnsOfTop();
  }

  #turnsOfTop(): LonLatLine {
    const { lon, lat } = this.mesh;
    const top: number[] = [];
    for (let col = 0; col < this.cols; col++) {
      const row = this.#isThere(0, col) ? 0 : 1;
      if (this.#isThere(row, col)) top.push(this.#indexAt(row, col));
    }
    const azimuths = top.slice(1).map((j, k) => azimuth(lon[top[k]], lat[top[k]], lon[j], lat[j]));
    const kept = top.filter((_, k) =>
      k === 0 || k === top.length - 1 || Math.abs(azimuths[k] - azimuths[k - 1]) > CORNER
    );
    return { lon: kept.map((i) => lon[i]), lat: kept.map((i) => lat[i]) };
  }

  get box(): BoundingBox {
    const points = this.#points();
    return boundingBox(points.map((i) => this.mesh.lon[i]), points.map((i) => this.mesh.lat[i]));
  }

  /** Holds all points. */
  get sphere(): Sphere {
    const points = this.#points(), { x, y, z } = this.mesh;
    const column = (values: Float64Array) => Float64Array.from(points, (i) => values[i]);
    return sphereAround({ x: column(x), y: column(y), z: column(z) });
  }

  /** The point nearest to the mean of all points. */
  override middlePoint(): Hypocentre {
    const points = this.#points(), { lon, lat, depth } = this.mesh;
    // in double precision also where the mesh is in single
    const positions = points.map((i) => cartesian(lon[i], lat[i], depth[i]));
    const [cx, cy, cz] = [0, 1, 2].map((axis) => mean(positions.map((position) => position[axis])));
    const nearest = positions.map(([x, y, z]) => Math.hypot(x - cx, y - cy, z - cz));
    const i = points[nearest.indexOf(Math.min(...nearest))];
    return { lon: lon[i], lat: lat[i], depth: depth[i] };
  }

  /** The point in the middle of rows and columns, where ruptures of a kite fault start. */
  centre(): Hypocentre {
    return this.pointAt(roundHalfEven(this.rows / 2), roundHalfEven(this.cols / 2));
  }

  /** Indices of the points that are there. */
  #points(): number[] {
    return Array.from({ length: this.rows }, (_, row) => this.#pointsOfRow(row)).flat();
  }

  #pointsOfRow(row: number): number[] {
    const first = this.#indexAt(row, 0);
    return Array.from({ length: this.cols }, (_, col) => first + col)
      .filter((i) => !Number.isNaN(this.mesh.lon[i]));
  }

  /** Length and dip of the columns that have neighbouring points. */
  #measuredColumns(): readonly ColumnOfKite[] {
    return this.#columns ??= Array.from({ length: this.cols }, (_, col) => this.#column(col))
      .filter(({ length }) => length > 0);
  }

  #column(col: number): ColumnOfKite {
    const { lon, lat, depth } = this.mesh,
      dips: number[] = [],
      { greatCircleDistance } = geodesyOf(this.mesh);
    let length = 0;
    for (let row = 0; row + 1 < this.rows; row++) {
      const i = this.#indexAt(row, col), j = this.#indexAt(row + 1, col);
      const across = greatCircleDistance(lon[i], lat[i], lon[j], lat[j]), down = depth[j] - depth[i];
      if (Number.isNaN(across)) continue;
      dips.push(across > 0 ? degrees(Math.atan(down / across)) : 90);
      length += Math.hypot(across, down);
    }
    return { length, dip: mean(dips), isVertical: dips.every((dip) => dip > ALMOST_VERTICAL) };
  }

  /** Near by the distance to the outline, from 40 km on that to the nearest of its points. */
  override rjb(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const { x, y, z, depth } = sites, block = meshDistances.sites;
    const boundary = this.#boundary ??= this.#findBoundary();
    const { length } = boundary.x, window = { start: 0, rows: 1, cols: length, stride: length };
    const near = new Uint32Array(Math.min(count, block.x.length));
    for (let first = 0; first < count; first += block.x.length) {
      const size = Math.min(count - first, block.x.length);
      for (let k = 0; k < size; k++) {
        const i = indices[first + k], perRadius = 1 / (EARTH_RADIUS - depth[i]);
        block.x[k] = x[i] * perRadius;
        block.y[k] = y[i] * perRadius;
        block.z[k] = z[i] * perRadius;
      }
      const squares = meshDistances.nearestSquares(size, boundary, window), ofBlock = out.subarray(first);
      let numNear = 0;
      for (let k = 0; k < size; k++) {
        if (squares[k] >= SQUARED_OUTLINE_LIMIT) ofBlock[k] = EARTH_RADIUS * Math.sqrt(squares[k]);
        else near[numNear++] = k;
      }
      if (numNear > 0) boundary.outline().rjb(block, near, near, numNear, ofBlock);
    }
  }

  /** A vertical surface is given a width; any other is bounded by the ends of its columns and rows. */
  #findBoundary(): Boundary {
    if (this.#measuredColumns().every(({ isVertical }) => isVertical)) {
      return boundaryOf(this.#verticalStrip(), [0, 1, 3, 2]);
    }
    const { rows, cols } = this, at = (row: number, col: number) => this.#indexAt(row, col);
    const tops = Array.from({ length: cols }, (_, col) => this.#endOfColumn(col, 0, 1));
    const bottoms = Array.from({ length: cols }, (_, col) => this.#endOfColumn(col, rows - 1, -1));
    const last = cols - 1, ring: number[] = [];
    for (let col = 0; col < cols; col++) ring.push(at(tops[col], col));
    for (let row = tops[last] + 1; row < bottoms[last]; row++) {
      ring.push(at(row, this.#endOfRow(row, last, -1)));
    }
    for (let col = last; col >= 0; col--) ring.push(at(bottoms[col], col));
    for (let row = bottoms[0] - 1; row > tops[0]; row--) ring.push(at(row, this.#endOfRow(row, 0, 1)));
    return boundaryOf(this.mesh, ring);
  }

  /** First row, from `row` on by `step`, that has a point in a column. */
  #endOfColumn(col: number, row: number, step: number): number {
    while (!this.#isThere(row, col)) row += step;
    return row;
  }

  #endOfRow(row: number, col: number, step: number): number {
    while (!this.#isThere(row, col)) col += step;
    return col;
  }

  /** The corners of a strip along the top: left and right of its start, then of its end. */
  #verticalStrip(): FaultMesh {
    const ends = [0, this.cols - 1].map((col) => this.pointAt(this.#endOfColumn(col, 0, 1), col));
    const { azimuth, pointAt } = geodesyOf(this.mesh);
    const strike = azimuth(ends[0].lon, ends[0].lat, ends[1].lon, ends[1].lat);
    const corners = ends.flatMap(({ lon, lat }) =>
      [-90, 90].map((side) => pointAt(lon, lat, strike + side, HALF_WIDTH))
    );
    const column = (axis: 0 | 1) => Float64Array.from(corners, (corner) => corner[axis]);
    return new FaultMesh(2, 2, column(0), column(1), new Float64Array(4));
  }

  override rx(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const segments = this.#topSegments ??= this.#findTopSegments();
    const { x, y, z, depth } = sites;
    for (let k = 0; k < count; k++) {
      const i = indices[k], perRadius = 1 / (EARTH_RADIUS - depth[i]);
      let nearest = Infinity;
      for (const segment of segments) {
        const distance = segmentDistance(segment, x[i] * perRadius, y[i] * perRadius, z[i] * perRadius);
        if (Math.abs(distance) < Math.abs(nearest)) nearest = distance;
      }
      out[k] = nearest;
    }
  }

  /** The pieces of the top row without a gap; the first one and the last one go on, as long as they are at its ends. */
  #findTopSegments(): Segment[] {
    const { cols, mesh, firstRow: row, firstCol } = this;
    const there = Array.from({ length: cols }, (_, col) => col).filter((col) => this.#isThere(0, col));
    if (cols < 3) return [mesh.edge("line", row, firstCol)];
    const [first] = there, lastButOne = there[there.length - 2];
    return there.filter((col) => there.includes(col + 1)).map((col) => {
      const kind = col === 0 ? "backward" : col === first || col === lastButOne ? "forward" : "segment";
      return mesh.edge(kind, row, firstCol + col);
    });
  }

  override ry0(sites: SiteCollection, indices: Uint32Array, count: number, out: Float64Array): void {
    const top = this.#pointsOfRow(0);
    this.beyondEnds(top[0], top[top.length - 1], sites, indices, count, out);
  }
}

interface ColumnOfKite {
  /** km */
  readonly length: number;
  /** degrees */
  readonly dip: number;
  readonly isVertical: boolean;
}

/** The points around a surface, as unit vectors, and the outline that they make. */
interface Boundary {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  outline(): Outline;
}

function boundaryOf(mesh: FaultMesh, ring: readonly number[]): Boundary {
  const column = (values: Float64Array) => Float64Array.from(ring, (i) => values[i]);
  const { x, y, z } = mesh.directions;
  let outline: Outline | undefined;
  return {
    x: column(x),
    y: column(y),
    z: column(z),
    outline: () =>
      outline ??= new Outline().drawPolygon({
        lon: column(mesh.lon),
        lat: column(mesh.lat),
        ux: column(mesh.ux),
        uy: column(mesh.uy),
        uz: column(mesh.uz),
        isSinglePrecision: mesh.isSinglePrecision,
      }),
  };
}

/** km along the surface and the depth together */
function distanceBetween(mesh: FaultMesh, i: number, j: number): number {
  const { lon, lat, depth } = mesh, { greatCircleDistance } = geodesyOf(mesh);
  return Math.hypot(greatCircleDistance(lon[i], lat[i], lon[j], lat[j]), depth[j] - depth[i]);
}

/** What is measured on the sphere, in the precision of a mesh. */
function geodesyOf({ isSinglePrecision }: FaultMesh) {
  return isSinglePrecision
    ? { azimuth: azimuth32, greatCircleDistance: distance32, pointAt: pointAt32 }
    : { azimuth, greatCircleDistance, pointAt };
}

/** Area of a triangle by its sides. */
function heron(a: number, b: number, c: number): number {
  const s = (a + b + c) / 2;
  return Math.sqrt(s * (s - a) * (s - b) * (s - c));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
