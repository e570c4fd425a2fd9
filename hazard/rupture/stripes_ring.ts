/**
 * The outline that the reference draws around the projection of a mesh: each stripe between two rows of points is
 * simplified and then widened by 5 m with round corners, and what all stripes cover together is simplified again.
 *
 * Vertices go by 5 m or less, so which of them are left depends on where the ring of the union begins. That follows
 * from how the reference's library (GEOS 3.14) makes it: stripes are put together in pairs, those of the lower halves
 * of a sorted list first, and each ring begins with the second vertex of the first edge that is left of the first one.
 */
import type { Vertices } from "../../kernels/polygon_distances.ts";
import { beside, offsetCorner, offsetJunction, type PlanePoint, rightward } from "../geo/offset_corner.ts";
import { keptVertices, keptVerticesOfAny, keptVerticesOfLine } from "../geo/ring_simplification.ts";

/** km, of the simplification and the widening. */
const TOLERANCE = 0.005;

/** km; a mesh narrower than this is a line. */
const LEAST_WIDTH = 1e-6;

/** Stripes that a node of the union's tree holds. */
const STRIPES_OF_A_NODE = 10;

/** The outline of a mesh in row-major order, in a plane in km. */
export function stripesRing(points: Vertices, rows: number, cols: number): Vertices {
  if (isLine(points, rows, cols)) return ringAroundLine(points, cols);
  const stripes = new Stripes(points, rows, cols), order = orderOfUnion(points, rows, cols);
  const ring = stripes.union(0, rows - 2), first = positionOf(startOfUnion(stripes, order), ring);
  const fromStart = [...ring.slice(first), ...ring.slice(0, first)];
  const x = fromStart.map(([x]) => x), y = fromStart.map(([, y]) => y);
  const kept = keptVerticesOfAny({ x, y }, TOLERANCE);
  return { x: kept.map((i) => x[i]), y: kept.map((i) => y[i]) };
}

/** Stripe i lies between the rows i and i + 1. */
class Stripes {
  /** by stripe: unit vectors out of its sides at the ends of the rows */
  readonly #left: PlanePoint[] = [];
  readonly #right: PlanePoint[] = [];
  /** by row: what shows of two stripes where one follows on the other, anticlockwise */
  readonly #leftJunctions: (readonly PlanePoint[])[] = [];
  readonly #rightJunctions: (readonly PlanePoint[])[] = [];
  /** by row: the line around the end of a union, anticlockwise */
  readonly #above: (readonly PlanePoint[])[] = [];
  readonly #below: (readonly PlanePoint[])[] = [];

  constructor(readonly points: Vertices, readonly rows: number, readonly cols: number) {
    const last = cols - 1;
    for (let row = 0; row < rows - 1; row++) {
      this.#left.push(rightward(this.#at(row, 0), this.#at(row + 1, 0)));
      this.#right.push(rightward(this.#at(row + 1, last), this.#at(row, last)));
    }
    for (let row = 1; row < rows - 1; row++) {
      const left = this.#at(row, 0), right = this.#at(row, last);
      const down = rightward(left, this.#at(row, 1)), up = rightward(right, this.#at(row, last - 1));
      this.#leftJunctions[row] = offsetJunction(left, this.#left[row - 1], down, this.#left[row], TOLERANCE);
      this.#rightJunctions[row] = offsetJunction(
        right,
        this.#right[row],
        up,
        this.#right[row - 1],
        TOLERANCE,
      );
    }
  }

  #at(row: number, col: number): PlanePoint {
    const { points: { x, y }, cols } = this, i = row * cols + col;
    return [x[i], y[i]];
  }

  /** The ring around the stripes `first` to `last`, clockwise from the right end of its upper edge. */
  union(first: number, last: number): PlanePoint[] {
    const ring = [...this.#edgeAbove(first)];
    for (let row = first + 1; row <= last; row++) ring.push(...this.#leftJunctions[row]);
    ring.push(...this.#edgeBelow(last));
    for (let row = last; row > first; row--) ring.push(...this.#rightJunctions[row]);
    return ring.reverse();
  }

  /** The vertex with which the ring of a stripe begins. */
  startOf(stripe: number): PlanePoint {
    return this.#edgeAbove(stripe)[0];
  }

  /** Around the upper end of the stripes from `stripe` on; within the surface, where it will be covered, straight. */
  #edgeAbove(stripe: number): readonly PlanePoint[] {
    return this.#above[stripe] ??= this.#edge(
      stripe,
      stripe === 0 ? this.#topPoints() : [this.cols - 1, 0],
      this.#right[stripe],
      this.#left[stripe],
    );
  }

  /** Around the lower end of the stripes up to `stripe`. */
  #edgeBelow(stripe: number): readonly PlanePoint[] {
    return this.#below[stripe] ??= this.#edge(
      stripe + 1,
      stripe === this.rows - 2 ? this.#bottomPoints() : [0, this.cols - 1],
      this.#left[stripe],
      this.#right[stripe],
    );
  }

  /** The line beside points of a row, from the side before them to the one after. */
  #edge(row: number, cols: readonly number[], before: PlanePoint, after: PlanePoint): PlanePoint[] {
    const edge: PlanePoint[] = [];
    let point = this.#at(row, cols[0]);
    for (let i = 0; i < cols.length; i++) {
      const nextPoint = i + 1 < cols.length ? this.#at(row, cols[i + 1]) : point;
      const next = i + 1 < cols.length ? rightward(point, nextPoint) : after;
      edge.push(...offsetCorner(point, before, next, TOLERANCE));
      [point, before] = [nextPoint, next];
    }
    return edge;
  }

  /** Columns of the points of the top row that are left, from right to left. */
  #topPoints(): number[] {
    const { cols } = this, kept = this.#simplified(0).filter((i) => i > 0 && i < cols - 1);
    return [cols - 1, ...kept.map((i) => cols - 1 - i), 0];
  }

  /** Columns of the points of the bottom row that are left, from left to right. */
  #bottomPoints(): number[] {
    const { cols, rows } = this,
      kept = this.#simplified(rows - 2).filter((i) => i > cols && i < 2 * cols - 1);
    return [0, ...kept.map((i) => i - cols), cols - 1];
  }

  /** Of a stripe's points, against the upper row and then along the lower one, those that are left. */
  #simplified(stripe: number): number[] {
    const { points, cols } = this, start = stripe * cols, x: number[] = [], y: number[] = [];
    for (let i = 0; i < 2 * cols; i++) {
      const k = i < cols ? start + cols - 1 - i : start + i;
      x.push(points.x[k]);
      y.push(points.y[k]);
    }
    return keptVertices({ x, y }, TOLERANCE);
  }
}

/** Whether the rows of a mesh lie upon each other, as those of a vertical fault do. */
function isLine({ x, y }: Vertices, rows: number, cols: number): boolean {
  const start = (rows - 1) * cols;
  for (const col of [0, cols - 1]) {
    if (Math.abs(x[start + col] - x[col]) > LEAST_WIDTH || Math.abs(y[start + col] - y[col]) > LEAST_WIDTH) {
      return false;
    }
  }
  return true;
}

/**
 * The outline around the first row of a mesh. What of the round ends stays in the reference hangs on the last digits
 * of the coordinates, so that the outline may end there from 0 to 5 m outside: here it ends half as far.
 */
function ringAroundLine({ x, y }: Vertices, cols: number): Vertices {
  const line = keptVerticesOfLine(
    { x: Array.from(x).slice(0, cols), y: Array.from(y).slice(0, cols) },
    TOLERANCE,
  );
  const ring: PlanePoint[] = [];
  for (const way of [line, line.toReversed()]) {
    const points = way.map((i): PlanePoint => [x[i], y[i]]), last = points.length - 1;
    const sides = points.slice(1).map((point, i) => rightward(points[i], point));
    for (let i = 1; i < last; i++) ring.push(...offsetCorner(points[i], sides[i - 1], sides[i], TOLERANCE));
    const [u, v] = sides[last - 1];
    ring.push(
      beside(points[last], [u - v, v + u], TOLERANCE / 2),
      beside(points[last], [-u - v, u - v], TOLERANCE / 2),
    );
  }
  return { x: ring.map(([x]) => x), y: ring.map(([, y]) => y) };
}

/** The vertex with which the ring of all stripes begins. */
function startOfUnion(stripes: Stripes, order: readonly number[]): PlanePoint {
  const sizes: number[] = [];
  for (let size = order.length; size > 1; size >>= 1) sizes.unshift(size);
  let start = stripes.startOf(order[0]), ring = stripes.union(order[0], order[0]);
  for (const size of sizes) {
    const united = new Set(order.slice(0, size));
    let [first, last] = [order[0], order[0]];
    while (united.has(first - 1)) first--;
    while (united.has(last + 1)) last++;
    const larger = stripes.union(first, last), there = positionOf(start, larger);
    if (there >= 0) {
      start = larger[(there + 1) % larger.length];
    } else {
      // the next vertex that others do not cover
      const hidden = positionOf(start, ring);
      const following = [...ring.slice(hidden + 1), ...ring.slice(0, hidden)];
      start = following.find((vertex) => positionOf(vertex, larger) >= 0) ?? larger[0];
    }
    ring = larger;
  }
  return start;
}

/** -1 where it is not among them. */
function positionOf([x, y]: PlanePoint, ring: readonly PlanePoint[]): number {
  for (let i = 0; i < ring.length; i++) {
    if (ring[i][0] === x && ring[i][1] === y) return i;
  }
  return -1;
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
