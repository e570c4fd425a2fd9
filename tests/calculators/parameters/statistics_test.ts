import { deepEqual } from "node:assert/strict";
import { statisticsOf } from "../../../calculators/parameters/statistics.ts";

Deno.test("statisticsOf() gives mean, std, quantiles, max in this order", () => {
  const all = { mean: true, std: true, quantiles: [0.85, 0.5, 1], max: true };
  deepEqual(statisticsOf(all), ["mean", "std", "quantile-0.85", "quantile-0.5", "quantile-1.0", "max"]);
  deepEqual(statisticsOf({ mean: false, std: false, quantiles: [], max: false }), []);
});
