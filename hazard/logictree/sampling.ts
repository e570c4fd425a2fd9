/** Random choice of logic tree branches. */
import { Pcg64 } from "../random/pcg64.ts";

/**
 * How branches are drawn: `early` by their weights, the realizations then weighing the same; `late` all alike, the
 * weights applied afterwards. `latin` stands for Latin hypercube sampling, otherwise draws are independent.
 */
export type SamplingMethod = "early_weights" | "late_weights" | "early_latin" | "late_latin";

/** Whether branches are drawn by their weights. */
export function isEarly(method: SamplingMethod): boolean {
  return method.startsWith("early");
}

/** Rows of `numColumns` numbers in [0, 1], a row per sample. */
export function uniformNumbers(
  numSamples: number,
  numColumns: number,
  seed: number,
  method: SamplingMethod,
): Float64Array[] {
  const generator = new Pcg64(seed);
  const rows = Array.from(
    { length: numSamples },
    () => Float64Array.from({ length: numColumns }, () => generator.random()),
  );
  if (method.endsWith("latin")) {
    for (let column = 0; column < numColumns; column++) spreadOverStrata(rows, column);
  }
  return rows;
}

/**
 * Puts each number of the column into a stratum of its own, [k/n, (k+1)/n). As in the reference, the stratum of row i
 * is the row of the i-th smallest number, which is a permutation like any other.
 */
function spreadOverStrata(rows: Float64Array[], column: number): void {
  const order = rows.map((_, row) => row).sort((a, b) => rows[a][column] - rows[b][column]);
  order.forEach((stratum, row) => rows[row][column] = (stratum + rows[row][column]) / rows.length);
}

/** Index of the alternative that the uniform number `u` chooses. */
export function choose(weights: readonly number[], u: number, method: SamplingMethod): number {
  const last = weights.length - 1;
  if (isEarly(method)) {
    let cumulative = 0;
    const index = weights.findIndex((weight) => (cumulative += weight) >= u);
    // the weights may sum to a little less than 1
    return index < 0 ? last : index;
  }
  const width = 1 / weights.length;
  let index = 0;
  while (index < last && width + index * width < u) index++;
  return index;
}
