/**
 * The order in which a union puts the stripes between the rows of a mesh together: from west to east in slices, in each
 * from south to north.
 *
 * S. T. Leutenegger, M. A. Lopez, J. Edgington (1997), STR: a simple and efficient algorithm for R-tree packing.
 */
import { PlanePoints } from "../geo/plane_points.ts";

/** Stripes that a node of the tree holds. */
const STRIPES_OF_A_NODE = 10;

/** Extremes of the rows, and twice the middles of the boxes around the stripes. */
const least = new PlanePoints(), most = new PlanePoints(), middles = new PlanePoints();

/** Stripes in order, and their places in it. */
const order: number[] = [], ranks: number[] = [];

/**
 * Places, from 0, of the stripes of a mesh in row-major order, by the row above them. Numbers beyond their number are
 * of no account, and all are good until the next call.
 */
export function ranksOfStripes(points: PlanePoints, rows: number, cols: number): readonly number[] {
  findMiddles(points, rows, cols);
  const { x, y, size } = middles;
  for (let stripe = 0; stripe < size; stripe++) order[stripe] = stripe;
  const numSlices = Math.ceil(Math.sqrt(Math.ceil(size / STRIPES_OF_A_NODE)));
  const sliceSize = Math.ceil(size / numSlices);
  sortRange(0, size, x);
  for (let first = 0; first < size; first += sliceSize) {
    sortRange(first, Math.min(first + sliceSize, size), y);
  }
  for (let rank = 0; rank < size; rank++) ranks[order[rank]] = rank;
  return ranks;
}

function findMiddles({ x, y }: PlanePoints, rows: number, cols: number): void {
  for (const ofRows of [least, most, middles]) ofRows.restart(rows);
  for (let start = 0, end = cols; start < rows * cols; start = end, end += cols) {
    let west = Infinity, east = -Infinity, south = Infinity, north = -Infinity;
    for (let i = start; i < end; i++) {
      if (x[i] < west) west = x[i];
      if (x[i] > east) east = x[i];
      if (y[i] < south) south = y[i];
      if (y[i] > north) north = y[i];
    }
    least.add(west, south);
    most.add(east, north);
  }
  for (let row = 1; row < rows; row++) {
    middles.add(
      Math.min(least.x[row - 1], least.x[row]) + Math.max(most.x[row - 1], most.x[row]),
      Math.min(least.y[row - 1], least.y[row]) + Math.max(most.y[row - 1], most.y[row]),
    );
  }
}

/** Sorts the stripes `order[first..last)` by their values; equal ones stay as they are. Most often they are in order. */
function sortRange(first: number, last: number, values: Float64Array): void {
  for (let i = first + 1; i < last; i++) {
    const stripe = order[i];
    let k = i;
    for (; k > first && values[order[k - 1]] > values[stripe]; k--) order[k] = order[k - 1];
    order[k] = stripe;
  }
}
