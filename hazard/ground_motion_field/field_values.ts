/** What is done to the fields of a measure, shape (sites, events). */

/** The largest of the first `size` values, at least one. */
export function largest(values: Float32Array, size: number): number {
  let largest = values[0];
  for (let i = 1; i < size; i++) if (values[i] > largest) largest = values[i];
  return largest;
}

/** Multiplies each row of a field by a number. */
export function scaleRows(
  field: Float32Array,
  factors: Float32Array,
  numRows: number,
  numEvents: number,
): void {
  for (let n = 0, k = 0; n < numRows; n++) {
    const factor = factors[n];
    for (const stop = k + numEvents; k < stop; k++) field[k] *= factor;
  }
}

/** Replaces values above `extreme` by the median of their site. */
export function capAtMedian(
  field: Float32Array,
  mean: Float32Array,
  extreme: number,
  isLogarithm: boolean,
  numEvents: number,
): void {
  for (let k = 0; k < field.length; k++) {
    if (!(field[k] > extreme)) continue;
    const median = mean[Math.floor(k / numEvents)];
    field[k] = isLogarithm ? Math.exp(median) : median;
  }
}

/** The field of one event, zero where it is below all minimum intensities. */
export function clearedField(
  field: readonly Float32Array[],
  minimumIntensities: readonly number[],
  event: number,
  numSites: number,
  numEvents: number,
): Float32Array[] {
  const out = field.map(() => new Float32Array(numSites));
  for (let n = 0, k = event; n < numSites; n++, k += numEvents) {
    if (field.every((row, m) => row[k] < minimumIntensities[m])) continue;
    field.forEach((row, m) => out[m][n] = row[k]);
  }
  return out;
}
