/** How much each model of each group of sources counts in the mean. */
import type { CurveOptions } from "./curves.ts";

/** For each group the weights of its models, in order: each that of all realizations using the model. */
export function modelWeights(
  { rateRows, realizations, modelsOfGroups }: Pick<
    CurveOptions,
    "rateRows" | "realizations" | "modelsOfGroups"
  >,
): number[][] {
  const weightOfRow: number[] = [];
  rateRows.forEach((rows, r) => {
    for (const row of rows) weightOfRow[row] = (weightOfRow[row] ?? 0) + realizations[r].weight;
  });
  let row = 0;
  return modelsOfGroups.map((numModels) => Array.from({ length: numModels }, () => weightOfRow[row++] ?? 0));
}
