/** Chiou and Youngs (2008), adjusted for Swiss rock, see edwards_2016_swiss.ts. */
import { models as base } from "./chiou_youngs_2008.ts";
import tables from "./coefficients/chiou_youngs_2008_swiss.json" with { type: "json" };
import { swissModel } from "./edwards_2016_swiss.ts";
import type { ModelFactories } from "./model.ts";

/** As in the reference PGV counts as predicted, for which there is no adjustment. */
const FROM = {
  base: base.ChiouYoungs2008,
  vs30: 620,
  distance: "rjb",
  imtFamilies: ["PGA", "PGV", "SA"],
} as const;

export const models: ModelFactories = {
  ChiouYoungs2008SWISS01: swissModel("ChiouYoungs2008SWISS01", { ...FROM, table: tables.swiss01 }),
  ChiouYoungs2008SWISS04: swissModel("ChiouYoungs2008SWISS04", { ...FROM, table: tables.swiss04 }),
  ChiouYoungs2008SWISS06: swissModel("ChiouYoungs2008SWISS06", { ...FROM, table: tables.swiss06 }),
};
