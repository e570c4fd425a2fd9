/** The survival function of the truncated standard normal in rows as long as a cache line. */
import { SURVIVAL_TERMS, survivalTable } from "../hazard/normal_distribution.ts";

/** Entries of a row; six are used. */
export const ROW_LENGTH = 8;

/** The rows, which end `limit` deviations from the mean. */
export interface SurvivalRows {
  readonly limit: number;
  readonly intervalsPerDeviation: number;
  /** coefficients of powers of the distance from the middle of an interval in widths; at the ends constants 1 and 0 */
  readonly rows: Float64Array;
}

/**
 * The table of survivalTable with the term d⁶ of each interval spread over the lower ones (Chebyshev economization,
 * C. Lanczos, Applied Analysis, 1956): the polynomial T6(2d) / 2048, at most 5e-4, is left out of d⁶, which costs
 * less than 3e-16.
 */
export function survivalRows(truncationLevel: number): SurvivalRows {
  const { limit, intervalsPerDeviation, coefficients } = survivalTable(truncationLevel);
  const numIntervals = Math.round(2 * limit * intervalsPerDeviation);
  const rows = new Float64Array((numIntervals + 2) * ROW_LENGTH);
  rows[0] = 1;
  for (let k = 0; k < numIntervals; k++) {
    const from = k * SURVIVAL_TERMS, row = (k + 1) * ROW_LENGTH, c6 = coefficients[from + 6];
    for (let n = 0; n < 6; n++) rows[row + n] = coefficients[from + n];
    rows[row] += c6 / 2048;
    rows[row + 2] -= 18 / 512 * c6;
    rows[row + 4] += 3 / 8 * c6;
  }
  return { limit, intervalsPerDeviation, rows };
}
