/**
 * The outline that the reference draws around the projection of a mesh: each stripe between two rows of points is
 * simplified and then widened by 5 m with round corners, and what all stripes cover together is simplified again.
 *
 * Vertices go by 5 m or less, so which of them are left depends on where the ring of the union begins. That follows
 * from how the reference's library (GEOS 3.14) makes it: stripes are put together in pairs, those of the lower halves
 * of a sorted list first, and each ring begins with the second vertex of the first edge that is left of the first one.
 */
import type { Vertices } from "../../kernels/polygon_distances.ts";
import {
  addBeside,
  addOffsetCorner,
  addOffsetJunction,
  type PlanePoint,
  rightward,
} from "../geo/offset_corner.ts";
import { Ring } from "../geo/ring.ts";
import { keptVertices, keptVerticesOfAny, keptVerticesOfLine } from "../geo/ring_simplification.ts";

/** km, of the simplification and the widening. */
const TOLERANCE = 0.005;

/** km; a mesh narrower than this is a line. */
const LEAST_WIDTH = 1e-6;

/** Stripes that a node of the union's tree holds. */
const STRIPES_OF_A_NODE = 10;

/** The union of all stripes, anticlockwise and clockwise, others on the way to it, and a stripe. */
const union = new Ring(), clockwise = new Ring(), parts = [new Ring(), new Ring()], aStripe = new Ring();

/** The outline of a mesh in row-major order, in a plane in km. */
export function stripesRing(points: Vertices, rows: number, cols: number): Vertices {
  if (isLine(points, rows, cols)) return ringAroundLine(points, cols);
  const stripes = new Stripes(points, rows, cols);
  stripes.unite(0, rows - 2, union);
  const start = stripes.startOfUnion();
  clockwise.clear();
  for (let i = start; i >= 0; i--) clockwise.add(union.x[i], union.y[i]);
  for (let i = union.size - 1; i > start; i--) clockwise.add(union.x[i], union.y[i]);
  return verticesOf(clockwise, keptVerticesOfAny(clockwise, TOLERANCE));
}

function verticesOf({ x, y }: Vertices, indices: readonly number[]): Vertices {
  return { x: indices.map((i) => x[i]), y: indices.map((i) => y[i]) };
}

/** Stripe i lies between the rows i and i + 1; rings go anticlockwise. */
class Stripes {
  /** by stripe: unit vectors out of its sides at the ends of the rows */
  readonly #left: PlanePoint[] = [];
  readonly #right: PlanePoint[] = [];

  /** columns of the points of the top row that are left, from right to left */
  readonly #top: number[];
  /** columns of the points of the bottom row that are left, from left to right */
  readonly #bottom: number[];

  constructor(readonly points: Vertices, readonly rows: number, readonly cols: number) {
    for (let row = 0; row < rows - 1; row++) {
      this.#left.push(rightward(this.#at(row, 0), this.#at(row + 1, 0)));
      this.#right.push(rightward(this.#at(row + 1, cols - 1), this.#at(row, cols - 1)));
    }
    const top = this.#simplified(0), bottom = rows === 2 ? top : this.#simplified(rows - 2), last = cols - 1;
    this.#top = [last, ...top.filter((i) => i > 0 && i < last).map((i) => last - i), 0];
    this.#bottom = [0, ...bottom.filter((i) => i > cols && i < cols + last).map((i) => i - cols), last];
  }

  #at(row: number, col: number): PlanePoint {
    const { points: { x, y }, cols } = this, i = row * cols + col;
    return [x[i], y[i]];
  }

  /** Makes `ring` that around the stripes `first` to `last`, from the right end of its upper edge. */
  unite(first: number, last: number, ring: Ring): void {
    const end = this.cols - 1;
    ring.clear();
    this.#addEdge(
      ring,
      first,
      first === 0 ? this.#top : [end, 0],
      this.#right[first],
      this.#left[first],
    );
    for (let row = first + 1; row <= last; row++) {
      const point = this.#at(row, 0), down = rightward(point, this.#at(row, 1));
      addOffsetJunction(ring, point, this.#left[row - 1], down, this.#left[row], TOLERANCE);
    }
    const below = last === this.rows - 2 ? this.#bottom : [0, end];
    this.#addEdge(ring, last + 1, below, this.#left[last], this.#right[last]);
    for (let row = last; row > first; row--) {
      const point = this.#at(row, end), up = rightward(point, this.#at(row, end - 1));
      addOffsetJunction(ring, point, this.#right[row], up, this.#right[row - 1], TOLERANCE);
    }
  }

  /** The line beside points of a row, from the side before them to the one after. */
  #addEdge(ring: Ring, row: number, cols: readonly number[], before: PlanePoint, after: PlanePoint): void {
    let point = this.#at(row, cols[0]);
    for (let i = 1; i < cols.length; i++) {
      const nextPoint = this.#at(row, cols[i]), next = rightward(point, nextPoint);
      addOffsetCorner(ring, point, before, next, TOLERANCE);
      point = nextPoint;
      before = next;
    }
    addOffsetCorner(ring, point, before, after, TOLERANCE);
  }

  /** Of a stripe's points, against the upper row and then along the lower one, those that are left. */
  #simplified(stripe: number): number[] {
    const { points: { x, y }, cols } = this, start = stripe * cols;
    aStripe.clear();
    for (let i = start + cols - 1; i >= start; i--) aStripe.add(x[i], y[i]);
    for (let i = start + cols; i < start + 2 * cols; i++) aStripe.add(x[i], y[i]);
    return keptVertices(aStripe, TOLERANCE);
  }

  /** Index in `union` of the vertex with which it begins. */
  startOfUnion(): number {
    const order = orderOfUnion(this.points, this.rows, this.cols), sizes: number[] = [];
    for (let size = order.length; size > 1; size >>= 1) sizes.unshift(size);
    // the ring of a single stripe begins with its first vertex
    let start = 0, [ring, other] = parts;
    if (sizes.length > 0) this.unite(order[0], order[0], ring);
    for (const size of sizes) {
      const united = order.slice(0, size);
      let [first, last] = [order[0], order[0]];
      while (united.includes(first - 1)) first--;
      while (united.includes(last + 1)) last++;
      const larger = size === order.length ? union : other;
      if (larger !== union) this.unite(first, last, larger);
      start = startOfLarger(larger, ring, start);
      [ring, other] = [larger, ring];
    }
    return start;
  }
}

/** Index of the vertex with which a ring begins that holds another, which begins at `start`. */
function startOfLarger(larger: Ring, ring: Ring, start: number): number {
  const there = positionOf(ring, start, larger);
  if (there >= 0) return there > 0 ? there - 1 : larger.size - 1;
  // others cover the start: the next vertex, clockwise, that they do not
  const { size } = ring;
  for (let i = 1; i < size; i++) {
    const next = positionOf(ring, (start - i + size) % size, larger);
    if (next >= 0) return next;
  }
  return 0;
}

/** Of a vertex of a ring the index in another one, -1 where it is not among those. */
function positionOf(ring: Ring, i: number, other: Ring): number {
  const x = ring.x[i], y = ring.y[i];
  for (let k = 0; k < other.size; k++) {
    if (other.x[k] === x && other.y[k] === y) return k;
  }
  return -1;
}

/** Whether the rows of a mesh lie upon each other, as those of a vertical fault do. */
function isLine({ x, y }: Vertices, rows: number, cols: number): boolean {
  const isSame = (i: number, k: number) =>
    Math.abs(x[i] - x[k]) < LEAST_WIDTH && Math.abs(y[i] - y[k]) < LEAST_WIDTH;
  return isSame(0, (rows - 1) * cols) && isSame(cols - 1, rows * cols - 1);
}

/**
 * The outline around the first row of a mesh. What of the round ends stays in the reference hangs on the last digits
 * of the coordinates, so that the outline may end there from 0 to 5 m outside: here it ends half as far.
 */
function ringAroundLine(points: Vertices, cols: number): Vertices {
  aStripe.clear();
  for (let i = 0; i < cols; i++) aStripe.add(points.x[i], points.y[i]);
  const line = verticesOf(points, keptVerticesOfLine(aStripe, TOLERANCE)), last = line.x.length - 1;
  const ring = new Ring();
  for (const [from, step] of [[0, 1], [last, -1]]) {
    const at = (i: number): PlanePoint => [line.x[from + step * i], line.y[from + step * i]];
    let before = rightward(at(0), at(1));
    for (let i = 1; i < last; i++) {
      const after = rightward(at(i), at(i + 1));
      addOffsetCorner(ring, at(i), before, after, TOLERANCE);
      before = after;
    }
    const [u, v] = before;
    addBeside(ring, at(last), u - v, v + u, TOLERANCE / 2);
    addBeside(ring, at(last), -u - v, u - v, TOLERANCE / 2);
  }
  return { x: ring.x.slice(0, ring.size), y: ring.y.slice(0, ring.size) };
}

/**
 * Stripes in the order in which they are put together: from west to east in slices, in each from south to north.
 *
 * S. T. Leutenegger, M. A. Lopez, J. Edgington (1997), STR: a simple and efficient algorithm for R-tree packing.
 */
function orderOfUnion({ x, y }: Vertices, rows: number, cols: number): number[] {
  const order: number[] = [], middleX: number[] = [], middleY: number[] = [];
  for (let stripe = 0; stripe < rows - 1; stripe++) {
    order.push(stripe);
    middleX.push(twiceTheMiddle(x, stripe * cols, (stripe + 2) * cols));
    middleY.push(twiceTheMiddle(y, stripe * cols, (stripe + 2) * cols));
  }
  const numSlices = Math.ceil(Math.sqrt(Math.ceil(order.length / STRIPES_OF_A_NODE)));
  const size = Math.ceil(order.length / numSlices), sorted: number[] = [];
  order.sort((a, b) => middleX[a] - middleX[b]);
  for (let first = 0; first < order.length; first += size) {
    sorted.push(...order.slice(first, first + size).sort((a, b) => middleY[a] - middleY[b]));
  }
  return sorted;
}

function twiceTheMiddle(values: ArrayLike<number>, start: number, end: number): number {
  let least = Infinity, most = -Infinity;
  for (let i = start; i < end; i++) {
    if (values[i] < least) least = values[i];
    if (values[i] > most) most = values[i];
  }
  return least + most;
}
