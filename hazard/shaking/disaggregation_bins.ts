/** Edges of the bins into which hazard is disaggregated, as the reference lays them. */

/** Magnitudes: multiples of `width` around all of `mags`. The largest magnitude is below the last edge. */
export function magnitudeEdges(mags: readonly number[], width: number): number[] {
  const smallest = Math.min(...mags), largest = Math.max(...mags);
  const first = Math.floor(smallest / width);
  let last = Math.ceil(largest / width);
  if (last === first || largest >= Math.round(width * last * 1000) / 1000) last++;
  return Array.from({ length: last - first + 1 }, (_, k) => width * (first + k));
}

/** Distances in km: multiples of `width` from 0 to at least `maximum`; one bin without width. */
export function distanceEdges(maximum: number, width?: number): number[] {
  if (width === undefined) return [0, maximum];
  return Array.from({ length: Math.ceil(maximum / width) + 1 }, (_, k) => width * k);
}

/** Numbers of standard deviations: `count` equal bins within the truncation. */
export function epsilonEdges(truncationLevel: number, count: number): number[] {
  return Array.from({ length: count + 1 }, (_, k) => truncationLevel * (2 * k / count - 1));
}

/** Middles between edges. */
export function middles(edges: readonly number[]): number[] {
  return edges.slice(1).map((edge, k) => (edges[k] + edge) / 2);
}
