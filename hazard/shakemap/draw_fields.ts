/**
 * Ground motion fields drawn from the medians and deviations of a ShakeMap, with the random numbers of the reference:
 * Silva, V., Horspool, N. (2019), https://doi.org/10.1002/eqe.3154.
 */
import type { IntensityMeasureType } from "../imt.ts";
import { Mt19937 } from "../random/mt19937.ts";
import { fillTruncatedNormals } from "../random/truncated_normal.ts";
import { type Correlation, deviationFactor } from "./correlated_deviations.ts";
import type { ShakeMap } from "./shake_map.ts";

export interface DrawOptions {
  /** standard deviations within which numbers are drawn */
  readonly truncationLevel: number;
  readonly numEvents: number;
  readonly seed: number;
  /** undefined where nothing is correlated */
  readonly correlation?: { readonly spatial: Correlation; readonly cross: Correlation };
}

/** Percent of g in g. */
const PERCENT = 100;

/**
 * Fields at the points of a map, an array of shape (events, points) for each measure: g, cm/s for PGV.
 * The medians of the map are taken for means, so that fields have a median below it by half the variance. MMI is never
 * correlated and varies about the map itself.
 * @throws RangeError for deviations that can't be correlated
 */
export function drawFields(
  map: ShakeMap,
  imts: readonly IntensityMeasureType[],
  { truncationLevel, numEvents, seed, correlation }: DrawOptions,
): Float32Array[] {
  const { size } = map, residuals = new Float64Array(imts.length * size * numEvents);
  fillTruncatedNormals(new Mt19937(seed), truncationLevel, residuals);
  if (correlation) {
    const factor = deviationFactor(map, imts, correlation.spatial, correlation.cross);
    multiply(factor, imts.length * size, residuals, numEvents);
  }
  return imts.map(({ id }, m) => {
    const medians = map.medians.get(id)!, deviations = map.deviations.get(id)!;
    const scale = id === "PGV" ? 1 : PERCENT, out = new Float32Array(size * numEvents);
    for (let point = 0; point < size; point++) {
      const median = medians[point], deviation = deviations[point];
      const shift = Math.log(median) - Math.fround(deviation * deviation) / 2;
      for (let event = 0, at = (m * size + point) * numEvents; event < numEvents; event++, at++) {
        const residual = correlation ? residuals[at] : residuals[at] * deviation;
        out[event * size + point] = id === "MMI" ? residual + median : Math.exp(residual + shift) / scale;
      }
    }
    return out;
  });
}

/** Replaces `columns`, shape (size, count), by the product with a lower triangle. */
function multiply(triangle: Float64Array, size: number, columns: Float64Array, count: number): void {
  const sums = new Float64Array(count);
  // from the last row up, since a row needs none but itself and those before
  for (let i = size - 1; i >= 0; i--) {
    sums.fill(0);
    for (let j = 0; j <= i; j++) {
      const weight = triangle[i * size + j];
      for (let e = 0; e < count; e++) sums[e] += weight * columns[j * count + e];
    }
    columns.set(sums, i * count);
  }
}
