/** Options that give a number for each intensity measure. */
import { CoefficientTable } from "./coefficients.ts";
import type { ModelOption } from "./model.ts";

/**
 * The numbers of an option by intensity measure, interpolated between periods as coefficients are; undefined for null.
 * @throws TypeError if it is no table of numbers
 */
export function readNumbersByMeasure(
  model: string,
  option: string,
  value: ModelOption | null,
): CoefficientTable<"value"> | undefined {
  if (value === null) return undefined;
  const entries = typeof value === "object" && !Array.isArray(value) ? Object.entries(value) : [];
  if (entries.length === 0 || entries.some(([, number]) => typeof number !== "number")) {
    throw new TypeError(
      `option ${option} of ${model}: expected numbers by intensity measure, for instance PGA = 0.1`,
    );
  }
  const rows = entries.map(([, number]) => [number as number]);
  return new CoefficientTable({ columns: ["value"], imts: entries.map(([imt]) => imt), rows });
}
