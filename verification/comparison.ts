/** Comparison of hazard curves. */

/** Probability above which curves are compared. */
export const LEAST_POE = 1e-6;

/** Share by which a curve may deviate from the published one. */
export const TOLERANCE = 0.02;

/** Where a curve deviates most from the published one. */
export interface LargestDeviation {
  /** computed over published, less 1: Infinity where only the computed curve is above 0 */
  readonly deviation: number;
  /** index of the level */
  readonly level: number;
  readonly published: number;
  readonly computed: number;
  /** levels at which one of the curves is above the least probability */
  readonly numCompared: number;
}

/** Relative deviations by level; undefined where both curves are at most the least probability. */
export function deviations(
  computed: readonly number[],
  published: readonly number[],
): (number | undefined)[] {
  return computed.map((poe, level) =>
    Math.max(poe, published[level]) > LEAST_POE ? poe / published[level] - 1 : undefined
  );
}

/** The largest deviation of a curve. Throws RangeError when no level can be compared. */
export function largestDeviation(
  computed: readonly number[],
  published: readonly number[],
): LargestDeviation {
  const all = deviations(computed, published);
  const numCompared = all.filter((deviation) => deviation !== undefined).length;
  if (numCompared === 0) throw new RangeError(`no probability is above ${LEAST_POE}`);
  const sizes = all.map((deviation) => deviation === undefined ? -1 : Math.abs(deviation));
  const level = sizes.indexOf(Math.max(...sizes));
  return {
    deviation: all[level]!,
    level,
    published: published[level],
    computed: computed[level],
    numCompared,
  };
}
