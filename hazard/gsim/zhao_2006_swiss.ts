/** Zhao et al. (2006) for shallow earthquakes, adjusted for Swiss rock, see edwards_2016_swiss.ts. */
import { models as base } from "./zhao_2006.ts";
import tables from "./coefficients/zhao_2006_swiss.json" with { type: "json" };
import { swissModel } from "./edwards_2016_swiss.ts";
import type { ModelFactories } from "./model.ts";

const FROM = { base: base.ZhaoEtAl2006Asc, vs30: 700, distance: "rrup" } as const;

export const models: ModelFactories = {
  ZhaoEtAl2006AscSWISS03: swissModel("ZhaoEtAl2006AscSWISS03", { ...FROM, table: tables.swiss03 }),
  ZhaoEtAl2006AscSWISS05: swissModel("ZhaoEtAl2006AscSWISS05", { ...FROM, table: tables.swiss05 }),
  ZhaoEtAl2006AscSWISS08: swissModel("ZhaoEtAl2006AscSWISS08", { ...FROM, table: tables.swiss08 }),
};
