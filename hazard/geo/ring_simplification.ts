/**
 * Simplification of closed rings of the plane: vertices that the rest comes near enough to are left out.
 *
 * D. H. Douglas, T. K. Peucker (1973), Algorithms for the reduction of the number of points required to represent a
 * digitized line or its caricature, Cartographica 10(2), 112-122; with the rules for rings of GEOS 3.14
 * (TopologyPreservingSimplifier), which the reference uses, but for its watch over intersections.
 */
import { IndexList } from "./index_list.ts";
import { PlanePoints } from "./plane_points.ts";

/** Points that a ring keeps at least, the first counted again at the end. */
const LEAST_SIZE = 4;

/** A vertex between its neighbours. */
const neighbours = new PlanePoints(3), keptNeighbours = new IndexList();

/**
 * Makes `kept` the indices of the vertices to keep, in order, so that the others are at most `tolerance` (in units of the ring) from
 * what is left. Which they are depends on the first vertex, which always stays. At least three stay where there are.
 */
export function keepVertices(ring: PlanePoints, tolerance: number, kept: IndexList): void {
  kept.clear();
  keepBetween(ring, 0, ring.size, 1, tolerance * tolerance, kept);
}

/**
 * The same for a ring whose first vertex is one like the others: it goes, too, when its neighbours among the kept ones
 * can do without it.
 */
export function keepVerticesOfAny(ring: PlanePoints, tolerance: number, kept: IndexList): void {
  keepVertices(ring, tolerance, kept);
  const { at, size } = kept;
  if (size + 1 <= LEAST_SIZE) return;
  neighbours.restart(3);
  neighbours.add(ring.x[at[size - 1]], ring.y[at[size - 1]]);
  neighbours.add(ring.x[0], ring.y[0]);
  neighbours.add(ring.x[at[1]], ring.y[at[1]]);
  keepVerticesOfLine(neighbours, tolerance, keptNeighbours);
  if (keptNeighbours.size === 2) kept.removeFirst();
}

/** The same for a line between two ends, which stay. */
export function keepVerticesOfLine(line: PlanePoints, tolerance: number, kept: IndexList): void {
  const last = line.size - 1;
  kept.clear();
  keepBetween(line, 0, last, LEAST_SIZE, tolerance * tolerance, kept);
  kept.add(last);
}

/** Adds the vertices to keep from `first` to before `last`, which both stay; at the size the ring is at its start. */
function keepBetween(
  ring: PlanePoints,
  first: number,
  last: number,
  depth: number,
  limit: number,
  kept: IndexList,
): void {
  if (last - first === 1) {
    kept.add(first);
    return;
  }
  const { x, y, size } = ring, end = last < size ? last : 0, startX = x[first], startY = y[first];
  const alongX = x[end] - startX, alongY = y[end] - startY, length = alongX * alongX + alongY * alongY;
  let furthest = first + 1, most = -1;
  for (let i = first + 1; i < last; i++) {
    const dx = x[i] - startX, dy = y[i] - startY, part = dx * alongX + dy * alongY;
    let square = dx * dx + dy * dy;
    if (part >= length) {
      const beyondX = dx - alongX, beyondY = dy - alongY;
      square = beyondX * beyondX + beyondY * beyondY;
    } else if (part > 0) {
      const across = dx * alongY - dy * alongX;
      square = across * across / length;
    }
    if (square > most) {
      furthest = i;
      most = square;
    }
  }
  // while the ring might yet end up with too few points, it is divided however straight it is
  const isLargeEnough = kept.size + 1 >= LEAST_SIZE || depth + 1 >= LEAST_SIZE;
  if (isLargeEnough && most <= limit) {
    kept.add(first);
    return;
  }
  keepBetween(ring, first, furthest, depth + 1, limit, kept);
  keepBetween(ring, furthest, last, depth + 1, limit, kept);
}
