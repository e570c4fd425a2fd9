/**
 * The outline that the reference draws around the projection of a mesh: each stripe between two rows of points is
 * simplified and then widened by 5 m with round corners, and what all stripes cover together is simplified again.
 *
 * Vertices go by 5 m or less, so which of them are left depends on where the ring of the union begins. That follows
 * from how the reference's library (GEOS 3.14) makes it: stripes are put together in pairs, those of the lower halves
 * of a sorted list first, and each ring begins with the second vertex of the first edge that is left of the first one.
 */
import { IndexList } from "../geo/index_list.ts";
import { type Corners, drawOffset } from "../geo/offset_ring.ts";
import { PlanePoints } from "../geo/plane_points.ts";
import { keepVertices, keepVerticesOfAny, keepVerticesOfLine } from "../geo/ring_simplification.ts";
import { ranksOfStripes } from "./stripe_order.ts";

/** km, of the simplification and the widening. */
const TOLERANCE = 0.005;

/** km; a mesh narrower than this is a line. */
const LEAST_WIDTH = 1e-6;

/** The union of all stripes, the same clockwise from its start, and the vertices of it that are left. */
const union = new PlanePoints(), clockwise = new PlanePoints(), kept = new IndexList();

/** Makes `ring` the outline of a mesh in row-major order, in a plane in km. */
export function drawAroundStripes(points: PlanePoints, rows: number, cols: number, ring: PlanePoints): void {
  if (isLine(points, rows, cols)) return drawAroundLine(points, cols, ring);
  stripes.restart(points, rows, cols);
  stripes.unite(0, rows - 2, union);
  const start = stripes.startOfUnion(), { x, y, size } = union;
  clockwise.restart(size);
  for (let i = start; i >= 0; i--) clockwise.add(x[i], y[i]);
  for (let i = size - 1; i > start; i--) clockwise.add(x[i], y[i]);
  keepVerticesOfAny(clockwise, TOLERANCE, kept);
  ring.restart(kept.size);
  for (let k = 0; k < kept.size; k++) ring.add(clockwise.x[kept.at[k]], clockwise.y[kept.at[k]]);
}

/** What is drawn around. */
const corners: Corners = { points: new IndexList(), inner: new IndexList() };

function addCorner(point: number, inner = -1): void {
  corners.points.add(point);
  corners.inner.add(inner);
}

/** Adds those of `points` that have an index between two others. */
function addCornersBetween(start: number, end: number, points: IndexList): void {
  for (let k = 0; k < points.size; k++) {
    if (points.at[k] > start && points.at[k] < end) addCorner(points.at[k]);
  }
}

function clearCorners(): void {
  corners.points.clear();
  corners.inner.clear();
}

/** Stripe i lies between the rows i and i + 1; rings go anticlockwise. */
class Stripes {
  #points!: PlanePoints;
  #rows = 0;
  #cols = 0;
  /** of the first and the last stripe if that is another one, against the upper row and then along the lower one, the points that are left */
  readonly #first = new IndexList();
  readonly #last = new IndexList();
  readonly #stripe = new PlanePoints();
  /** unions on the way to that of all stripes */
  readonly #parts = [new PlanePoints(), new PlanePoints()];

  restart(points: PlanePoints, rows: number, cols: number): void {
    this.#points = points;
    this.#rows = rows;
    this.#cols = cols;
    this.#simplify(0, this.#first);
    if (rows > 2) this.#simplify(rows - 2, this.#last);
  }

  #simplify(row: number, left: IndexList): void {
    const { x, y } = this.#points, cols = this.#cols, start = row * cols, stripe = this.#stripe;
    stripe.restart(2 * cols);
    for (let i = start + cols - 1; i >= start; i--) stripe.add(x[i], y[i]);
    for (let i = start + cols; i < start + 2 * cols; i++) stripe.add(x[i], y[i]);
    keepVertices(stripe, TOLERANCE, left);
    for (let k = 0; k < left.size; k++) {
      left.at[k] = start + (left.at[k] < cols ? cols - 1 - left.at[k] : left.at[k]);
    }
  }

  /** Makes `ring` that around the stripes `first` to `last`, from the right end of its upper edge. */
  unite(first: number, last: number, ring: PlanePoints): void {
    const cols = this.#cols, end = cols - 1, top = first * cols, bottom = (last + 1) * cols;
    clearCorners();
    addCorner(top + end);
    if (first === 0) addCornersBetween(0, end, this.#first);
    addCorner(top);
    for (let i = top + cols; i < bottom; i += cols) addCorner(i, i + 1);
    addCorner(bottom);
    if (last === this.#rows - 2) addCornersBetween(bottom, bottom + end, last > 0 ? this.#last : this.#first);
    addCorner(bottom + end);
    for (let i = bottom - 1; i > top + end; i -= cols) addCorner(i, i - 1);
    drawOffset(this.#points, corners, TOLERANCE, ring);
  }

  /** Index in `union` of the vertex with which it begins. */
  startOfUnion(): number {
    // the ring of a single stripe begins with its first vertex
    const numStripes = this.#rows - 1;
    if (numStripes === 1) return 0;
    const ranks = ranksOfStripes(this.#points, this.#rows, this.#cols);
    let start = 0, first = ranks.indexOf(0), last = first, [ring, other] = this.#parts;
    this.unite(first, last, ring);
    for (let halvings = Math.floor(Math.log2(numStripes)) - 1; halvings >= 0; halvings--) {
      const numUnited = numStripes >> halvings;
      while (first > 0 && ranks[first - 1] < numUnited) first--;
      while (last < numStripes - 1 && ranks[last + 1] < numUnited) last++;
      const larger = halvings === 0 ? union : other;
      if (larger !== union) this.unite(first, last, larger);
      start = startOfLarger(larger, ring, start);
      [ring, other] = [larger, ring];
    }
    return start;
  }
}

const stripes = new Stripes();

/** Index of the vertex with which a ring begins that holds another, which begins at `start`. */
function startOfLarger(larger: PlanePoints, ring: PlanePoints, start: number): number {
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
function positionOf(ring: PlanePoints, i: number, other: PlanePoints): number {
  const x = ring.x[i], y = ring.y[i];
  for (let k = 0; k < other.size; k++) {
    if (other.x[k] === x && other.y[k] === y) return k;
  }
  return -1;
}

/** Whether the rows of a mesh lie upon each other, as those of a vertical fault do. */
function isLine({ x, y }: PlanePoints, rows: number, cols: number): boolean {
  const isSame = (i: number, k: number) =>
    Math.abs(x[i] - x[k]) < LEAST_WIDTH && Math.abs(y[i] - y[k]) < LEAST_WIDTH;
  return isSame(0, (rows - 1) * cols) && isSame(cols - 1, rows * cols - 1);
}

/**
 * Draws the outline around the first row of a mesh. What of the round ends stays in the reference hangs on the last
 * digits of the coordinates, so that the outline may end there from 0 to 5 m outside: here it ends half as far.
 */
function drawAroundLine(points: PlanePoints, cols: number, ring: PlanePoints): void {
  union.restart(cols);
  for (let i = 0; i < cols; i++) union.add(points.x[i], points.y[i]);
  keepVerticesOfLine(union, TOLERANCE, kept);
  clearCorners();
  for (let k = 0; k < kept.size; k++) addCorner(kept.at[k]);
  for (let k = kept.size - 2; k > 0; k--) addCorner(kept.at[k]);
  drawOffset(points, corners, TOLERANCE, ring);
}
