/**
 * Uncertainty of the median of Kuehn et al. (2020), chapter 6 of PEER Report 2020/04: standard deviations by magnitude,
 * distance and intensity measure, from the authors' tables (rounded to twelve digits).
 */
import type { IntensityMeasureType } from "../imt.ts";
import { placeAmong } from "../interpolation.ts";
import data from "./coefficients/kuehn_2020_uncertainty.json" with { type: "json" };

/** Tables by kind of event and region; a row per magnitude and distance, a column per PGA, PGV and period. */
const TABLES: Readonly<Record<string, number[][]>> = data.tables;
const FIRST_PERIOD = 2;

const LN_PERIODS = data.periods.map(Math.log);

/** Columns of the table to mix for a measure. */
function columnsOf({ family, period }: IntensityMeasureType): [left: number, weight: number] {
  if (family === "PGA") return [0, 0];
  if (family === "PGV") return [1, 0];
  const [left, weight] = placeAmong(LN_PERIODS, Math.log(period));
  return [FIRST_PERIOD + left, weight];
}

/**
 * Adds `epsilon` standard deviations of the median to `lnY`. `name` is the kind and region, such as "slab_Japan";
 * outside of the tables (magnitude 4 to 9.5, 10 to 1000 km, 0.01 to 10 s) the nearest value holds.
 */
export function addMedianUncertainty(
  name: string,
  epsilon: number,
  imt: IntensityMeasureType,
  mag: number,
  rrup: Float64Array,
  lnY: Float64Array,
  size: number,
): void {
  const table = TABLES[name], stride = data.distances.length;
  const [m, magWeight] = placeAmong(data.magnitudes, mag);
  const [column, periodWeight] = columnsOf(imt);
  const deviations = data.distances.map((_, j) => {
    const at = (row: number[]) =>
      periodWeight === 0 ? row[column] : mix(row[column], row[column + 1], periodWeight);
    return mix(at(table[m * stride + j]), at(table[(m + 1) * stride + j]), magWeight);
  });
  for (let i = 0; i < size; i++) {
    const [j, weight] = placeAmong(data.distances, rrup[i]);
    lnY[i] += epsilon * mix(deviations[j], deviations[j + 1], weight);
  }
}

function mix(a: number, b: number, weight: number): number {
  return a + (b - a) * weight;
}
