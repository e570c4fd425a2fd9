/**
 * Simplification of closed rings of the plane: vertices that the rest comes near enough to are left out.
 *
 * D. H. Douglas, T. K. Peucker (1973), Algorithms for the reduction of the number of points required to represent a
 * digitized line or its caricature, Cartographica 10(2), 112-122; with the rules for rings of GEOS 3.14
 * (TopologyPreservingSimplifier), which the reference uses, but for its watch over intersections.
 */
import type { Vertices } from "../../kernels/polygon_distances.ts";

/** Points that a ring keeps at least, the first counted again at the end. */
const LEAST_SIZE = 4;

/**
 * Indices of the vertices to keep, in order, so that the others are at most `tolerance` (in units of the ring) from
 * what is left. Which they are depends on the first vertex, which always stays. At least three stay where there are.
 */
export function keptVertices({ x, y }: Vertices, tolerance: number): number[] {
  const kept: number[] = [];
  keepBetween(x, y, 0, x.length, 1, tolerance * tolerance, kept);
  return kept;
}

/**
 * The same for a ring whose first vertex is one like the others: it goes, too, when its neighbours among the kept ones
 * can do without it.
 */
export function keptVerticesOfAny(ring: Vertices, tolerance: number): number[] {
  const kept = keptVertices(ring, tolerance);
  if (kept.length + 1 <= LEAST_SIZE) return kept;
  const square = squaredDistance(ring.x, ring.y, 0, kept[kept.length - 1], kept[1]);
  return square <= tolerance * tolerance ? kept.slice(1) : kept;
}

/** The same for a line between two ends, which stay. */
export function keptVerticesOfLine({ x, y }: Vertices, tolerance: number): number[] {
  const kept: number[] = [], last = x.length - 1;
  keepBetween(x, y, 0, last, LEAST_SIZE, tolerance * tolerance, kept);
  return [...kept, last];
}

/** Adds the vertices to keep from `first` to before `last`, which both stay; at the size the ring is at its start. */
function keepBetween(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  first: number,
  last: number,
  depth: number,
  limit: number,
  kept: number[],
): void {
  if (last - first === 1) {
    kept.push(first);
    return;
  }
  const end = last < x.length ? last : 0;
  let furthest = first + 1, square = -1;
  for (let i = first + 1; i < last; i++) {
    const candidate = squaredDistance(x, y, i, first, end);
    if (candidate > square) {
      furthest = i;
      square = candidate;
    }
  }
  // while the ring might yet end up with too few points, it is divided however straight it is
  const isLargeEnough = kept.length + 1 >= LEAST_SIZE || depth + 1 >= LEAST_SIZE;
  if (isLargeEnough && square <= limit) {
    kept.push(first);
    return;
  }
  keepBetween(x, y, first, furthest, depth + 1, limit, kept);
  keepBetween(x, y, furthest, last, depth + 1, limit, kept);
}

/** Squared distance of a vertex from the segment between two others. */
function squaredDistance(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  i: number,
  from: number,
  to: number,
): number {
  const dx = x[i] - x[from], dy = y[i] - y[from], alongX = x[to] - x[from], alongY = y[to] - y[from];
  const part = dx * alongX + dy * alongY, square = alongX * alongX + alongY * alongY;
  if (part <= 0 || square === 0) return dx * dx + dy * dy;
  if (part >= square) {
    const beyondX = dx - alongX, beyondY = dy - alongY;
    return beyondX * beyondX + beyondY * beyondY;
  }
  const across = dx * alongY - dy * alongX;
  return across * across / square;
}
