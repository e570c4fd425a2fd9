/** The survival function of the truncated standard normal, fast, one argument at a time. */
import { SURVIVAL_TERMS, survivalTable } from "./normal_distribution.ts";

/** Truncation levels below this keep medians only. */
const NO_DISPERSION = 1e-8;

/**
 * Probability that a standard normal truncated at ± `truncationLevel` is above `z`, within 1e-14. With (almost) no
 * dispersion a step that is 0.5 at 0.
 */
export function survivalFunction(truncationLevel: number): (z: number) => number {
  if (truncationLevel < NO_DISPERSION) return (z) => z < 0 ? 1 : z > 0 ? 0 : 0.5;
  const { limit, intervalsPerDeviation, coefficients } = survivalTable(truncationLevel);
  return function truncatedSurvival(z) {
    if (z <= -limit) return 1;
    if (z >= limit) return 0;
    const position = (z + limit) * intervalsPerDeviation, interval = Math.floor(position);
    const fromMiddle = position - interval - 0.5, first = interval * SURVIVAL_TERMS;
    let sum = 0;
    for (let n = SURVIVAL_TERMS - 1; n >= 0; n--) sum = sum * fromMiddle + coefficients[first + n];
    return sum;
  };
}
