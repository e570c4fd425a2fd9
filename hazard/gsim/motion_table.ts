/** Ground motion tabulated by magnitude and distance, as in the hdf5 tables of the reference engine (float32). */
import { roundHalfEven } from "../geo/geodesy.ts";
import { type IntensityMeasureType, parseImt } from "../imt.ts";

/** Axes of a table, and its standard deviations. */
export interface MotionTableData {
  readonly magnitudes: readonly number[];
  /** km */
  readonly distances: readonly number[];
  readonly imts: readonly string[];
  /** total standard deviation of each measure */
  readonly sigma: readonly number[];
}

const fround = Math.fround;

/** Position of the knot to the left of `x` among increasing ones, the last but one at most. */
function knotLeftOf(x: number, knots: readonly number[]): number {
  const next = knots.findIndex((knot) => knot >= x);
  return Math.min(Math.max(next < 0 ? knots.length - 1 : next, 1), knots.length - 1) - 1;
}

/** The value at `x` of the line from (x0, y0) to (x1, y1). */
function onLine(x: number, x0: number, x1: number, y0: number, y1: number): number {
  return y0 + (x - x0) * ((y1 - y0) / (x1 - x0));
}

/** The tabulated levels of one model. */
export class MotionTable {
  readonly #imts: readonly IntensityMeasureType[];
  readonly #sigma: readonly number[];
  /** for each measure by distance, then magnitude */
  readonly #levels: readonly ArrayLike<number>[];
  readonly #magnitudes: readonly number[];
  readonly #numDistances: number;
  /** log10 of the periods, and the row of the first one */
  readonly #logPeriods: readonly number[];
  readonly #firstPeriod: number;
  readonly #known = new Map<string, Float64Array>();

  /** The measures must end with the spectrum by increasing period. */
  constructor(data: MotionTableData, levels: readonly ArrayLike<number>[]) {
    this.#imts = data.imts.map(parseImt);
    this.#sigma = data.sigma.map(fround);
    this.#levels = levels;
    this.#magnitudes = data.magnitudes.map(fround);
    this.#numDistances = data.distances.length;
    this.#firstPeriod = this.#imts.findIndex(({ period }) => period > 0);
    this.#logPeriods = this.#imts.slice(this.#firstPeriod).map(({ period }) => Math.log10(fround(period)));
  }

  /**
   * Levels (not their logarithms) by distance: log10 is linear in magnitude, and in log10 of the period.
   * @throws RangeError for a magnitude below or a period outside of the table
   */
  levels(imt: IntensityMeasureType, mag: number): Float64Array {
    const key = `${imt.id} ${mag}`;
    const known = this.#known.get(key);
    if (known) return known;
    const magnitudes = this.#magnitudes;
    const M = Math.min(roundHalfEven(mag * 100) / 100, magnitudes[magnitudes.length - 1]);
    if (M < magnitudes[0]) {
      throw new RangeError(`magnitude ${mag} is below ${magnitudes[0]}, the smallest one of the table`);
    }
    const m = knotLeftOf(M, magnitudes);
    const logLevel = this.#logLevel(imt);
    const levels = Float64Array.from({ length: this.#numDistances }, (_, d) => {
      const index = d * magnitudes.length + m;
      return 10 ** onLine(M, magnitudes[m], magnitudes[m + 1], logLevel(index), logLevel(index + 1));
    });
    this.#known.set(key, levels);
    return levels;
  }

  /** Total standard deviation, the same everywhere; between periods its logarithm is linear in that of the period. */
  sigma(imt: IntensityMeasureType): number {
    if (imt.period === 0) return this.#sigma[this.#rowOf(imt)];
    return 10 ** this.#betweenPeriods(imt, (row) => this.#sigma[row]);
  }

  /** log10 of the level in a place of the table. */
  #logLevel(imt: IntensityMeasureType): (index: number) => number {
    if (imt.period === 0) {
      const levels = this.#levels[this.#rowOf(imt)];
      return (index) => Math.log10(fround(levels[index]));
    }
    return (index) => this.#betweenPeriods(imt, (row) => fround(this.#levels[row][index]));
  }

  /** log10 of what the rows have, between the periods around that of the measure. */
  #betweenPeriods({ id, family, period }: IntensityMeasureType, valueOf: (row: number) => number): number {
    const last = this.#imts[this.#imts.length - 1].period, first = this.#imts[this.#firstPeriod].period;
    if (family !== "SA" || period < first || period > last) throw new RangeError(`the table has no ${id}`);
    const x = Math.log10(period), left = knotLeftOf(x, this.#logPeriods), row = this.#firstPeriod + left;
    const [x0, x1] = [this.#logPeriods[left], this.#logPeriods[left + 1]];
    return onLine(x, x0, x1, Math.log10(valueOf(row)), Math.log10(valueOf(row + 1)));
  }

  #rowOf({ id }: IntensityMeasureType): number {
    const row = this.#imts.findIndex((imt) => imt.id === id);
    if (row < 0) throw new RangeError(`the table has no ${id}`);
    return row;
  }
}
