/** Tables of model coefficients keyed by intensity measure type, with the reference's interpolation in period. */
import { type IntensityMeasureType, parseImt } from "../imt.ts";

/** A table as stored in hazard/gsim/coefficients/<publication>.json: `rows[i][j]` is `columns[j]` for `imts[i]`. */
export interface CoefficientData {
  readonly columns: readonly string[];
  readonly imts: readonly string[];
  readonly rows: readonly (readonly (number | null)[])[];
  /** "log" (default): linear in ln(period); "linear": linear in the period */
  readonly interpolation?: string;
}

/** The coefficients of one intensity measure type, by name. */
export type Coefficients<Column extends string = string> = Readonly<Record<Column, number>>;

/** Looks up coefficients; answers are kept, so a lookup is cheap the second time. */
export class CoefficientTable<Column extends string = string> {
  readonly #rows = new Map<string, Coefficients<Column>>();
  /** periods of the SA rows in increasing order */
  readonly #periods: number[] = [];
  readonly #isLog: boolean;

  constructor(data: CoefficientData) {
    this.#isLog = data.interpolation !== "linear";
    data.imts.forEach((text, i) => {
      const imt = parseImt(text);
      const cells = data.columns.map((column, j) => [column, data.rows[i][j] ?? NaN] as const);
      this.#rows.set(imt.id, Object.fromEntries(cells) as Coefficients<Column>);
      if (imt.period > 0) this.#periods.push(imt.period);
    });
    this.#periods.sort((a, b) => a - b);
  }

  /**
   * Coefficients of an intensity measure type; between two tabulated periods each coefficient is interpolated.
   * @throws RangeError if it is neither tabulated nor between two tabulated periods
   */
  get(imt: IntensityMeasureType): Coefficients<Column> {
    const known = this.#rows.get(imt.id);
    if (known) return known;
    const after = this.#periods.findIndex((period) => period > imt.period);
    if (imt.period === 0 || after <= 0) {
      throw new RangeError(
        `no coefficients for ${imt.id}, expected one of ${[...this.#rows.keys()].join(", ")}`,
      );
    }
    const [t0, t1] = [this.#periods[after - 1], this.#periods[after]];
    const [row0, row1] = [t0, t1].map((period) => this.#rows.get(this.#key(imt.family, period))!);
    const ratio = this.#isLog
      ? (Math.log(imt.period) - Math.log(t0)) / (Math.log(t1) - Math.log(t0))
      : (imt.period - t0) / (t1 - t0);
    const row = Object.fromEntries(
      Object.keys(row0).map((name) => {
        const column = name as Column;
        return [column, (row1[column] - row0[column]) * ratio + row0[column]];
      }),
    ) as Coefficients<Column>;
    this.#rows.set(imt.id, row);
    return row;
  }

  #key(family: string, period: number): string {
    return parseImt(`${family}(${period})`).id;
  }
}
