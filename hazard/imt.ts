/** Intensity measure types (IMT): parsing, canonical spelling and order. */

/** An intensity measure type such as PGA, PGV, SA(0.2); `period` is in seconds, 0 when there is none. */
export interface IntensityMeasureType {
  /** canonical spelling, for instance "SA(0.2)" */
  readonly id: string;
  /** family, for instance "SA" */
  readonly family: string;
  /** period in s for SA and the like, 0 otherwise */
  readonly period: number;
}

/** Families without argument. */
const PLAIN = ["PGA", "PGV", "PGD", "CAV", "IA", "RSD", "RSD575", "RSD595", "RSD2080", "MMI", "JMA", "AvgSA"];
/** Families that take a period in s. */
const WITH_PERIOD = ["SA", "AvgSA", "SDi"];
/** Families that take a frequency in Hz, which the reference spells with six decimals. */
const WITH_FREQUENCY = ["EAS", "FAS", "DRVT"];

/** Shortest decimal text of a period, always with a point, as the reference spells it: 1 → "1.0". */
function periodText(period: number): string {
  return Number.isInteger(period) ? period.toFixed(1) : String(period);
}

/**
 * Parses an intensity measure type.
 * @throws SyntaxError if the text names no known measure
 */
export function parseImt(text: string): IntensityMeasureType {
  const match = /^\s*([A-Za-z0-9_]+)\s*(?:\(\s*([^()\s,]+)\s*\))?\s*$/.exec(text);
  if (match) {
    const [, family, argument] = match;
    if (argument === undefined && PLAIN.includes(family)) return { id: family, family, period: 0 };
    const period = Number(argument);
    if (WITH_PERIOD.includes(family) && argument !== undefined && Number.isFinite(period) && period >= 0) {
      // the reference takes SA(0) as PGA
      if (family === "SA" && period === 0) return { id: "PGA", family: "PGA", period: 0 };
      return { id: `${family}(${periodText(period)})`, family, period };
    }
    if (WITH_FREQUENCY.includes(family) && argument !== undefined && period > 0) {
      return { id: `${family}(${period.toFixed(6)})`, family, period };
    }
  }
  throw new SyntaxError(
    `unknown intensity measure type "${text}", expected for instance PGA, PGV or SA(0.2)`,
  );
}
