/** Where ruptures of a size fit on a mesh whose cells differ (hazardlib conventions, numerics.md §1.6). */
import type { MeshCells } from "../rupture/mesh_cells.ts";

/** Windows of a mesh by column: where they begin and how many points they have, down the dip and along the strike. */
export interface MeshWindows {
  readonly size: number;
  readonly firstRow: Uint32Array;
  readonly firstCol: Uint32Array;
  readonly rows: Uint32Array;
  readonly cols: Uint32Array;
}

/**
 * The windows of about `area` km² and `length` km, row by row: from each cell on as many columns as come nearest to the
 * length along its row, then as many rows as come nearest to the area. The whole mesh where it is too small; from
 * its first cell on always one at least.
 */
export function windowsOfSize(cells: MeshCells, area: number, length: number): MeshWindows {
  const { rows, cols } = cells;
  if (area >= cells.area.reduce((sum, each) => sum + each, 0)) {
    return new Windows().add(0, 0, rows, cols).columns();
  }
  const windows = new Windows();
  const lengthTo = sumsAlongRows(cells), areaTo = sumsOverCorners(cells), stride = cols + 1;
  /** area of the cells between two rows and two columns */
  const areaBetween = (row: number, col: number, endRow: number, endCol: number) =>
    areaTo[endRow * stride + endCol] - areaTo[row * stride + endCol] -
    (areaTo[endRow * stride + col] - areaTo[row * stride + col]);
  const isDead = new Uint8Array(cols);
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      if (isDead[col]) continue;
      const lengthFrom = (endCol: number) => lengthTo[row * stride + endCol] - lengthTo[row * stride + col];
      let endCol = nearestEnd(lengthFrom, col + 1, cols, length);
      // the rest of a row is too short, except that of the first column, which is as long as can be
      if (endCol === cols && lengthFrom(endCol) < length && col > 0) break;
      const areaFrom = (endRow: number) => areaBetween(row, col, endRow, endCol);
      const endRow = nearestEnd(areaFrom, row + 1, rows, area);
      if (endRow === rows && areaFrom(endRow) < area) {
        if (row > 0) isDead[col] = 1;
        else {
          // as wide as the fault: the area is reached by a greater length or not at all
          const areaAlong = (end: number) => areaBetween(0, col, rows, end);
          if (endCol === cols) return windows.columns();
          endCol = nearestEnd(areaAlong, col + 1, cols, area);
          if (endCol === cols && areaAlong(endCol) < area) return windows.columns();
        }
      }
      windows.add(row, col, endRow - row, endCol - col);
    }
  }
  return windows.columns();
}

/** Collects windows by column. */
class Windows {
  readonly #firstRow: number[] = [];
  readonly #firstCol: number[] = [];
  readonly #rows: number[] = [];
  readonly #cols: number[] = [];

  /** A window of cells, which has a point more on each side. */
  add(firstRow: number, firstCol: number, rows: number, cols: number): this {
    this.#firstRow.push(firstRow);
    this.#firstCol.push(firstCol);
    this.#rows.push(rows + 1);
    this.#cols.push(cols + 1);
    return this;
  }

  columns(): MeshWindows {
    return {
      size: this.#rows.length,
      firstRow: Uint32Array.from(this.#firstRow),
      firstCol: Uint32Array.from(this.#firstCol),
      rows: Uint32Array.from(this.#rows),
      cols: Uint32Array.from(this.#cols),
    };
  }
}

/** Of the ends `first`..`last` the one whose sum, which grows, is nearest to `target`; the first one of equals. */
function nearestEnd(sumTo: (end: number) => number, first: number, last: number, target: number): number {
  let below = first, above = last; // the first end that reaches the target, or the last one
  while (below < above) {
    const middle = (below + above) >> 1;
    if (sumTo(middle) >= target) above = middle;
    else below = middle + 1;
  }
  if (below === first) return first;
  return Math.abs(sumTo(below - 1) - target) <= Math.abs(sumTo(below) - target) ? below - 1 : below;
}

/** Lengths of the cells of each row before each column, a row of sums one longer than a row of cells. */
function sumsAlongRows({ rows, cols, length }: MeshCells): Float64Array {
  const sums = new Float64Array(rows * (cols + 1));
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      sums[row * (cols + 1) + col + 1] = sums[row * (cols + 1) + col] + length[row * cols + col];
    }
  }
  return sums;
}

/** Areas of all cells above each row and before each column. */
function sumsOverCorners({ rows, cols, area }: MeshCells): Float64Array {
  const stride = cols + 1, sums = new Float64Array((rows + 1) * stride);
  for (let row = 0; row < rows; row++) {
    for (let col = 0, ofRow = 0; col < cols; col++) {
      ofRow += area[row * cols + col];
      sums[(row + 1) * stride + col + 1] = sums[row * stride + col + 1] + ofRow;
    }
  }
  return sums;
}
