/** Random residuals of a rupture's fields, in the order in which the reference draws them. */
import { randomColumns } from "../../kernels/random.ts";
import type { Pcg64 } from "../random/pcg64.ts";

/** Truncation levels up to this leave no residuals. */
export const SMALLEST_TRUNCATION = 1e-9;

/** Standard deviations that stand for no truncation, where a job gives none. */
export const NO_TRUNCATION = 99;

/** Fills `out` with standard normal numbers within ± `truncationLevel`, zeros if there is no room. */
export function fillResiduals(generator: Pcg64, truncationLevel: number, out: Float32Array): void {
  if (truncationLevel <= SMALLEST_TRUNCATION) out.fill(0);
  else randomColumns.fillTruncatedNormals(generator, truncationLevel, out);
}
