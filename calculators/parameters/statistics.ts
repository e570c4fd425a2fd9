/** Which statistics over realizations a job asks for. */
import { floatLiteral } from "../../formats/python_literal.ts";
import type { ParameterValues } from "./list.ts";

/** Names in the reference's order, for instance ["mean", "std", "quantile-0.15", "max"]. */
export function statisticsOf(
  { mean, std, quantiles, max }: Pick<ParameterValues, "mean" | "std" | "quantiles" | "max">,
): string[] {
  return [
    ...(mean ? ["mean"] : []),
    ...(std ? ["std"] : []),
    ...quantiles.map((quantile) => `quantile-${floatLiteral(quantile)}`),
    ...(max ? ["max"] : []),
  ];
}
