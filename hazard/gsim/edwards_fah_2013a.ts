/** Edwards and Fäh (2013) for the Swiss Alps, see edwards_fah_2013.ts, by stress drop in bar. */
import tables from "./coefficients/edwards_fah_2013a.json" with { type: "json" };
import { boundedDistance, stochasticModel } from "./edwards_fah_2013.ts";
import type { ModelFactories } from "./model.ts";

const DISTANCE = boundedDistance([-2.8, 14.55], [-0.295, 2.65]);

export const models: ModelFactories = Object.fromEntries(
  Object.entries(tables).map(([key, table]) => {
    const name = `EdwardsFah2013Alpine${key.replace("bars", "")}Bars`;
    return [name, stochasticModel(name, table, DISTANCE)];
  }),
);
