/** Coefficient tables that differ from another one in some cells: regional variants, coefficients given as an option. */
import type { CoefficientData } from "./coefficients.ts";

/**
 * The table `base` with the cells of `part` in their place.
 * @throws RangeError if `part` has an intensity measure type or a column that `base` lacks
 */
export function overlay(base: CoefficientData, part: CoefficientData): CoefficientData {
  const columns = part.columns.map((column) => position(base.columns, column, "coefficient"));
  const rows = base.rows.map((row) => [...row]);
  part.imts.forEach((imt, i) => {
    const row = rows[position(base.imts, imt, "intensity measure type")];
    columns.forEach((column, j) => row[column] = part.rows[i][j]);
  });
  return { ...base, rows };
}

function position(names: readonly string[], name: string, what: string): number {
  const found = names.indexOf(name);
  if (found < 0) throw new RangeError(`the table has no ${what} ${name}, only ${names.join(", ")}`);
  return found;
}
