/**
 * The mesh of points of a fault, rows down the dip and columns along the strike, which its floating ruptures share.
 *
 * Sums over cells are accumulated once, so that the dip, strike and width of any window of the mesh cost nothing
 * (hazardlib conventions, numerics.md §1.5).
 */
import { setVector, type VectorColumns } from "../../kernels/mesh_distances.ts";
import { cartesian, degrees, EARTH_RADIUS } from "../geo/geodesy.ts";
import { cartesian32 } from "../geo/single_precision.ts";
import { direction, type Sphere, type Vector } from "../geo/vector.ts";
import { cellsOf, type MeshCells } from "./mesh_cells.ts";
import { sphereAround } from "./sphere.ts";
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
  /** the same vectors, as distances to the nearest point are measured between them */
  readonly directions: VectorColumns;
  #cells: MeshCells | undefined;
  #sums: CellSums | undefined;
  #sphere: Sphere | undefined;
  /** by the index of the point on the left */
  readonly #edges: Record<Segment["kind"], Map<number, Segment>> = {
    segment: new Map(),
    forward: new Map(),
    backward: new Map(),
    line: new Map(),
  };

  /**
   * `lon`, `lat` in degrees, `depth` in km, each of `rows` x `cols` values, at least 2 x 2. In single precision the points
   * are where the reference puts those of stored ruptures, up to 0.4 m away.
   */
  constructor(
    readonly rows: number,
    readonly cols: number,
    readonly lon: Float64Array,
    readonly lat: Float64Array,
    readonly depth: Float64Array,
    readonly isSinglePrecision = false,
  ) {
    if (rows < 2 || cols < 2) {
      throw new RangeError("a fault mesh must have at least 2 points along the strike and down the dip");
    }
    const size = rows * cols;
    [this.x, this.y, this.z] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
    [this.ux, this.uy, this.uz] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
    const position = isSinglePrecision ? cartesian32 : cartesian;
    for (let i = 0; i < size; i++) {
      [this.x[i], this.y[i], this.z[i]] = position(lon[i], lat[i], depth[i]);
      const u = direction(lon[i], lat[i]);
      [this.ux[i], this.uy[i], this.uz[i]] = [u.x, u.y, u.z];
    }
    this.directions = isSinglePrecision ? this.#directions32() : { x: this.ux, y: this.uy, z: this.uz };
  }

  #directions32(): VectorColumns {
    const column = () => new Float64Array(this.lon.length),
      directions = { x: column(), y: column(), z: column() };
    for (let i = 0; i < this.lon.length; i++) {
      const [x, y, z] = cartesian32(this.lon[i], this.lat[i], 0);
      setVector(directions, i, x / EARTH_RADIUS, y / EARTH_RADIUS, z / EARTH_RADIUS);
    }
    return directions;
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

  /** The cells between the points, found once. */
  get cells(): MeshCells {
    return this.#cells ??= cellsOf(this);
  }

  /**
   * Mean dip and strike (degrees) of the cells under `cols` columns of points of the row `row`: mean of circular
   * quantities over the two triangles of each cell, weighted by their areas.
   */
  dipAndStrike(row: number, col: number, cols: number): { dip: number; strike: number } {
    return this.#dipAndStrike(row, row + 1, col, cols);
  }

  /** The same over all cells under `rows` rows and `cols` columns of points. */
  meanDipAndStrike(row: number, col: number, rows: number, cols: number): { dip: number; strike: number } {
    return this.#dipAndStrike(row, row + rows - 1, col, cols);
  }

  #dipAndStrike(firstRow: number, endRow: number, col: number, cols: number) {
    const sums = this.#sums ??= this.#sumOverCells();
    let cosDip = 0, sinDip = 0, cosStrike = 0, sinStrike = 0;
    for (let row = firstRow; row < endRow; row++) {
      const from = row * this.cols + col, to = from + cols - 1;
      cosDip += sums.cosDip[to] - sums.cosDip[from];
      sinDip += sums.sinDip[to] - sums.sinDip[from];
      cosStrike += sums.cosStrike[to] - sums.cosStrike[from];
      sinStrike += sums.sinStrike[to] - sums.sinStrike[from];
    }
    const dip = degrees(Math.atan2(sinDip, cosDip)), azimuth = degrees(Math.atan2(sinStrike, cosStrike));
    const strike = azimuth < 0 ? azimuth + 360 : azimuth;
    return dip > 90 ? { dip: 180 - dip, strike: (strike + 180) % 360 } : { dip, strike };
  }

  /** Sum of the areas of the cells, km². */
  get area(): number {
    return this.cells.area.reduce((sum, area) => sum + area, 0);
  }

  /** Width (km) of the cells on the right of `rows` points of the column `col`. */
  widthOfColumn(row: number, col: number, rows: number): number {
    const { width } = this.#sums ??= this.#sumOverCells();
    return width[(row + rows - 1) * this.cols + col] - width[row * this.cols + col];
  }

  /**
   * Mean width (km) over `rows` rows and `cols` columns of points: that of the columns of cells, weighted by their mean
   * lengths.
   */
  meanWidth(row: number, col: number, rows: number, cols: number): number {
    const { area, length, width, cols: stride } = this.cells;
    let sum = 0, lengths = 0;
    for (let j = col; j < col + cols - 1; j++) {
      let columnWidth = 0, columnArea = 0, weightedLength = 0;
      for (let i = row; i < row + rows - 1; i++) {
        const cell = i * stride + j;
        columnWidth += width[cell];
        columnArea += area[cell];
        weightedLength += length[cell] * area[cell];
      }
      sum += columnWidth * (weightedLength / columnArea);
      lengths += weightedLength / columnArea;
    }
    return sum / lengths;
  }

  #sumOverCells(): CellSums {
    const { rows, cols, cells } = this, size = rows * cols;
    const [cosDip, sinDip, cosStrike, sinStrike, width] = Array.from(
      { length: 5 },
      () => new Float64Array(size),
    );
    for (let row = 0, cell = 0; row < rows - 1; row++) {
      for (let col = 0; col < cols - 1; col++, cell++) {
        const i = row * cols + col;
        cosDip[i + 1] = cosDip[i] + cells.cosDip[cell];
        sinDip[i + 1] = sinDip[i] + cells.sinDip[cell];
        cosStrike[i + 1] = cosStrike[i] + cells.cosStrike[cell];
        sinStrike[i + 1] = sinStrike[i] + cells.sinStrike[cell];
        width[i + cols] = width[i] + cells.width[cell];
      }
    }
    return { cosDip, sinDip, cosStrike, sinStrike, width };
  }
}

/**
 * Sums over cells: along the rows for the angles (cells to the left), down the columns for the width (cells above).
 */
interface CellSums {
  readonly cosDip: Float64Array;
  readonly sinDip: Float64Array;
  readonly cosStrike: Float64Array;
  readonly sinStrike: Float64Array;
  readonly width: Float64Array;
}
