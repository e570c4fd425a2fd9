/** What the columns of a ShakeMap are called, in its grids and shapefiles. */

/** Ids of intensity measure types by the name of the column with their medians; "STD" before it: the deviations. */
const MEASURES: Readonly<Record<string, string>> = {
  MMI: "MMI",
  PGA: "PGA",
  PGV: "PGV",
  PSA03: "SA(0.3)",
  PSA06: "SA(0.6)",
  PSA10: "SA(1.0)",
  PSA30: "SA(3.0)",
};

/** What a column tells. */
export interface MeasureColumn {
  readonly imt: string;
  readonly isDeviation: boolean;
}

/** The measure that a column tells of; undefined for another column. */
export function measureColumn(name: string): MeasureColumn | undefined {
  const isDeviation = name.startsWith("STD"), imt = MEASURES[isDeviation ? name.slice(3) : name];
  return imt === undefined ? undefined : { imt, isDeviation };
}

/** Names of the columns of medians. */
export const MEDIAN_COLUMNS: readonly string[] = Object.keys(MEASURES);
