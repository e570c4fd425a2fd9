/**
 * Simplification of closed rings of the plane: vertices that the rest comes near enough to are left out.
 *
 * D. H. Douglas, T. K. Peucker (1973), Algorithms for the reduction of the number of points required to represent a
 * digitized line or its caricature, Cartographica 10(2), 112-122; with the rules for rings of GEOS 3.14
 * (TopologyPreservingSimplifier), which the reference uses, but for its watch over intersections.
 */
import type { Ring } from "./ring.ts";

/** Points that a ring keeps at least, the first counted again at the end. */
const LEAST_SIZE = 4;

/**
 * Indices of the vertices to keep, in order, so that the others are at most `tolerance` (in units of the ring) from
 * what is left. Which they are depends on the first vertex, which always stays. At least three stay where there are.
 */
export function keptVertices(ring: Ring, tolerance: number): number[] {
  const kept: number[] = [];
  keepBetween(ring, 0, ring.size, 1, tolerance * tolerance, kept);
  return kept;
}

/**
 * The same for a ring whose first vertex is one like the others: it goes, too, when its neighbours among the kept ones
 * can do without it.
 */
export function keptVerticesOfAny(ring: Ring, tolerance: number): number[] {
  const kept = keptVertices(ring, tolerance), { x, y } = ring;
  if (kept.length + 1 <= LEAST_SIZE) return kept;
  const from = kept[kept.length - 1], to = kept[1];
  const alongX = x[to] - x[from], alongY = y[to] - y[from], length = alongX * alongX + alongY * alongY;
  const square = squaredDistance(x[0] - x[from], y[0] - y[from], alongX, alongY, length);
  return square <= tolerance * tolerance ? kept.slice(1) : kept;
}

/** The same for a line between two ends, which stay. */
export function keptVerticesOfLine(line: Ring, tolerance: number): number[] {
  const kept: number[] = [], last = line.size - 1;
  keepBetween(line, 0, last, LEAST_SIZE, tolerance * tolerance, kept);
  return [...kept, last];
}

/** Adds the vertices to keep from `first` to before `last`, which both stay; at the size the ring is at its start. */
function keepBetween(
  ring: Ring,
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
  const { x, y } = ring, end = last < ring.size ? last : 0, startX = x[first], startY = y[first];
  const alongX = x[end] - startX, alongY = y[end] - startY, length = alongX * alongX + alongY * alongY;
  let furthest = first + 1, square = -1;
  for (let i = first + 1; i < last; i++) {
    const candidate = squaredDistance(x[i] - startX, y[i] - startY, alongX, alongY, length);
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
  keepBetween(ring, first, furthest, depth + 1, limit, kept);
  keepBetween(ring, furthest, last, depth + 1, limit, kept);
}

/** Squared distance of a point from a segment, given its way from the segment's start, the segment and its squared length. */
function squaredDistance(dx: number, dy: number, alongX: number, alongY: number, length: number): number {
  const part = dx * alongX + dy * alongY;
  if (part <= 0 || length === 0) return dx * dx + dy * dy;
  if (part >= length) {
    const beyondX = dx - alongX, beyondY = dy - alongY;
    return beyondX * beyondX + beyondY * beyondY;
  }
  const across = dx * alongY - dy * alongX;
  return across * across / length;
}
