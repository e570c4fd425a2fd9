/** Where to look for the first level above a value: buckets of equal width, few enough levels in each. */

/** Most buckets of a guide. */
const MAX_BUCKETS = 1024;
/** How far from the edge of a bucket, in widths, rounding may put a value on the other side. */
const EDGE = 1e-6;

/** Where to look for the first level above a value. */
export interface LevelGuide {
  readonly firstLevel: number;
  /** bucket k is around firstLevel + k / bucketsPerUnit; values beyond the last bucket count as in it */
  readonly bucketsPerUnit: number;
  /** for each bucket the levels that are below all of its values, all levels but the last at most */
  readonly numBelow: Uint32Array;
}

/** Buckets as wide as the closest levels are apart, so that a bucket holds one level, up to MAX_BUCKETS of them. */
export function levelGuide(levels: Float64Array): LevelGuide {
  const firstLevel = levels[0], range = levels[levels.length - 1] - firstLevel;
  let closest = range;
  for (let l = 1; l < levels.length; l++) closest = Math.min(closest, levels[l] - levels[l - 1]);
  const numBuckets = range > 0 ? Math.min(Math.ceil(range / closest), MAX_BUCKETS) : 0;
  const bucketsPerUnit = range > 0 ? Math.min(1 / closest, MAX_BUCKETS / range) : 0;
  const numBelow = new Uint32Array(numBuckets + 1);
  for (let k = 0, below = 0; k <= numBuckets; k++) {
    const from = k - 0.5 - EDGE;
    while (below < levels.length - 1 && (levels[below] - firstLevel) * bucketsPerUnit < from) below++;
    numBelow[k] = below;
  }
  return { firstLevel, bucketsPerUnit, numBelow };
}
