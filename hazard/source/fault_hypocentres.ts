/** Where ruptures that float over a simple fault start (hazardlib conventions, numerics.md §1.5). */
import type { SimpleFaultSource } from "./source.ts";

/** A hypocentre as fractions of the length and the width of its rupture, and its share of the rate. */
export type HypocentrePosition = SimpleFaultSource["hypocentres"][number];

/** Depths in km. */
export interface DepthRange {
  readonly top: number;
  readonly bottom: number;
}

/**
 * Hypocentres of the ruptures between two depths: those of the source, or its hypocentral depths within the range,
 * half way along the strike, with weights that sum to 1 and equal positions merged; none stands for the middle point.
 * Throws RangeError when the source has hypocentral depths but none in the range.
 */
export function hypocentrePositions(
  { hypocentres, hypocentralDepths }: SimpleFaultSource,
  { top, bottom }: DepthRange,
): readonly HypocentrePosition[] {
  if (hypocentralDepths.length === 0) return hypocentres;
  const weights = new Map<number, number>();
  for (const { depth, probability, fixedDipFraction } of hypocentralDepths) {
    if (depth < top || depth > bottom) continue;
    const downDip = fixedDipFraction ?? (depth - top) / (bottom - top);
    weights.set(downDip, (weights.get(downDip) ?? 0) + probability);
  }
  if (weights.size === 0) {
    const range = `${top.toFixed(2)} to ${bottom.toFixed(2)} km`;
    throw new RangeError(`no depth of hypoDepthDist is within a rupture from ${range}`);
  }
  const total = weights.values().reduce((sum, weight) => sum + weight, 0);
  return Array.from(weights, ([downDip, weight]) => ({ alongStrike: 0.5, downDip, weight: weight / total }));
}
