/** Cauzzi and Faccioli (2008), adjusted for Swiss rock, see edwards_2016_swiss.ts. */
import { models as base } from "./cauzzi_faccioli_2008.ts";
import { CoefficientTable } from "./coefficients.ts";
import tables from "./coefficients/cauzzi_faccioli_2008_swiss.json" with { type: "json" };
import { swissModel } from "./edwards_2016_swiss.ts";
import type { ModelFactories } from "./model.ts";

const FROM = {
  base: base.CauzziFaccioli2008,
  vs30: 700,
  distance: "rhypo",
  tau: new CoefficientTable<"tau">(tables.deviations),
} as const;

export const models: ModelFactories = {
  CauzziFaccioli2008SWISS01: swissModel("CauzziFaccioli2008SWISS01", { ...FROM, table: tables.swiss01 }),
  CauzziFaccioli2008SWISS04: swissModel("CauzziFaccioli2008SWISS04", { ...FROM, table: tables.swiss04 }),
  CauzziFaccioli2008SWISS08: swissModel("CauzziFaccioli2008SWISS08", { ...FROM, table: tables.swiss08 }),
};
