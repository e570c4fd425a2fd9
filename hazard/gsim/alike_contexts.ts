/**
 * Blocks whose contexts are alike in some parameters, as all are at sites without a site model: what depends on those
 * parameters alone is worked out for one context and repeated for the others.
 */

/** How many contexts at the start of a block to work out: 1 if each column has one value throughout, else `size`. */
export function contextsToCompute(size: number, ...columns: Float64Array[]): number {
  for (const column of columns) {
    for (let i = 1; i < size; i++) if (column[i] !== column[0]) return size;
  }
  return Math.min(size, 1);
}

/** Repeats the first entry of each column for the contexts from `count`, the answer of `contextsToCompute`, on. */
export function repeatFirst(count: number, size: number, ...columns: Float64Array[]): void {
  if (count < size) { for (const column of columns) column.fill(column[0], count, size); }
}
