/** Random residuals of a rupture's fields, in the order in which the reference draws them. */
import { randomColumns } from "../../kernels/random.ts";
import type { Pcg64 } from "../random/pcg64.ts";

/** Truncation levels up to this leave no residuals. */
export const SMALLEST_TRUNCATION = 1e-9;

/** Standard deviations that stand for no truncation, where a job gives none. */
export const NO_TRUNCATION = 99;

/** Rows of numbers that are used again for the next rupture. */
export class ResidualRows {
  readonly #rows: Float32Array[];

  constructor(numRows: number) {
    this.#rows = Array.from({ length: numRows }, () => new Float32Array(0));
  }

  /** The first `length` numbers of each row, which mean nothing. */
  take(length: number): Float32Array[] {
    const rows = this.#rows;
    if (rows.length > 0 && rows[0].length < length) {
      rows.forEach((_, m) => rows[m] = new Float32Array(length));
    }
    return rows.map((row) => row.subarray(0, length));
  }
}

/** Fills `out` with standard normal numbers within ± `truncationLevel`, zeros if there is no room. */
export function fillResiduals(generator: Pcg64, truncationLevel: number, out: Float32Array): void {
  if (truncationLevel <= SMALLEST_TRUNCATION) out.fill(0);
  else randomColumns.fillTruncatedNormals(generator, truncationLevel, out);
}
