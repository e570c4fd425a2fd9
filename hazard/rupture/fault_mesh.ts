/**
 * The mesh of points of a fault, rows down the dip and columns along the strike, which its floating ruptures share.
 *
 * Sums over cells are accumulated once, so that the dip, strike and width of any window of the mesh cost nothing
 * (hazardlib conventions, numerics.md §1.5).
 */
import { cartesian, degrees } from "../geo/geodesy.ts";
import {
  cross,
  difference,
  direction,
  dot,
  norm,
  normalized,
  type Sphere,
  tangentBy,
  type Vector,
} from "../geo/vector.ts";
import { type Segment, segmentBetween } from "./top_edge.ts";

/** Points in row-major order. */
export class FaultMesh {
  /** position of each point, km */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** unit vector towards each point */
  readonly ux: Float64Array;
  readonly uy: Float64Array;
  readonly uz: Float64Array;
  #sums: CellSums | undefined;
  #sphere: Sphere | undefined;
  /** by the index of the point on the left */
  readonly #edges: Record<Segment["kind"], Map<number, Segment>> = {
    segment: new Map(),
    forward: new Map(),
    backward: new Map(),
    line: new Map(),
  };

  /** `lon`, `lat` in degrees, `depth` in km, each of `rows` x `cols` values, at least 2 x 2. */
  constructor(
    readonly rows: number,
    readonly cols: number,
    readonly lon: Float64Array,
    readonly lat: Float64Array,
    readonly depth: Float64Array,
  ) {
    if (rows < 2 || cols < 2) {
      throw new RangeError("a fault mesh must have at least 2 points along the strike and down the dip");
    }
    const size = rows * cols;
    [this.x, this.y, this.z] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
    [this.ux, this.uy, this.uz] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
    for (let i = 0; i < size; i++) {
      [this.x[i], this.y[i], this.z[i]] = cartesian(lon[i], lat[i], depth[i]);
      const u = direction(lon[i], lat[i]);
      [this.ux[i], this.uy[i], this.uz[i]] = [u.x, u.y, u.z];
    }
  }

  /** A sphere that holds all points. */
  get sphere(): Sphere {
    return this.#sphere ??= sphereAround(this);
  }

  /** Unit vector towards the point with the index `i`. */
  directionOf(i: number): Vector {
    return { x: this.ux[i], y: this.uy[i], z: this.uz[i] };
  }

  /**
   * The segment between the points `col` and `col` + 1 of a row, as a part of that kind of the top edge of a rupture;
   * made once.
   */
  edge(kind: Segment["kind"], row: number, col: number): Segment {
    const left = row * this.cols + col, right = left + 1;
    let segment = this.#edges[kind].get(left);
    if (segment === undefined) {
      segment = kind === "backward"
        ? segmentBetween(this, right, left, kind)
        : segmentBetween(this, left, right, kind);
      this.#edges[kind].set(left, segment);
    }
    return segment;
  }

  #position(row: number, col: number): Vector {
    const i = row * this.cols + col;
    return { x: this.x[i], y: this.y[i], z: this.z[i] };
  }

  /**
   * Mean dip and strike (degrees) of the cells under `cols` columns of points of the row `row`: mean of circular
   * quantities over the two triangles of each cell, weighted by their areas.
   */
  dipAndStrike(row: number, col: number, cols: number): { dip: number; strike: number } {
    const sums = this.#sums ??= this.#sumOverCells();
    const from = row * this.cols + col, to = from + cols - 1;
    const dip = degrees(Math.atan2(sums.sinDip[to] - sums.sinDip[from], sums.cosDip[to] - sums.cosDip[from]));
    const azimuth = degrees(
      Math.atan2(sums.sinStrike[to] - sums.sinStrike[from], sums.cosStrike[to] - sums.cosStrike[from]),
    );
    const strike = azimuth < 0 ? azimuth + 360 : azimuth;
    return dip > 90 ? { dip: 180 - dip, strike: (strike + 180) % 360 } : { dip, strike };
  }

  /** Sum of the areas of the cells, km². */
  get area(): number {
    return (this.#sums ??= this.#sumOverCells()).area;
  }

  /** Width (km) of the cells on the right of `rows` points of the column `col`. */
  widthOfColumn(row: number, col: number, rows: number): number {
    const { width } = this.#sums ??= this.#sumOverCells();
    return width[(row + rows - 1) * this.cols + col] - width[row * this.cols + col];
  }

  #sumOverCells(): CellSums {
    const { rows, cols } = this, size = rows * cols;
    const [cosDip, sinDip, cosStrike, sinStrike, width] = Array.from(
      { length: 5 },
      () => new Float64Array(size),
    );
    let area = 0;
    for (let row = 0; row < rows - 1; row++) {
      for (let col = 0; col < cols - 1; col++) {
        const i = row * cols + col;
        const [topLeft, topRight] = [this.#position(row, col), this.#position(row, col + 1)];
        const [bottomLeft, bottomRight] = [this.#position(row + 1, col), this.#position(row + 1, col + 1)];
        const diagonal = norm(difference(topRight, bottomLeft));
        const upper = triangle(
          topLeft,
          difference(topRight, topLeft),
          difference(topLeft, bottomLeft),
          diagonal,
        );
        const lower = triangle(
          bottomRight,
          difference(bottomRight, bottomLeft),
          difference(topRight, bottomRight),
          diagonal,
        );
        cosDip[i + 1] = cosDip[i] + upper.area * upper.cosDip + lower.area * lower.cosDip;
        sinDip[i + 1] = sinDip[i] + upper.area * sine(upper.cosDip) + lower.area * sine(lower.cosDip);
        cosStrike[i + 1] = cosStrike[i] + upper.area * upper.cosStrike + lower.area * lower.cosStrike;
        sinStrike[i + 1] = sinStrike[i] + upper.area * sine(upper.cosStrike) * upper.sideOfNorth +
          lower.area * sine(lower.cosStrike) * lower.sideOfNorth;
        const cellArea = upper.area + lower.area;
        width[i + cols] = width[i] + (upper.width * upper.area + lower.width * lower.area) / cellArea;
        area += cellArea;
      }
    }
    return { cosDip, sinDip, cosStrike, sinStrike, width, area };
  }
}

function sphereAround({ x, y, z }: FaultMesh): Sphere {
  const middle = (values: Float64Array) =>
    (values.reduce((a, b) => Math.min(a, b)) + values.reduce((a, b) => Math.max(a, b))) / 2;
  const [cx, cy, cz] = [middle(x), middle(y), middle(z)];
  const radius = x.reduce((max, _, i) => Math.max(max, Math.hypot(x[i] - cx, y[i] - cy, z[i] - cz)), 0);
  return { x: cx, y: cy, z: cz, radius };
}

/**
 * Sums over cells: along the rows for the angles (cells to the left), down the columns for the width (cells above), over
 * all for the area.
 */
interface CellSums {
  readonly cosDip: Float64Array;
  readonly sinDip: Float64Array;
  readonly cosStrike: Float64Array;
  readonly sinStrike: Float64Array;
  readonly width: Float64Array;
  readonly area: number;
}

/** Orientation of the triangle with the edges `along` strike and `updip`, which meet the vertical at `corner`. */
function triangle(corner: Vector, along: Vector, updip: Vector, diagonal: number) {
  const up = normalized(corner), edge = normalized(along), length = norm(along), width = norm(updip);
  const semiperimeter = (length + width + diagonal) / 2;
  return {
    width,
    // Heron's formula
    area: Math.sqrt(
      semiperimeter * (semiperimeter - length) * (semiperimeter - width) * (semiperimeter - diagonal),
    ),
    cosDip: clamped(dot(up, normalized(cross(along, updip)))),
    cosStrike: dot(edge, tangentBy(up, 1, 0)),
    sideOfNorth: dot(edge, tangentBy(up, 0, 1)) < 0 ? -1 : 1,
  };
}

function clamped(cosine: number): number {
  return Math.min(Math.max(cosine, -1), 1);
}

function sine(cosine: number): number {
  return Math.sqrt(Math.max(0, 1 - cosine * cosine));
}
